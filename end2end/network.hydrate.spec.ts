/** A school's network: it drops, pages are closed meanwhile, and two computers answer the same attempt. */
import { type Browser, type Page } from "@playwright/test";
import { PUPILS_COURSES, TEACHERS_COURSE, expect, signIn, test, vi } from "./support";
import { bankOf } from "./support/bank";
import { asked, give, held, playerAwake, reachQuiz } from "./support/learning";
import { BINH, CHI, notMe, pupilSignsIn } from "./support/pupils";

const [SECRETS] = PUPILS_COURSES;
const BANK = bankOf(TEACHERS_COURSE);
const state = (page: Page) => page.locator(".player-saved");

/** What the browser keeps in its drawer, whoever's it is. */
function keptHere(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open("tiendo", 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const keys = opening.result.transaction("answers").objectStore("answers").getAllKeys();
          keys.onerror = () => reject(keys.error);
          keys.onsuccess = () => {
            opening.result.close();
            resolve(keys.result.map(String));
          };
        };
      }),
  );
}

/** A question that is answered by one click: of one that takes several, the page may be loaded again in between. */
async function oneClick(page: Page) {
  const question = (await asked(page, BANK)).slice(1).find(({ question }) => ["single", "judgement"].includes(question.key.kind));
  if (!question) {
    throw new Error("every question drawn takes several clicks");
  }
  return question;
}

/** The same quiz at another computer. */
async function atAnotherComputer(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const other = await browser.newContext({ baseURL });
  const page = await other.newPage();
  await signIn(page, "teacher");
  await page.goto(`/learn/${TEACHERS_COURSE}/quiz`);
  return page;
}

test("answers given while the network is gone are kept here and sent in order once it is back", async ({ page, context }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  await playerAwake(page);
  const questions = await asked(page, BANK);
  await give(questions[0], true);
  await expect(state(page)).toHaveText(vi.quizzes.saved);

  await context.setOffline(true);
  await give(questions[1], true);
  await expect(state(page)).toHaveText(vi.quizzes.kept_here);
  await give(questions[2], false);
  await give(questions[2], true);
  await page.getByRole("button", { name: vi.quizzes.submit, exact: true }).click();
  await expect(page, "a submission that cannot arrive leads nowhere").toHaveURL(`/learn/${TEACHERS_COURSE}/quiz`);
  await expect(state(page)).toHaveText(vi.quizzes.kept_here);
  const given = await held(page);

  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/fn/save_answer")) {
      sent.push(new URLSearchParams(request.postData() ?? "").get("position") ?? "");
    }
  });
  await context.setOffline(false);
  await expect(state(page)).toHaveText(vi.quizzes.saved, { timeout: 30_000 });
  expect([...new Set(sent)], "in the order in which they were given").toEqual(["1", "2"]);
  await expect.poll(() => keptHere(page)).toEqual([]);
  await page.reload();
  expect(await held(page)).toEqual(given);
});

test("what was kept here survives a closed page and is sent by the next", async ({ page, context, browser, baseURL }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  await playerAwake(page);
  const questions = await asked(page, BANK);
  await give(questions[0], true);
  await expect(state(page)).toHaveText(vi.quizzes.saved);
  await context.setOffline(true);
  await give(questions[1], true);
  await expect(state(page)).toHaveText(vi.quizzes.kept_here);
  const given = await held(page);
  await page.close();
  await context.setOffline(false);

  const next = await context.newPage();
  await next.goto(`/learn/${TEACHERS_COURSE}/quiz`);
  await expect(state(next)).toHaveText(vi.quizzes.saved, { timeout: 30_000 });
  expect(await held(next)).toEqual(given);
  const other = await atAnotherComputer(browser, baseURL);
  expect(await held(other), "the server has it, too").toEqual(given);
  await other.context().close();
});

test("of two computers that answer the same question both answers are shown, and one is chosen", async ({ page, browser, baseURL }) => {
  await signIn(page, "teacher");
  await reachQuiz(page, TEACHERS_COURSE);
  await playerAwake(page);
  const other = await atAnotherComputer(browser, baseURL);
  await give(await oneClick(page), true);
  await expect(state(page)).toHaveText(vi.quizzes.saved);
  const first = await held(page);

  await playerAwake(other);
  await give(await oneClick(other), false);
  await expect(other.locator(".other-answer"), "the page is loaded again").toHaveCount(1, { timeout: 20_000 });
  expect(await held(other), "what stood still stands").toEqual(first);
  await other.getByRole("button", { name: vi.quizzes.take_other }).click();
  await expect(other.locator(".other-answer")).toHaveCount(0);
  await expect(state(other)).toHaveText(vi.quizzes.saved);
  const chosen = await held(other);
  expect(chosen).not.toEqual(first);
  await page.reload();
  expect(await held(page)).toEqual(chosen);
  await expect(page.locator(".other-answer")).toHaveCount(0);
  await other.context().close();
});

test("nothing that is kept here of one pupil reaches the next one in the same browser", async ({ page, context }) => {
  await pupilSignsIn(page, CHI);
  await reachQuiz(page, SECRETS);
  await playerAwake(page);
  const before = (await held(page)).flat().filter(Boolean);
  expect(before).toEqual([]);
  await page.route("**/api/fn/save_answer", (route) => route.abort());
  await give((await asked(page, bankOf(SECRETS)))[0], true);
  await expect(state(page)).toHaveText(vi.quizzes.kept_here);
  const given = await held(page);
  // The session ends by itself, as it does when a pupil walks away.
  await context.clearCookies();
  await page.unroute("**/api/fn/save_answer");

  await pupilSignsIn(page, BINH);
  await reachQuiz(page, SECRETS);
  await playerAwake(page);
  expect((await held(page)).flat().filter(Boolean)).toEqual([]);
  expect(await keptHere(page), "it waits for its owner").toHaveLength(1);
  await context.clearCookies();

  await pupilSignsIn(page, CHI);
  await page.goto(`/learn/${SECRETS}/quiz`);
  await expect(state(page)).toHaveText(vi.quizzes.saved, { timeout: 30_000 });
  expect(await held(page)).toEqual(given);
  await expect.poll(() => keptHere(page)).toEqual([]);

  await page.route("**/api/fn/save_answer", (route) => route.abort());
  await give((await asked(page, bankOf(SECRETS)))[1], true);
  await expect(state(page)).toHaveText(vi.quizzes.kept_here);
  await notMe(page).click();
  await expect(page).toHaveURL(/\/class/);
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length), { message: "who signs out leaves nothing" }).toBe(0);
});
