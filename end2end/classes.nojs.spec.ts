import { SCHOOL, expect, filled, look, signIn, test, vi } from "./support";

test("a school is rolled over with plain forms: one pupil leaves, and all of it is undone", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/roll-over`);
  await look(page);
  await page.getByRole("link", { name: filled(vi.classes.choose_exceptions, { name: SCHOOL.className }) }).click();
  const name = await page.locator("tbody tr").first().locator("th").innerText();
  await page.locator("tbody select").first().selectOption({ label: vi.classes.is_leave });
  await page.getByRole("button", { name: vi.classes.save_choices }).click();
  await expect(page.locator(".roll-over-exceptions")).toContainText(`${name}: ${vi.classes.is_leave}`);
  await page.getByRole("button", { name: vi.classes.apply }).click();
  await expect(page.getByText(vi.classes.applied, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: vi.classes.undo, exact: true }).click();
  await expect(page.locator(".roll-over-exceptions")).toContainText(`${name}: ${vi.classes.is_leave}`);
  await look(page);
});
