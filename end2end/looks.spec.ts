/** Every kind of page in the dark, and what all pages share. */
import { type Page } from "@playwright/test";
import { PUPILS_COURSES, SCHOOL, TEACHERS_COURSE, expect, look, signIn, test, title, vi } from "./support";
import { bankOf } from "./support/bank";
import { answerAll, finishLessons, reachQuiz, startAttempt, submit } from "./support/learning";

const ground = (page: Page) =>
  page.evaluate(() => {
    const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    if (!paint) {
      throw new Error("no canvas");
    }
    paint.fillStyle = getComputedStyle(document.body).backgroundColor;
    paint.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = paint.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme}`, () => {
    test.use({ colorScheme });

    test(`the ground is ${colorScheme}`, async ({ page }) => {
      await page.goto("/sign-in");
      const brightness = await ground(page);
      if (colorScheme === "dark") {
        expect(brightness).toBeLessThan(80);
      } else {
        expect(brightness).toBeGreaterThan(200);
      }
    });
  });
}

test.describe("in the dark every page can be read", () => {
  test.use({ colorScheme: "dark" });

  test("the door, also after a wrong password", async ({ page }) => {
    await page.goto("/sign-in");
    await look(page);
    await page.goto("/sign-in?problem=wrong_password");
    await expect(page.getByRole("alert")).toBeVisible();
    await look(page);
  });

  test("the office's pages", async ({ page }) => {
    await signIn(page, "office");
    await look(page);
    await page.goto("/office?by=pupils");
    await look(page);
    await page.goto(`/school/${SCHOOL.code}`);
    await look(page);
    await page.locator(".class-cards a").first().click();
    await expect(page.locator("tbody tr").first()).toBeVisible();
    await look(page);
  });

  for (const [who, course] of [
    ["teacher", TEACHERS_COURSE],
    ["pupil", PUPILS_COURSES[0]],
  ] as const) {
    test(`the ${who}'s pages`, async ({ page }) => {
      const bank = bankOf(course);
      await signIn(page, who);
      await look(page);
      await page.goto(`/learn/${course}`);
      await look(page);
      await page.locator(".step").first().getByRole("link").click();
      await expect(page.locator(".lesson-place")).toBeVisible();
      await look(page);
      await finishLessons(page, course);
      await look(page);
      await startAttempt(page);
      await answerAll(page, bank, 20);
      await look(page);
      await submit(page);
      await expect(page.locator(".result-score")).toBeVisible();
      await look(page);
      await page.getByRole("button", { name: vi.quizzes.try_again }).click();
      await answerAll(page, bank);
      await submit(page);
      await expect(page.locator(".panel-good")).toBeVisible();
      await look(page);
      await page.goto(`/learn/${course}`);
      await look(page);
      await page.goto("/learn");
      await look(page);
    });
  }

  test("refusals", async ({ page }) => {
    await signIn(page, "pupil");
    await page.goto("/office");
    await expect(title(page)).toHaveText(vi.problems.forbidden_title);
    await look(page);
  });
});

test("the first stop of the keyboard skips to the content", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/office");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: vi.common.skip_to_content });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("the quiz is answered by keyboard alone", async ({ page }) => {
  await signIn(page, "pupil");
  await reachQuiz(page, PUPILS_COURSES[0]);
  const radios = page.locator("fieldset.question input[type=radio]");
  await radios.first().focus();
  await page.keyboard.press("Space");
  await expect(radios.first()).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await expect(radios.nth(1)).toBeChecked();
});

test("everything comes from the server itself", async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== baseURL) {
      foreign.push(request.url());
    }
  });
  await signIn(page, "office");
  await page.goto(`/school/${SCHOOL.code}`);
  const fonts = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter(({ status }) => status === "loaded").length;
  });
  expect(fonts).toBeGreaterThan(0);
  expect(foreign).toEqual([]);
});

for (const width of [360, 600, 768, 1024, 1600]) {
  test(`nothing sticks out at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/sign-in");
    await look(page);
    await signIn(page, "office");
    await look(page);
    await page.goto(`/school/${SCHOOL.code}`);
    await look(page);
  });
}
