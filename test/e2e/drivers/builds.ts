/** Where the built extension for each browser lies. */

import { join } from "node:path";
import type { BrowserName } from "./driver.ts";

const output = join(import.meta.dirname, "../../../.output");
const folders: Record<BrowserName, string> = { chromium: "chrome-mv3", firefox: "firefox-mv3" };

/** As in the stores. */
export function storeBuild(name: BrowserName): string {
  return join(output, folders[name]);
}

/** With the marks on our elements that tests and tour read. */
export function automationBuild(name: BrowserName): string {
  return `${storeBuild(name)}-automation`;
}
