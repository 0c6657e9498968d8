/** Signing in through the organisation's own provider, a real one that each test starts. */
import { expect, filled, look, signIn, test, vi } from "./support";
import { CLIENT, type IdentityProvider, openProvider } from "./support/provider";
import type { Browser, Page } from "@playwright/test";

const LABEL = "Tài khoản của Phòng";

let provider: IdentityProvider;

test.beforeEach(async ({ house, page }) => {
  provider = await openProvider(`${house.address}/sign-in/oidc/back`);
  await signIn(page, "office");
  await page.goto("/settings/oidc");
  await look(page);
  await page.getByLabel(vi.oidc.enabled).check();
  await page.getByLabel(vi.oidc.label).fill(LABEL);
  await page.getByLabel(vi.oidc.issuer).fill(provider.issuer);
  await page.getByLabel(vi.oidc.client_id).fill(CLIENT.client_id);
  await page.getByLabel(vi.oidc.client_secret).fill(CLIENT.client_secret);
  await page.getByRole("button", { name: vi.oidc.keep }).click();
  await expect(page.getByRole("alert")).toHaveText(vi.problems.done);
  await expect(page.getByLabel(vi.oidc.client_secret)).toHaveValue("");
});

test.afterEach(async () => {
  await provider.close();
});

/** Somebody at a browser of their own, who is who the provider says. */
async function comesAs(browser: Browser, address: string, email: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: address })).newPage();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: filled(vi.oidc.sign_in_with, { label: LABEL }) }).click();
  await page.locator("input[name=login]").fill(email);
  await page.locator("input[name=password]").fill("whatever the provider asks");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]").click();
  return page;
}

test("a teacher whom the roster knows by address comes in, and comes in again", async ({ browser, house }) => {
  for (const _ of [1, 2]) {
    const page = await comesAs(browser, house.address, "giaovien@demo.example");
    await expect(page).toHaveURL("/learn");
    await page.context().close();
  }
});

test("nobody comes in whom the roster does not know, nor with an address that is not checked", async ({ browser, house }) => {
  for (const [email, word] of [
    ["stranger@demo.example", vi.problems.oidc_unknown],
    ["unchecked@demo.example", vi.problems.oidc_no_address],
  ] as const) {
    const page = await comesAs(browser, house.address, email);
    await expect(page.getByRole("alert")).toHaveText(word);
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("tiendo_session");
    await page.context().close();
  }
});

test("a way back that was not begun here leads nowhere", async ({ browser, house }) => {
  const page = await (await browser.newContext({ baseURL: house.address })).newPage();
  await page.goto("/sign-in/oidc/back?code=stolen&state=made-up");
  await expect(page.getByRole("alert")).toHaveText(vi.problems.oidc_failed);
  await page.context().close();
});
