/** Which selectors a proposal may hold, and what it can add to a recipe. */

import { describe, expect, test } from "vitest";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import { isPostSelector, isProposableSelector } from "../../../../utils/shared/contract/proposal-selector.ts";
import { type Mend, mend as mendShape } from "../../../../utils/shared/contract/recipe-proposal.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { isPossible, isTriedWell, mendRecipes } from "../../../../utils/shared/policy/mend-recipe.ts";

describe("selectors", () => {
  test.each([
    'article[role="article"]',
    'div[data-testid="tweetText"]',
    "ytd-video-card",
    "div[data-post]",
    "div.tgme_post > a time",
    "span#content-text",
    "div a span time",
    `div[${"a".repeat(40)}]`,
    '[role="feed"] > div',
  ])("%s may be proposed", (selector) => {
    expect(isProposableSelector(selector)).toBe(true);
  });

  test.each([
    "*",
    "div, span",
    "div:has(a)",
    "div:not(.a)",
    "a::before",
    'a[href="/budi"]',
    'div[aria-label="Budi Santoso"]',
    'div[data-user="budi"]',
    'div[data-user-id="budi"]',
    'div[title="Bom"]',
    'div[data-testid="post-1993210"]',
    'div[data-testid="budi santoso"]',
    'div[data-testid="a\\"]',
    "div.css-1dbjc4n",
    "div#n12",
    "div[data-x1]",
    "div ~ a",
    "div + a",
    "div  a",
    "a b c d e",
    `div.${"a".repeat(41)}`,
    `div[${"a".repeat(41)}]`,
    "a".repeat(41),
    "",
    "DIV",
    "div[role='main']",
  ])("%s may not", (selector) => {
    expect(isProposableSelector(selector)).toBe(false);
  });

  test.each([
    ...["div", "a", "span div", "main", "body", "html", "div[dir]", "form", "p"],
    ...[
      'div[role="main"]',
      'main[data-testid="isi"]',
      '[role="feed"]',
      'div[role="dialog"]',
      "section > div",
    ],
    'div[role="navigation"]',
  ])("%s marks a page or everything, so it may not mark posts", (selector) => {
    expect(isPostSelector(selector)).toBe(false);
  });
});

const base = (site: SiteId) => ({ posts: sites[site].posts, fields: siteFields[site]().fields });
const none = { find: [], has: [], slots: [], fields: {} } as const;

describe("a trial of a proposal", () => {
  const score = { posts: 5, matched: 5, wrong: 0, buttons: 5, fields: { read: 9, same: 9 }, stability: 1 };

  test("has numbers that a page can give", () => {
    expect(isPossible(score)).toBe(true);
    const impossible = [{ matched: 6 }, { matched: 4 }, { fields: { read: 9, same: 10 } }];
    for (const change of impossible) expect(isPossible({ ...score, ...change })).toBe(false);
  });

  test("went well if it found posts, no fewer than before, and none under a wrong name", () => {
    const isWell = (before: number, after: number, wrong = 0) =>
      isTriedWell({ before, after, score: { ...score, wrong } });
    expect([isWell(0, 1), isWell(3, 3), isWell(3, 4)]).toEqual([true, true, true]);
    expect([isWell(0, 0), isWell(3, 2), isWell(3, 3, 1)]).toEqual([false, false, false]);
  });
});

