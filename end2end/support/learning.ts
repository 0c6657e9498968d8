/** What a learner does with a course, by its buttons. */
import { type Locator, type Page, expect } from "@playwright/test";
import { type Bank, type Question, plain } from "./bank";
import { vi } from "./words";

/** Reads lesson after lesson by the button at its end, until the quiz; `at` is called on each lesson. */
export async function readAllLessons(page: Page, course: string, at: () => Promise<void> = async () => {}): Promise<void> {
  await page.goto(`/learn/${course}`);
  const steps = page.locator(".step:not(.step-quiz)");
  const lessons = await steps.count();
  expect(lessons).toBeGreaterThan(1);
  await steps.first().getByRole("link").click();
  for (let place = 1; place <= lessons; place += 1) {
    await expect(page.locator(".lesson-place")).toHaveText(
      vi.courses.lesson_of.replace("{{ place }}", String(place)).replace("{{ lessons }}", String(lessons)),
    );
    await at();
    await page.locator(".lesson-ways").getByRole("button").click();
  }
  await expect(page).toHaveURL(`/learn/${course}/quiz`);
}

/** Starts an attempt from the quiz's page. */
export async function startAttempt(page: Page): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^(${vi.quizzes.start}|${vi.quizzes.try_again})$`) }).click();
  await expect(page.getByRole("button", { name: vi.quizzes.submit, exact: true })).toBeVisible();
}

/** Marks all lessons as done by sending their forms, for tests that are about what comes after. */
export async function finishLessons(page: Page, course: string): Promise<void> {
  await page.goto(`/learn/${course}`);
  const addresses = await page.locator(".step:not(.step-quiz) a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  for (const address of addresses) {
    const lesson = address.split("/").at(-1) ?? "";
    const answer = await page.request.post("/api/fn/finish_lesson", {
      form: { course, lesson },
      headers: { accept: "text/html" },
      maxRedirects: 0,
    });
    expect(answer.headers()["location"], `after ${address}`).toMatch(/^\/learn\//);
  }
  await page.goto(`/learn/${course}/quiz`);
}

/** From nothing to the first question. */
export async function reachQuiz(page: Page, course: string): Promise<void> {
  await finishLessons(page, course);
  await startAttempt(page);
}

/** The questions on the page, each with its key. */
export async function asked(page: Page, bank: Bank): Promise<{ field: Locator; question: Question }[]> {
  const fields = await page.locator("fieldset.question").all();
  const found = [];
  for (const field of fields) {
    const prompt = plain(await field.locator(".question-prompt").innerText());
    const question = bank.get(prompt);
    if (!question) {
      throw new Error(`the bank has no question "${prompt}"`);
    }
    found.push({ field, question });
  }
  expect(found.length).toBeGreaterThan(3);
  return found;
}

async function choose(field: Locator, texts: string[]): Promise<void> {
  let chosen = 0;
  for (const option of await field.locator("label.option").all()) {
    if (texts.includes(plain(await option.innerText()))) {
      await option.locator("input").check();
      chosen += 1;
    }
  }
  expect(chosen, `options to choose: ${texts.join(" | ")}`).toBe(texts.length);
}

/** Answers a question wholly rightly or wholly wrongly. */
export async function answer(field: Locator, { key }: Question, rightly: boolean): Promise<void> {
  switch (key.kind) {
    case "single":
      return choose(field, [rightly ? key.right : key.wrong]);
    case "several":
      return choose(field, rightly ? key.right : key.wrong);
    case "judgement":
      return choose(field, [key.right === rightly ? vi.quizzes.right : vi.quizzes.wrong]);
    case "short":
    case "number":
      await field.getByRole("textbox").fill(rightly ? key.right : "990");
      return;
    case "matching":
      for (const stem of await field.locator("label.stem").all()) {
        const text = plain(await stem.locator("span").innerText());
        const place = key.pairs.findIndex(([own]) => own === text);
        expect(place, `stem "${text}"`).toBeGreaterThanOrEqual(0);
        const pair = key.pairs[rightly ? place : (place + 1) % key.pairs.length];
        await stem.locator("select").selectOption({ label: pair?.[1] ?? "" });
      }
  }
}

/** Answers all questions, the first `wrong` of them wrongly, and gives back how many there are. */
export async function answerAll(page: Page, bank: Bank, wrong = 0): Promise<number> {
  const questions = await asked(page, bank);
  for (const [place, { field, question }] of questions.entries()) {
    await answer(field, question, place >= wrong);
  }
  return questions.length;
}

export async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: vi.quizzes.submit, exact: true }).click();
}

/** What the form holds now, question by question. */
export function held(page: Page): Promise<string[][]> {
  return page.locator("fieldset.question").evaluateAll((fields) =>
    fields.map((field) =>
      [...field.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input:not([type=hidden]), select")]
        .filter((input) => !(input instanceof HTMLInputElement && ["radio", "checkbox"].includes(input.type)) || input.checked)
        .map((input) => input.value),
    ),
  );
}

/** Until the player listens, its page is plain HTML: nudge it, without changing anything, until it answers. */
export async function playerAwake(page: Page): Promise<void> {
  await expect(async () => {
    await page.locator("fieldset.question input:not([type=hidden]), fieldset.question select").first().dispatchEvent("change");
    await expect(page.locator(".player-saved")).not.toBeEmpty({ timeout: 1_000 });
  }).toPass();
  await expect(page.locator(".player-saved")).toHaveText(vi.quizzes.saved);
}

/** Answers one question and leaves its field, as texts are kept when their field is left. */
export async function give(question: { field: Locator; question: Question } | undefined, rightly: boolean): Promise<void> {
  if (!question) {
    throw new Error("no such question");
  }
  await answer(question.field, question.question, rightly);
  await question.field.locator("input:not([type=hidden]), select").last().blur();
}
