import { SCHOOL, accounts, expect, fillSignIn, filled, look, signIn, test, title, vi } from "./support";
import { NEW_PASSWORD, forgetAndComeBackByCode, forgetAndComeBackByLetter, setUpSecondStep, signInByStep } from "./support/signin";
import { totp } from "./support/totp";

test("a forgotten password is set anew by a letter", async ({ page, house }) => {
  await forgetAndComeBackByLetter(page, house);
});

test("a forgotten password is set anew by a printed code", async ({ page }) => {
  await forgetAndComeBackByCode(page);
});

test("whoever has no account here is answered the same, and no letter is sent", async ({ page, house }) => {
  for (const name of ["khong-co-ai", "khong@co.ai", accounts.pupil.username]) {
    await page.goto("/forgotten");
    await page.getByLabel(vi.signin.name, { exact: true }).fill(name);
    await page.getByRole("button", { name: vi.signin.send_letter }).click();
    await expect(page.getByRole("alert")).toHaveText(vi.signin.letter_sent);
  }
  // One more that gets a letter comes after them, so theirs would be there by now.
  await page.getByLabel(vi.signin.name, { exact: true }).fill(accounts.teacher.username);
  await page.getByRole("button", { name: vi.signin.send_letter }).click();
  await expect.poll(() => house.letters().map(({ to }) => to)).toEqual(["giaovien@demo.example"]);
});

test("a second step is set up, asked for, and taken away", async ({ page }) => {
  const { secret, codes } = await setUpSecondStep(page);
  await signInByStep(page, "000 000 x");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_code);
  await look(page);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("tiendo_session");
  await page.goto("/learn");
  await expect(page, "the password alone opens nothing").toHaveURL(/\/sign-in\?/);

  // A step later than the one used for the set-up; the server takes it half a minute early.
  await signInByStep(page, totp(secret, 1));
  await expect(page).toHaveURL(`/school/${SCHOOL.code}`);
  await page.context().clearCookies();
  await signInByStep(page, codes[0] ?? "");
  await expect(page).toHaveURL(`/school/${SCHOOL.code}`);
  await page.context().clearCookies();
  await signInByStep(page, codes[0] ?? "");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_code);
  await signInByStep(page, codes[1] ?? "");
  await expect(page).toHaveURL(`/school/${SCHOOL.code}`);

  await page.goto("/me/second-step");
  await expect(page.locator("main")).toContainText(filled(vi.account.codes_left, { count: 8 }));
  const removal = page.locator("form").filter({ has: page.getByRole("heading", { name: vi.account.step_remove }) });
  await removal.getByLabel(vi.account.confirm_password, { exact: true }).fill("không phải mật khẩu");
  await removal.getByRole("button").click();
  await expect(page.getByRole("alert")).toHaveText(vi.account.wrong_old_password);
  await removal.getByLabel(vi.account.confirm_password, { exact: true }).fill(accounts.principal.password);
  await removal.getByRole("button").click();
  await expect(page.getByRole("button", { name: vi.account.step_begin })).toBeVisible();
});

test("everybody sees where they are signed in and ends it there", async ({ page, browser, baseURL }) => {
  await signIn(page, "teacher");
  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await other.goto("/sign-in");
  await other.getByRole("checkbox", { name: vi.signin.shared }).check();
  await fillSignIn(other, accounts.teacher.username, accounts.teacher.password);
  await expect(other).toHaveURL("/learn");

  await page.goto("/me/sessions");
  const lines = page.locator("tbody tr");
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText(vi.account.this_one);
  await expect(lines.nth(1)).toContainText(vi.account.kind_shared);
  await look(page);
  await lines.nth(1).getByRole("button", { name: vi.account.end_one }).click();
  await expect(lines).toHaveCount(1);
  await expect(page.getByText(vi.account.only_here)).toBeVisible();
  await other.goto("/learn");
  await expect(other).toHaveURL(/\/sign-in\?/);
  await page.goto("/learn");
  await expect(page).toHaveURL("/learn");
  await elsewhere.close();
});

test("a password is changed by the old one, and other places are signed out", async ({ page, browser, baseURL }) => {
  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await signIn(other, "teacher");
  await signIn(page, "teacher");
  await page.goto("/me/password");
  await look(page);
  const change = async (old: string, fresh: string) => {
    await page.getByLabel(vi.account.old_password, { exact: true }).fill(old);
    await page.getByLabel(vi.signin.new_password, { exact: true }).fill(fresh);
    await page.getByRole("button", { name: vi.account.change_password }).click();
  };
  await change("không phải mật khẩu", NEW_PASSWORD);
  await expect(page.getByRole("alert")).toHaveText(vi.account.wrong_old_password);
  await change(accounts.teacher.password, "giaovien2026");
  await expect(page.getByRole("alert")).toHaveText(new RegExp(`${vi.signin.personal_password}|${vi.signin.common_password}`));
  await change(accounts.teacher.password, NEW_PASSWORD);
  await expect(page.getByRole("alert")).toHaveText(vi.signin.password_set);
  await other.goto("/learn");
  await expect(other).toHaveURL(/\/sign-in\?/);
  await elsewhere.close();
});

test("too many wrong passwords make whoever types them wait", async ({ page }) => {
  await page.goto("/sign-in");
  for (let count = 0; count < 5; count += 1) {
    await fillSignIn(page, accounts.teacher.username, `sai lần thứ ${count}`);
    await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_password);
  }
  await fillSignIn(page, accounts.teacher.username, accounts.teacher.password);
  await expect(page.getByRole("alert")).toHaveText(vi.problems.too_many_tries);
  await look(page);
  await fillSignIn(page, accounts.principal.username, accounts.principal.password);
  await expect(page).toHaveURL(`/school/${SCHOOL.code}`);
});

test("the office says who must have a second step", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/settings/sign-in");
  await look(page);
  await page.getByRole("checkbox", { name: vi.account.settings_principals }).check();
  await page.getByRole("button", { name: vi.account.settings_keep }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.getByRole("checkbox", { name: vi.account.settings_principals })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: vi.account.settings_office })).not.toBeChecked();
  await expect(title(page)).toHaveText(vi.account.settings);
});
