/** The cases and example addresses of every site, by the site's name. */

import type { SiteCase } from "../../../utils/page/sites/cases.ts";
import { type SiteId, siteId } from "../../../utils/shared/contract/site.ts";
import type { Examples } from "../../../utils/shared/subject/grammar.ts";

async function ofEachSite<T>(name: string, load: (id: SiteId) => Promise<Record<string, T>>) {
  const entries = siteId.options.map(async (id): Promise<[SiteId, T]> => {
    const siteCase = (await load(id))[id + name];
    if (!siteCase) throw new Error(`no file exports ${id}${name}`);
    return [id, siteCase];
  });
  return Object.fromEntries(await Promise.all(entries)) as Readonly<Record<SiteId, T>>;
}

export const cases = await ofEachSite<readonly SiteCase[]>(
  "Cases",
  (id) => import(`../../../utils/page/sites/${id}/${id}.cases.ts`),
);

export const examples = await ofEachSite<Examples>(
  "Examples",
  (id) => import(`../../../utils/shared/subject/${id}.examples.ts`),
);
