import { defineConfig } from "@playwright/test";
import path from "node:path";

/**
 * Every spec runs at both widths. A spec named `*.nojs.spec.ts` runs with JavaScript switched off (see `support.ts`),
 * and only one named `*.hydrate.spec.ts` may need it. Each test has a server and data of its own.
 *
 * `TIENDO_E2E_DATA`: a seeded data folder to copy, instead of seeding one. `TIENDO_E2E_BINARY`: another program to test.
 * `CHROMIUM`: another browser. `SCREENSHOTS=1`: write the pictures of the documentation, too.
 */
const target = path.resolve(__dirname, "../target");

export default defineConfig({
  testDir: __dirname,
  testMatch: "**/*.spec.ts",
  globalSetup: "./seed.ts",
  outputDir: path.join(target, "end2end"),
  workers: 2,
  fullyParallel: true,
  // A machine that is busy with something else may miss a deadline once; what fails twice is wrong. Both are listed.
  retries: 1,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["line"], ["html", { open: "never", outputFolder: path.join(target, "end2end-report") }]],
  use: {
    browserName: "chromium",
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "phone", use: { viewport: { width: 360, height: 740 }, hasTouch: false } },
    { name: "desktop", use: { viewport: { width: 1280, height: 900 }, hasTouch: false } },
  ],
});
