/**
 * `npm run licences`: lists the production dependencies and their licences in `docs/licences.md`. With `--check`, reports
 * an outdated list and incompatible licences of installed and bundled packages.
 */

import "../dev/help.ts";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isAllowed } from "./licences/allowed.ts";
import { lockedPackages, nameOf } from "./licences/lock.ts";
import { noticed } from "./licences/notices.ts";
import { type Licensed, licensedAt } from "./licences/packages.ts";

const list = "docs/licences.md";
const builds = ["chrome-mv3", "edge-mv3", "firefox-mv3"].map((name) => `.output/${name}/licences.txt`);
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

/** Reads installed packages; those of other systems are read from the lock file. */
function productionPackages(): Licensed[] {
  const all = lockedPackages()
    .filter(([, { dev }]) => !dev)
    .map(([place, { version, license }]) => {
      const licence = licensedAt(place);
      if (licence && licence.version !== version)
        throw new Error(`${place} does not have the version of the lock file`);
      return licence ?? { name: nameOf(place), version, licence: license ?? "unknown" };
    });
  const byName = new Map(all.map((entry) => [`${entry.name} ${entry.version}`, entry]));
  return [...byName.keys()].sort().flatMap((key) => byName.get(key) ?? []);
}

function write(packages: readonly Licensed[]): string {
  const rows = packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`);
  return [
    "# Licences",
    "",
    "Written by `npm run licences`, checked by `npm run check`. Every package that intake, extension or verifier rest on in production; ours is MIT. What is bundled into the extension is named with its licence's text in `licences.txt` of each package for the stores.",
    "",
    "| package | version | licence |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

const packages = productionPackages();
const text = write(packages);
const problems: string[] = [];
const judge = ({ name, version, licence }: Licensed, where: string) => {
  if (!isAllowed(licence))
    problems.push(`${name} ${version} (${where}): ${licence} is not compatible with our licence`);
};
for (const dependency of packages) judge(dependency, "production");
for (const file of builds.filter((path) => values.check || existsSync(path))) {
  const bundled = existsSync(file) ? noticed(readFileSync(file, "utf8")) : [];
  if (bundled.length === 0) problems.push(`${file} lists no package`);
  for (const part of bundled) judge(part, file);
}
if (!values.check) writeFileSync(list, text);
else if (!existsSync(list) || readFileSync(list, "utf8") !== text)
  problems.push(`${list} is out of date: run \`npm run licences\``);
for (const problem of problems) console.error(problem);
console.log(`${packages.length} packages, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
