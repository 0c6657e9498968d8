import { type Page } from "@playwright/test";
import { SCHOOL, expect, filled, look, signIn, test, title, vi } from "./support";

const CLASSES = `/school/${SCHOOL.code}/classes`;
const ROLL_OVER = `/school/${SCHOOL.code}/roll-over`;

/** The school year of today begins in this year. */
function thisYear(): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date()).split("-");
  const [year = 0, month = 0] = parts.map(Number);
  return month >= 9 ? year : year - 1;
}

const named = (year: number) => `${year}-${year + 1}`;
const line = (page: Page, className: string) => {
  const heading = new RegExp(`^${filled(vi.classes.class_named, { name: className })}$`);
  return page.locator("tbody tr").filter({ has: page.locator("th", { hasText: heading }) });
};
const pupils = async (page: Page, className: string): Promise<number> =>
  Number(await line(page, className).locator(`a[href$="/members"]`).innerText());

test("a principal adds a class, gives it a teacher and moves a pupil into it", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(CLASSES);
  await expect(title(page)).toHaveText(filled(vi.classes.title, { year: named(thisYear()) }));
  await look(page);
  const before = await pupils(page, "1/1");

  await page.getByLabel(vi.classes.class_name).fill("7/1");
  await page.getByRole("button", { name: vi.classes.add_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.grade_not_taught);
  await expect(page.getByLabel(vi.classes.class_name)).toHaveValue("7/1");
  await page.getByLabel(vi.classes.class_name).fill("1/9");
  await page.getByRole("button", { name: vi.classes.add_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);

  await page.getByRole("link", { name: filled(vi.classes.change_named, { name: "1/9" }) }).click();
  await page.getByLabel(vi.classes.teacher).selectOption({ index: 1 });
  await look(page);
  await page.getByRole("button", { name: vi.classes.assign_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(line(page, "1/9").locator(".class-teachers li")).toHaveCount(1);

  await line(page, "1/1").locator(`a[href$="/members"]`).click();
  await expect(title(page)).toHaveText(filled(vi.classes.members_title, { name: "1/1" }));
  await look(page);
  await page.getByRole("checkbox").first().check();
  await page.getByLabel(vi.classes.to_class).selectOption({ label: "1/9" });
  await page.getByRole("button", { name: vi.classes.move_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.locator("tbody tr")).toHaveCount(before - 1);
  await page.goto(CLASSES);
  expect(await pupils(page, "1/9")).toBe(1);
});

test("a roll-over with an exception is looked at, written, undone and confirmed", async ({ page }) => {
  const next = named(thisYear() + 1);
  await signIn(page, "principal");
  await page.goto(ROLL_OVER);
  await expect(title(page)).toHaveText(filled(vi.classes.roll_title, { year: next }));
  await expect(line(page, "5/1")).toContainText(vi.classes.leaves);
  await expect(line(page, "1/1")).toContainText(filled(vi.classes.class_named, { name: "2/1" }));
  await look(page);

  await page.getByRole("link", { name: filled(vi.classes.choose_exceptions, { name: "1/1" }) }).click();
  const first = page.locator("tbody tr").first();
  const name = await first.locator("th").innerText();
  const size = await page.locator("tbody tr").count();
  await page.getByLabel(filled(vi.classes.choice_for, { name })).first().selectOption({ label: vi.classes.is_repeat });
  await look(page);
  await page.getByRole("button", { name: vi.classes.save_choices }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(line(page, "1/1").locator(".roll-over-exceptions")).toContainText(`${name}: ${vi.classes.is_repeat}`);

  await page.getByRole("button", { name: vi.classes.apply }).click();
  await expect(page.getByText(vi.classes.applied, { exact: true })).toBeVisible();
  await look(page);
  await page.getByRole("link", { name: filled(vi.classes.to_new_classes, { year: next }) }).click();
  expect(await pupils(page, "1/1")).toBe(1);
  expect(await pupils(page, "2/1")).toBe(size - 1);

  await page.goto(ROLL_OVER);
  await page.getByRole("button", { name: vi.classes.undo, exact: true }).click();
  await expect(page.getByRole("heading", { name: vi.classes.preview })).toBeVisible();
  await page.goto(`${CLASSES}?year=${thisYear() + 1}`);
  await expect(page.getByText(vi.classes.no_classes)).toBeVisible();

  await page.goto(ROLL_OVER);
  await page.getByRole("button", { name: vi.classes.apply }).click();
  await page.getByRole("button", { name: vi.classes.confirm, exact: true }).click();
  await expect(page.getByText(vi.classes.is_final, { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: vi.classes.undo, exact: true })).toHaveCount(0);
  await look(page);
});

test("a teacher and a pupil change no classes", async ({ page }) => {
  for (const who of ["teacher", "pupil"] as const) {
    await page.context().clearCookies();
    await signIn(page, who);
    for (const address of [CLASSES, ROLL_OVER]) {
      const answer = await page.goto(address);
      expect(answer?.status(), `${who} at ${address}`).toBe(403);
    }
  }
});
