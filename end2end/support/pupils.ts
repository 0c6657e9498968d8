/** What pupils of the demo do to sign in, and how their teacher helps. */
import { type Locator, type Page, expect } from "@playwright/test";
import { filled, vi } from "./words";

/** The demo's class 3/1 signs in by PIN, 1/1 by pictures. */
export const BY_PIN = { code: "DEMO31", className: "3/1", pin: "2580" };
export const BY_PICTURES = {
  code: "DEMO11",
  className: "1/1",
  pictures: [vi.pupils.sun, vi.pupils.cat, vi.pupils.flower],
};
/** Two pupils of 3/1: as the list calls them, and their whole names. */
export const BINH = { listed: "Bình", name: "Trần Thanh Bình" };
export const CHI = { listed: "Chi", name: "Nguyễn Bảo Chi" };

/** From the door to the names of a class. */
export async function openClass(page: Page, code: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: vi.pupils.i_am_a_pupil }).click();
  await expect(page).toHaveURL("/class");
  await page.getByLabel(vi.pupils.class_code).fill(code);
  await page.getByRole("button", { name: vi.pupils.go_on }).click();
}

/** Presses a name in the list. */
export async function pressName(page: Page, listed: string): Promise<void> {
  await page.locator(".name-buttons").getByRole("link", { name: listed, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(filled(vi.pupils.hello, { name: listed }));
}

export async function givePin(page: Page, pin: string): Promise<void> {
  await page.getByLabel(vi.pupils.your_pin).fill(pin);
  await page.getByRole("button", { name: vi.pupils.come_in }).click();
}

export async function givePictures(page: Page, pictures: string[]): Promise<void> {
  const rows = [vi.pupils.first_picture, vi.pupils.second_picture, vi.pupils.third_picture];
  for (const [place, row] of rows.entries()) {
    await page.getByRole("group", { name: row }).getByRole("radio", { name: pictures[place] ?? "" }).check();
  }
  await page.getByRole("button", { name: vi.pupils.come_in }).click();
}

/** The button by which whoever is signed in says that it is somebody else. */
export const notMe = (page: Page): Locator => page.getByRole("button", { name: vi.pupils.not_me, exact: true });

/** Expects that a pupil is in, with the whole name in sight. */
export async function expectIn(page: Page, name: string): Promise<void> {
  await expect(page).toHaveURL("/learn");
  await expect(page.locator(".signed-in-name")).toHaveText(name);
  await expect(notMe(page)).toBeVisible();
}

/** Signs a pupil of 3/1 in. */
export async function pupilSignsIn(page: Page, pupil: { listed: string; name: string }): Promise<void> {
  await page.goto(`/class/${BY_PIN.code}`);
  await pressName(page, pupil.listed);
  await givePin(page, BY_PIN.pin);
  await expectIn(page, pupil.name);
}

/** The teacher's page for the sign-in of class 3/1. */
export async function openClassSignIn(page: Page): Promise<string> {
  await page.goto("/school/TH014");
  const own = page.locator(".class-cards a").filter({ hasText: filled(vi.progress.class_named, { name: BY_PIN.className }) });
  const way = (await own.first().getAttribute("href")) ?? "";
  expect(way).toMatch(/^\/school\/TH014\/classes\/\d+$/);
  await page.goto(`${way}/sign-in`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(vi.pupils.sign_in_of_class);
  return way;
}
