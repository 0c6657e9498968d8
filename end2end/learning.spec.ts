import { PUPILS_COURSES, SCHOOL, TEACHERS_COURSE, expect, filled, look, signIn, signOut, test, title, today, vi } from "./support";
import { bankOf } from "./support/bank";
import { answerAll, readAllLessons, startAttempt, submit } from "./support/learning";

test("a teacher takes a course from my courses to the recorded completion", async ({ page }) => {
  await signIn(page, "teacher");
  await expect(page).toHaveURL("/learn");
  await expect(title(page)).toHaveText(vi.courses.my_courses);
  await look(page);
  const card = page.locator(".card").filter({ has: page.locator(`a[href="/learn/${TEACHERS_COURSE}"]`) });
  await expect(card).toContainText(vi.courses.required);
  await expect(card).toContainText(vi.courses.not_started);
  const name = await card.getByRole("heading").innerText();
  await card.getByRole("link", { name: vi.courses.begin }).click();
  await expect(title(page)).toHaveText(name);
  await look(page);

  await readAllLessons(page, TEACHERS_COURSE, () => look(page));
  await look(page);
  await startAttempt(page);
  await look(page);
  const questions = await answerAll(page, bankOf(TEACHERS_COURSE));
  const before = today();
  await submit(page);
  const after = today();

  await expect(title(page)).toHaveText(vi.quizzes.passed_title);
  await expect(page.locator(".result-score")).toHaveText("100,0%");
  await expect(page.locator(".answered.answered-right")).toHaveCount(questions);
  await expect(page.locator(".answered-feedback").first()).not.toBeEmpty();
  await expect(page.getByRole("button", { name: vi.quizzes.try_again })).toBeVisible();
  await look(page);

  await page.goto(`/learn/${TEACHERS_COURSE}`);
  const done = page.locator(".panel-good");
  await expect(done.getByRole("heading")).toHaveText(vi.courses.complete);
  const fact = (name: string) => done.locator(".facts div").filter({ has: page.getByText(name, { exact: true }) }).locator("dd");
  expect([before, after]).toContain(await fact(vi.courses.date).innerText());
  await expect(fact(vi.quizzes.score)).toHaveText("100,0%");
  await expect(fact(vi.courses.version_word)).toHaveText("1");
  await look(page);

  await page.goto("/learn");
  await expect(page.locator(".lead")).toHaveText(vi.courses.all_done);
  await expect(page.locator(".card-done").first()).toHaveText(
    new RegExp(`^${filled(vi.courses.completed_on, { day: "" })}(${before}|${after})$`),
  );
});

test("a pupil completes both safety courses, and the class, the school and the office see it", async ({ page }) => {
  const ofSchool = async () => {
    await signIn(page, "office");
    const row = page.locator(`tr[data-school="${SCHOOL.code}"]`);
    const count = (await row.locator("td").nth(2).locator(".rate-count").innerText()).split("/").map(Number);
    await signOut(page);
    return { n: count[0] ?? Number.NaN, d: count[1] ?? Number.NaN };
  };
  const before = await ofSchool();

  await signIn(page, "pupil");
  await expect(page).toHaveURL("/learn");
  await expect(page.locator(".for-pupil")).toBeVisible();
  await look(page);
  const name = await page.locator(".signed-in-name").innerText();
  for (const course of PUPILS_COURSES) {
    await readAllLessons(page, course, () => look(page));
    await startAttempt(page);
    await look(page);
    await answerAll(page, bankOf(course));
    await submit(page);
    await expect(title(page)).toHaveText(vi.quizzes.passed_title_pupil);
    await look(page);
  }
  await page.getByRole("link", { name: vi.courses.my_courses }).last().click();
  await expect(page.locator(".lead")).toHaveText(vi.courses.all_done);
  await signOut(page);

  expect(await ofSchool()).toEqual({ n: before.n + 1, d: before.d });
  await signIn(page, "teacher");
  await page.goto("/school");
  await page.getByRole("link", { name: filled(vi.progress.class_named, { name: SCHOOL.className }) }).click();
  await page.getByLabel(vi.progress.search_person).fill(name);
  await page.getByRole("button", { name: vi.common.search }).click();
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
  await expect(row).toContainText(vi.progress.done);
  await expect(row).toContainText("2/2");
});

test("a lesson leads back to the one before and remembers that it is done", async ({ page }) => {
  await signIn(page, "pupil");
  const [course] = PUPILS_COURSES;
  await page.goto(`/learn/${course}`);
  const steps = page.locator(".step:not(.step-quiz)");
  await expect(page.locator(".step-done")).toHaveCount(0);
  await steps.first().getByRole("link").click();
  const first = await title(page).innerText();
  await expect(page.getByRole("link", { name: vi.courses.previous_lesson })).toHaveCount(0);
  await page.getByRole("button", { name: vi.courses.finish_to_next }).click();
  await expect(title(page)).not.toHaveText(first);
  await page.getByRole("link", { name: vi.courses.previous_lesson }).click();
  await expect(title(page)).toHaveText(first);
  await expect(page.getByRole("button", { name: vi.courses.next_lesson })).toBeVisible();
  await page.goto(`/learn/${course}`);
  await expect(page.locator(".step-done")).toHaveCount(1);
  await expect(steps.first()).toContainText(vi.courses.lesson_done);
  await page.goto("/learn");
  await expect(page.locator(".card").first()).toContainText(vi.courses.in_progress);
});

test("a quiz before its lessons names the lessons to read first", async ({ page }) => {
  await signIn(page, "teacher");
  await page.goto(`/learn/${TEACHERS_COURSE}/quiz`);
  await expect(page.getByRole("heading", { name: vi.quizzes.lessons_first })).toBeVisible();
  await expect(page.getByRole("button", { name: vi.quizzes.start })).toHaveCount(0);
  await look(page);
  const lessons = page.locator(".panel li a");
  expect(await lessons.count()).toBeGreaterThan(1);
  await lessons.first().click();
  await expect(page.locator(".lesson-place")).toBeVisible();
});

test("figures in a lesson are shown and described", async ({ page }) => {
  await signIn(page, "teacher");
  const pictures: { width: number; alt: string }[] = [];
  await readAllLessons(page, TEACHERS_COURSE, async () => {
    for (const picture of await page.locator(".prose img").all()) {
      await picture.scrollIntoViewIfNeeded();
      await expect(picture).toHaveJSProperty("complete", true);
      pictures.push(await picture.evaluate((img: HTMLImageElement) => ({ width: img.naturalWidth, alt: img.alt })));
    }
  });
  expect(pictures.length).toBeGreaterThan(0);
  for (const picture of pictures) {
    expect(picture.width).toBeGreaterThan(0);
    expect(picture.alt).not.toBe("");
  }
});
