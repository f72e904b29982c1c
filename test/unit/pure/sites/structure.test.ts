/** The structural finder where a site's recipes fail: places for the button, headers, counts and cost. */

import { Window } from "happy-dom";
import { afterEach, describe, expect, test } from "vitest";
import { openPracticePage } from "../../../../scripts/dev/windtunnel/measure-folder.ts";
import {
  type FoundPost,
  findPosts,
  showsUnknownPosts,
} from "../../../../utils/page/sites/engine/find-posts.ts";
import type { Page } from "../../../../utils/page/sites/engine/page.ts";
import { Finder, type Posts } from "../../../../utils/page/sites/engine/post-finder.ts";
import { readPost } from "../../../../utils/page/sites/engine/read-post.ts";
import { foreignTo } from "../../../../utils/page/sites/engine/select.ts";
import { findSpot } from "../../../../utils/page/sites/engine/slot.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import { missedPosts } from "../../../../utils/page/sites/repair/broken-page.ts";
import { countByStructure, withStructure } from "../../../../utils/page/sites/structure/structure.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { cases } from "../../../support/cases/all.ts";
import { closeDocuments, openDocument } from "../../../support/cases/open-case.ts";

afterEach(closeDocuments);

function openPage(address: string, html: string): Page {
  const document = openDocument(address);
  document.body.innerHTML = html;
  return { document, address };
}

const spotOf = ({ element, recipe }: FoundPost) => findSpot(element, recipe, foreignTo(element, recipe));
const structured = (id: SiteId, page: Page) => withStructure(sites[id], () => page);
const namesOf = (found: readonly FoundPost[]) =>
  [...new Set(found.flatMap(({ identity }) => identity?.subject ?? []))].sort();

/** One removal that leaves every post its name and none its place. */
const withoutPlaces: readonly [SiteId, string, RegExp, RegExp, string][] = [
  ["x", "posts", /^a timeline post$/, / role="group"/g, ""],
  ["telegram", "messages of t.me", /^t\.me\/s: text, emoji/, /tgme_widget_message_bubble/g, "gelembung"],
  ["youtube", "comments", /./, /ytd-comment-engagement-bar/g, "ytd-bilah"],
  ["youtube", "comments in Studio", /./, /ytcp-comment-action-buttons/g, "ytcp-bilah"],
];

describe.each(withoutPlaces)("%s: %s without their place for the button", (id, _, name, from, to) => {
  const siteCase = cases[id].find((given) => name.test(given.name) && from.test(given.html));
  const open = () => openPage(siteCase?.address ?? "", (siteCase?.html ?? "").replace(from, to));
  const lostOn = (page: Page) => {
    const posts = findPosts(page.document, sites[id], page);
    return namesOf(posts.filter((post) => !spotOf(post)));
  };

  test("get it over their corner, under the names that the recipes read", () => {
    const page = open();
    const lost = lostOn(page);
    expect(lost.length).toBeGreaterThan(0);
    const posts = findPosts(page.document, structured(id, page), page);
    const placed = posts.filter((post) => spotOf(post)?.slot.place === "cover" && post.recipe.structure);
    expect(namesOf(placed)).toEqual(expect.arrayContaining(lost));
    for (const { identity } of placed) expect(identity?.reading).not.toBe("structure");
  });

  test("are in the proposal for a mended recipe, and in the count that alerts administrators", () => {
    const page = open();
    const missed = missedPosts({ site: sites[id], siteFields: siteFields[id](), page });
    expect(missed.flatMap(({ posts }) => posts.map(({ subject }) => subject))).toEqual(
      expect.arrayContaining(lostOn(page)),
    );
    expect(countByStructure(structured(id, page), page)).not.toEqual([]);
  });
});

