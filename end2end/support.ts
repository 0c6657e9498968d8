/** What all specs share: a server for each test, the accounts, and the checks made on every page. */
import AxeBuilder from "@axe-core/playwright";
import { type Locator, type Page, test as base, expect } from "@playwright/test";
import { House } from "./support/house";
import { vi } from "./support/words";

export { expect };
export * from "./support/words";

interface Given {
  /** What the test's server holds. */
  content: "demo" | "empty";
  /** The test's own server. */
  house: House;
}

const withoutScript = (file: string): boolean => file.endsWith(".nojs.spec.ts");

export const test = base.extend<Given>({
  content: ["demo", { option: true }],
  house: async ({ content }, use, info) => {
    const house = await House.open(info.testId, content);
    await use(house);
    await house.close();
    expect(house.complaints(), "the server logs no error of its own").toEqual([]);
  },
  baseURL: async ({ house }, use) => {
    await use(house.address);
  },
  // eslint-disable-next-line no-empty-pattern
  javaScriptEnabled: async ({}, use, info) => {
    await use(!withoutScript(info.file));
  },
  page: async ({ page }, use) => {
    const broken: string[] = [];
    page.on("pageerror", (error) => broken.push(error.message));
    await use(page);
    expect(broken, "no script on the page breaks").toEqual([]);
  },
});

const account = (username: string) => ({ username, password: `demo-${username}-2026` });

/** The demo's accounts. All but the office's belong to one school and class. */
export const accounts = {
  office: account("phong"),
  principal: account("hieutruong"),
  teacher: account("giaovien"),
  pupil: account("hocsinh"),
};

export type Who = keyof typeof accounts;

/** The school of the demo's principal, teacher and pupil. */
export const SCHOOL = { code: "TH014", name: "Trường Tiểu học Mỹ Xuân", className: "3/1" };

/** The one course that the demo's teacher is required to take, and the two of the pupil. */
export const TEACHERS_COURSE = "cybersecurity-law-for-schools";
export const PUPILS_COURSES = ["my-secrets-stay-mine", "kind-words-online"] as const;

export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel(vi.access.username, { exact: true }).fill(username);
  await page.getByLabel(vi.access.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: vi.access.sign_in }).click();
}

/** Signs in at the door, in Vietnamese. */
export async function signIn(page: Page, who: Who): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, accounts[who].username, accounts[who].password);
  await expect(page.getByRole("button", { name: vi.common.sign_out })).toBeVisible();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: vi.common.sign_out }).click();
  await expect(page.getByRole("button", { name: vi.access.sign_in })).toBeVisible();
}

/** The page's first heading. */
export const title = (page: Page): Locator => page.getByRole("heading", { level: 1 });

/** axe itself is a script: where scripts are off it looks at the same page in a window that runs none of the page's own. */
async function twin(page: Page): Promise<{ page: Page; done: () => Promise<void> }> {
  const context = await page.context().browser()?.newContext({
    javaScriptEnabled: true,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
  });
  if (!context) {
    throw new Error("no browser");
  }
  const other = await context.newPage();
  await other.route("**/*.{js,wasm}", (route) => route.abort());
  await other.goto(page.url());
  return { page: other, done: () => context.close() };
}

/** Fails on what shuts readers out: serious and critical violations. */
export async function expectAccessible(page: Page): Promise<void> {
  const off = withoutScript(test.info().file);
  const { page: seen, done } = off ? await twin(page) : { page, done: async () => {} };
  const { violations } = await new AxeBuilder({ page: seen }).analyze();
  await done();
  const found = violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  expect(found, `serious or critical at ${page.url()}`).toEqual([]);
}

/** Fails when the page is wider than its window, and names what sticks out. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      element !== document.documentElement &&
      (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const out = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement))
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
    return { excess: document.documentElement.scrollWidth - width, out };
  });
  expect(found, `sticks out at ${page.url()}`).toEqual({ excess: 0, out: [] });
}

/** The checks made on every page that a test visits. */
export async function look(page: Page): Promise<void> {
  await expect(title(page)).toHaveCount(1);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
}
