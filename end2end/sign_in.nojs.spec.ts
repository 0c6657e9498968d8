import { SCHOOL, expect, test } from "./support";
import { forgetAndComeBackByCode, forgetAndComeBackByLetter, setUpSecondStep, signInByStep } from "./support/signin";

test("a forgotten password is set anew by a letter", async ({ page, house }) => {
  await forgetAndComeBackByLetter(page, house);
});

test("a forgotten password is set anew by a printed code", async ({ page }) => {
  await forgetAndComeBackByCode(page);
});

test("a second step is set up and asked for", async ({ page }) => {
  const { codes } = await setUpSecondStep(page);
  await signInByStep(page, codes[0] ?? "");
  await expect(page).toHaveURL(`/school/${SCHOOL.code}`);
});
