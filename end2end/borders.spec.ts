import { type Page } from "@playwright/test";
import { SCHOOL, TEACHERS_COURSE, expect, filled, look, signIn, signOut, test, title, vi } from "./support";

async function expectRefused(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address);
  expect(answer?.status(), address).toBe(403);
  await expect(title(page)).toHaveText(vi.problems.forbidden_title);
  await expect(page.getByText(vi.problems.forbidden)).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await expect(page.locator("table, .class-cards, .target")).toHaveCount(0);
}

async function expectNotFound(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address);
  expect(answer?.status(), address).toBe(404);
  await expect(title(page)).toHaveText(vi.problems.not_found_title);
  await expect(page.getByText(vi.problems.not_found)).toBeVisible();
  await expect(page.locator("body")).not.toContainText(/AppError|panicked|SELECT|\.rs\b/);
}

test("a principal sees the whole of the own school and is refused a foreign one", async ({ page }) => {
  await signIn(page, "principal");
  await expect(page).toHaveURL(`/school/${SCHOOL.code}`);
  await expect(title(page)).toHaveText(SCHOOL.name);
  await expect(page.locator("#staff tbody tr").first()).toBeVisible();
  expect(await page.locator(".class-cards a").count()).toBeGreaterThan(5);
  await look(page);
  await expectRefused(page, "/school/TH015");
  await look(page);
  await expectRefused(page, "/office");
  expect((await page.request.get("/api/v1/progress")).status()).toBe(403);
});

test("a class of a foreign school is shown neither under its own nor under the viewer's address", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/school/TH015");
  const foreign = await page.locator(".class-cards a").first().getAttribute("href");
  expect(foreign).toMatch(/^\/school\/TH015\/classes\/\d+$/);
  await signOut(page);
  await signIn(page, "principal");
  await expectRefused(page, foreign ?? "");
  await expectNotFound(page, (foreign ?? "").replace("TH015", SCHOOL.code));
});

test("a teacher sees the own classes only", async ({ page }) => {
  await signIn(page, "principal");
  const own = filled(vi.progress.class_named, { name: SCHOOL.className });
  const others = page.locator(".class-cards a").filter({ hasNotText: own });
  const other = (await others.first().getAttribute("href")) ?? "";
  expect(other).toMatch(/\/classes\/\d+$/);
  await signOut(page);

  await signIn(page, "teacher");
  await page.goto("/school");
  await expect(page).toHaveURL(`/school/${SCHOOL.code}`);
  await expect(page.getByText(vi.progress.own_classes_only)).toBeVisible();
  await expect(page.locator(".class-name")).toHaveText([own]);
  await expect(page.locator("#staff, table")).toHaveCount(0);
  await look(page);
  const answer = await page.goto(other);
  expect([403, 404]).toContain(answer?.status());
  await expect(page.locator("table")).toHaveCount(0);
  await expectRefused(page, "/office");
  await expectRefused(page, "/school/TH015");
});

test("a pupil sees no school and no office", async ({ page }) => {
  await signIn(page, "pupil");
  await expect(page.locator('.ways a[href="/office"], .ways a[href="/school"]')).toHaveCount(0);
  for (const address of ["/office", `/school/${SCHOOL.code}`, "/school/TH015", `/school/${SCHOOL.code}/classes/1`]) {
    await expectRefused(page, address);
  }
  expect((await page.request.get("/api/v1/progress")).status()).toBe(403);
  await page.goto("/school");
  await expect(page).toHaveURL("/learn");
});

test("addresses that lead nowhere say so in Vietnamese", async ({ page }) => {
  await signIn(page, "pupil");
  const nowhere = [
    "/learn/khong-co-khoa-nay",
    "/learn/khong-co-khoa-nay/quiz",
    "/learn/my-secrets-stay-mine/khong-co-bai-nay",
    "/learn/my-secrets-stay-mine/quiz/999999",
    "/learn/my-secrets-stay-mine/quiz/abc",
    // A course for staff is not for pupils, whether it exists or not.
    `/learn/${TEACHERS_COURSE}`,
    "/khong/co/trang/nay",
  ];
  for (const address of nowhere) {
    await expectNotFound(page, address);
  }
  await signOut(page);
  await signIn(page, "office");
  await expectNotFound(page, "/school/KHONGCO");
  await expectNotFound(page, `/school/${SCHOOL.code}/classes/999999`);
  await expectNotFound(page, `/school/${SCHOOL.code}/classes/abc`);
});

for (const [what, address] of [
  ["course that is not there", "/learn/khong-co-khoa-nay"],
  ["page that is not there", "/khong/co/trang/nay"],
  ["page that is not one's own", "/office"],
] as const) {
  test(`the answer to a ${what} is a whole page with a way back`, async ({ page }) => {
    await signIn(page, "pupil");
    await page.goto(address);
    await look(page);
    await page.getByRole("link", { name: vi.common.to_start, exact: true }).click();
    await expect(page).toHaveURL("/learn");
  });
}

test("who is not signed in is led to the door from everywhere", async ({ page }) => {
  for (const address of ["/learn", `/learn/${TEACHERS_COURSE}`, `/learn/${TEACHERS_COURSE}/quiz`, "/office", "/school/TH014"]) {
    await page.goto(address);
    await expect(page, address).toHaveURL((url) => url.pathname === "/sign-in" && url.searchParams.get("next") === address);
  }
  expect((await page.request.get("/api/v1/progress")).status()).toBe(401);
});
