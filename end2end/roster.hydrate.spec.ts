/** What JavaScript adds to bringing lists in. */
import { expect, filled, signIn, test, title, vi } from "./support";

const STAFF = "Mã trường,Mã cán bộ,Họ và tên,Chức vụ,Từ ngày";
const LINES = 2000;

test("whoever waits for a long list sees how far it is", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/people/import");
  const people = Array.from({ length: LINES }, (_, place) => `TH014,ZL-${place},Nguyễn Thị Lâu,Giáo viên,01/09/2020`);
  const buffer = Buffer.from(`\ufeff${[STAFF, ...people].join("\r\n")}`, "utf8");
  await page.getByLabel(vi.roster.file).setInputFiles({ name: "dai.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: vi.roster.upload_do }).click();
  await expect(title(page)).toHaveText("dai.csv", { timeout: 30_000 });

  const bar = page.getByRole("progressbar", { name: vi.roster.progress });
  const said = page.locator(".roster-confirming").getByRole("status");
  await expect(bar).toBeHidden();

  // The form does not go off until the test has seen what is to be seen meanwhile: the browser tells nothing of a page
  // that it is about to leave.
  await page.evaluate(() => {
    const hold = (event: Event) => event.preventDefault();
    document.addEventListener("submit", hold);
    document.addEventListener("let-go", () => document.removeEventListener("submit", hold), { once: true });
  });
  let written: [number, number] | null = null;
  await page.route("**/api/fn/roster_progress", async (route) => {
    const answer = { contentType: "application/json", body: JSON.stringify(written) };
    await route.fulfill(answer).catch(() => {});
  });

  // Until the island listens, nothing is shown.
  const confirm = page.getByRole("button", { name: filled(vi.roster.confirm, { count: LINES.toLocaleString("de-DE") }) });
  await expect(async () => {
    await confirm.click();
    await expect(bar).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(bar, "it is not known yet how far it is").not.toHaveAttribute("value", /./);
  await expect(said).toHaveText(vi.roster.progress_begun);

  written = [620, 2000];
  const lines = page.locator(".roster-progress-lines");
  await expect(lines).toHaveText(filled(vi.roster.progress_lines, { n: "620", total: "2.000" }));
  await expect(bar).toHaveAttribute("value", "620");
  await expect(bar).toHaveAttribute("max", "2000");
  await expect(said).toHaveText(filled(vi.roster.progress_share, { share: 25 }));
  written = [980, 2000];
  await expect(lines).toHaveText(filled(vi.roster.progress_lines, { n: "980", total: "2.000" }));
  await expect(said, "it is not read out at every step").toHaveText(filled(vi.roster.progress_share, { share: 25 }));

  await page.evaluate(() => document.dispatchEvent(new Event("let-go")));
  await confirm.click();
  await expect(page.getByRole("alert")).toHaveText(vi.roster.roster_taken, { timeout: 60_000 });
  await expect(bar).toHaveCount(0);
});
