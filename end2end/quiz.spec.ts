import { type Request } from "@playwright/test";
import { PUPILS_COURSES, TEACHERS_COURSE, expect, filled, look, signIn, signOut, tenths, test, title, vi } from "./support";
import { bankOf, letters } from "./support/bank";
import { answer, answerAll, asked, finishLessons, held, reachQuiz, startAttempt, submit } from "./support/learning";

const [SECRETS] = PUPILS_COURSES;

test("a failed quiz shows its score and feedback and can be taken again", async ({ page }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  const wrong = 3;
  const questions = await answerAll(page, bankOf(TEACHERS_COURSE), wrong);
  await submit(page);
  await expect(title(page)).toHaveText(vi.quizzes.failed_title);
  await expect(page.locator(".result-score")).toHaveText(tenths(Math.floor(((questions - wrong) * 1000) / questions)));
  await expect(page.locator(".answered-right")).toHaveCount(questions - wrong);
  await expect(page.locator(".answered-wrong")).toHaveCount(wrong);
  await expect(page.locator(".answered-wrong .answered-feedback").first()).not.toBeEmpty();
  await look(page);
  await page.goto(`/learn/${TEACHERS_COURSE}`);
  await expect(page.locator(".panel-good")).toHaveCount(0);

  await page.goto(`/learn/${TEACHERS_COURSE}/quiz`);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody tr")).toContainText(vi.quizzes.failed);
  await look(page);
  await page.getByRole("link", { name: vi.quizzes.look }).click();
  await page.getByRole("button", { name: vi.quizzes.try_again }).click();
  await expect(page).toHaveURL(`/learn/${TEACHERS_COURSE}/quiz`);
  expect((await held(page)).flat().filter(Boolean), "a new attempt begins empty").toEqual([]);
  await answerAll(page, bankOf(TEACHERS_COURSE), 1);
  await submit(page);
  await expect(title(page)).toHaveText(vi.quizzes.passed_title);
  await page.goto(`/learn/${TEACHERS_COURSE}/quiz`);
  await expect(page.locator("tbody tr")).toHaveCount(2);
});

test("a better or worse retake leaves the completion standing", async ({ page }) => {
  await signIn(page, "pupil");
  await reachQuiz(page, SECRETS);
  await answerAll(page, bankOf(SECRETS));
  await submit(page);
  await expect(title(page)).toHaveText(vi.quizzes.passed_title_pupil);
  await page.getByRole("button", { name: vi.quizzes.try_again }).click();
  await answerAll(page, bankOf(SECRETS), 6);
  await submit(page);
  await expect(title(page)).toHaveText(vi.quizzes.failed_title_pupil);
  await expect(page.locator(".result-score")).toHaveText("0,0%");
  await page.goto(`/learn/${SECRETS}`);
  await expect(page.locator(".panel-good")).toContainText("100,0%");
});

test("a half-filled quiz keeps its answers and names what is missing", async ({ page }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  const questions = await asked(page, bankOf(TEACHERS_COURSE));
  const left = [1, 4];
  for (const [place, { field, question }] of questions.entries()) {
    if (!left.includes(place)) {
      await answer(field, question, true);
    }
  }
  const given = await held(page);
  await submit(page);
  await expect(page.getByRole("alert").first()).toBeVisible();
  const said = page.getByRole("alert");
  await expect(said.filter({ hasText: vi.problems.incomplete })).toBeVisible();
  const names = said.filter({ hasText: vi.quizzes.unanswered }).getByRole("link");
  await expect(names).toHaveText(left.map((place) => filled(vi.quizzes.question_number, { number: place + 1 })));
  expect(await held(page)).toEqual(given);
  await look(page);
  await names.last().click();
  await expect(page.locator(`#question-${(left.at(-1) ?? 0) + 1}`)).toBeInViewport();

  await page.getByRole("button", { name: vi.quizzes.submit_incomplete }).click();
  const right = questions.length - left.length;
  await expect(page.locator(".result-score")).toHaveText(tenths(Math.floor((right * 1000) / questions.length)));
  await expect(page.getByText(vi.quizzes.no_answer, { exact: true })).toHaveCount(left.length);
});

test("answers kept for later are there after signing in again", async ({ page }) => {
  await signIn(page, "pupil");
  await reachQuiz(page, SECRETS);
  await answerAll(page, bankOf(SECRETS), 2);
  const given = await held(page);
  await page.getByRole("button", { name: vi.quizzes.save }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.saved);
  await look(page);
  await signOut(page);
  await signIn(page, "pupil");
  await page.goto(`/learn/${SECRETS}/quiz`);
  expect(await held(page)).toEqual(given);
});

test("a quiz submitted twice leads to its result and counts once", async ({ page, context }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  await answerAll(page, bankOf(TEACHERS_COURSE));
  const stale = await context.newPage();
  await stale.goto(`/learn/${TEACHERS_COURSE}/quiz`);
  await submit(page);
  await expect(title(page)).toHaveText(vi.quizzes.passed_title);
  const result = page.url();

  await submit(stale);
  await expect(stale).toHaveURL(result);
  await expect(stale.locator(".result-score")).toHaveText("100,0%");

  await page.goBack();
  await expect(page.getByRole("heading", { name: vi.quizzes.past_attempts })).toBeVisible();
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await page.goto(`/learn/${TEACHERS_COURSE}/quiz`);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody tr")).toContainText("100,0%");
});

