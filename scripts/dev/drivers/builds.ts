/** Folders of the built extension for each browser. */

import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atExit } from "../kits/processes.ts";
import type { BrowserName } from "./driver.ts";

const output = join(import.meta.dirname, "../../../.output");
const folders: Record<BrowserName, string> = { chromium: "chrome-mv3", firefox: "firefox-mv3" };
const realWaits = new Map<BrowserName, string>();

/** As published in the stores. */
export function storeBuild(name: BrowserName): string {
  return join(output, folders[name]);
}

/** With test attributes on our elements and short waits (`utils/extension/browser/delays.ts`). */
export function automationBuild(name: BrowserName): string {
  return `${storeBuild(name)}-automation`;
}

/** A copy of the automation build with the store build's waits. Made once per process and removed at its end. */
export function automationBuildWithRealWaits(name: BrowserName): string {
  const known = realWaits.get(name);
  if (known !== undefined) return known;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "lapor-real-waits-")));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  copyWithRealWaits(name, folder);
  realWaits.set(name, folder);
  return folder;
}

/** The same in a permanent folder: Chromium derives an unpacked extension's id, and thus its storage, from its folder. */
export function copyWithRealWaits(name: BrowserName, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(automationBuild(name), folder, { recursive: true });
  const file = join(folder, "manifest.json");
  const { short_name: _, ...manifest } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify(manifest));
}
