import { type Page } from "@playwright/test";
import { SCHOOL, expect, look, signIn, signOut, test, title, vi } from "./support";

const ROLES = `/school/${SCHOOL.code}/roles`;

/** Gives the first of the school's staff who is not its principal the role of coordinator; their name. */
async function giveCoordinator(page: Page): Promise<string> {
  const people = page.getByRole("combobox", { name: vi.roles.person, exact: true });
  const held = await page.locator("tbody th").allInnerTexts();
  const options = await people.locator("option").allInnerTexts();
  const option = options.slice(1).find((text) => !held.some((name) => text.startsWith(name))) ?? "";
  await people.selectOption({ label: option });
  await page.getByRole("combobox", { name: vi.roles.role, exact: true }).selectOption({ label: vi.roles.coordinator });
  await page.getByRole("button", { name: vi.roles.give_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  return option.split(" · ")[0] ?? "";
}

test("a principal gives a role at the own school and ends it", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(ROLES);
  await expect(title(page)).toHaveText(vi.roles.school_title);
  await look(page);
  const name = await giveCoordinator(page);
  const row = page.locator("tbody tr", { hasText: name });
  await expect(row).toContainText(vi.roles.coordinator);
  await expect(row).toContainText(vi.roles.held);
  await look(page);

  await row.locator("summary").click();
  await row.getByLabel(vi.roles.end_on).fill("2000-01-01");
  await row.getByRole("button", { name: vi.roles.end_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.role_days);

  await row.locator("summary").click();
  await row.getByLabel(vi.roles.end_on).fill("2100-01-01");
  await row.getByRole("button", { name: vi.roles.end_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(row).toContainText("01/01/2100");
});

test("a principal's own role has no end beside it", async ({ page }) => {
  await signIn(page, "principal");
  const own = await page.locator(".signed-in-name").innerText();
  await page.goto(ROLES);
  const row = page.locator("tbody tr", { hasText: own });
  await expect(row).toContainText(vi.roles.principal);
  await expect(row.locator("summary")).toHaveCount(0);
});

test("a principal is refused the roles of another school and of the office", async ({ page }) => {
  await signIn(page, "principal");
  for (const address of ["/roles", "/school/TH015/roles"]) {
    expect((await page.request.get(address)).status(), address).toBe(403);
  }
  expect((await page.request.get("/people/999999/access")).status()).toBe(404);
  await signOut(page);
  await signIn(page, "teacher");
  expect((await page.request.get(ROLES)).status()).toBe(403);
});

test("the office finds a person without diacritics and gives a role from a day on", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(ROLES);
  const name = await page.locator(".signed-in-name").innerText();
  const own = await page.locator("tbody th a", { hasText: name }).getAttribute("href");
  expect(own).toMatch(/^\/people\/\d+\/access$/);
  await signOut(page);

  await signIn(page, "office");
  await page.goto("/roles");
  await expect(title(page)).toHaveText(vi.roles.office_title);
  await look(page);
  await page.getByRole("combobox", { name: vi.roles.role, exact: true }).selectOption({ label: vi.roles.office });
  await page.getByRole("button", { name: vi.common.search, exact: true }).click();
  await expect(page.locator("tbody tr")).toHaveCount(1);

  const bare = name.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");
  await page.getByLabel(vi.roles.find).fill(bare);
  await page.getByRole("button", { name: vi.roles.find_do }).click();
  await page.locator(`.found-people a[href="${own}"]`).click();
  await expect(title(page)).toHaveText(name);
  await look(page);
  const author = page.locator("option", { hasText: vi.roles.author });
  await page.getByRole("combobox", { name: vi.roles.role, exact: true }).selectOption((await author.getAttribute("value")) ?? "");
  await page.getByLabel(vi.roles.from, { exact: true }).fill("2099-12-31");
  await page.getByRole("button", { name: vi.roles.give_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  const row = page.locator("tbody tr", { hasText: vi.roles.author });
  await expect(row).toContainText("31/12/2099");
  await expect(row).toContainText(vi.roles.coming);
});

test("the last office role cannot be ended", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/roles?role=office");
  await page.locator("tbody th a").click();
  await page.locator("tbody summary").click();
  await page.getByLabel(vi.roles.end_on, { exact: true }).fill("2099-12-31");
  await page.getByRole("button", { name: vi.roles.end_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.role_last_office);
});

test("a shut account ends the sessions of its person, and opens again", async ({ page, browser, baseURL }) => {
  const teachers = await browser.newContext({ baseURL });
  const teacher = await teachers.newPage();
  await signIn(teacher, "teacher");
  const name = await teacher.locator(".signed-in-name").innerText();

  await signIn(page, "principal");
  await page.goto(ROLES);
  const people = page.getByRole("combobox", { name: vi.roles.person, exact: true });
  const option = people.locator("option", { hasText: name }).first();
  await page.goto(`/people/${await option.getAttribute("value")}/access`);
  await expect(title(page)).toHaveText(name);
  await expect(page.getByText("giaovien", { exact: true })).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: vi.roles.disable }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await teacher.goto("/learn");
  await expect(teacher).toHaveURL(/\/sign-in\?/);

  await page.getByRole("button", { name: vi.roles.enable }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await signIn(teacher, "teacher");
  await teachers.close();
});
