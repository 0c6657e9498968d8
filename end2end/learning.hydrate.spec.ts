/** What JavaScript and WebAssembly add. */
import { type Page } from "@playwright/test";
import { PUPILS_COURSES, TEACHERS_COURSE, expect, filled, signIn, test, title, vi } from "./support";
import { bankOf } from "./support/bank";
import { answer, asked, finishLessons, held, playerAwake, reachQuiz, startAttempt } from "./support/learning";

const [SECRETS] = PUPILS_COURSES;

/** The address that the next answer is sent to. */
const saved = (page: Page) => page.waitForResponse((response) => response.url().includes("/api/fn/save_answer"));

/** The page's length changes a little while its pictures and fonts arrive. */
const HALF = /\b(4[5-9]|5[0-5])%/;
const FAR = /\b(7[5-9]|8[0-5])%/;

async function scrollTo(page: Page, share: number): Promise<void> {
  await page.evaluate((share) => {
    const root = document.documentElement;
    window.scrollTo(0, (root.scrollHeight - root.clientHeight) * share);
    window.dispatchEvent(new Event("scroll"));
  }, share);
}

const scrolled = (page: Page) =>
  page.evaluate(() => window.scrollY / (document.documentElement.scrollHeight - document.documentElement.clientHeight));

test("answers are kept as they are given, and the counter follows", async ({ page }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  await playerAwake(page);
  const count = page.locator(".player-count");
  const questions = await asked(page, bankOf(TEACHERS_COURSE));
  const total = questions.length;
  await expect(count).toHaveText(filled(vi.quizzes.answered_of, { n: 0, total }));
  for (const [place, { field, question }] of questions.entries()) {
    const kept = saved(page);
    await answer(field, question, place % 2 === 0);
    // A text is kept when its field is left.
    await field.locator("input:not([type=hidden]), select").last().blur();
    expect((await kept).ok()).toBe(true);
    await expect(count).toHaveText(filled(vi.quizzes.answered_of, { n: place + 1, total }));
  }
  await expect(page.locator(".player-saved")).toHaveText(vi.quizzes.saved);
  const given = await held(page);

  await page.reload();
  expect(await held(page)).toEqual(given);
  await expect(count).toHaveText(filled(vi.quizzes.answered_of, { n: total, total }));
});

test("an answer taken back is taken back on the server", async ({ page }) => {
  await signIn(page, "teacher");
  await finishLessons(page, TEACHERS_COURSE);
  await startAttempt(page);
  const boxes = page.locator("fieldset.question input[type=checkbox]");
  await expect(async () => {
    if ((await boxes.count()) === 0) {
      await page.getByRole("button", { name: vi.quizzes.submit, exact: true }).click();
      await page.getByRole("button", { name: vi.quizzes.submit_incomplete }).click();
      await page.getByRole("button", { name: vi.quizzes.try_again }).click();
    }
    expect(await boxes.count()).toBeGreaterThan(0);
  }).toPass();
  await playerAwake(page);
  for (const change of [() => boxes.first().check(), () => boxes.first().uncheck()]) {
    const kept = saved(page);
    await change();
    expect((await kept).ok()).toBe(true);
  }
  await page.reload();
  await expect(boxes.first()).not.toBeChecked();
});

test("the reading position is kept, shown and found again", async ({ page }) => {
  await signIn(page, "teacher");
  await page.goto(`/learn/${TEACHERS_COURSE}`);
  await page.locator(".step").first().getByRole("link").click();
  await expect(page.locator(".lesson-place")).toBeVisible();
  const lesson = page.url();
  const fill = page.locator(".reading-fill");
  const kept = page.waitForResponse((response) => response.url().includes("/api/fn/note_position"));
  await expect(async () => {
    await scrollTo(page, 0.5);
    await expect(fill).toHaveAttribute("style", HALF, { timeout: 1_000 });
  }).toPass();
  expect((await kept).ok()).toBe(true);

  await page.goto(`/learn/${TEACHERS_COURSE}`);
  await expect(page.locator(".step").first()).toContainText(HALF);
  await page.goto(lesson);
  await expect.poll(() => scrolled(page)).toBeGreaterThan(0.45);
  expect(await scrolled(page)).toBeLessThan(0.55);
  await expect(fill).toHaveAttribute("style", HALF);
});

test("reading back and forth does not lessen what was read", async ({ page }) => {
  await signIn(page, "teacher");
  await page.goto(`/learn/${TEACHERS_COURSE}`);
  await page.locator(".step").first().getByRole("link").click();
  const kept = page.waitForResponse((response) => response.url().includes("/api/fn/note_position"));
  await expect(async () => {
    await scrollTo(page, 0.8);
    await expect(page.locator(".reading-fill")).toHaveAttribute("style", FAR, { timeout: 1_000 });
  }).toPass();
  await scrollTo(page, 0.1);
  expect((await kept).ok()).toBe(true);
  await page.goto(`/learn/${TEACHERS_COURSE}`);
  await expect(page.locator(".step").first()).toContainText(FAR);
});

test("the arrow keys turn the lessons", async ({ page }) => {
  await signIn(page, "pupil");
  await page.goto(`/learn/${SECRETS}`);
  await page.locator(".step").first().getByRole("link").click();
  await expect(page.locator(".lesson-place")).toBeVisible();
  const awake = () =>
    expect(async () => {
      await scrollTo(page, 1);
      await expect(page.locator(".reading-fill")).toHaveAttribute("style", /inline-size:\s*(99|100)%/, { timeout: 1_000 });
    }).toPass();
  const place = (number: number) =>
    expect(page.locator(".lesson-place")).toHaveText(filled(vi.courses.lesson_of, { place: number, lessons: 3 }));
  const first = await title(page).innerText();
  await awake();
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowRight");
  await place(2);
  await awake();
  await page.keyboard.press("ArrowRight");
  await place(3);
  await awake();
  await page.keyboard.press("ArrowLeft");
  await place(2);
  await awake();
  await page.keyboard.press("ArrowLeft");
  await place(1);
  await expect(title(page)).toHaveText(first);
});
