import { type Locator, type Page } from "@playwright/test";
import { SCHOOL, expect, filled, look, signIn, tenths, test, title, vi, whole } from "./support";

interface Rate {
  n: number;
  d: number;
  rate: string | null;
  met: boolean | null;
  still_needed: number;
}

interface Progress {
  target_percent: number;
  schools_teach: Rate;
  schools_with_team: Rate;
  staff_trained: Rate;
  pupils_completed: Rate;
  schools: { code: string; name: string; staff_trained: Rate; pupils_completed: Rate; teaches: boolean; has_team: boolean }[];
}

async function exported(page: Page): Promise<Progress> {
  const answer = await page.request.get("/api/v1/progress");
  expect(answer.status()).toBe(200);
  return (await answer.json()) as Progress;
}

/** What a page must say about n of d, by the rule of the plan: whole numbers only, rounded down. */
const percent = ({ n, d }: { n: number; d: number }) => tenths(Math.floor((n * 1000) / d));
const count = ({ n, d }: { n: number; d: number }) => `${whole(n)}/${whole(d)}`;
const met = ({ n, d }: { n: number; d: number }) => d > 0 && n * 100 >= 85 * d;
const needed = ({ n, d }: { n: number; d: number }) => Math.max(0, Math.ceil((85 * d) / 100) - n);
const numbers = async (text: Locator) => {
  const [n, d] = (await text.innerText()).split("/").map((part) => Number(part.replaceAll(".", "")));
  return { n: n ?? Number.NaN, d: d ?? Number.NaN };
};

test("the dashboard shows the three targets with their figures, as the export has them", async ({ page }) => {
  await signIn(page, "office");
  await expect(page).toHaveURL("/office");
  await look(page);
  const progress = await exported(page);
  expect(progress.target_percent).toBe(85);
  const cards = page.locator(".target");
  await expect(cards).toHaveCount(3);
  const targets = [
    { name: vi.progress.target_a, rule: vi.progress.rule_a, figure: progress.schools_teach },
    { name: vi.progress.target_c, rule: vi.progress.rule_c, figure: progress.schools_with_team },
    { name: vi.progress.target_d, rule: vi.progress.rule_d, figure: progress.staff_trained },
  ];
  for (const { name, rule, figure } of targets) {
    const card = cards.filter({ has: page.getByRole("heading", { name }) });
    await expect(card.locator(".target-rate")).toHaveText(percent(figure));
    await expect(card.locator(".target-count")).toHaveText(count(figure));
    await expect(card.locator(".tag")).toHaveText(met(figure) ? vi.progress.met : vi.progress.not_met);
    await expect(card.locator(".target-needed")).toHaveText(
      met(figure) ? "" : filled(vi.progress.still_needed, { needed: whole(needed(figure)) }),
    );
    expect(figure).toMatchObject({ met: met(figure), still_needed: needed(figure) });
    await card.getByText(vi.progress.rule, { exact: true }).click();
    await expect(card.getByText(rule)).toBeVisible();
  }
  await expect(page.locator(".pupils-line")).toContainText(`${percent(progress.pupils_completed)} ${count(progress.pupils_completed)}`);
  await look(page);
});

test("the district's figures are the sums of its schools'", async ({ page }) => {
  await signIn(page, "office");
  const progress = await exported(page);
  const { schools } = progress;
  expect(schools).toHaveLength(42);
  const rows = page.locator("tr[data-school]");
  await expect(rows).toHaveCount(schools.length);
  const table = new Map<string, string[]>(
    await rows.evaluateAll((all) =>
      all.map((row): [string, string[]] => [
        row.getAttribute("data-school") ?? "",
        [...row.querySelectorAll("th, td")].map((cell) => cell.querySelector(".rate-count")?.textContent ?? cell.textContent ?? ""),
      ]),
    ),
  );
  const sum = { pupils: { n: 0, d: 0 }, staff: { n: 0, d: 0 }, teach: 0, team: 0 };
  const add = (to: { n: number; d: number }, text: string) => {
    const [n, d] = text.split("/").map(Number);
    to.n += n ?? 0;
    to.d += d ?? 0;
  };
  for (const school of schools) {
    const [name, , staff, pupils, teaches, team] = table.get(school.code) ?? [];
    expect(name).toBe(school.name);
    expect(staff).toBe(count(school.staff_trained));
    expect(pupils).toBe(school.pupils_completed.d === 0 ? vi.progress.no_one_in_scope : count(school.pupils_completed));
    expect(teaches).toBe(school.teaches ? vi.common.yes : vi.common.no);
    expect(team).toBe(school.has_team ? vi.common.yes : vi.common.no);
    if (school.pupils_completed.d > 0) {
      expect(school.teaches).toBe(met(school.pupils_completed));
      add(sum.pupils, pupils ?? "");
    }
    add(sum.staff, staff ?? "");
    sum.teach += teaches === vi.common.yes ? 1 : 0;
    sum.team += team === vi.common.yes ? 1 : 0;
  }
  expect(progress.pupils_completed).toMatchObject(sum.pupils);
  // Each person counts once; nobody in the demo works at two schools.
  expect(progress.staff_trained).toMatchObject(sum.staff);
  expect(progress.schools_teach).toMatchObject({ n: sum.teach, d: 42 });
  expect(progress.schools_with_team).toMatchObject({ n: sum.team, d: 42 });
});

