/** Pupils come in on any computer, without script. */
import { expect, filled, look, signIn, test, title, vi } from "./support";
import { BINH, BY_PICTURES, BY_PIN, CHI, expectIn, givePictures, givePin, notMe, openClass, openClassSignIn, pressName } from "./support/pupils";

test("a pupil comes in by class code, name and PIN", async ({ page }) => {
  await page.goto("/class");
  await look(page);
  await openClass(page, " demo-31 ");
  await expect(page).toHaveURL(`/class/${BY_PIN.code}`);
  await expect(title(page)).toHaveText(filled(vi.progress.class_named, { name: BY_PIN.className }));
  await expect(page.locator("main")).not.toContainText(CHI.name);
  const names = await page.locator(".name-button").allInnerTexts();
  expect(names.slice(0, 2)).toEqual([BINH.listed, CHI.listed]);
  await look(page);
  await pressName(page, BINH.listed);
  await look(page);
  await givePin(page, BY_PIN.pin);
  await expectIn(page, BINH.name);
  await look(page);
  await page.goto("/office");
  await expect(title(page)).toHaveText(vi.problems.forbidden_title);
});

test("a pupil of grade 1 comes in by three pictures", async ({ page }) => {
  await openClass(page, BY_PICTURES.code);
  // Two of the class have this name.
  await pressName(page, "Hoàng Tuấn");
  await look(page);
  await givePictures(page, [...BY_PICTURES.pictures].reverse());
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_pin);
  await expect(page.getByText(filled(vi.pupils.tries_left, { left: 4 }))).toBeVisible();
  await givePictures(page, BY_PICTURES.pictures);
  await expectIn(page, "Nguyễn Hoàng Tuấn");
});

test("what opens no class says so kindly", async ({ page }) => {
  await openClass(page, "K74MXP");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_class_code);
  await expect(page.locator(".name-button")).toHaveCount(0);
  await look(page);
  await page.goto("/class/123456");
  await expect(page).toHaveURL("/class?problem=wrong_class_code");
});

test("five wrong PINs lock that pupil, and the teacher unlocks", async ({ page, browser, baseURL }) => {
  await page.goto(`/class/${BY_PIN.code}`);
  await pressName(page, BINH.listed);
  for (const left of [4, 3, 2, 1]) {
    await givePin(page, "1357");
    await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_pin);
    await expect(page.getByText(filled(vi.pupils.tries_left, { left }))).toBeVisible();
    await expect(page.getByLabel(vi.pupils.your_pin)).toHaveValue("");
  }
  await givePin(page, "1357");
  await expect(page.getByRole("alert")).toHaveText(vi.pupils.locked_pupil);
  await expect(page.getByLabel(vi.pupils.your_pin)).toHaveCount(0);
  await look(page);

  const other = await browser.newContext({ baseURL, javaScriptEnabled: false });
  const desk = await other.newPage();
  await signIn(desk, "teacher");
  await openClassSignIn(desk);
  const row = desk.getByRole("row").filter({ hasText: BINH.name });
  await expect(row).toContainText(vi.pupils.locked);
  await expect(desk.getByText(vi.pupils.locked, { exact: true })).toHaveCount(1);
  await row.getByRole("button", { name: filled(vi.pupils.unlock_named, { name: BINH.name }) }).click();
  await expect(desk.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(desk.getByText(vi.pupils.locked, { exact: true })).toHaveCount(0);
  await other.close();

  await page.goto(`/class/${BY_PIN.code}`);
  await pressName(page, BINH.listed);
  await givePin(page, BY_PIN.pin);
  await expectIn(page, BINH.name);
});

test("\"not me\" leads back to the names, and the class is one press away for the next", async ({ page }) => {
  await page.goto(`/class/${BY_PIN.code}`);
  await pressName(page, CHI.listed);
  await givePin(page, BY_PIN.pin);
  await expectIn(page, CHI.name);
  await notMe(page).click();
  await expect(page).toHaveURL(`/class/${BY_PIN.code}`);
  await expect(page.locator(".signed-in-name")).toHaveCount(0);
  await page.goto("/learn");
  await expect(page).toHaveURL(/\/sign-in\?/);
  await page.goto("/class");
  await page.getByRole("link", { name: filled(vi.progress.class_named, { name: BY_PIN.className }) }).click();
  await expect(page).toHaveURL(`/class/${BY_PIN.code}`);
});
