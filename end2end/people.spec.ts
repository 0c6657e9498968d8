import path from "node:path";
import { SCHOOL, expect, filled, look, signIn, test, title, vi } from "./support";

const PDF = { name: "quyet-dinh.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") };

test("the office seeks somebody without marks and opens a suggestion", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/people");
  await expect(title(page)).toHaveText(vi.people.title);
  await look(page);
  const field = page.getByLabel(vi.people.search);
  await field.pressSequentially("nguyen thi");
  const suggestions = page.locator(".suggestions a");
  await expect(suggestions.first()).toBeVisible();
  expect(await suggestions.count()).toBeLessThanOrEqual(8);
  await look(page);
  const name = await suggestions.first().locator("strong").innerText();
  await suggestions.first().click();
  await expect(title(page)).toHaveText(name);
  await look(page);
});

test("Escape closes the suggestions and keeps what was typed", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/people");
  const field = page.getByRole("combobox", { name: vi.people.search });
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await field.pressSequentially("nguyen");
  await expect(page.locator(".suggestions a").first()).toBeVisible();
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(page.locator(".suggestions")).toBeHidden();
  await expect(field).toHaveValue("nguyen");
  await expect(field).toBeFocused();
});

test("the arrow keys go through the suggestions and Enter opens one", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/people");
  const field = page.getByRole("combobox", { name: vi.people.search });
  await field.pressSequentially("nguyen thi");
  const options = page.getByRole("option").and(page.locator(".suggestions a"));
  await expect(options.first()).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await options.first().getAttribute("id")) ?? "");
  const name = await options.first().locator("strong").innerText();
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText(name);
});

test("the suggestions close when the field is left, and never lie over the button", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, "office");
  await page.goto("/people");
  const field = page.getByRole("combobox", { name: vi.people.search });
  await field.pressSequentially("nguyen");
  const list = page.locator(".suggestions");
  await expect(list).toBeVisible();
  const button = page.locator(".people-filter").getByRole("button", { name: vi.common.search });
  const [over, under] = [await list.boundingBox(), await button.boundingBox()];
  const apart = under!.x >= over!.x + over!.width || under!.y + under!.height <= over!.y;
  expect(apart).toBe(true);
  await page.mouse.click(5, 5);
  await expect(list).toBeHidden();
  await field.fill("xyzxyz");
  await expect(page.getByRole("status").filter({ hasText: vi.people.nobody_yet })).toHaveCount(1);
});

test("a duty is given to all who match a filter", async ({ page }) => {
  await signIn(page, "office");
  await page.goto(`/people?school=${SCHOOL.code}&kind=pupil`);
  await page.locator("input[name=all]").check();
  await page.getByRole("button", { name: vi.people.with_chosen }).click();
  const pupils = await title(page).innerText();
  await expect(page.locator(".chosen li")).toHaveCount(50);
  await expect(page.getByRole("heading", { name: vi.people.duty_begins })).toHaveCount(0);
  await look(page);

  await page.goto(`/people?school=${SCHOOL.code}&kind=staff&q=tran`);
  const boxes = page.locator("tbody input[type=checkbox]");
  const count = await boxes.count();
  expect(count).toBeGreaterThan(0);
  for (const box of await boxes.all()) {
    await box.check();
  }
  await page.getByRole("button", { name: vi.people.with_chosen }).click();
  await expect(title(page)).not.toHaveText(pupils);
  await expect(page.locator(".chosen li")).toHaveCount(count);
  const form = page.locator("form", { has: page.getByRole("heading", { name: vi.people.duty_begins }) });
  await form.getByLabel(vi.people.duty).selectOption({ label: vi.progress.duty_site_admin });
  await form.getByRole("button").click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
});

test("cards are printed for all pupils who match, and codes for the staff ticked", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/people?kind=pupil`);
  await page.locator("tbody input[type=checkbox]").first().check();
  await page.getByRole("button", { name: vi.people.with_chosen }).click();
  const cards = page.locator("form", { has: page.getByRole("heading", { name: vi.people.cards_title }) });
  await expect(page.getByRole("heading", { name: vi.people.codes_title })).toHaveCount(0);
  await look(page);
  await cards.getByRole("button", { name: filled(vi.people.print_cards, { count: "1" }), exact: true }).click();
  await expect(page.locator(".pupil-card")).toHaveCount(1);
  // Only a new secret is shown once.
  const fresh = await page.locator(".pupil-card-pin, .pupil-card-picture").count();
  await expect(page.getByText(vi.pupils.shown_once)).toHaveCount(fresh > 0 ? 1 : 0);
  await look(page);
  await page.getByRole("link", { name: vi.pupils.back }).click();
  await expect(page).toHaveURL((url) => url.pathname === `/school/${SCHOOL.code}/people` && url.searchParams.get("kind") === "pupil");

  await page.goto(`/school/${SCHOOL.code}/people?kind=staff`);
  for (const box of (await page.locator("tbody input[type=checkbox]").all()).slice(0, 3)) {
    await box.check();
  }
  await page.getByRole("button", { name: vi.people.with_chosen }).click();
  await page.getByRole("button", { name: filled(vi.people.print_codes, { count: "3" }) }).click();
  // Whoever has no account is named, as is the principal who prints.
  const slips = await page.locator(".slip").count();
  const named = await page.locator(".sheets-head li").count();
  expect(slips + named).toBe(3);
  await look(page);
});

test("all boxes of a page are ticked at once", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/people?kind=pupil`);
  const boxes = page.locator("tbody input[type=checkbox]");
  const count = await boxes.count();
  await page.getByLabel(vi.people.all_on_page).check();
  await expect(page.locator("tbody input[type=checkbox]:checked")).toHaveCount(count);
  await page.getByLabel(vi.people.all_on_page).uncheck();
  await expect(page.locator("tbody input[type=checkbox]:checked")).toHaveCount(0);
});

