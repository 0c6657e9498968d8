/** The pictures of the documentation: `SCREENSHOTS=1` writes them. */
import { type Page } from "@playwright/test";
import path from "node:path";
import { SCHOOL, PUPILS_COURSES, expect, signIn, test } from "./support";
import { ROOT } from "./support/house";
import { reachQuiz } from "./support/learning";

const [SECRETS] = PUPILS_COURSES;

async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(ROOT, "docs/images", `${name}.png`), animations: "disabled", caret: "hide" });
}

test.describe("pictures", { tag: "@screenshots" }, () => {
  test.skip(process.env.SCREENSHOTS !== "1", "SCREENSHOTS=1 writes them");

  test("of the office's way", async ({ page }, { project }) => {
    test.skip(project.name !== "desktop", "they are 1280 pixels wide");
    await signIn(page, "office");
    await expect(page.locator("svg.chart-columns a")).toHaveCount(42);
    await picture(page, "office-1280");
    await page.goto(`/school/${SCHOOL.code}`);
    await expect(page.locator(".class-cards")).toBeVisible();
    await picture(page, "school-1280");
  });

  test("of the learner's way", async ({ page }, { project }) => {
    test.skip(project.name !== "phone", "they are 360 pixels wide");
    await signIn(page, "pupil");
    await picture(page, "learn-360");
    await page.goto(`/learn/${SECRETS}`);
    await page.locator(".step").first().getByRole("link").click();
    await expect(page.locator(".lesson-place")).toBeVisible();
    await picture(page, "lesson-360");
    await reachQuiz(page, SECRETS);
    await page.locator("fieldset.question input").first().scrollIntoViewIfNeeded();
    await picture(page, "quiz-360");
  });
});
