import { afterAll, describe, expect, test } from "vitest";
import { readPage } from "../../../../utils/page/recorder/read-page.ts";
import type { SiteCase } from "../../../../utils/page/sites/cases.ts";
import { facebookAudienceCases } from "../../../../utils/page/sites/facebook/pages.cases.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { cases } from "../../../support/cases/all.ts";
import { expectCase } from "../../../support/cases/expect-case.ts";
import { closeDocuments, openCase } from "../../../support/cases/open-case.ts";

const ids = Object.keys(sites) as SiteId[];
/** The required number, over all sites. */
const fewestPosts = 120;

afterAll(closeDocuments);

const documents = new Map<SiteCase, Document>();

/** Reading changes nothing, so all tests read the same page. */
function documentOf(one: SiteCase): Document {
  const document = documents.get(one) ?? openCase(one);
  documents.set(one, document);
  return document;
}

test(`the cases hold at least ${fewestPosts} posts`, () => {
  const posts = Object.values(cases).flatMap((list) => list.flatMap((siteCase) => siteCase.posts));
  expect(posts.length).toBeGreaterThanOrEqual(fewestPosts);
});

test.each(facebookAudienceCases)("facebook: $name", (siteCase) => {
  expectCase(siteCase, readPage("facebook", documentOf(siteCase), siteCase));
});

describe.each(ids)("%s", (id) => {
  test.each(cases[id])("$name", (siteCase) => {
    expectCase(siteCase, readPage(id, documentOf(siteCase), siteCase));
  });

  test.each(ids.filter((other) => other !== id))("contains no post that %s recognises", (other) => {
    for (const siteCase of cases[id]) {
      const { posts } = readPage(other, documentOf(siteCase), siteCase);
      expect(
        posts.filter((post) => post.subject || post.question),
        siteCase.name,
      ).toEqual([]);
    }
  });

  test("each field of each recipe is read by some case", () => {
    const { fields } = siteFields[id]();
    expect(fields).toHaveLength(sites[id].posts.length);
    const seen = cases[id].flatMap((siteCase) => readPage(id, documentOf(siteCase), siteCase).posts);
    const unread = fields.flatMap((readings, index) => {
      const posts = seen.filter((post) => post.recipe === index);
      const names = Object.keys(readings).filter((name) => readings[name as keyof typeof readings]?.length);
      return names
        .filter((name) =>
          posts.every((post) => (name === "channelId" ? !post.channelId : !(name in (post.fields ?? {})))),
        )
        .map((name) => `${sites[id].posts[index]?.kind} (posts.${index}): ${name}`);
    });
    expect(unread).toEqual([]);
  });
});
