/** What the specs of sign-in share, with and without script. */
import { type Page } from "@playwright/test";
import { accounts, expect, fillSignIn, look, signIn, signOut, title, vi } from "../support";
import type { House } from "./house";
import { totp } from "./totp";

export const NEW_PASSWORD = "bốn cây phượng già";

/** The link of the only letter, as soon as it has come. */
async function linkOfLetter(house: House, to: string): Promise<string> {
  await expect.poll(() => house.letters().length, { message: "a letter comes" }).toBe(1);
  const [letter] = house.letters();
  expect(letter?.to).toBe(to);
  return /https?:\/\/\S+/.exec(letter?.text ?? "")?.[0] ?? "";
}

async function setPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel(vi.signin.new_password, { exact: true }).fill(password);
  await page.getByRole("button", { name: vi.signin.set_password }).click();
}

/** From the door by letter to a new password. */
export async function forgetAndComeBackByLetter(page: Page, house: House): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: vi.signin.forgotten }).click();
  await expect(title(page)).toHaveText(vi.signin.forgotten_title);
  await look(page);
  await page.getByLabel(vi.signin.name, { exact: true }).fill("giaovien@demo.example");
  await page.getByRole("button", { name: vi.signin.send_letter }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.signin.letter_sent);
  const link = await linkOfLetter(house, "giaovien@demo.example");
  await page.goto(link);
  await expect(title(page)).toHaveText(vi.signin.new_title);
  await look(page);
  await setPassword(page, "matkhau123");
  await expect(page.getByRole("alert")).toHaveText(vi.signin.common_password);
  await setPassword(page, NEW_PASSWORD);
  await expect(page).toHaveURL(/\/sign-in\?/);
  await expect(page.getByRole("alert")).toHaveText(vi.signin.password_set);
  await fillSignIn(page, accounts.teacher.username, accounts.teacher.password);
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_password);
  await fillSignIn(page, "giaovien@demo.example", NEW_PASSWORD);
  await expect(page).toHaveURL("/learn");
  await page.goto(link);
  await expect(page.getByRole("alert")).toHaveText(vi.signin.link_over);
}

/** The principal prints a code for the teacher, who sets a new password with it. */
export async function forgetAndComeBackByCode(page: Page): Promise<void> {
  await signIn(page, "teacher");
  const account = await page.request.post("/api/fn/my_account", { headers: { accept: "application/json" } });
  const { person, username } = (await account.json()) as { person: number; username: string };
  const name = await page.locator(".signed-in-name").innerText();
  await signOut(page);

  await signIn(page, "principal");
  await page.goto(`/people/${person}/code`);
  await expect(page.getByText(vi.account.slip_none)).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: vi.account.slip_new }).click();
  const slip = page.getByRole("article");
  await expect(slip).toContainText(name);
  await expect(slip).toContainText(username);
  const code = await slip.locator("code").innerText();
  expect(code).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){2}$/);
  await look(page);
  await page.reload();
  await expect(page.getByRole("article")).toHaveCount(0);
  await expect(page.locator("main")).not.toContainText(code);
  await signOut(page);

  await page.getByRole("link", { name: vi.signin.forgotten }).click();
  await page.getByRole("link", { name: vi.signin.have_code }).click();
  await look(page);
  const fill = async (typed: string) => {
    await page.getByLabel(vi.access.username, { exact: true }).fill(username);
    await page.getByLabel(vi.signin.code, { exact: true }).fill(typed);
    await setPassword(page, NEW_PASSWORD);
  };
  await fill([...code].reverse().join(""));
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_code);
  await fill(code.toLowerCase());
  await expect(page.getByRole("alert")).toHaveText(vi.signin.password_set);
  await expect(page.getByLabel(vi.access.username, { exact: true })).toHaveValue(username);
  await fillSignIn(page, username, NEW_PASSWORD);
  await expect(page).toHaveURL("/learn");
}

/** Sets a second step up for the principal; its secret and recovery codes. */
export async function setUpSecondStep(page: Page): Promise<{ secret: string; codes: string[] }> {
  await signIn(page, "principal");
  await page.goto("/me");
  await expect(title(page)).toHaveText(vi.account.me);
  await look(page);
  await page.getByRole("link", { name: vi.account.second_step }).click();
  await page.getByRole("button", { name: vi.account.step_begin }).click();
  await expect(page.getByRole("img", { name: vi.account.step_picture })).toBeVisible();
  await look(page);
  const secret = await page.locator("code.secret").innerText();
  const confirm = async (code: string) => {
    await page.getByLabel(vi.account.step_code, { exact: true }).fill(code);
    await page.getByRole("button", { name: vi.account.step_confirm_do }).click();
  };
  await confirm("12345");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_code);
  await confirm(totp(secret));
  await expect(page.locator(".codes code")).toHaveCount(10);
  await look(page);
  const codes = await page.locator(".codes code").allInnerTexts();
  await page.goto("/me/second-step");
  await expect(page.locator(".codes code")).toHaveCount(0);
  await signOut(page);
  return { secret, codes };
}

/** The password, then a code. */
export async function signInByStep(page: Page, code: string): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, accounts.principal.username, accounts.principal.password);
  await expect(title(page)).toHaveText(vi.signin.step_title);
  await page.getByLabel(vi.signin.step_code, { exact: true }).fill(code);
  await page.getByRole("button", { name: vi.signin.step_do }).click();
}
