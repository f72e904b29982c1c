/** Checks the size of the store build: each bundle's budget, and no libraries in the small scripts. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const folder = ".output/chrome-mv3";
const kilobyte = 1000;
const pageScript = "content-scripts/report.js";

/** Maximum gzip size per file; `*` is any other script. */
const maxGzipBytes: Record<string, number> = {
  [pageScript]: 16 * kilobyte,
  "capture.js": 44 * kilobyte,
  "check.js": 14 * kilobyte,
  "background.js": 88 * kilobyte,
  "*": 120 * kilobyte,
};
/** Scripts that must contain no library. */
const bareScripts = new Set([pageScript, "check.js"]);
/** Texts that survive minification and reveal a bundled library. */
const libraryMarks = {
  zod: /invalid_type|ZodError|_zod/,
  preact: /__k|_children|dangerouslySetInnerHTML/,
  "webextension-polyfill": /mozWebExtensionPolyfill/,
};

/** Only an automation build reads the manifest's short name, to decide whether waits are short. */
const fastMark = /short_name/;

/** Gzip size in bytes of a page for one kind of user: its own files, the section shown first, and its texts. */
interface PageBudget {
  page: string;
  /** Chunks that the page loads at once after it starts. */
  loads?: readonly string[];
  maxBytes: number;
}

const start = ["texts-id-base", "texts-id-home"];
const pages: Record<string, PageBudget> = {
  "officer's popup": { page: "popup", loads: start, maxBytes: 110 * kilobyte },
  "supervisor's popup": {
    page: "popup",
    loads: [...start, "Review", "texts-id-work", "texts-id-desk", "texts-id-requests", "texts-id-form"],
    maxBytes: 170 * kilobyte,
  },
  "side panel": {
    page: "sidepanel",
    loads: ["texts-id-base", "texts-id-work", "texts-id-vloggers"],
    maxBytes: 110 * kilobyte,
  },
  form: { page: "form", loads: ["texts-id-base", "texts-id-form"], maxBytes: 55 * kilobyte },
  options: { page: "options", loads: ["texts-id-base", "texts-id-settings"], maxBytes: 80 * kilobyte },
};

/** Adds a file and all that it imports at once. */
function addWithImports(file: string, files: Set<string>): void {
  if (files.has(file)) return;
  files.add(file);
  if (extname(file) !== ".js") return;
  const source = readFileSync(join(folder, file), "utf8");
  const imports = source.matchAll(
    /(?:^|[;}\s])(?:import|export)(?:[^"'`();]*?from)?\s*["'](\.[^"']+\.js)["']/g,
  );
  for (const [, from = ""] of imports) addWithImports(join(dirname(file), from), files);
}

/** Files that a page loads before it waits for the person. */
function filesOfPage({ page, loads = [] }: PageBudget): Set<string> {
  const files = new Set<string>();
  const html = readFileSync(join(folder, `${page}.html`), "utf8");
  for (const [, path = ""] of html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g))
    addWithImports(path, files);
  const chunks = readdirSync(join(folder, "chunks"));
  for (const name of loads) {
    const chunk = chunks.find((file) => file.startsWith(`${name}-`));
    if (chunk) addWithImports(join("chunks", chunk), files);
    else problems.push(`no chunk is called ${name}`);
  }
  return files;
}

const gzipBytes = (file: string) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;

/** Sizes by page, for `npm run bench`. */
export function pageWeights(): Record<string, number> {
  const weigh = (budget: PageBudget) =>
    [...filesOfPage(budget)].reduce((sum, file) => sum + gzipBytes(file), 0);
  return Object.fromEntries(Object.entries(pages).map(([name, budget]) => [name, weigh(budget)]));
}

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
for (const [name, bytes] of Object.entries(pageWeights())) {
  const budget = pages[name]?.maxBytes ?? 0;
  console.log(`${name}: ${(bytes / kilobyte).toFixed(1)} of ${budget / kilobyte} kB gzip`);
  if (bytes > budget) problems.push(`${name}: ${bytes} bytes of gzip, at most ${budget}`);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
