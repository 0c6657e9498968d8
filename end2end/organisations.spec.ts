import { type Page } from "@playwright/test";
import { SCHOOL, expect, filled, look, signIn, test, title, vi } from "./support";

const form = (page: Page, heading: string) =>
  page.locator(".panel").filter({ has: page.getByRole("heading", { name: heading, exact: true }) });

/** A day of the running school year that the demo's schools were open on. */
function today(): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
}

async function addCommune(page: Page, code: string, name: string): Promise<void> {
  await page.goto("/organisations/OFFICE");
  const add = form(page, vi.organisations.add);
  await add.getByLabel(vi.organisations.kind).selectOption({ label: vi.organisations.kind_office });
  await add.getByLabel(vi.organisations.code).fill(code);
  await add.getByLabel(vi.organisations.name, { exact: true }).fill(name);
  await add.getByLabel(vi.organisations.opened_on).fill(today());
  await add.getByRole("button", { name: vi.organisations.add_do }).click();
}

test("the office adds a commune, moves a school below it and renames it", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/organisations");
  await expect(title(page)).toHaveText(vi.organisations.title);
  await expect(page.locator(".node-tree .node-tree .node")).toHaveCount(42);
  await look(page);

  await addCommune(page, "XA-BH", "Xã Bình Hòa");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await addCommune(page, "xa-bh", "Xã khác");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.organisation_code_taken);
  await expect(form(page, vi.organisations.add).getByLabel(vi.organisations.code)).toHaveValue("xa-bh");

  await page.goto(`/organisations/${SCHOOL.code}`);
  await expect(title(page)).toHaveText(SCHOOL.name);
  await look(page);
  const move = form(page, vi.organisations.move_title);
  await move.getByLabel(vi.organisations.move_to).selectOption({ label: "Xã Bình Hòa" });
  await move.getByLabel(vi.organisations.from_day).fill(today());
  await move.getByRole("button", { name: vi.organisations.move_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.locator(".crumbs")).toContainText("Xã Bình Hòa");

  await page.goto("/organisations/XA-BH");
  await expect(page.locator(".node-tree a")).toHaveText([SCHOOL.name]);
  const change = form(page, vi.organisations.change);
  await change.getByLabel(vi.organisations.name, { exact: true }).fill("Xã Bình Hòa Mới");
  await change.getByRole("button", { name: vi.organisations.change_do }).click();
  await expect(title(page)).toHaveText("Xã Bình Hòa Mới");
  await look(page);

  await form(page, vi.organisations.close).getByLabel(vi.organisations.close_day).fill("2099-01-01");
  await page.getByRole("button", { name: vi.organisations.close_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.organisation_children_open);

  await page.goto("/organisations");
  await page.getByLabel(vi.organisations.search).fill("my xuan");
  await page.getByRole("button", { name: vi.common.search }).click();
  await expect(page.locator(".node-tree").getByRole("link", { name: SCHOOL.name, exact: true })).toBeVisible();
  await look(page);
});

test("the office merges two schools after a look at what moves", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/organisations/TH015");
  const stays = await title(page).innerText();
  await page.goto(`/organisations/${SCHOOL.code}`);
  const merge = form(page, vi.organisations.merge);
  await merge.getByLabel(vi.organisations.merge_into).selectOption("TH015");
  await merge.getByLabel(vi.organisations.from_day).fill(today());
  await merge.getByRole("button", { name: vi.organisations.merge_look }).click();
  const [year = "", month = "", day = ""] = today().split("-");
  const preview = filled(vi.organisations.merge_preview, { from: SCHOOL.name, into: stays, day: `${day}/${month}/${year}` });
  await expect(page.getByRole("heading", { name: preview })).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: vi.organisations.merge_do }).click();
  await expect(title(page)).toHaveText(stays);
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await page.goto("/office");
  await expect(page.locator(`tr[data-school="${SCHOOL.code}"]`)).toHaveCount(0);
  await expect(page.locator('tr[data-school="TH015"]')).toHaveCount(1);
});

test("a school closes only when all that is open there may end", async ({ page }) => {
  await signIn(page, "office");
  await page.goto(`/organisations/${SCHOOL.code}`);
  const close = form(page, vi.organisations.close);
  await close.getByLabel(vi.organisations.close_day).fill("2099-01-01");
  await close.getByRole("button", { name: vi.organisations.close_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.organisation_members_open);
  await close.getByLabel(vi.organisations.close_day).fill("2099-01-01");
  await close.getByRole("checkbox", { name: vi.organisations.end_members }).check();
  await close.getByRole("button", { name: vi.organisations.close_do }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.getByText(filled(vi.organisations.closes, { day: "01/01/2099" }), { exact: true })).toBeVisible();
});

test("a principal edits no tree", async ({ page }) => {
  await signIn(page, "principal");
  for (const address of ["/organisations", `/organisations/${SCHOOL.code}`]) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(403);
  }
});
