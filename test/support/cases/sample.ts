/** A few cases of a site, so that each of its recipes is on two pages. For measurements that are slow on all of them. */

import { readPage } from "../../../utils/page/recorder/read-page.ts";
import type { SiteCase } from "../../../utils/page/sites/cases.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { cases } from "./all.ts";
import { openCase } from "./open-case.ts";

const casesPerRecipe = 2;

/** Cases of one or two elements, far less than any page has: without one of them nothing shows what they were. */
const tooSmall = /^(?:Studio: a row that is built otherwise|a channel known by number, and an older header)$/;

/** Web clients that also show private chats are left out: they close when their markup changes. */
export function sampleCases(id: SiteId): SiteCase[] {
  const used = new Map<number, number>();
  return cases[id].filter((siteCase) => {
    if (siteCase.address.startsWith("https://web.telegram.org/") || tooSmall.test(siteCase.name))
      return false;
    const recipes = new Set(readPage(id, openCase(siteCase), siteCase).posts.map(({ recipe }) => recipe));
    const isNeeded = [...recipes].some((recipe) => (used.get(recipe) ?? 0) < casesPerRecipe);
    if (isNeeded) for (const recipe of recipes) used.set(recipe, (used.get(recipe) ?? 0) + 1);
    return isNeeded;
  });
}