test("the page's address does not name a post without a place beside one that has a place", () => {
  const role = (name: string) => `data-ad-rendering-role="${name}"`;
  const post = (buttons: string) =>
    `<div aria-posinset="1"><div ${role("story_message")}>Kata</div><h3><a href="/penulis">Penulis</a></h3>${buttons}</div>`;
  const bar = `<div><div><i ${role("comment_button")}></i></div><div><i ${role("like_button")}></i></div></div>`;
  const page = openPage(
    "https://www.facebook.com/penulis/posts/pfbid02x",
    `<div role="main">${post("")}${post(bar)}</div>`,
  );
  const posts = findPosts(page.document, structured("facebook", page), page);
  expect(posts.some(({ recipe }) => recipe.structure)).toBe(true);
  expect(namesOf(posts)).toEqual([]);
});

describe("on the page of a name on t.me", () => {
  const named = (name: string, extra: string, about = "") =>
    openPage(
      `https://t.me/${name}`,
      `<div><div><a href="//telegram.org/">Telegram</a></div><div><b dir="auto"><span dir="auto">Nama</span></b><p>${extra}</p>
       <p dir="auto">${about}</p><div><a href="tg://resolve?domain=${name}">View in Telegram</a></div></div></div>`,
    );
  const namesOn = (page: Page) => namesOf(findPosts(page.document, structured("telegram", page), page));

  test.each([
    ["a channel", "KanalContoh", "1 842 subscribers", "telegram:channel:kanalcontoh"],
    ["a group", "GrupContoh", "1 234 members, 56 online", "telegram:channel:grupcontoh"],
    ["a bot", "cuan77_bot", "@cuan77_bot", "telegram:account:cuan77_bot"],
  ])("%s without any class has its button", (_, name, extra, subject) => {
    const page = named(name, extra);
    expect(namesOn(page)).toEqual([subject]);
    expect(findPosts(page.document, structured("telegram", page), page).every((post) => spotOf(post))).toBe(
      true,
    );
  });

  test.each([
    ["a person", named("rizalcontoh", "@rizalcontoh")],
    ["a person who writes of subscribers", named("rizalcontoh", "@rizalcontoh", "9000 subscribers")],
    ["a page without an audience", named("kanalcontoh", "Kanal", "12 subscribers")],
    ["a closed group", named("+AbCdEf123456", "12 members")],
  ])("%s has none", (_, page) => {
    expect(namesOn(page)).toEqual([]);
  });

  test("a link to another name gives none", () => {
    const page = named("kanalcontoh", "1 842 subscribers");
    page.document.querySelector("a[href^=tg]")?.setAttribute("href", "tg://resolve?domain=lawan");
    expect(namesOn(page)).toEqual([]);
  });
});

test.each(["form", 'div role="navigation"', "div hidden", 'div role="log"'])(
  "no alternative finds a post in <%s>",
  (open) => {
    const message = '<div data-post="kanalcontoh/5"><p>Kata</p></div>';
    const inside = openPage("https://t.me/s/kanalcontoh", `<${open}>${message}</${open.split(" ")[0]}>`);
    expect(namesOf(findPosts(inside.document, structured("telegram", inside), inside))).toEqual([]);
    const outside = openPage("https://t.me/s/kanalcontoh", message);
    expect(namesOf(findPosts(outside.document, structured("telegram", outside), outside))).toEqual([
      "telegram:message:kanalcontoh/5",
    ]);
  },
);

/** A post of X without test ids. */
const redesigned = (number: number) =>
  `<div><div><a href="/penulis"><img alt=""></a><a href="/penulis">Penulis</a><a href="/penulis/status/${10_000 + number}"><time datetime="2026-11-20T03:04:05.000Z">2j</time></a></div><p lang="id">Kata ${number}</p><div><button>Balas</button></div></div>`;
const known = (number: number) => `<article data-testid="tweet">${redesigned(number)}</article>`;

