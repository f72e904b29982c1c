/** Checks that the store builds ask for no more than was agreed: their whole manifests are those in `manifests/`. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";

type Manifest = Record<string, unknown>;

const builds = { chrome: ".output/chrome-mv3", edge: ".output/edge-mv3", firefox: ".output/firefox-mv3" };
/** `node scripts/check/manifest.ts --agree` writes down what the builds ask for now: a change to be looked at in review. */
const { values } = parseArgs({ options: { agree: { type: "boolean", default: false } } });

const agreedFile = (browser: string) => join(import.meta.dirname, "manifests", `${browser}.json`);
const read = (file: string): Manifest => JSON.parse(readFileSync(file, "utf8"));

/** The version is the release's own. */
function built(folder: string): Manifest {
  const { version: _, ...manifest } = read(join(folder, "manifest.json"));
  return manifest;
}

/** Names of the parts that differ, such as `permissions`. */
function changes(now: Manifest, agreed: Manifest): string[] {
  const names = [...new Set([...Object.keys(now), ...Object.keys(agreed)])].sort();
  return names.filter((name) => !isDeepStrictEqual(now[name], agreed[name]));
}

const problems: string[] = [];
for (const [browser, folder] of Object.entries(builds)) {
  const manifest = built(folder);
  if (values.agree) writeFileSync(agreedFile(browser), `${JSON.stringify(manifest, undefined, 2)}\n`);
  for (const name of changes(manifest, read(agreedFile(browser))))
    problems.push(`${folder}: ${name} is not what scripts/check/manifests/${browser}.json says`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
