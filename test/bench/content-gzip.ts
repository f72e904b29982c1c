/** Size of the script that runs on every page of the four sites. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { type Figure, figure } from "./figure.ts";
import { ourBuild } from "./our-build.ts";

const maxBytes = 16_000;
/** Texts that survive minification and reveal a bundled library. */
const libraries = { zod: /invalid_type|ZodError|_zod/, preact: /__k|_children|dangerouslySetInnerHTML/ };

export async function contentGzip(): Promise<Figure[]> {
  const source = readFileSync(join(ourBuild(), "content-scripts/report.js"));
  for (const [library, mark] of Object.entries(libraries)) {
    if (mark.test(source.toString())) throw new Error(`the script on every page contains ${library}`);
  }
  const bytes = gzipSync(source, { level: 9 }).length;
  const measured = { name: "content.gzip", value: bytes, unit: "bytes", vs: maxBytes, against: "the limit" };
  return [figure(measured, { atMost: 1 })];
}
