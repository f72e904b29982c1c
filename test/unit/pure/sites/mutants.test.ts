import { describe, expect, test } from "vitest";
import { type ReadPageCase, readPageWith } from "../../../../utils/page/recorder/read-page.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { cases } from "../../../support/cases/all.ts";
import { holds } from "../../../support/cases/expect-case.ts";
import { mutants } from "../../../support/cases/mutants.ts";
import { openCase } from "../../../support/cases/open-case.ts";

describe.each(Object.keys(sites) as SiteId[])("%s", (id) => {
  test("a case detects the deletion of any one selector", { timeout: 240_000 }, () => {
    // Alternatives hide the loss of a reading, so they are left out here; the wind tunnel tests them.
    const [site, fields] = [sites[id], { ...siteFields[id](), alternatives: undefined }];
    const pages = cases[id].map((one) => {
      const document = openCase(one);
      return { one, document, seen: readPageWith(site, fields, document, one) };
    });
    for (const { one, seen } of pages) expect(holds(one, seen), one.name).toBe(true);
    const unnoticed = [...mutants(site, fields)].filter((mutant) => {
      // The cases that read something through it fail first.
      const likely = pages.toSorted((a, b) => touch(b.seen, mutant.path) - touch(a.seen, mutant.path));
      return likely.every(({ one, document }) =>
        holds(one, readPageWith(mutant.site, mutant.fields, document, one)),
      );
    });
    expect(unnoticed.map(({ path, gone }) => `${path}: ${gone}`)).toEqual([]);
  });
});

/** Whether the page has posts of the recipe that the path is about. */
function touch({ posts }: ReadPageCase, path: string): number {
  const recipe = /^(?:site\.posts|fields\.fields)\.(\d+)/.exec(path)?.[1];
  return recipe === undefined ? 0 : posts.filter((post) => post.recipe === Number(recipe)).length;
}
