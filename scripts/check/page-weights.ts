/** Weight of the extension's pages: their files, the section shown first, and its texts in one language. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { gzipSync } from "node:zlib";

interface PageBudget {
  page: string;
  /** Chunks and styles that the page loads at once after it starts, by the beginning of their names. */
  loads: readonly string[];
  /** Limit of all files together, gzipped. */
  maxBytes: number;
  /** Set while the limit is above the goal. */
  goalBytes?: number;
}

/** The code of requests, which the first of them loads. */
const requests = ["work-routes", "calls"];
const first = ["texts-id-base", "texts-id-home", ...requests];
const pages: Record<string, PageBudget> = {
  officer: { page: "popup", loads: first, maxBytes: 110_000 },
  supervisor: {
    page: "popup",
    loads: [
      ...[...first, "queue", "texts-id-work", "texts-id-desk", "texts-id-form"],
      ...["section-styles", "evidence", "vlogger"],
    ],
    maxBytes: 170_000,
  },
  sidepanel: {
    page: "sidepanel",
    loads: ["texts-id-base", "texts-id-work", "texts-id-vloggers", ...requests],
    maxBytes: 110_000,
  },
  form: { page: "form", loads: ["texts-id-base", "texts-id-form"], maxBytes: 55_000 },
  options: {
    page: "options",
    loads: ["texts-id-base", "texts-id-settings", "Welcome", "texts-id-welcome"],
    maxBytes: 80_000,
  },
};

export interface PageWeight {
  name: string;
  bytes: number;
  maxBytes: number;
  goalBytes: number;
}

/** `folder`: a build of the extension. */
export function pageWeights(folder: string): PageWeight[] {
  return Object.entries(pages).map(([name, { page, loads, maxBytes, goalBytes = maxBytes }]) => {
    const files = [...filesOf(folder, page, loads)];
    const bytes = files.reduce((sum, file) => sum + gzipBytes(join(folder, file)), 0);
    return { name, bytes, maxBytes, goalBytes };
  });
}

const gzipBytes = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length;

function filesOf(folder: string, page: string, loads: readonly string[]): Set<string> {
  const files = new Set<string>();
  const html = readFileSync(join(folder, `${page}.html`), "utf8");
  for (const [, path = ""] of html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g))
    addWithImports(folder, path, files);
  const built = ["chunks", "assets"].flatMap((part) =>
    readdirSync(join(folder, part)).map((file) => join(part, file)),
  );
  for (const name of loads) {
    const matches = built.filter((file) => basename(file).startsWith(`${name}-`));
    if (matches.length === 0) throw new Error(`the build has no file called ${name}`);
    for (const file of matches) addWithImports(folder, file, files);
  }
  return files;
}

/** Adds a file and all that it imports at once. */
function addWithImports(folder: string, file: string, files: Set<string>): void {
  if (files.has(file)) return;
  files.add(file);
  for (const from of importsOf(folder, file)) addWithImports(folder, from, files);
}

/** Files that a file imports before it runs. */
function importsOf(folder: string, file: string): string[] {
  if (extname(file) !== ".js") return [];
  const source = readFileSync(join(folder, file), "utf8");
  const imports = source.matchAll(
    /(?:^|[;}\s])(?:import|export)(?:[^"'`();]*?from)?\s*["'](\.[^"']+\.js)["']/g,
  );
  return [...imports].map(([, from = ""]) => join(dirname(file), from));
}

/** Chunks that import each other, each before it runs, so that one of them finds the other empty; none if all is well. */
export function importCircle(folder: string): string[] {
  const done = new Set<string>();
  const circleFrom = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const from of importsOf(folder, file)) {
      const circle = circleFrom(from, [...path, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  const chunks = readdirSync(join(folder, "chunks")).map((name) => join("chunks", name));
  for (const chunk of chunks) {
    const circle = circleFrom(chunk, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
