/** Size of the largest script that runs on every page of a site. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { sites } from "../../utils/page/sites/index.ts";
import { type Figure, figure } from "./figure.ts";
import { ourBuild } from "./our-build.ts";

const maxBytes = 16_000;
/** Texts that survive minification and reveal a bundled library. */
const libraries = { zod: /invalid_type|ZodError|_zod/, preact: /__k|_children|dangerouslySetInnerHTML/ };

export async function contentGzip(): Promise<Figure[]> {
  const bytes = Math.max(...Object.keys(sites).map(bytesOf));
  const measured = { name: "content.gzip", value: bytes, unit: "bytes", vs: maxBytes, against: "the limit" };
  return [figure(measured)];
}

function bytesOf(site: string): number {
  const source = readFileSync(join(ourBuild(), `content-scripts/report-${site}.js`));
  for (const [library, mark] of Object.entries(libraries)) {
    if (mark.test(source.toString())) throw new Error(`the script on every page contains ${library}`);
  }
  return gzipSync(source, { level: 9 }).length;
}
