import { SCHOOL, expect, look, signIn, test, title, vi } from "./support";

test("a principal seeks, adds and corrects somebody, who then leaves and returns", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/people`);
  await page.getByLabel(vi.people.search).fill("nguyen");
  await page.getByRole("button", { name: vi.common.search }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === "nguyen");
  await expect(page.locator("tbody tr").first()).toBeVisible();
  await look(page);

  await page.getByRole("link", { name: vi.people.add }).click();
  await look(page);
  await page.getByLabel(vi.people.name).fill("Đoàn 9");
  await page.getByLabel(vi.people.from_day).fill("2024-09-01");
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.bad_name);
  await expect(page.getByLabel(vi.people.from_day)).toHaveValue("2024-09-01");
  await page.getByLabel(vi.people.name).fill("Đoàn Thị Hạnh Phúc");
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(title(page)).toHaveText("Đoàn Thị Hạnh Phúc");
  await look(page);

  await page.getByLabel(vi.people.born_on).fill("1991-02-03");
  await page.getByRole("button", { name: vi.people.save }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.getByLabel(vi.people.born_on)).toHaveValue("1991-02-03");

  const place = page.locator(".fact").first();
  await place.locator("summary").click();
  await place.getByLabel(vi.people.leaves_on).fill("2024-10-01");
  await place.getByRole("button", { name: vi.people.leave_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.locator(".fact-past")).toHaveCount(1);

  await page.locator("summary", { hasText: vi.people.add_place }).click();
  const form = page.locator("details[open] form");
  await form.getByLabel(vi.people.from_day).fill("2024-11-01");
  await form.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.locator(".fact")).toHaveCount(2);
});
