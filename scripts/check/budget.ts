/** Checks the files of the store build: each one's budget, no circle, and no libraries in the small scripts. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { sites } from "../../utils/page/sites/index.ts";
import { importCircle, pageWeights } from "./page-weights.ts";

const folder = ".output/chrome-mv3";
const kilobyte = 1000;
/** One per site, on every page of it. */
const pageScripts = Object.keys(sites).map((id) => `content-scripts/report-${id}.js`);

/** Maximum gzip size per file; `*` is any other script. */
const maxGzipBytes: Record<string, number> = {
  ...Object.fromEntries(pageScripts.map((name) => [name, 16 * kilobyte])),
  "capture.js": 47.5 * kilobyte,
  "check.js": 14.6 * kilobyte,
  "structure.js": 16 * kilobyte,
  "background.js": 90 * kilobyte,
  "*": 120 * kilobyte,
};
/** Scripts that must contain no library. */
const bareScripts = new Set([...pageScripts, "check.js", "structure.js"]);
/** Texts that survive minification and reveal a bundled library. */
const libraryMarks = {
  zod: /invalid_type|ZodError|_zod/,
  preact: /__k|_children|dangerouslySetInnerHTML/,
  "webextension-polyfill": /mozWebExtensionPolyfill/,
};

/** Only an automation build reads the manifest's short name, to decide whether waits are short. */
const fastMark = /short_name/;

const problems: string[] = [];
for (const name of bareScripts) {
  if (!existsSync(join(folder, name))) problems.push(`${folder}/${name} is missing`);
}
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (!entry.isFile() || extname(path) !== ".js") continue;
  const name = path.slice(folder.length + 1);
  const source = readFileSync(path);
  const bytes = gzipSync(source, { level: 9 }).length;
  const budget = maxGzipBytes[name] ?? maxGzipBytes["*"] ?? 0;
  console.log(`${name}: ${(bytes / kilobyte).toFixed(1)} of ${budget / kilobyte} kB gzip`);
  if (bytes > budget) problems.push(`${name}: ${bytes} bytes of gzip, at most ${budget}`);
  if (fastMark.test(source.toString()))
    problems.push(`${name} can shorten the waits of utils/extension/browser/delays.ts`);
  if (!bareScripts.has(name)) continue;
  for (const [library, mark] of Object.entries(libraryMarks)) {
    if (mark.test(source.toString()))
      problems.push(`${name} contains ${library} (${mark.exec(source.toString())?.[0]})`);
  }
}
for (const { name, bytes, maxBytes } of pageWeights(folder)) {
  console.log(`page.weight.${name}: ${(bytes / kilobyte).toFixed(1)} of ${maxBytes / kilobyte} kB gzip`);
  if (bytes > maxBytes) problems.push(`page.weight.${name}: ${bytes} bytes of gzip, at most ${maxBytes}`);
}
const circle = importCircle(folder);
if (circle.length > 0) problems.push(`these files import each other: ${circle.join(" → ")}`);
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
