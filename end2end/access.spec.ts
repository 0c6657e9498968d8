import { SCHOOL, TEACHERS_COURSE, accounts, en, expect, fillSignIn, look, signIn, signOut, test, title, vi } from "./support";

test("the first page is the door, in Vietnamese", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL("/sign-in");
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await expect(title(page)).toHaveText(vi.access.welcome);
  await look(page);
});

for (const [who, way] of [
  ["office", "/office"],
  ["principal", `/school/${SCHOOL.code}`],
  ["teacher", "/learn"],
  ["pupil", "/learn"],
] as const) {
  test(`signing in leads the ${who} to ${way}`, async ({ page }) => {
    await signIn(page, who);
    await expect(page).toHaveURL(way);
    await expect(page.locator(".signed-in-name")).not.toBeEmpty();
    await page.goto("/");
    await expect(page).toHaveURL(way);
  });
}

test("a wrong password keeps the user name and not the password", async ({ page }) => {
  await page.goto("/sign-in");
  await fillSignIn(page, "giaovien", "không phải mật khẩu");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_password);
  await expect(page.getByLabel(vi.access.username, { exact: true })).toHaveValue("giaovien");
  await expect(page.getByLabel(vi.access.password, { exact: true })).toHaveValue("");
  expect(await page.content()).not.toContain("không phải mật khẩu");
  expect(page.url()).not.toContain("giaovien");
  const cookies = await page.context().cookies();
  expect(cookies.map(({ value }) => decodeURIComponent(value.replaceAll("+", " "))).join()).not.toContain("không phải");
  expect(cookies.map(({ name }) => name)).not.toContain("tiendo_session");
  await look(page);

  await page.getByLabel(vi.access.password, { exact: true }).fill(accounts.teacher.password);
  await page.getByRole("button", { name: vi.access.sign_in }).click();
  await expect(page).toHaveURL("/learn");
});

test("an unknown user name is answered like a wrong password", async ({ page }) => {
  await page.goto("/sign-in");
  await fillSignIn(page, "khong-co-ai", "mật khẩu nào đó");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_password);
});

test("who is not signed in comes back to the page asked for", async ({ page }) => {
  const asked = `/learn/${TEACHERS_COURSE}`;
  await page.goto(asked);
  await expect(page).toHaveURL(/\/sign-in\?/);
  await fillSignIn(page, accounts.teacher.username, "nhầm một lần đã");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_password);
  await fillSignIn(page, accounts.teacher.username, accounts.teacher.password);
  await expect(page).toHaveURL(asked);
});

test("the door leads to no other site", async ({ page, baseURL }) => {
  for (const next of ["//example.org/", "https://example.org/", "/\\example.org"]) {
    await page.goto(`/sign-in?${new URLSearchParams({ next })}`);
    await fillSignIn(page, accounts.teacher.username, accounts.teacher.password);
    await expect(page.getByRole("button", { name: vi.common.sign_out })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(baseURL);
    await signOut(page);
  }
});

test("signing out ends the session on the server, too", async ({ page }) => {
  await signIn(page, "teacher");
  const session = (await page.context().cookies()).filter(({ name }) => name === "tiendo_session");
  expect(session).toHaveLength(1);
  expect(session[0]).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  await signOut(page);
  await expect(page).toHaveURL("/sign-in");
  await page.goto("/learn");
  await expect(page).toHaveURL(/\/sign-in\?/);
  await page.context().addCookies(session);
  await page.goto("/learn");
  await expect(page).toHaveURL(/\/sign-in\?/);
});

test("the language chosen is remembered and keeps the reader's place", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("button", { name: en.access.sign_in })).toBeVisible();
  await look(page);
  await page.getByLabel(en.access.username, { exact: true }).fill(accounts.office.username);
  await page.getByLabel(en.access.password, { exact: true }).fill(accounts.office.password);
  await page.getByRole("button", { name: en.access.sign_in }).click();
  await expect(title(page)).toHaveText(en.progress.office_title);
  await look(page);

  await page.goto("/office?by=pupils&q=xuan");
  const english = await page.locator(".target-rate, .target-count, .rate-percent, .rate-count").allInnerTexts();
  await page.getByRole("button", { name: "Tiếng Việt" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await expect(page).toHaveURL("/office?by=pupils&q=xuan");
  await expect(title(page)).toHaveText(vi.progress.office_title);
  const vietnamese = await page.locator(".target-rate, .target-count, .rate-percent, .rate-count").allInnerTexts();
  expect(english.some((text) => /^\d+\.\d%$/.test(text))).toBe(true);
  expect(vietnamese.filter((text) => /^\d+,\d%$/.test(text)).length).toBeGreaterThan(2);
  // The same figures, with the marks of the other language.
  const swapped = english.map((text) => text.replace(/[.,]/g, (mark) => (mark === "." ? "," : ".")));
  const shared = (text: string) => /^[\d.,/%]+$/.test(text);
  expect(vietnamese.filter(shared)).toEqual(swapped.filter(shared));

  await page.goto("/sign-in");
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
});