test("counts any post that only structure finds, with those that the recipes find", () => {
  const html = Array.from({ length: 9 }, (_, number) => known(number)).join("") + redesigned(99);
  const page = openPage("https://x.com/home", `<main><div>${html}</div></main>`);
  // Without the row of buttons a named post has no place either, so those of this page get one.
  for (const article of page.document.querySelectorAll("article"))
    article.insertAdjacentHTML("beforeend", '<div role="group" aria-label="2 balasan"></div>');
  expect(countByStructure(structured("x", page), page)).toMatchObject([
    { kind: "post", posts: 9, byStructure: 1 },
  ]);
});

/** Calls of the page's queries, and the elements that they return. */
function countQueries(window: Window, act: () => void): number {
  let count = 0;
  const { prototype } = window.Element as unknown as { prototype: Record<string, unknown> };
  const names = ["matches", "closest", "querySelector", "querySelectorAll"];
  const before = names.map((name) => [name, prototype[name]] as const);
  for (const [name, query] of before) {
    prototype[name] = function (this: unknown, ...given: unknown[]) {
      const answer = (query as (...given: unknown[]) => unknown).apply(this, given);
      count += name === "querySelectorAll" ? (answer as { length: number }).length + 1 : 1;
      return answer;
    };
  }
  try {
    act();
  } finally {
    for (const [name, query] of before) prototype[name] = query;
  }
  return count;
}

test("finds 2,000 posts at four times the cost of 500", { timeout: 120_000 }, async () => {
  const measure = async (posts: number) => {
    const window = new Window({ url: "https://x.com/home" });
    const document = window.document as unknown as Document;
    const html = Array.from({ length: posts }, (_, number) => redesigned(number)).join("");
    document.body.innerHTML = `<main><div>${html}</div></main>`;
    const page = { document, address: document.URL };
    const byName: Posts = new Map();
    const starts = new Set<Element>();
    const count = countQueries(window, () => {
      const finder = new Finder(structured("x", page), page);
      finder.addStarts(document.documentElement, starts);
      for (const start of starts) finder.byStructure(start, byName);
    });
    await window.happyDOM.close();
    expect(byName.size).toBe(posts);
    return count;
  };
  const few = await measure(500);
  expect((await measure(2_000)) / few).toBeLessThan(4.5);
});

describe("on practice pages of the mobile sites", () => {
  test.each([
    ["https://m.facebook.com/", ["facebook:post:555000333", "facebook:post:777000444"]],
    ["https://m.facebook.com/warung.sari", ["facebook:post:555000333", "facebook:post:777000444"]],
    [
      "https://m.facebook.com/groups/jualbeli.melati/",
      ["facebook:post:555000333", "facebook:post:777000444"],
    ],
    ["https://m.youtube.com/watch?v=PepesTahu01", ["youtube:comment:UgxPonselKomentar0001"]],
  ])("%s asks for the finder, which names the posts with an address", async (address, names) => {
    const { site, page, close } = await openPracticePage(address);
    expect(showsUnknownPosts(site, page, { isFound: () => false })).toBe(true);
    const posts = findPosts(
      page.document,
      withStructure(site, () => page),
      page,
    );
    const structural = posts.filter(({ recipe }) => recipe.structure);
    expect(namesOf(structural)).toEqual(names);
    expect(structural.every((post) => spotOf(post) !== undefined)).toBe(true);
    await close();
  });

  test("a comment of m.youtube.com is read without the tags of the desktop site", async () => {
    const { site, page, close } = await openPracticePage("https://m.youtube.com/watch?v=PepesTahu01");
    const [first] = findPosts(
      page.document,
      withStructure(site, () => page),
      page,
    ).filter(({ identity }) => identity?.kind === "comment");
    if (!first) throw new Error("no comment was found");
    const { element: post, recipe, identity } = first;
    const { fields } = readPost({ site, siteFields: siteFields.youtube(), post, recipe, page }, identity);
    const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field?.value]));
    expect(values).toMatchObject({
      text: "Main di sini pasti cuan, lihat ini.",
      authorName: "@BangJudi",
      authorHandle: "bangjudi",
      publishedRaw: "2 jam yang lalu",
    });
    await close();
  });
});
