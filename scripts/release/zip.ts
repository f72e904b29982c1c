/**
 * `npm run zip`: makes the packages for Chrome, Edge and Firefox, the sources for Firefox's reviewers, the store texts,
 * and SHA-256 sums. Reproducible: names are sorted, and nothing contains a date. `--browser NAME` makes one package.
 */

import "../dev/help.ts";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readNames, storeListing } from "./names.ts";

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

/** The sources have no `docs`. */
function writeListings(): void {
  const names = readNames();
  for (const language of ["id", "en"]) {
    const listing = join(root, `docs/store/listing-${language}.md`);
    if (!existsSync(listing)) continue;
    const messages = readFileSync(join(root, `public/_locales/${language}/messages.json`), "utf8");
    mkdirSync(join(output, "store"), { recursive: true });
    writeFileSync(
      join(output, `store/listing-${language}.md`),
      storeListing(readFileSync(listing, "utf8"), messages, names),
    );
  }
}

const { values } = parseArgs({ options: { browser: { type: "string" } } });
const browsers = ["chrome", "edge", "firefox"];
if (values.browser !== undefined && !browsers.includes(values.browser))
  throw new Error(`--browser must be one of ${browsers.join(", ")}`);
for (const name of zips()) rmSync(join(output, name));
for (const browser of browsers) if ((values.browser ?? browser) === browser) build(browser);
writeListings();
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
