import { type Page } from "@playwright/test";
import { accounts, expect, look, test, title, vi } from "./support";

test.use({ content: "empty" });

const CODE = /[A-Z0-9]{4}(-[A-Z0-9]{4}){2,}/;
const first = {
  organisation: "Phòng GD&ĐT Mỹ Xuân + «Bình An»",
  full_name: "Nguyễn Thị Ánh Tuyết",
  username: "anh.tuyet",
  password: "một câu dài dễ nhớ",
};

async function fillIn(page: Page, code: string, form = first): Promise<void> {
  await page.getByLabel(vi.access.code).fill(code);
  await page.getByLabel(vi.access.organisation).fill(form.organisation);
  await page.getByLabel(vi.access.full_name).fill(form.full_name);
  await page.getByLabel(vi.access.username, { exact: true }).fill(form.username);
  await page.getByLabel(vi.access.password).fill(form.password);
  await page.getByRole("button", { name: vi.access.setup_do }).click();
}

async function expectKept(page: Page): Promise<void> {
  await expect(page.getByLabel(vi.access.organisation)).toHaveValue(first.organisation);
  await expect(page.getByLabel(vi.access.full_name)).toHaveValue(first.full_name);
  await expect(page.getByLabel(vi.access.username, { exact: true })).toHaveValue(first.username);
  await expect(page.getByLabel(vi.access.password)).toHaveValue("");
}

test("an empty installation is set up with the code from its console, once", async ({ page, house, browser, baseURL }) => {
  const code = await house.printed(CODE);
  await page.goto("/");
  await expect(page).toHaveURL("/setup");
  await expect(title(page)).toHaveText(vi.access.setup);
  await look(page);

  const wrong = [...code].reverse().join("");
  expect(wrong).not.toBe(code);
  await fillIn(page, wrong);
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_code);
  await expectKept(page);
  await look(page);

  await fillIn(page, code);
  await expect(page).toHaveURL("/office");
  await expect(title(page)).toHaveText(vi.progress.office_title);
  await expect(page.locator("main")).toContainText(first.organisation);
  await expect(page.locator(".signed-in-name")).toHaveText(first.full_name);
  await expect(page.getByRole("heading", { name: vi.progress.no_schools })).toBeVisible();
  await expect(page.locator(".target-rate")).toHaveText(Array(3).fill(vi.progress.no_one_in_scope));
  await look(page);

  const later = await browser.newContext({ baseURL });
  const other = await later.newPage();
  await other.goto("/");
  await expect(other).toHaveURL("/sign-in");
  await other.goto("/setup");
  await expect(other.locator("main")).toContainText(vi.problems.already_set_up);
  await expect(other.getByLabel(vi.access.code)).toHaveCount(0);
  await later.close();
});

test("the first administrator may not take a password of the demo, nor a bad name", async ({ page, house }) => {
  const code = await house.printed(CODE);
  await page.goto("/setup");
  await fillIn(page, code, { ...first, password: accounts.office.password });
  await expect(page.getByRole("alert")).toHaveText(vi.problems.demo_password);
  await expectKept(page);
  await fillIn(page, code, { ...first, username: "ánh tuyết" });
  await expect(page.getByRole("alert")).toHaveText(vi.problems.bad_username);
  // Nothing is lost by the refusals: the code still works.
  await fillIn(page, code);
  await expect(page).toHaveURL("/office");
});

test("the code is taken as people type it", async ({ page, house }) => {
  const code = await house.printed(CODE);
  await page.goto("/setup");
  await fillIn(page, ` ${code.toLowerCase()} `);
  await expect(page).toHaveURL("/office");
});
