/** Measures every saved page in a folder, or the practice pages. */

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { siteFields } from "../../../utils/page/sites/index.ts";
import { openPage } from "../samples/open-page.ts";
import { measurePage, type PageResult, type TunnelOptions } from "./measure.ts";
import { openPracticePage, practiceAddresses } from "./practice-page.ts";

/** `only` is a pattern of file names or addresses. */
type PageChoice = TunnelOptions & { only?: string };

export async function measureFolder(
  folder: string,
  { only = "", ...options }: PageChoice,
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

export async function measurePractice({ only = "", ...options }: PageChoice): Promise<PageResult[]> {
  const results: PageResult[] = [];
  for (const name of practiceAddresses.filter((practiceAddress) => new RegExp(only).test(practiceAddress))) {
    const { site, page, close } = await openPracticePage(name);
    results.push(measurePage({ name, site, fields: siteFields[site.id](), page }, options));
    await close();
  }
  return results;
}
