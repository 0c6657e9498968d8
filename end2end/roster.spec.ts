import { type Page } from "@playwright/test";
import { SCHOOL, expect, filled, look, signIn, test, title, vi } from "./support";

const STAFF = "Mã trường,Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Chức vụ,Nhiệm vụ,Từ ngày,Đến ngày";

const list = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(`\ufeff${text}`, "utf8") });

async function upload(page: Page, address: string, file: ReturnType<typeof list>): Promise<void> {
  await page.goto(address);
  await expect(title(page)).toHaveText(vi.roster.title);
  await page.getByLabel(vi.roster.file).setInputFiles(file);
  await page.getByRole("button", { name: vi.roster.upload_do }).click();
}

const row = (page: Page, about: string) => page.locator("tbody tr").filter({ hasText: about });

test("a list with wrong lines is previewed, its good lines taken in, and taken back", async ({ page }) => {
  await signIn(page, "office");
  const text = [
    STAFF,
    "TH014,ZZ-1,Nguyễn Thị Thử Một,01/02/1980,Nữ,Giáo viên,Tổ công tác,01/09/2020,",
    "XX999,ZZ-2,Trần Văn Thử Hai,31/02/1990,Nam,Thợ lặn,,01/09/2020,",
  ].join("\r\n");
  await upload(page, "/people/import", list("can-bo.csv", text));
  await expect(page).toHaveURL(/\/people\/import\/\d+$/);
  await expect(title(page)).toHaveText("can-bo.csv");
  await expect(row(page, "ZZ-1 · Nguyễn Thị Thử Một")).toContainText(vi.roster.outcome_new);
  await expect(row(page, "ZZ-2")).toContainText(filled(vi.roster.unknown_school, { code: "XX999" }));
  await expect(row(page, "ZZ-2")).toContainText(filled(vi.roster.no_such_date, { text: "31/02/1990" }));
  await expect(row(page, "ZZ-2")).toContainText(filled(vi.roster.unknown_word, { text: "Thợ lặn" }));
  await look(page);

  await page.getByRole("link", { name: `${vi.roster.outcome_wrong} (1)` }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("outcome") === "wrong");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await look(page);

  // Nothing is written yet.
  await page.goto(`/school/${SCHOOL.code}?q=Thử Một`);
  await expect(page.locator("#staff")).not.toContainText("Nguyễn Thị Thử Một");
  await page.goBack();

  await page.getByRole("button", { name: filled(vi.roster.confirm_good_lines, { count: 1 }) }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.roster.roster_taken);
  await expect(page.getByText(filled(vi.roster.left_out, { count: 1 }))).toBeVisible();
  await look(page);
  const summary = page.url();
  await page.goto(`/school/${SCHOOL.code}?q=Thử Một`);
  await expect(page.locator("#staff")).toContainText("Nguyễn Thị Thử Một");

  await page.goto("/people/import");
  const states = page.getByRole("navigation", { name: vi.roster.filter_states });
  await states.getByRole("link", { name: vi.roster.state_taken, exact: true }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("state") === "taken");
  const earlier = page.getByRole("region", { name: vi.roster.earlier });
  await expect(earlier.locator("tbody tr").first()).toContainText(/can-bo\.csv.*\d\d\/\d\d\/\d{4} \d\d:\d\d/s);
  await expect(earlier.getByText(vi.roster.state_discarded, { exact: true })).toHaveCount(0);
  await look(page);

  await page.goto(summary);
  await page.getByRole("button", { name: vi.roster.undo }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.roster.roster_undone);
  await expect(page.getByRole("button", { name: vi.roster.undo })).toHaveCount(0);
  await page.goto(`/school/${SCHOOL.code}?q=Thử Một`);
  await expect(page.locator("#staff")).not.toContainText("Nguyễn Thị Thử Một");

  await page.goto("/people/import");
  await expect(row(page, "can-bo.csv")).toContainText(vi.roster.state_undone);
  await look(page);
});

