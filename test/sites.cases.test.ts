import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import type { SiteId } from "../utils/contract/site.ts";
import type { SiteCase } from "../utils/sites/cases.ts";
import { facebookCases } from "../utils/sites/facebook.cases.ts";
import { fields as fieldReadings } from "../utils/sites/fields.ts";
import { aliasesOf, findPosts } from "../utils/sites/find.ts";
import { sites } from "../utils/sites/index.ts";
import type { Page } from "../utils/sites/page.ts";
import { readChannelId, readPost } from "../utils/sites/read.ts";
import { telegramCases } from "../utils/sites/telegram.cases.ts";
import { xCases } from "../utils/sites/x.cases.ts";
import { youtubeCases } from "../utils/sites/youtube.cases.ts";

const cases: Readonly<Record<SiteId, readonly SiteCase[]>> = {
  facebook: facebookCases,
  youtube: youtubeCases,
  x: xCases,
  telegram: telegramCases,
};
const ids = Object.keys(sites) as SiteId[];

function open({ address, html, htmlAttributes = {} }: SiteCase): Page {
  const window = new Window({ url: address, settings: { disableJavaScriptFileLoading: true } });
  const document = window.document as unknown as Document;
  for (const [name, value] of Object.entries(htmlAttributes))
    document.documentElement.setAttribute(name, value);
  document.body.innerHTML = html;
  return { document, address };
}

describe.each(ids)("%s", (id) => {
  const site = sites[id];

  test.each(cases[id])("$name", (one) => {
    const page = open(one);
    const found = findPosts(page.document, site, page);
    expect(found.map(({ identity, question }) => identity?.subject ?? question ?? null)).toEqual(
      one.posts.map(({ subject, question }) => subject ?? question ?? null),
    );
    for (const [index, expected] of one.posts.entries()) {
      const post = found[index];
      if (!post || post.question) continue;
      const { element, recipe, identity } = post;
      const { fields, missing } = readPost(element, recipe, page, identity);
      const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field?.value]));
      if (expected.fields) expect(values).toEqual(expected.fields);
      if (expected.missing) expect(missing.toSorted()).toEqual(expected.missing.toSorted());
      if (expected.kind) expect(identity?.kind).toBe(expected.kind);
      if (expected.channelId) expect(readChannelId(element, recipe, page)).toBe(expected.channelId);
      if (expected.aliases && identity) {
        expect(aliasesOf(element, recipe, site, page, identity.subject)).toEqual(expected.aliases);
      }
      for (const field of Object.values(fields)) expect(field?.source).toMatch(/\S/);
    }
  });

  test.each(ids.filter((other) => other !== id))("its pages say nothing to %s", (other) => {
    for (const one of cases[id]) {
      const page = open(one);
      const named = findPosts(page.document, sites[other], page).filter(
        (post) => post.identity || post.question,
      );
      expect(named, one.name).toEqual([]);
    }
  });

  test("has readings for every kind of post", () => {
    expect(fieldReadings[id]).toHaveLength(site.posts.length);
    expect(cases[id].length).toBeGreaterThan(0);
  });
});
