import fs from "node:fs";
import { SCHOOL, expect, filled, look, signIn, signOut, test, title, today, vi } from "./support";

const rows = "table.audit-table tbody tr";

test("the office reads who did what, filters it and finds it empty", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/audit");
  await expect(title(page)).toHaveText(vi.audit.title);
  await expect(page.locator(rows)).toHaveCount(50);
  await look(page);

  await page.getByRole("combobox", { name: vi.audit.action, exact: true }).selectOption({ label: vi.audit.action_roster_imported });
  await page.getByRole("button", { name: vi.audit.filter, exact: true }).click();
  await expect(page).toHaveURL(/action=roster_imported/);
  await expect(page.locator(rows)).toHaveCount(1);
  await expect(page.locator(rows)).toContainText(vi.audit.console);
  await expect(page.locator(rows)).toContainText(vi.audit.key_new);

  await page.getByLabel(vi.audit.from).fill("2000-01-01");
  await page.getByLabel(vi.audit.to).fill("2000-01-02");
  await page.getByRole("button", { name: vi.audit.filter, exact: true }).click();
  await expect(page.getByText(vi.audit.none_match)).toBeVisible();
  await look(page);
  await page.getByRole("link", { name: vi.audit.clear }).click();
  await expect(page).toHaveURL("/audit");
});

test("pages of the log follow one another", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/audit");
  const first = await page.locator(rows).first().innerText();
  await page.getByRole("link", { name: vi.common.page_after }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.locator(rows).first()).toBeVisible();
  await page.getByRole("link", { name: vi.common.page_before }).click();
  expect(await page.locator(rows).first().innerText()).toBe(first);
});

test("a principal reads the own school's log and no other", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/audit`);
  await expect(title(page)).toHaveText(vi.audit.title);
  await expect(page.locator(rows).first()).toContainText(SCHOOL.name);
  await look(page);
  for (const address of ["/audit", "/school/TH015/audit", "/school/TH015/audit/export.csv", "/audit/export.csv"]) {
    expect((await page.request.get(address)).status(), address).toBe(403);
  }
  await signOut(page);
  await signIn(page, "teacher");
  expect((await page.request.get(`/school/${SCHOOL.code}/audit`)).status()).toBe(403);
});

test("the log is taken out as a file that Excel reads, and that is in the log", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/audit?action=account_created`);
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: vi.audit.export }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  const text = fs.readFileSync(await download.path(), "utf8");
  expect(text.startsWith(`\ufeff"${vi.audit.when}"`)).toBe(true);
  const lines = text.trimEnd().split("\r\n");
  expect(lines).toHaveLength((await page.locator(rows).count()) + 1);
  expect(lines.slice(1).every((line) => line.includes(`"${vi.audit.action_account_created}"`))).toBe(true);

  await page.goto(`/school/${SCHOOL.code}/audit`);
  const newest = page.locator(rows).first();
  await expect(newest).toContainText(vi.audit.action_audit_exported);
  await expect(newest).toContainText(today());
  await expect(newest).toContainText("127.0.0.1");
});

test("lines about one person are found by the person's name", async ({ page }) => {
  await signIn(page, "principal");
  await page.goto(`/school/${SCHOOL.code}/audit?action=role_granted`);
  const person = page.locator(rows).first().locator("td a").first();
  const name = await person.innerText();
  await person.click();
  await expect(page).toHaveURL(/person=\d+$/);
  await expect(page.getByText(filled(vi.audit.about_person, { name }))).toBeVisible();
  for (const text of await page.locator(rows).allInnerTexts()) {
    expect(text).toContain(name);
  }
});
