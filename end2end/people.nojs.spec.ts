import { SCHOOL, expect, filled, look, signIn, test, title, vi } from "./support";

test("a principal seeks, adds and corrects somebody, who then leaves and returns", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/people`);
  await page.getByLabel(vi.people.search).fill("nguyen");
  await page.getByRole("button", { name: vi.common.search }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === "nguyen");
  await expect(page.locator("tbody tr").first()).toBeVisible();
  await look(page);

  await page.getByRole("link", { name: vi.people.add }).click();
  await look(page);
  await page.getByLabel(vi.people.name).fill("Đoàn 9");
  await page.getByLabel(vi.people.from_day).fill("2024-09-01");
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.bad_name);
  await expect(page.getByLabel(vi.people.name)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(vi.people.from_day)).toHaveValue("2024-09-01");
  await page.getByLabel(vi.people.name).fill("Đoàn Thị Hạnh Phúc");
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(title(page)).toHaveText("Đoàn Thị Hạnh Phúc");
  await look(page);

  await page.getByLabel(vi.people.born_on).fill("1991-02-03");
  await page.getByRole("button", { name: vi.people.save }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.getByLabel(vi.people.born_on)).toHaveValue("1991-02-03");

  const place = page.locator(".fact").first();
  await place.locator("summary").click();
  await place.getByLabel(vi.people.leaves_on).fill("2024-10-01");
  await place.getByRole("button", { name: vi.people.leave_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.locator(".fact-past")).toHaveCount(1);

  await page.locator("summary", { hasText: vi.people.add_place }).click();
  const form = page.locator("details[open] form");
  await form.getByLabel(vi.people.from_day).fill("2024-11-01");
  await form.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.locator(".fact")).toHaveCount(2);
});

test("what was typed into a refused form is shown once, and by that form only", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto("/people/new");
  await expect(page.getByLabel(vi.people.from_day)).not.toHaveValue("");
  await page.getByLabel(vi.people.name).fill("Đoàn 9");
  await page.getByLabel(vi.people.code, { exact: true }).fill("GIU-LAI-1");
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByLabel(vi.people.code, { exact: true })).toHaveValue("GIU-LAI-1");
  await page.goto("/people/new");
  await expect(page.getByLabel(vi.people.name)).toHaveValue("");
  await expect(page.getByLabel(vi.people.code, { exact: true })).toHaveValue("");
});

test("a birthday to come is named, and its field is marked", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto("/people/new");
  await page.getByLabel(vi.people.name).fill("Đoàn Thị Mai Sau");
  await page.getByLabel(vi.people.born_on).fill("2999-01-01");
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.bad_birthday);
  await expect(page.getByLabel(vi.people.born_on)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel(vi.people.name)).not.toHaveAttribute("aria-invalid");
});

test("a button pressed twice adds one person", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto("/people/new");
  const form = {
    "person[name]": "Đoàn Thị Bấm Đúp",
    "place[school]": SCHOOL.code,
    "place[kind]": "teacher",
    "place[from]": "2024-09-01",
  };
  const headers = { origin: new URL(page.url()).origin };
  const send = () => page.request.post("/api/fn/add_person", { form, headers });
  const answers = await Promise.all([send(), send()]);
  expect(answers.map((answer) => answer.ok())).toEqual([true, true]);
  await page.goto("/people?q=doan+thi+bam+dup");
  await expect(page.locator("tbody tr")).toHaveCount(1);
});

test("the office sees the classes of a school without losing what it typed", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/people/new");
  await page.getByLabel(vi.people.name).fill("Đoàn Thị Xem Lớp");
  await page.getByLabel(vi.people.born_on).fill("2018-02-03");
  await page.locator('select[name="place[kind]"]').selectOption("pupil");
  await expect(page.locator("select[name=class]")).toHaveCount(0);
  await page.locator('select[name="place[school]"]').selectOption(SCHOOL.code);
  await page.getByRole("button", { name: vi.people.show_classes }).click();
  await expect(page.getByLabel(vi.people.name)).toHaveValue("Đoàn Thị Xem Lớp");
  await expect(page.getByLabel(vi.people.born_on)).toHaveValue("2018-02-03");
  await expect(page.locator('select[name="place[kind]"]')).toHaveValue("pupil");
  await expect(page.locator('select[name="place[school]"]')).toHaveValue(SCHOOL.code);
  await page.locator("select[name=class]").selectOption({ index: 1 });
  await look(page);
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(title(page)).toHaveText("Đoàn Thị Xem Lớp");
});

test("nobody ticked leads back to the filtered list", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/people?kind=staff`);
  await page.getByRole("button", { name: vi.people.with_chosen }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.nobody_chosen);
  await expect(page).toHaveURL((url) => url.searchParams.get("kind") === "staff");
});

test("somebody chosen leaves after a second look", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/people/new?school=${SCHOOL.code}`);
  await page.getByLabel(vi.people.name).fill("Mạc Thị Rời Trường");
  await page.getByLabel(vi.people.from_day).fill("2024-09-01");
  await page.getByRole("button", { name: vi.people.add_do, exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await page.goto(`/school/${SCHOOL.code}/people?q=mac+thi+roi+truong`);
  await page.locator("tbody input[type=checkbox]").first().check();
  await page.getByRole("button", { name: vi.people.with_chosen }).click();
  const one = { count: "1" };
  await page.getByRole("button", { name: filled(vi.people.leave_all, one) }).click();
  await expect(title(page)).toHaveText(filled(vi.people.leave_ask, one));
  await look(page);
  await page.getByRole("button", { name: filled(vi.people.leave_all, one) }).click();
  await expect(page.getByRole("alert")).toHaveText(filled(vi.people.have_left, one));
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === "mac thi roi truong");
});

test("many leave only when their number is typed in, and nobody by their own hand", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/people?kind=pupil`);
  await page.locator("input[name=all]").check();
  await page.getByRole("button", { name: vi.people.with_chosen }).click();
  const leave = page.locator("form", { has: page.getByRole("heading", { name: vi.people.leave_title }) });
  await leave.getByRole("button").click();
  const typed = page.locator('input[name="change[typed]"]');
  await typed.fill("1");
  await page.locator("form", { has: typed }).getByRole("button").click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.number_not_typed);
  await expect(typed).toBeVisible();

  await page.goto(`/school/${SCHOOL.code}/people/many?kind=staff&all=yes`);
  await leave.getByRole("button").click();
  await expect(page.getByText(vi.people.left_out_oneself)).toBeVisible();
  await look(page);
});