for (const code of [SCHOOL.code, "TH022", "THCS030"]) {
  test(`the figures of ${code} are a count of the people on its pages`, async ({ page }) => {
    await signIn(page, "office");
    const row = page.locator(`tr[data-school="${code}"]`);
    const staff = await numbers(row.locator("td").nth(1).locator(".rate-count"));
    const pupils = await numbers(row.locator("td").nth(2).locator(".rate-count"));
    await row.getByRole("link").click();
    await expect(page).toHaveURL(`/school/${code}`);
    await look(page);
    await expect(page.locator(".named-rates .rate-count")).toHaveText([count(staff), count(pupils)]);

    const people = page.locator("#staff tbody tr:not(.out-of-scope)");
    const tag = (text: string) => page.locator("td").filter({ has: page.getByText(text, { exact: true }) });
    expect({ n: await people.filter({ has: tag(vi.progress.done) }).count(), d: await people.count() }).toEqual(staff);

    const classes = await page.locator(".class-cards a").evaluateAll((links) =>
      links.map((link) => ({ href: link.getAttribute("href") ?? "", says: link.querySelector(".rate-count")?.textContent ?? "" })),
    );
    const counted = { n: 0, d: 0 };
    for (const { href, says } of classes) {
      await page.goto(href);
      const all = page.locator("tbody tr");
      const here = { n: await all.filter({ has: tag(vi.progress.done) }).count(), d: await all.count() };
      expect(count(here), href).toBe(says);
      counted.n += here.n;
      counted.d += here.d;
    }
    expect(counted).toEqual(pupils);
    await look(page);
  });
}

for (const [by, name, column] of [
  ["staff", vi.progress.staff_trained, 1],
  ["pupils", vi.progress.pupils_completed, 2],
] as const) {
  test(`the chart by ${by} has every school, sorted, with the line at 85`, async ({ page }) => {
    await signIn(page, "office");
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(`/office?by=${by}`);
    const chart = page.locator("svg.chart-columns");
    await expect(chart).toHaveAttribute("aria-label", new RegExp(`^${name}: \\d+ `));
    const columns = await chart.locator("a").evaluateAll((links) =>
      links.map((link) => {
        const bar = link.querySelector(".chart-bar");
        const number = (attribute: string) => Number(bar?.getAttribute(attribute));
        return {
          label: link.getAttribute("aria-label") ?? "",
          tooltip: link.querySelector("title")?.textContent ?? "",
          code: link.getAttribute("href")?.split("/").at(-1) ?? "",
          x: number("x"),
          top: number("y"),
          height: number("height"),
        };
      }),
    );
    expect(columns).toHaveLength(42);
    expect(new Set(columns.map(({ code }) => code)).size).toBe(42);

    const line = async (selector: string, place = 0) => Number(await chart.locator(selector).nth(place).getAttribute("y1"));
    const [zero, hundred, target] = [await line(".chart-grid", 0), await line(".chart-grid", 2), await line(".chart-target")];
    expect((zero - target) / (zero - hundred)).toBeCloseTo(0.85, 2);
    await expect(chart.locator(".chart-target-label")).toHaveText("85");

    let last = Number.POSITIVE_INFINITY;
    let reached = 0;
    for (const { label, tooltip, code, top, height } of columns) {
      const row = page.locator(`tr[data-school="${code}"]`);
      const school = await row.getByRole("link").innerText();
      const cell = row.locator("td").nth(column);
      if ((await cell.locator(".rate-count").count()) === 0) {
        expect(label).toBe(`${school}: ${vi.progress.no_one_in_scope}`);
        last = -1;
      } else {
        const rate = await numbers(cell.locator(".rate-count"));
        expect(label).toBe(`${school}: ${percent(rate)} (${count(rate)})`);
        expect(rate.n / rate.d, `${label} after a lower one`).toBeLessThanOrEqual(last);
        last = rate.n / rate.d;
        reached += met(rate) ? 1 : 0;
        const drawn = Math.max(Math.floor((rate.n * 1000) / rate.d) / 10, 0.6);
        expect(height, label).toBeCloseTo((drawn * (zero - hundred)) / 100, 1);
        expect(top + height, label).toBeCloseTo(zero, 1);
      }
      expect(tooltip).toBe(label);
    }
    const summary = filled(vi.progress.chart_summary, { what: name, met: reached, schools: 42, target: 85 });
    await expect(page.locator("figcaption")).toHaveText(summary);
    expect(columns.map(({ x }) => x)).toEqual(columns.map(({ x }) => x).sort((a, b) => a - b));
    await look(page);
  });
}

