/** Measures every saved page in a folder. */

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { siteFields } from "../../../utils/page/sites/index.ts";
import { openPage } from "../samples/open-page.ts";
import { measurePage, type PageResult, type TunnelOptions } from "./measure.ts";

/** `only` is a pattern of file names. */
export async function measureFolder(
  folder: string,
  { only = "", ...options }: TunnelOptions & { only?: string },
): Promise<PageResult[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.html?$/.test(name)).sort();
  const results: PageResult[] = [];
  for (const name of names.filter((one) => new RegExp(only).test(one))) {
    const saved = await openPage(join(folder, name));
    if (!saved) continue;
    const { site, page } = saved;
    results.push(measurePage({ name, site, fields: siteFields[site.id](), page }, options));
    await saved.close();
  }
  return results;
}
