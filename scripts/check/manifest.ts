/** Checks that the store builds' manifests equal the reviewed ones in `manifests/`. */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";

type Manifest = Record<string, unknown>;

const builds = { chrome: ".output/chrome-mv3", edge: ".output/edge-mv3", firefox: ".output/firefox-mv3" };
const biome = join(import.meta.dirname, "../../node_modules/@biomejs/biome/bin/biome");
/** `node scripts/check/manifest.ts --agree` updates the reviewed manifests; review the change. */
const { values } = parseArgs({ options: { agree: { type: "boolean", default: false } } });

const agreed = join(import.meta.dirname, "manifests");
const agreedFile = (browser: string) => join(agreed, `${browser}.json`);
const read = (file: string): Manifest => JSON.parse(readFileSync(file, "utf8"));

/** Ignores the version, which changes with each release. */
function built(folder: string): Manifest {
  const { version: _, ...manifest } = read(join(folder, "manifest.json"));
  return manifest;
}

/** Names of the members that differ, such as `permissions`. */
function changes(now: Manifest, before: Manifest): string[] {
  const names = [...new Set([...Object.keys(now), ...Object.keys(before)])].sort();
  return names.filter((name) => !isDeepStrictEqual(now[name], before[name]));
}

/** Formatted as the linter requires, so that a small change is a small diff. */
function agree(): void {
  for (const [browser, folder] of Object.entries(builds))
    writeFileSync(agreedFile(browser), JSON.stringify(built(folder), undefined, 2));
  execFileSync(process.execPath, [biome, "format", "--write", agreed], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

if (values.agree) agree();
const problems: string[] = [];
for (const [browser, folder] of Object.entries(builds)) {
  for (const name of changes(built(folder), read(agreedFile(browser))))
    problems.push(`${folder}: ${name} differs from scripts/check/manifests/${browser}.json`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
