/** Starts a browser with the extension. Run as a program, tries one browser: exits with 0 if it shows an extension's page. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "../drivers/chromium.ts";
import type { BrowserName, Driver, LaunchOptions } from "../drivers/driver.ts";
import { launchFirefox } from "../drivers/firefox.ts";

export function launch(name: BrowserName, options: LaunchOptions): Promise<Driver> {
  return name === "chromium" ? launchChromium(options) : launchFirefox(options);
}

async function tryLaunch(name: BrowserName, executable: string): Promise<void> {
  const extension = mkdtempSync(join(tmpdir(), "lapor-trial-"));
  const manifest = {
    manifest_version: 3,
    name: "trial",
    version: "1",
    browser_specific_settings: { gecko: { id: "trial@lapor.invalid" } },
  };
  writeFileSync(join(extension, "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(extension, "trial.html"), '<!doctype html><p data-testid="trial">it works</p>');
  const driver = await launch(name, { executable, extension });
  try {
    const page = await driver.extensionPage("trial.html");
    if ((await page.text("trial")) !== "it works") throw new Error("the extension page stayed empty");
  } finally {
    await driver.close();
    rmSync(extension, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [name, executable] = process.argv.slice(2);
  if ((name !== "chromium" && name !== "firefox") || !executable)
    throw new Error("usage: launch.ts chromium|firefox PROGRAM");
  await tryLaunch(name, executable);
}
