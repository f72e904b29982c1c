/** Checks every import against the rules, and that every file was read. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { type Cruise, cruises } from "./layer-rules.ts";

const folders = ["utils", "components", "entrypoints", "intake", "scripts", "test"];
const tsConfig = extractTsConfig("tsconfig.json");

/** Paths of our own modules, in the form that the rules use. */
function modulesOnDisk(): string[] {
  return folders
    .flatMap((folder) => filesBelow(folder))
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith(".d.ts"))
    .filter((path) => !path.startsWith("test/fifth-site/"));
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

async function run({ forbidden, options }: Cruise): Promise<{ seen: string[]; sentences: string[] }> {
  const present = folders.filter((folder) => filesBelow(folder).length > 0);
  const { output } = await cruise(
    present,
    { ...options, ruleSet: { forbidden }, validate: true },
    {},
    { tsConfig },
  );
  if (typeof output === "string") throw new Error("dependency-cruiser returned text instead of a result");
  const sentences = output.summary.violations.map(({ rule, from, to, cycle, via }) => {
    const way = (cycle ?? via ?? []).map((step) => step.name).join(" → ");
    return `${rule.name}: ${from} → ${way || to}`;
  });
  return { seen: output.modules.map((module) => module.source), sentences };
}

const results = [];
for (const rules of cruises) results.push(await run(rules));
const seen = new Set(results[0]?.seen);
const problems = [
  ...results.flatMap((result) => result.sentences),
  ...modulesOnDisk()
    .filter((path) => !seen.has(path))
    .map((path) => `not-cruised: ${path} lies on the disk, but was not read`),
];
for (const problem of problems) console.error(problem);
console.log(`${seen.size} modules, ${problems.length} broken rules`);
process.exit(problems.length === 0 ? 0 : 1);