test("a pupil who comes by hand is put into a class", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/people/new?school=${SCHOOL.code}`);
  await page.getByLabel(vi.people.name).fill("Mạc Thị Vào Lớp");
  await page.locator('select[name="place[kind]"]').selectOption("pupil");
  await page.getByLabel(vi.people.from_day).fill("2024-09-01");
  const classes = page.locator("select[name=class]");
  const name = await classes.locator("option").nth(1).innerText();
  await classes.selectOption({ index: 1 });
  await look(page);
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.locator(".fact").first()).toContainText(filled(vi.people.pupil_of_class, { class: name }));
});

test("somebody who has two records becomes one", async ({ page }) => {
  await signIn(page, "office");
  for (const code of ["TRUNG-1", "TRUNG-2"]) {
    await page.goto("/people/new");
    await page.getByLabel(vi.people.name).fill("Vũ Thị Trùng Hợp");
    await page.getByLabel(vi.people.code, { exact: true }).fill(code);
    await page.getByLabel(vi.people.born_on).fill("1990-05-14");
    await page.locator('select[name="place[school]"]').selectOption(SCHOOL.code);
    await page.getByLabel(vi.people.from_day).fill("2024-09-01");
    await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
    if (code === "TRUNG-2") {
      await expect(page.getByRole("alert")).toHaveText(vi.problems.namesake_there);
      await expect(page.getByRole("group", { name: vi.people.namesakes }).getByRole("link")).toHaveText("Vũ Thị Trùng Hợp");
      await expect(page.getByLabel(vi.people.code, { exact: true })).toHaveValue(code);
      await look(page);
      await page.getByLabel(vi.people.add_anyway).check();
      await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
    }
    await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  }
  await page.goto("/people/merge");
  await look(page);
  await page.locator(".pair", { hasText: "TRUNG-1" }).getByRole("link", { name: vi.people.compare }).click();
  await look(page);
  await page.locator(".side-by-side .panel", { hasText: "TRUNG-1" }).getByRole("button", { name: vi.people.keep_this }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await page.goto("/people?q=vu+thi+trung+hop");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody tr")).toContainText("TRUNG-1");
});

test("a principal keeps the team and its decision", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/team`);
  await expect(title(page)).toHaveText(vi.team.title);
  await look(page);
  const members = page.locator(".facts-list > .fact");
  const before = await members.count();
  const choice = page.getByLabel(vi.team.person);
  await choice.selectOption({ index: 1 });
  await page.locator("form", { has: choice }).getByLabel(vi.team.role).selectOption({ label: vi.team.role_head });
  await page.getByRole("button", { name: vi.team.join }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(members).toHaveCount(before + 1);
  await expect(members.first()).toContainText(vi.team.role_head);

  await page.getByRole("textbox", { name: vi.team.number }).fill("15/QĐ-TH014");
  await page.getByLabel(vi.team.decided_on).fill("2024-09-05");
  await page.getByLabel(vi.team.scan).setInputFiles({ ...PDF, buffer: Buffer.from("<html></html>") });
  await page.getByRole("button", { name: vi.team.record }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.wrong_file);
  await page.getByRole("textbox", { name: vi.team.number }).fill("15/QĐ-TH014");
  await page.getByLabel(vi.team.decided_on).fill("2024-09-05");
  await page.getByLabel(vi.team.scan).setInputFiles(PDF);
  await page.getByRole("button", { name: vi.team.record }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  const way = await page.getByRole("link", { name: vi.team.open_scan }).getAttribute("href");
  const answer = await page.request.get(way ?? "");
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
  expect(path.posix.basename(way ?? "")).toBe("decision");
});

test("a principal sees nobody of another school", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/people?school=TH015");
  const foreign = await page.locator("tbody th a").first().getAttribute("href");
  expect(foreign).toMatch(/^\/people\/\d+$/);
  await page.getByRole("button", { name: vi.common.sign_out }).click();
  await signIn(page, "principal");
  expect((await page.goto(foreign ?? ""))?.status()).toBe(404);
  expect((await page.goto("/school/TH015/people"))?.status()).toBe(403);
  expect((await page.goto("/school/TH015/team"))?.status()).toBe(403);
  expect((await page.goto("/people/merge"))?.status()).toBe(403);
  await page.goto("/people?school=TH015");
  await expect(title(page)).toHaveText(filled(vi.people.of_school, { school: SCHOOL.name }));
});
