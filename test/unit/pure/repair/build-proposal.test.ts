/** A redesign of each site on feeds of real markup: what is proposed, and what never is. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import { missedPosts } from "../../../../utils/page/sites/repair/broken-page.ts";
import { buildProposal } from "../../../../utils/page/sites/repair/build-proposal.ts";
import { mendPage } from "../../../../utils/page/sites/repair/score.ts";
import { isProposableSelector } from "../../../../utils/shared/contract/proposal-selector.ts";
import {
  type BuiltProposal,
  builtProposal,
  type Mend,
} from "../../../../utils/shared/contract/recipe-proposal.ts";
import { brokenFeed, type FeedSite } from "../../../support/broken-feed.ts";
import { closeDocuments } from "../../../support/cases/open-case.ts";

const posts = 8;

afterAll(closeDocuments);

/** The main mark of each surface, renamed or removed as a redesign would. */
const redesigns: readonly { site: FeedSite; name: string; change: (html: string) => string }[] = [
  {
    site: "x",
    name: "the post's test id has another value",
    change: (html) => html.replaceAll('data-testid="tweet"', 'data-testid="kiriman"'),
  },
  {
    site: "x",
    name: "all test ids are gone",
    change: (html) => html.replaceAll(/ data-testid="[^"]*"/g, ""),
  },
  {
    site: "facebook",
    name: "the rendering roles have another name",
    change: (html) => html.replaceAll("data-ad-rendering-role=", "data-ad-part="),
  },
  {
    site: "facebook",
    name: "the rendering roles are gone",
    change: (html) => html.replaceAll(/ data-ad-rendering-role="[^"]*"/g, ""),
  },
  {
    site: "youtube",
    name: "the cards' tags have other names",
    change: (html) =>
      html
        .replaceAll("yt-lockup-view-model", "yt-card-view")
        .replaceAll("ytd-video-renderer", "ytd-video-card"),
  },
  {
    site: "telegram",
    name: "the message's class has another name",
    change: (html) => html.replaceAll("tgme_widget_message ", "tgme_post "),
  },
];

function selectorsOf({ find, has, slots, fields }: Mend): string[] {
  return [
    ...find,
    ...has,
    ...slots.flatMap(({ at }) => at ?? []),
    ...Object.values(fields).flatMap((readings) => readings.map(({ at }) => at)),
  ];
}

describe.each(redesigns)("$site: $name", { timeout: 120_000 }, ({ site, change }) => {
  const broken = brokenFeed(site, change, posts);
  const whole = brokenFeed(site, (html) => html, posts);
  let built: BuiltProposal | undefined;
  beforeAll(() => {
    built = buildProposal(broken);
  });

  test("the proposal restores the posts under their own names", () => {
    const [missed] = missedPosts(broken).sort((a, b) => b.posts.length - a.posts.length);
    const expected = missed?.posts.map(({ subject }) => subject) ?? [];
    expect(expected.length).toBeGreaterThanOrEqual(posts / 2);
    const mended = built && mendPage(broken, built.mend);
    const found = findPosts(broken.page.document, mended?.site ?? broken.site, broken.page).filter(
      ({ recipe }) => mended?.site.posts.indexOf(recipe) === built?.mend.recipe,
    );
    const names = found.map(({ identity }) => identity?.subject);
    expect(names.filter((name) => name && !expected.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(expected.length * 0.95);
    // Each name is on the element that holds the post's own address.
    for (const { element, identity } of found) {
      const known = missed?.posts.find(({ subject }) => subject === identity?.subject)?.found.element;
      expect(known && (known.contains(element) || element.contains(known))).toBe(true);
    }
  });

  test("its score describes its effect, and it fits the contract", () => {
    expect(builtProposal.safeParse(built).error).toBeUndefined();
    const { score } = built as BuiltProposal;
    expect(score.matched).toBeGreaterThanOrEqual(score.posts * 0.95);
    expect(score.wrong).toBe(0);
    expect(score.buttons).toBe(score.matched);
    expect(score.fields.read).toBeGreaterThan(0);
    expect(score.fields.same / score.fields.read).toBeGreaterThanOrEqual(0.95);
    expect(score.stability).toBeGreaterThanOrEqual(40);
  });

  test("its selectors hold no word of a person's name and no number", () => {
    for (const selector of selectorsOf((built as BuiltProposal).mend)) {
      expect(selector).toSatisfy(isProposableSelector);
      expect(selector).not.toMatch(/\d|akun|kutipan/);
    }
  });

  test("posts of the old markup keep their names", () => {
    const before = findPosts(whole.page.document, whole.site, whole.page);
    const mended = built && mendPage(whole, built.mend);
    const after = findPosts(whole.page.document, mended?.site ?? whole.site, whole.page);
    const names = (found: typeof before) => found.map(({ identity }) => identity?.subject).sort();
    expect(mended).toBeDefined();
    expect(names(after)).toEqual(names(before));
  });
});

test("proposes nothing where the recipes find the posts", () => {
  expect(buildProposal(brokenFeed("x", (html) => html, 4))).toBeUndefined();
});

test("proposes nothing where the name itself is gone: identity is never mended", { timeout: 60_000 }, () => {
  const withoutName = (html: string) => html.replaceAll(/ data-post="[^"]*"/g, "");
  expect(missedPosts(brokenFeed("telegram", withoutName, 4))[0]?.posts).toHaveLength(4);
  expect(buildProposal(brokenFeed("telegram", withoutName, 4))).toBeUndefined();
});

test("proposes nothing from one or two posts, whose marks may be their own", { timeout: 60_000 }, () => {
  const change = redesigns[0]?.change as (html: string) => string;
  expect(buildProposal(brokenFeed("x", change, 2))).toBeUndefined();
  expect(buildProposal(brokenFeed("x", change, 3))).toBeDefined();
});

/** Marks that a hostile page gives its posts, in the place of everything that marks them otherwise. */
const hostile: readonly { name: string; marks: string }[] = [
  {
    name: "the author's name",
    marks: 'data-testid="warga-pasar" data-role="wargapasar" class="warga_pasar"',
  },
  { name: "the author's handle", marks: 'data-testid="AkunBcde" data-section="akun-bcde" class="akun_bcde"' },
  {
    name: "ids and numbers",
    marks: 'data-testid="id31740510" data-type="3174051012900001" class="u1993210" id="n12"',
  },
  { name: "a text", marks: 'data-testid="Bom besok pagi" data-role="jam 9 di pasar" class="bom:besok"' },
  { name: "another selector", marks: 'data-testid="a&quot;],*,[b=&quot;" data-role="x\\" class="a,b"' },
];

test.each(hostile)("a hostile page puts $name into its marks in vain", { timeout: 60_000 }, ({ marks }) => {
  const change = (html: string) =>
    html
      .replaceAll(/<article [^>]*>/g, `<div ${marks}>`)
      .replaceAll("</article>", "</div>")
      .replaceAll(' data-testid="cellInnerDiv"', "")
      .replaceAll(' aria-label="12 balasan, 12 posting ulang, 12 suka"', ` ${marks}`);
  const built = buildProposal(brokenFeed("x", change, 4));
  for (const selector of built ? selectorsOf(built.mend) : []) {
    expect(selector).toSatisfy(isProposableSelector);
    expect(selector).not.toMatch(/warga|pasar|akun|bcde|bom|besok|jam|\d|[,*\\:]/i);
  }
});
