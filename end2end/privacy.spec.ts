/** What is held on oneself, the office's periods, and that no page asks another site for anything. */
import { type Page } from "@playwright/test";
import fs from "node:fs";
import { PUPILS_COURSES, SCHOOL, TEACHERS_COURSE, type Who, expect, filled, look, signIn, test, title, vi } from "./support";
import { finishLessons } from "./support/learning";

/** Everything that the browser asks for from here on, but what it makes itself (`data:`, `blob:`). */
function requests(page: Page): { hosts: Set<string>; count: () => number } {
  const hosts = new Set<string>();
  let count = 0;
  page.context().on("request", (request) => {
    const url = new URL(request.url());
    if (["data:", "blob:", "about:"].includes(url.protocol)) {
      return;
    }
    count += 1;
    hosts.add(url.host);
  });
  return { hosts, count: () => count };
}

const MAIN_PAGES: Record<Who, string[]> = {
  office: ["/office", `/school/${SCHOOL.code}`, "/settings", "/me/data", "/learn"],
  principal: [`/school/${SCHOOL.code}`, "/learn", "/me/data"],
  teacher: ["/learn", `/learn/${TEACHERS_COURSE}`, `/school/${SCHOOL.code}`, "/me/data"],
  pupil: ["/learn", `/learn/${PUPILS_COURSES[0]}`, "/me/data"],
};

for (const [who, pages] of Object.entries(MAIN_PAGES) as [Who, string[]][]) {
  test(`no page of the ${who} asks another site for anything`, async ({ page, baseURL }) => {
    const asked = requests(page);
    await signIn(page, who);
    for (const address of pages) {
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBeLessThan(500);
      await page.waitForLoadState("networkidle");
    }
    if (who === "pupil") {
      await page.locator("a", { hasText: vi.common.way_learn }).first().click();
      await finishLessons(page, PUPILS_COURSES[0]);
      await page.waitForLoadState("networkidle");
    }
    expect(asked.count()).toBeGreaterThan(pages.length);
    expect([...asked.hosts]).toEqual([new URL(baseURL ?? "").host]);
  });
}

test("the door asks no other site for anything", async ({ page, baseURL }) => {
  const asked = requests(page);
  for (const address of ["/", "/sign-in", "/setup", "/khong/co/trang/nay"]) {
    await page.goto(address);
    await page.waitForLoadState("networkidle");
  }
  expect([...asked.hosts]).toEqual([new URL(baseURL ?? "").host]);
});

test("a pupil reads in plain words what is kept, and takes the same home as a file", async ({ page }) => {
  await signIn(page, "pupil");
  const name = await page.locator(".signed-in-name").innerText();
  await page.goto("/me/data");
  await expect(title(page)).toHaveText(vi.privacy.title_pupil);
  await expect(page.getByText(vi.privacy.lead_pupil)).toBeVisible();
  await expect(page.locator("main")).toContainText(name);
  await expect(page.getByRole("heading", { name: vi.privacy.memberships })).toBeVisible();
  await expect(page.getByRole("region", { name: vi.privacy.memberships })).toContainText(SCHOOL.name);
  await expect(page.getByRole("region", { name: vi.privacy.classes })).toContainText(SCHOOL.className);
  await expect(page.getByText(vi.privacy.no_roles)).toBeVisible();
  await look(page);

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: vi.privacy.download }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^tiendo-data-me-\d{4}-\d\d-\d\d\.json$/);
  const held = JSON.parse(fs.readFileSync(await download.path(), "utf8"));
  expect(held.particulars.full_name).toBe(name);
  expect(held.memberships[0].school).toBe(SCHOOL.name);
  expect(JSON.stringify(held)).not.toContain("argon2");

  await page.reload();
  await expect(page.getByRole("region", { name: vi.privacy.log })).toContainText(vi.privacy.did_exported);
});

test("staff see their duties, roles and sessions", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto("/me/data");
  await expect(title(page)).toHaveText(vi.privacy.title);
  await expect(page.getByRole("region", { name: vi.privacy.roles })).toContainText(vi.roles.principal);
  await expect(page.getByRole("region", { name: vi.privacy.sessions })).toContainText(vi.privacy.session_own);
  await look(page);
});

test("the office sets the periods; what cannot be set comes back", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/settings");
  await expect(title(page)).toHaveText(vi.settings.title);
  await expect(page.getByRole("link", { name: vi.settings.sign_in_open })).toHaveAttribute("href", "/settings/sign-in");
  const pupils = page.getByLabel(vi.settings.pupils_after);
  await expect(pupils).toHaveValue("12");
  await expect(page.getByLabel(vi.settings.staff_after)).toHaveValue("60");
  await expect(page.getByLabel(vi.settings.uploads_after)).toHaveValue("30");
  await look(page);

  await pupils.fill("6");
  await page.getByRole("button", { name: vi.settings.keep }).click();
  await expect(page.getByText(vi.problems.done)).toBeVisible();
  await expect(pupils).toHaveValue("6");

  // Past the browser's own check, as a script would send it.
  const refused = await page.request.post("/api/fn/keep_privacy_periods", {
    form: { pupils_after_months: "0", staff_after_months: "60", uploads_after_days: "30" },
    headers: { accept: "text/html" },
    maxRedirects: 0,
  });
  expect(refused.headers()["location"]).toBe("/settings?problem=bad_period");
  await page.goto("/settings?problem=bad_period");
  await expect(page.getByRole("alert")).toHaveText(vi.settings.bad_period);
  await page.goto("/settings");
  await expect(pupils).toHaveValue("6");
  await page.goto("/me/data");
  await expect(page.getByText(filled(vi.privacy.why_particulars, { months: 60 }))).toBeVisible();
});

test("who is no office sees no settings", async ({ page }) => {
  await signIn(page, "principal");
  const answer = await page.goto("/settings");
  expect(answer?.status()).toBe(403);
  await expect(title(page)).toHaveText(vi.problems.forbidden_title);
});
