import { isDeepStrictEqual } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { type ReadPageCase, readPageWith } from "../../../../utils/page/recorder/read-page.ts";
import type { SiteCase } from "../../../../utils/page/sites/cases.ts";
import { facebookAudienceCases } from "../../../../utils/page/sites/facebook/pages.cases.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { cases } from "../../../support/cases/all.ts";
import { holds } from "../../../support/cases/expect-case.ts";
import { type Mutant, mutants } from "../../../support/cases/mutants.ts";
import { closeDocuments, openCase } from "../../../support/cases/open-case.ts";

afterAll(closeDocuments);

describe.each(Object.keys(sites) as SiteId[])("%s", (id) => {
  test("a case detects the deletion of any one selector", { timeout: 240_000 }, () => {
    // Alternatives hide the loss of a reading, so they are left out here; the wind tunnel tests them.
    const [site, fields] = [sites[id], { ...siteFields[id](), alternatives: undefined }];
    const all = id === "facebook" ? [...cases[id], ...facebookAudienceCases] : cases[id];
    let pages = all.map((siteCase): OpenedCase => {
      const document = openCase(siteCase);
      const html = document.documentElement.outerHTML;
      return { one: siteCase, document, html, seen: readPageWith(site, fields, document, siteCase) };
    });
    for (const { one, seen } of pages) expect(holds(one, seen), one.name).toBe(true);
    const isNoticedOn = ({ site, fields }: Mutant, { one, document, seen }: OpenedCase) => {
      const now = readPageWith(site, fields, document, one);
      return !isDeepStrictEqual(now, seen) && !holds(one, now);
    };
    const unnoticed = [...mutants(site, fields)].filter((mutant) => {
      const score = scoreFor(mutant);
      const noticing = pages
        .toSorted((a, b) => score(b) - score(a))
        .find((page) => isNoticedOn(mutant, page));
      // The next mutant is near this one in the recipe, so the same page comes first among equals.
      if (noticing) pages = [noticing, ...pages.filter((page) => page !== noticing)];
      return !noticing;
    });
    expect(unnoticed.map(({ path, gone }) => `${path}: ${gone}`)).toEqual([]);
  });
});

interface OpenedCase {
  one: SiteCase;
  document: Document;
  html: string;
  /** Read with the whole recipe. */
  seen: ReadPageCase;
}

/** Rates how likely a page misses the selector: it has the selector's words, and posts of the recipe. */
function scoreFor({ path, gone }: Mutant): (page: OpenedCase) => number {
  const words = gone.split(" of ")[0]?.match(/[\w-]{4,}/g) ?? [];
  const recipe = /^(?:site\.posts|fields\.fields)\.(\d+)/.exec(path)?.[1];
  return ({ html, seen }) =>
    (words.every((word) => html.includes(word)) ? 2 : 0) +
    (seen.posts.some((post) => post.recipe === Number(recipe)) ? 1 : 0);
}
