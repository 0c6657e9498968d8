import { PUPILS_COURSES, SCHOOL, TEACHERS_COURSE, expect, filled, look, signIn, tenths, test, title, vi } from "./support";
import { bankOf } from "./support/bank";
import { answer, answerAll, asked, held, reachQuiz, readAllLessons, startAttempt, submit } from "./support/learning";

const [SECRETS] = PUPILS_COURSES;

test("JavaScript is off in these tests", async ({ page }) => {
  await page.setContent("<p>off</p><script>document.querySelector('p').textContent = 'on'</script>");
  await expect(page.locator("p")).toHaveText("off");
});

test("a pupil reads a lesson and goes on to the next", async ({ page }) => {
  await signIn(page, "pupil");
  await page.getByRole("link", { name: vi.courses.begin }).first().click();
  await page.locator(".step").first().getByRole("link").click();
  await expect(page.locator(".prose p").first()).toBeVisible();
  const first = await title(page).innerText();
  await look(page);
  await page.getByRole("button", { name: vi.courses.finish_to_next }).click();
  await expect(title(page)).not.toHaveText(first);
  await page.getByRole("link", { name: vi.courses.previous_lesson }).click();
  await expect(title(page)).toHaveText(first);
});

for (const [who, course, passed] of [
  ["pupil", PUPILS_COURSES[1], vi.quizzes.passed_title_pupil],
  ["teacher", TEACHERS_COURSE, vi.quizzes.passed_title],
] as const) {
  test(`a ${who} takes a whole course and passes its quiz`, async ({ page }) => {
    const bank = bankOf(course);
    await signIn(page, who);
    await readAllLessons(page, course);
    await startAttempt(page);
    await look(page);
    const questions = await asked(page, bank);
    for (const { field, question } of questions.slice(0, 3)) {
      await answer(field, question, true);
    }
    const part = await held(page);
    await page.getByRole("button", { name: vi.quizzes.save }).click();
    await expect(page.getByRole("alert")).toHaveText(vi.problems.saved);
    expect(await held(page)).toEqual(part);
    await expect(page.locator(".player-count")).toHaveText(filled(vi.quizzes.answered_of, { n: 3, total: questions.length }));

    await submit(page);
    await expect(page.getByRole("alert").filter({ hasText: vi.problems.incomplete })).toBeVisible();
    const missing = questions.map((_, place) => place + 1).slice(3);
    await expect(page.getByRole("alert").getByRole("link")).toHaveText(
      missing.map((number) => filled(vi.quizzes.question_number, { number })),
    );
    expect(await held(page)).toEqual(part);
    await look(page);

    await answerAll(page, bank, 1);
    await submit(page);
    await expect(title(page)).toHaveText(passed);
    await expect(page.locator(".result-score")).toHaveText(tenths(Math.floor(((questions.length - 1) * 1000) / questions.length)));
    await look(page);
    await page.goto(`/learn/${course}`);
    await expect(page.locator(".panel-good")).toContainText(vi.courses.complete);
  });
}

test("a failed quiz is taken again", async ({ page }) => {
  await signIn(page, "pupil");
  await reachQuiz(page, SECRETS);
  const questions = await answerAll(page, bankOf(SECRETS), 6);
  await submit(page);
  await expect(title(page)).toHaveText(vi.quizzes.failed_title_pupil);
  await expect(page.locator(".answered-wrong")).toHaveCount(questions);
  await page.getByRole("button", { name: vi.quizzes.try_again }).click();
  await answerAll(page, bankOf(SECRETS));
  await submit(page);
  await expect(title(page)).toHaveText(vi.quizzes.passed_title_pupil);
});

test("an answer can be taken back", async ({ page }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  // Some draws have no question with several answers; another attempt has other questions.
  const boxes = page.locator("fieldset.question input[type=checkbox]");
  await expect(async () => {
    if ((await boxes.count()) === 0) {
      await page.getByRole("button", { name: vi.quizzes.submit, exact: true }).click();
      await page.getByRole("button", { name: vi.quizzes.submit_incomplete }).click();
      await page.getByRole("button", { name: vi.quizzes.try_again }).click();
    }
    expect(await boxes.count()).toBeGreaterThan(0);
  }).toPass();
  await boxes.first().check();
  await page.getByRole("button", { name: vi.quizzes.save }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.saved);
  await expect(boxes.first()).toBeChecked();
  await boxes.first().uncheck();
  await page.getByRole("button", { name: vi.quizzes.save }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.saved);
  await expect(boxes.first()).not.toBeChecked();
});

test("the office searches, compares and reads a school", async ({ page }) => {
  await signIn(page, "office");
  await expect(page.locator("svg.chart-columns a")).toHaveCount(42);
  await page.getByRole("link", { name: vi.progress.pupils_completed, exact: true }).click();
  await page.getByLabel(vi.progress.search_school).fill("tieu hoc my xuan");
  await page.getByRole("button", { name: vi.common.search }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("by") === "pupils" && url.searchParams.get("q") === "tieu hoc my xuan");
  await page.locator("table").getByRole("link", { name: SCHOOL.name, exact: true }).click();
  await expect(title(page)).toHaveText(SCHOOL.name);
  await page.getByLabel(vi.progress.filter).selectOption({ label: vi.progress.filter_not_done });
  await page.getByRole("button", { name: vi.common.search }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("done") === "no");
});

test("the language is switched", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("an older tab that is submitted does not overwrite what was answered in a newer one", async ({ page, context }) => {
  const bank = bankOf(TEACHERS_COURSE);
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  const older = await context.newPage();
  await older.goto(`/learn/${TEACHERS_COURSE}/quiz`);
  await answerAll(page, bank);
  await page.getByRole("button", { name: vi.quizzes.save }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.saved);
  const newer = await held(page);

  await answerAll(older, bank, 8);
  await submit(older);
  await expect(older.getByRole("alert")).toHaveText(vi.problems.answered_elsewhere);
  expect(await held(older)).toEqual(newer);
  await submit(older);
  await expect(title(older)).toHaveText(vi.quizzes.passed_title);
});
