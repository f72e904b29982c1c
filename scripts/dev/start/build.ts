/** Builds the extension if a source file changed since the last build. */

import { spawnSync } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");
const sources = "{entrypoints,components,utils,public}/**/*";
const settings = ["wxt.config.ts", "package.json", "package-lock.json", "tsconfig.json"];

/** `folder` is the output folder of this mode's build for Chromium. */
export function buildWhenStale(folder: string, mode: "production" | "automation"): void {
  const manifest = join(folder, "manifest.json");
  const builtMs = existsSync(manifest) ? statSync(manifest).mtimeMs : 0;
  const newestMs = Math.max(...[...globSync(sources, { cwd: root }), ...settings].map(changedMs));
  if (builtMs > newestMs) return;
  console.log("Building the extension …");
  const { status, stdout, stderr } = spawnSync("wxt", ["build", "--mode", mode], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`the extension could not be built:\n${stdout}${stderr}`);
}

function changedMs(path: string): number {
  return statSync(join(root, path)).mtimeMs;
}
