/** How the end-to-end tests run: every file in Chromium, those with a browser difference in Firefox too. */

import { defineConfig } from "@playwright/test";
import type { BrowserName } from "./scripts/dev/drivers/driver.ts";

export default defineConfig<object, { engine: BrowserName }>({
  testDir: "test/e2e",
  testMatch: "*.spec.ts",
  globalSetup: "./test/support/e2e/global-setup.ts",
  outputDir: ".output/e2e",
  workers: "100%",
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [
    ["list"],
    ["html", { open: "never", outputFolder: ".output/e2e-report" }],
    ["json", { outputFile: ".output/test/e2e.json" }],
  ],
  // Screenshots and DOM snapshots of every act cost a third of the time. When a test fails, its tabs are attached as
  // text and picture; `--trace on` records everything.
  use: { trace: { mode: "retain-on-failure", screenshots: false, snapshots: false, sources: false } },
  projects: [
    { name: "chromium", use: { engine: "chromium" }, grepInvert: /@firefox-only/ },
    { name: "firefox", use: { engine: "firefox" }, grep: /@firefox/ },
  ],
});