test("a column of the chart leads to its school", async ({ page }) => {
  await signIn(page, "office");
  await page.getByRole("link", { name: new RegExp(`^${SCHOOL.name}: `) }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/school/${SCHOOL.code}`);
  await expect(title(page)).toHaveText(SCHOOL.name);
});

test("schools are found without diacritics, with them, and by code", async ({ page }) => {
  await signIn(page, "office");
  const rows = page.locator("tr[data-school]");
  const search = async (text: string) => {
    await page.getByLabel(vi.progress.search_school).fill(text);
    await page.getByRole("button", { name: vi.common.search }).click();
    await expect(page).toHaveURL((url) => url.searchParams.get("q") === text);
    await expect(page.getByLabel(vi.progress.search_school)).toHaveValue(text);
    return (await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-school")))).sort();
  };
  expect(await search("tieu hoc my xuan")).toEqual(["TH014", "TH028"]);
  expect(await search("TIỂU HỌC MỸ XUÂN 2")).toEqual(["TH028"]);
  expect(await search("dong hung")).toEqual(["MN011", "TH025", "THTHCS039"]);
  expect(await search("th014")).toEqual(["TH014"]);
  await look(page);
  expect(await search("không có trường này")).toEqual([]);
  await expect(page.getByText(vi.progress.no_school_found)).toBeVisible();
  await expect(page.locator("svg.chart-columns a")).toHaveCount(42);
  await look(page);
});

test("people of a school are found without diacritics and filtered by who is done", async ({ page }) => {
  await signIn(page, "principal");
  const people = page.locator("#staff tbody tr");
  const all = await people.count();
  const name = await people.first().getByRole("rowheader").innerText();
  const folded = name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();
  await page.getByLabel(vi.progress.search_person).fill(folded);
  await page.getByRole("button", { name: vi.common.search }).click();
  await expect(people.first().getByRole("rowheader")).toHaveText(name);
  expect(await people.count()).toBeLessThan(all);

  const filter = async (label: string) => {
    await page.getByLabel(vi.progress.search_person).fill("");
    await page.getByLabel(vi.progress.filter).selectOption({ label });
    await page.getByRole("button", { name: vi.common.search }).click();
    await expect(page.getByLabel(vi.progress.filter).locator("option:checked")).toHaveText(label);
    await expect(page.getByLabel(vi.progress.search_person)).toHaveValue("");
    return people.locator(".tag").allInnerTexts();
  };
  const done = await filter(vi.progress.filter_done);
  const notDone = await filter(vi.progress.filter_not_done);
  expect(new Set(done)).toEqual(new Set([vi.progress.done]));
  expect(new Set(notDone)).toEqual(new Set([vi.progress.not_done]));
  expect(done.length + notDone.length).toBe(all);
  await look(page);
});

test("names of a class stand in Vietnamese order of given names", async ({ page }) => {
  await signIn(page, "teacher");
  await page.goto("/school");
  await page.locator(".class-cards a").click();
  const names = await page.locator("tbody th").allInnerTexts();
  expect(names.length).toBeGreaterThan(5);
  const given = names.map((name) => name.split(" ").at(-1) ?? "");
  const vietnamese = new Intl.Collator("vi");
  expect(given).toEqual([...given].sort(vietnamese.compare));
  await look(page);
});
