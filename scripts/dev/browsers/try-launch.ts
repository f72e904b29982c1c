/** Tries one browser in its own process: opens a page of a tiny extension and exits with 0 on success. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./launch.ts";

const [name, executable] = process.argv.slice(2);
if ((name !== "chromium" && name !== "firefox") || !executable)
  throw new Error("usage: trial.ts chromium|firefox PROGRAM");

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
