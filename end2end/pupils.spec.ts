/** Class cards, lessons with the class, and two pupils at one computer. */
import { PUPILS_COURSES, expect, filled, look, signIn, signOut, test, title, vi } from "./support";
import { bankOf } from "./support/bank";
import { answer, asked, held, reachQuiz } from "./support/learning";
import { BINH, BY_PICTURES, BY_PIN, CHI, expectIn, givePictures, givePin, notMe, openClassSignIn, pressName, pupilSignsIn } from "./support/pupils";

const [SECRETS] = PUPILS_COURSES;

test("the teacher prints class cards in one click, and new PINs when asked", async ({ page, browser, baseURL }) => {
  await signIn(page, "teacher");
  await openClassSignIn(page);
  await look(page);
  await page.getByRole("button", { name: vi.pupils.print_cards }).click();
  const cards = page.locator(".pupil-card");
  await expect(cards).toHaveCount(14);
  await expect(cards.first()).toContainText("DEM-O31");
  await expect(cards.first()).toContainText(vi.pupils.pin_as_before);
  await expect(cards.first().getByRole("img", { name: vi.pupils.qr_label })).toBeVisible();
  await look(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: vi.pupils.print, exact: true })).toBeHidden();
  await expect(cards.first()).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await page.getByRole("link", { name: vi.pupils.back }).click();
  await page.getByRole("link", { name: vi.pupils.more_choices }).click();
  await look(page);
  await page.getByLabel(vi.pupils.new_for_all).check();
  await page.getByRole("button", { name: vi.pupils.print_cards }).click();
  const own = cards.filter({ hasText: BINH.name });
  const pin = await own.locator(".pupil-card-pin").innerText();
  expect(pin).toMatch(/^\d{4}$/);
  const pins = await page.locator(".pupil-card-pin").allInnerTexts();
  expect(pins).toHaveLength(14);
  expect(new Set(pins).size).toBeGreaterThan(10);

  const child = await browser.newContext({ baseURL });
  const desk = await child.newPage();
  await desk.goto(`/class/${BY_PIN.code}`);
  await pressName(desk, BINH.listed);
  await givePin(desk, BY_PIN.pin);
  await expect(desk.getByRole("alert")).toHaveText(vi.problems.wrong_pin);
  await givePin(desk, pin);
  await expectIn(desk, BINH.name);
  await child.close();
});

test("the teacher makes one pupil a new PIN, shown once", async ({ page }) => {
  await signIn(page, "teacher");
  await openClassSignIn(page);
  await page.getByRole("button", { name: filled(vi.pupils.reset_named, { name: CHI.name }) }).click();
  await expect(page.locator(".pupil-card")).toHaveCount(1);
  const pin = await page.locator(".pupil-card-pin").innerText();
  await page.getByRole("link", { name: vi.pupils.back }).click();
  await expect(page.locator("main")).not.toContainText(pin);
  await signOut(page);
  await page.goto(`/class/${BY_PIN.code}`);
  await pressName(page, CHI.listed);
  await givePin(page, pin);
  await expectIn(page, CHI.name);
});

test("pictures open one after the other", async ({ page }) => {
  await page.goto(`/class/${BY_PICTURES.code}`);
  await page.locator(".name-button").first().click();
  const row = (name: string) => page.getByRole("group", { name });
  await expect(row(vi.pupils.second_picture)).toBeHidden();
  await row(vi.pupils.first_picture).getByRole("radio", { name: vi.pupils.boat }).check();
  await expect(row(vi.pupils.second_picture)).toBeVisible();
  await page.getByRole("button", { name: vi.pupils.choose_again }).click();
  await expect(row(vi.pupils.second_picture)).toBeHidden();
  await look(page);
  await givePictures(page, BY_PICTURES.pictures);
  await expect(page).toHaveURL("/learn");
});

test("a changed class code is dead at once", async ({ page }) => {
  await signIn(page, "teacher");
  await openClassSignIn(page);
  await page.getByText(vi.pupils.change_code_ask).click();
  await page.getByRole("button", { name: vi.pupils.change_code }).click();
  const code = await page.locator(".board-key").first().innerText();
  expect(code).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/);
  await page.getByRole("link", { name: vi.pupils.poster }).click();
  await expect(page.locator(".board-key")).toHaveText(code);
  await look(page);
  await signOut(page);
  await page.goto(`/class/${BY_PIN.code}`);
  await expect(page).toHaveURL("/class?problem=wrong_class_code");
  await page.getByLabel(vi.pupils.class_code).fill(code);
  await page.getByRole("button", { name: vi.pupils.go_on }).click();
  await expect(page.locator(".name-button")).toHaveCount(14);
});

test("in a lesson with the class a number opens the names until the teacher ends it", async ({ page, browser, baseURL }) => {
  await signIn(page, "teacher");
  await openClassSignIn(page);
  await page.getByRole("button", { name: vi.pupils.open_lesson }).click();
  await expect(title(page)).toContainText(BY_PIN.className);
  const number = await page.locator(".board-key").innerText();
  expect(number).toMatch(/^\d{3}-\d{3}$/);
  await expect(page.getByRole("status")).toContainText(/4[45] phút/);
  await look(page);

  const child = await browser.newContext({ baseURL });
  const desk = await child.newPage();
  await desk.goto(`/lesson/${number.replace("-", "")}`);
  await pressName(desk, CHI.listed);
  await givePin(desk, BY_PIN.pin);
  await expectIn(desk, CHI.name);

  await page.getByRole("button", { name: vi.pupils.end_lesson }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await notMe(desk).click();
  await expect(desk).toHaveURL("/class");
  await desk.getByLabel(vi.pupils.class_code).fill(number);
  await desk.getByRole("button", { name: vi.pupils.go_on }).click();
  await expect(desk.getByRole("alert")).toHaveText(vi.problems.wrong_class_code);
  await child.close();
});

test("of two pupils at one computer the second sees nothing of the first", async ({ page }) => {
  await pupilSignsIn(page, CHI);
  await reachQuiz(page, SECRETS);
  const bank = bankOf(SECRETS);
  for (const { field, question } of (await asked(page, bank)).slice(0, 3)) {
    await answer(field, question, true);
  }
  await page.getByRole("button", { name: vi.quizzes.save }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.saved);
  const attempt = await page.locator('.sheet input[name="attempt"]').getAttribute("value");
  const kept = await held(page);
  const given = kept.flat().filter(Boolean);
  expect(given.length).toBeGreaterThan(2);

  await notMe(page).click();
  await expect(page).toHaveURL(`/class/${BY_PIN.code}`);
  await page.goBack();
  await expect(page.locator("fieldset.question")).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText(CHI.name);

  await pupilSignsIn(page, BINH);
  await reachQuiz(page, SECRETS);
  await expect(page.locator("body")).not.toContainText(CHI.name);
  expect((await held(page)).flat().filter(Boolean)).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  await expect(page.locator('.sheet input[name="attempt"]')).not.toHaveValue(attempt ?? "");
  const stolen = await page.request.post("/api/fn/save_answer", {
    form: { attempt: attempt ?? "", position: "0", page: "1", sequence: "1", based_on: "0", "parts[0][]": "0" },
    headers: { accept: "application/json" },
  });
  expect(stolen.ok()).toBe(false);
  await page.goBack();
  await page.goForward();
  expect((await held(page)).flat().filter(Boolean)).toEqual([]);

  await notMe(page).click();
  await pupilSignsIn(page, CHI);
  await page.goto(`/learn/${SECRETS}/quiz`);
  expect(await held(page)).toEqual(kept);
});
