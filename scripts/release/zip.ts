/**
 * `npm run zip`: makes the packages for Chrome, Edge and Firefox, the sources for Firefox's reviewers, and SHA-256 sums.
 * Reproducible: names are sorted, and nothing contains a date.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const output = join(root, ".output");
const wxt = join(root, "node_modules/wxt/bin/wxt.mjs");
/** Fixes the environment variables that could change a build. */
const env = { ...process.env, NODE_ENV: "production", TZ: "UTC", LC_ALL: "C" };
const sums = join(output, "SHA256SUMS");

function zips(): string[] {
  return existsSync(output) ? readdirSync(output).filter((name) => name.endsWith(".zip")) : [];
}

function build(browser: string): void {
  try {
    execFileSync(process.execPath, [wxt, "zip", "-b", browser], {
      cwd: root,
      env,
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    console.error(stdout, stderr);
    throw new Error(`the package for ${browser} could not be built`);
  }
}

for (const name of zips()) rmSync(join(output, name));
for (const browser of ["chrome", "edge", "firefox"]) build(browser);
const lines = zips()
  .sort()
  .map(
    (name) =>
      `${createHash("sha256")
        .update(readFileSync(join(output, name)))
        .digest("hex")}  ${name}\n`,
  );
writeFileSync(sums, lines.join(""));
console.log(`${lines.join("")}in ${output}, listed in SHA256SUMS: check with \`sha256sum -c SHA256SUMS\``);