describe("mendRecipes", () => {
  const all: Mend = {
    recipe: 0,
    kind: "post",
    find: ['article[role="article"]'],
    has: ["div[data-part]"],
    slots: [
      { at: "div[data-row]", place: "append", look: "icon" },
      { place: "cover", look: "round" },
    ],
    fields: { text: [{ at: "div[data-teks]", like: 0 }], authorHandle: [{ at: "a[data-nama]", like: 0 }] },
  };

  test.each(["x", "facebook"] as const)("adds to %s and changes nothing else", (site) => {
    const before = base(site);
    const after = mendRecipes(before, { ...all, kind: "post" });
    expect(after?.posts).toHaveLength(before.posts.length);
    for (const [index, recipe] of before.posts.entries()) {
      const { find, has, slots, identity, ...rest } = after?.posts[index] ?? {};
      const { find: f, has: h, slots: s, identity: i, ...same } = recipe;
      expect(rest).toEqual(same);
      if (index > 0)
        expect({ find, has, slots, identity }).toEqual({ find: f, has: h, slots: s, identity: i });
      expect(find?.slice(0, f.length)).toEqual(f);
      // Only `outside` may grow: it excludes.
      expect(identity?.map(({ outside: _, ...reading }) => reading)).toEqual(
        i.map(({ outside: _, ...reading }) => reading),
      );
      for (const [at, { outside }] of i.entries())
        if (outside) expect(identity?.[at]?.outside?.startsWith(outside)).toBe(true);
    }
    expect(after?.fields[0]?.text?.slice(0, -1)).toEqual(before.fields[0]?.text);
    expect(after?.fields[0]?.permalink).toEqual(before.fields[0]?.permalink);
    expect(after?.fields[0]?.context).toEqual(before.fields[0]?.context);
  });

  test("a reading takes attribute and transform from the recipe's own reading", () => {
    const after = mendRecipes(base("x"), all);
    expect(after?.fields[0]?.authorHandle?.at(-1)).toEqual({
      at: "a[data-nama]",
      read: "text",
      as: "handle",
    });
  });

  test("a recipe that requires nothing of a match does not begin to", () => {
    expect(mendRecipes(base("x"), all)?.posts[0]?.has).toBeUndefined();
    expect(mendRecipes(base("facebook"), all)?.posts[0]?.has).toMatch(/,div\[data-part\]$/);
  });

  test("on Facebook no address in a text names a post, whatever marks the text", () => {
    const [first] = mendRecipes(base("facebook"), all)?.posts[0]?.identity ?? [];
    expect(first?.outside).toBe(
      '[data-ad-rendering-role="story_message"],svg,a:has(img,[dir]),[dir="auto"],div[data-teks]',
    );
  });

  test("exactly one place over the post stays last", () => {
    const slots = mendRecipes(base("youtube"), { ...all, recipe: 6, kind: "video", fields: {} })?.posts[6]
      ?.slots;
    expect(slots?.filter(({ at, place }) => place === "cover" && at === undefined)).toHaveLength(1);
    expect(slots?.at(-1)).toMatchObject({ place: "cover" });
  });

  test("does not add a place that the recipe has", () => {
    const before = base("x");
    const own = before.posts[0]?.slots ?? [];
    expect(own.length).toBeGreaterThan(1);
    const added = { at: "div[data-row]", place: "append", look: "icon" } as const;
    const mended = mendRecipes(before, { ...all, slots: [...own, added], fields: {} } as Mend);
    expect(mended?.posts[0]?.slots).toEqual([...own, added]);
  });

  test("refuses a recipe that is for a closed page beside public ones", () => {
    const { posts, fields } = base("x");
    const onPages = (...page: string[]) =>
      mendRecipes({ posts: posts.map((post) => ({ ...post, page })), fields }, all);
    expect(onPages("/s/*", "/z/*")).toBeDefined();
    for (const closed of ["/a/*", "/k/"]) expect(onPages("/s/*", closed)).toBeUndefined();
  });

  test("refuses a recipe without readings of its own", () => {
    expect(
      mendRecipes({ ...base("x"), fields: [] }, { ...none, recipe: 0, kind: "post" } as Mend),
    ).toBeUndefined();
  });

  test.each([
    ["another kind", "x", { ...none, recipe: 0, kind: "account" }],
    ["an unknown recipe", "x", { ...none, recipe: 9, kind: "post" }],
    [
      "an unknown reading",
      "x",
      { ...none, recipe: 0, kind: "post", fields: { text: [{ at: "p", like: 7 }] } },
    ],
    ["Telegram's web client K", "telegram", { ...none, recipe: 1, kind: "message" }],
    ["Telegram's web client A", "telegram", { ...none, recipe: 2, kind: "message" }],
    [
      "a reading of the page's address",
      "facebook",
      { ...none, recipe: 5, kind: "account", fields: { authorHandle: [{ at: "p", like: 0 }] } },
    ],
  ] as const)("refuses %s", (_name, site, mend) => {
    expect(mendRecipes(base(site), mend as Mend)).toBeUndefined();
  });
});

test.each([
  { identity: [{ read: "attr:href" }] },
  { foreign: [] },
  { skip: ["article"] },
  { page: ["/*"] },
  { kinds: ["account"] },
  { climb: { from: "a", stop: "b" } },
  { fields: { permalink: [{ at: "a", like: 0 }] } },
  { fields: { audience: [{ at: "a", like: 0 }] } },
  { fields: { text: [{ at: "a", like: 0, as: "permalink" }] } },
  { slots: [{ at: "a", place: "after", look: "icon" }] },
  { find: ["main"] },
])("a proposal with %o is no proposal", (more) => {
  const mend = { recipe: 0, kind: "post", ...none };
  expect(mendShape.safeParse(mend).success).toBe(true);
  expect(mendShape.safeParse({ ...mend, ...more }).success).toBe(false);
});