test("columns with other names are chosen by hand", async ({ page }) => {
  await signIn(page, "office");
  const text = "STT;Tên;Đơn vị;Số hiệu;Vai\r\n1;Lê Thị Thử Ba;TH014;ZZ-3;Giáo viên\r\n";
  await upload(page, "/people/import", list("danh-sach.csv", text));
  await expect(page).toHaveURL(/\/columns$/);
  await expect(title(page)).toHaveText(vi.roster.columns_title);
  await page.getByRole("link", { name: vi.roster.kind_staff }).click();
  await look(page);
  const choose = async (name: string, heading: string, example: string) => {
    const label = filled(vi.roster.column_required, { name });
    await page.getByLabel(label).selectOption({ label: filled(vi.roster.column_example, { heading, example }) });
  };
  await choose("Mã trường", "Đơn vị", "TH014");
  await choose("Mã cán bộ", "Số hiệu", "ZZ-3");
  await choose("Họ và tên", "Tên", "Lê Thị Thử Ba");
  await choose("Chức vụ", "Vai", "Giáo viên");
  await page.getByRole("button", { name: vi.roster.columns_do, exact: true }).click();
  await expect(row(page, "ZZ-3 · Lê Thị Thử Ba")).toContainText(vi.roster.outcome_new);
  await page.getByRole("button", { name: filled(vi.roster.confirm, { count: 1 }) }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.roster.roster_taken);
});

test("a principal brings in the own school's people and nobody else's", async ({ page }) => {
  await signIn(page, "principal");
  const text = [
    STAFF,
    "TH014,ZZ-4,Phạm Văn Thử Bốn,,Nam,Nhân viên,,01/09/2020,",
    "TH015,ZZ-5,Phạm Văn Thử Năm,,Nam,Nhân viên,,01/09/2020,",
  ].join("\n");
  await upload(page, `/school/${SCHOOL.code}/import`, list("truong.csv", text));
  await expect(row(page, "ZZ-4")).toContainText(vi.roster.outcome_new);
  await expect(row(page, "ZZ-5")).toContainText(filled(vi.roster.foreign_school, { code: "TH015" }));
  await page.getByRole("button", { name: vi.roster.discard }).click();
  await expect(page.getByText(vi.roster.discarded_text)).toBeVisible();
  expect((await page.goto("/people/import"))?.status()).toBe(403);
  expect((await page.goto("/school/TH015/import"))?.status()).toBe(403);
});

test("our own OneRoster archive brings nothing new, whatever it is called", async ({ page }) => {
  await signIn(page, "office");
  const sent = await page.request.get("/people/export/oneroster.zip");
  expect(sent.ok()).toBe(true);
  const archive = { name: "trao-doi.csv", mimeType: "text/csv", buffer: await sent.body() };
  await upload(page, "/people/import", archive);
  await expect(title(page)).toHaveText("trao-doi.csv", { timeout: 30_000 });
  await expect(page.getByText(filled(vi.roster.preview_of, { kind: vi.roster.kind_archive }))).toBeVisible();
  await expect(page.getByText(vi.roster.nothing_new)).toBeVisible();
  await expect(page.getByRole("link", { name: vi.roster.columns_change })).toHaveCount(0);
  await expect(page.locator("tbody tr").first()).toContainText(`${vi.roster.kind_schools} (orgs.csv)`);
  await look(page);
  for (const outcome of [vi.roster.outcome_new, vi.roster.outcome_changed, vi.roster.outcome_wrong]) {
    await expect(page.getByRole("link", { name: `${outcome} (0)`, exact: true })).toBeVisible();
  }
  await page.getByRole("button", { name: vi.roster.discard }).click();
  await expect(page.getByText(vi.roster.discarded_text)).toBeVisible();
});

test("what is no list is refused with a word about it", async ({ page }) => {
  await signIn(page, "office");
  const picture = { name: "anh.csv", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]) };
  await upload(page, "/people/import", picture);
  await expect(page.getByRole("alert")).toHaveText(vi.roster.file_unreadable);
  await look(page);
});
