/** Checks the layers: every import against the rules, and that every file really was read. */

import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import extractTsConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { type Cruise, cruises } from "./layer-rules.ts";

export const folders = ["utils", "components", "entrypoints", "intake", "verifier", "scripts", "test"];

export interface Violation {
  rule: string;
  sentence: string;
}

/** Paths of our own modules, as the rules see them. */
function modulesOnDisk(root: string): string[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mjs}`, { cwd: root }))
    .filter((path) => !path.endsWith(".d.ts") && !path.startsWith("test/support/fifth-site/"));
}

async function run(root: string, { forbidden, options }: Cruise) {
  const { output } = await cruise(
    folders.filter((folder) => existsSync(join(root, folder))),
    { ...options, baseDir: root, ruleSet: { forbidden }, validate: true },
    {},
    { tsConfig: extractTsConfig("tsconfig.json") },
  );
  if (typeof output === "string") throw new Error("dependency-cruiser gave text instead of its result");
  const violations = output.summary.violations.map(({ rule, from, to, cycle, via }): Violation => {
    const path = (cycle ?? via ?? []).map((step) => step.name).join(" → ");
    return { rule: rule.name, sentence: `${rule.name}: ${from} → ${path || to}` };
  });
  return { seen: output.modules.map((module) => module.source), violations };
}

/** Cruises the project in `root`, an absolute path. */
export async function checkLayers(root: string): Promise<{ modules: number; violations: Violation[] }> {
  const results = [];
  for (const rules of cruises) results.push(await run(root, rules));
  const seen = new Set(results[0]?.seen);
  const unread = modulesOnDisk(root)
    .filter((path) => !seen.has(path))
    .map((path) => ({
      rule: "not-cruised",
      sentence: `not-cruised: ${path} is on the disk, but was not read`,
    }));
  return { modules: seen.size, violations: [...results.flatMap(({ violations }) => violations), ...unread] };
}

if (import.meta.main) {
  const { modules, violations } = await checkLayers(process.cwd());
  for (const { sentence } of violations) console.error(sentence);
  console.log(`${modules} modules, ${violations.length} broken rules`);
  process.exit(violations.length === 0 ? 0 : 1);
}