for (const [who, course] of [
  ["teacher", TEACHERS_COURSE],
  ["pupil", SECRETS],
] as const) {
  test(`nothing about right answers reaches the ${who}'s browser before submission`, async ({ page }) => {
    const bank = bankOf(course);
    await signIn(page, who);
    await finishLessons(page, course);

    const received: { url: string; text: string }[] = [];
    const underWay = new Set<Request>();
    page.on("request", (request) => underWay.add(request));
    page.on("requestfailed", (request) => underWay.delete(request));
    page.on("requestfinished", async (request) => {
      const response = await request.response();
      const status = response?.status() ?? 0;
      if (response && (status < 300 || status >= 400) && /html|json/.test(response.headers()["content-type"] ?? "")) {
        // The island may still be saving when its page is left; what it is answered then is as before, and gone.
        const isLeft = (error: Error) => request.resourceType() !== "document" && /No resource/.test(error.message);
        const text = await response.text().catch((error: Error) => (isLeft(error) ? "" : Promise.reject(error)));
        received.push({ url: request.url(), text });
      }
      underWay.delete(request);
    });
    // A page's bytes are gone once the next page comes, so each is read before going on.
    const allRead = () => expect.poll(() => underWay.size).toBe(0);

    await startAttempt(page);
    await allRead();
    const questions = (await asked(page, bank)).map(({ question }) => question);
    await answerAll(page, bank, questions.length);
    await allRead();
    await page.getByRole("button", { name: vi.quizzes.save }).click();
    await expect(page.getByRole("alert")).toHaveText(vi.problems.saved);
    await allRead();
    await submit(page);
    await expect(page.locator(".result-score")).toBeVisible();
    await allRead();

    const isAfter = ({ url }: { url: string }) => /\/quiz\/\d+$/.test(new URL(url).pathname);
    const after = received.filter(isAfter);
    const before = received.filter((one) => !isAfter(one));
    expect(before.filter(({ text }) => text.includes("question-prompt"))).toHaveLength(2);
    const sentences = [...new Set([...bank.values()].flatMap(({ feedback }) => feedback))].map(letters);
    for (const { url, text } of before) {
      const seen = letters(text);
      expect(sentences.filter((sentence) => seen.includes(sentence)), `feedback in ${url}`).toEqual([]);
      expect(text, url).not.toMatch(/credit|"(right|correct|share|feedback)"|%-?\d+%/i);
    }
    // The same search finds them where they belong, so it would have found them before, too.
    const shown = letters(after.map(({ text }) => text).join(" "));
    for (const question of questions) {
      expect(question.feedback.map(letters).some((sentence) => shown.includes(sentence)), question.prompt).toBe(true);
    }
  });
}

test("an answer that no form can give is refused with a word, and nothing is lost", async ({ page }) => {
  await signIn(page, "pupil");
  await reachQuiz(page, SECRETS);
  await answerAll(page, bankOf(SECRETS));
  await page.getByRole("button", { name: vi.quizzes.save }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.saved);
  const given = await held(page);
  await page.locator("fieldset.question input[type=radio]").first().evaluate((input: HTMLInputElement) => {
    input.value = "99";
    input.checked = true;
  });
  await submit(page);
  await expect(page.getByRole("alert")).toHaveText(vi.problems.bad_response);
  expect(await held(page)).toEqual(given);
  await look(page);
});

test("a form whose attempt is no number is refused with a word", async ({ page }) => {
  await signIn(page, "pupil");
  await reachQuiz(page, SECRETS);
  await page.locator("input[name=attempt]").evaluate((input: HTMLInputElement) => {
    input.value = "abc";
  });
  await submit(page);
  await expect(page.getByRole("alert")).toHaveText(vi.problems.bad_form);
  await expect(page.locator("body")).not.toContainText(/error deserializing|ServerFnError|invalid digit/i);
  await look(page);
});

test("a result is shown to its learner only", async ({ page }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  await answerAll(page, bankOf(TEACHERS_COURSE));
  await submit(page);
  await expect(title(page)).toHaveText(vi.quizzes.passed_title);
  const result = new URL(page.url()).pathname;
  await signOut(page);
  await signIn(page, "pupil");
  for (const address of [result, result.replace(TEACHERS_COURSE, SECRETS)]) {
    const response = await page.goto(address);
    expect(response?.status()).toBe(404);
    await expect(title(page)).toHaveText(vi.problems.not_found_title);
    await look(page);
  }
});

test("starting twice leads to the one attempt under way", async ({ page, context }) => {
  await signIn(page, "pupil");
  await finishLessons(page, SECRETS);
  const second = await context.newPage();
  await second.goto(`/learn/${SECRETS}/quiz`);
  await startAttempt(page);
  await startAttempt(second);
  const attempt = await page.locator("input[name=attempt]").inputValue();
  await expect(second.locator("input[name=attempt]")).toHaveValue(attempt);
});
