import { expect, look, signIn, test, title, vi } from "./support";

test("what is held on oneself is read and taken home without script", async ({ page }) => {
  await signIn(page, "pupil");
  await page.goto("/me/data");
  await expect(title(page)).toHaveText(vi.privacy.title_pupil);
  await look(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: vi.privacy.download }).click();
  expect((await coming).suggestedFilename()).toMatch(/\.json$/);
});

test("the office sets the periods without script", async ({ page }) => {
  await signIn(page, "office");
  await page.goto("/settings");
  await page.getByLabel(vi.settings.staff_after).fill("36");
  await page.getByRole("button", { name: vi.settings.keep }).click();
  await expect(page.getByText(vi.problems.done)).toBeVisible();
  await expect(page.getByLabel(vi.settings.staff_after)).toHaveValue("36");
  await look(page);
});
