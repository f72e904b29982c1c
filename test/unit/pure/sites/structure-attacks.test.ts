/** Hostile pages without any markup that recipes know: a foreign address must never name the post around it. */

import { afterEach, describe, expect, test } from "vitest";
import { readPageWith } from "../../../../utils/page/recorder/read-page.ts";
import { findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import { message, posinset, row, unit } from "../../../../utils/page/sites/facebook/parts.cases.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import { withStructure } from "../../../../utils/page/sites/structure/structure.ts";
import { tweet } from "../../../../utils/page/sites/x/shapes.cases.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { closeDocuments, openDocument } from "../../../support/cases/open-case.ts";
import { type Random, seeded } from "../../../support/similar/random.ts";

const pagesPerSite = 100;

afterEach(closeDocuments);

/** An item of a page. Its words occur nowhere else; its subject is undefined if it has no address of its own. */
interface Item {
  words: string;
  subject: string | undefined;
  html: string;
}

interface Attack {
  address: string;
  item(random: Random, number: number): Item[];
}

const time = '<time datetime="2026-11-20T03:04:05.000Z">2j</time>';

/** Nests the parts at random depths, in elements without attributes. */
function nest(random: Random, parts: readonly string[]): string {
  const inside = parts.map((part) => {
    let html = part;
    for (let depth = random.int(4); depth > 0; depth--) html = `<div>${html}</div>`;
    return html;
  });
  return `<div>${inside.join("")}</div>`;
}

const some = (random: Random, parts: readonly string[]) => parts.filter(() => random.chance(0.5));

const x: Attack = {
  address: "https://x.com/home",
  item(random, number) {
    const [own, foe] = [`199321000000000${1000 + number}`, `198000000000000${1000 + number}`];
    const words = `kata${number}.`;
    const quoted = `kutipan${number}.`;
    const quote = `<div><a href="/lawan">Lawan</a><a href="/lawan/status/${foe}">${time}</a><p>${quoted}</p></div>`;
    const planted = some(random, [
      `<p lang="id"><a href="https://x.com/lawan/status/${foe}">x.com/lawan/status/${foe}</a></p>`,
      `<p lang="id"><a href="/lawan/status/${foe}">12 rb</a></p>`,
      `<div role="link"><span>Lawan</span><a href="/lawan/status/${foe}">${time}</a></div>`,
      `<a href="/lawan/status/${foe}/photo/1"><img alt=""></a>`,
      `<a href="https://iklan.example/?u=/lawan/status/${foe}">iklan ${time}</a>`,
    ]);
    const hasQuote = random.chance(0.3);
    const hasOwn = random.chance(0.7);
    const head = '<div><a href="/penulis"><img alt=""></a><a href="/penulis">Penulis</a></div>';
    const parts = [
      head,
      ...(hasOwn ? [`<a href="/penulis/status/${own}">${time}</a>`] : []),
      `<p lang="id">${words}</p>`,
      ...planted,
      ...(hasQuote ? [quote] : []),
    ];
    return [
      { words, subject: hasOwn ? `x:post:${own}` : undefined, html: nest(random, parts) },
      ...(hasQuote ? [{ words: quoted, subject: `x:post:${foe}`, html: "" }] : []),
    ];
  },
};

const telegram: Attack = {
  address: "https://t.me/s/kanalcontoh",
  item(random, number) {
    const words = `kata${number}.`;
    const hasOwn = random.chance(0.7);
    const planted = some(random, [
      `<a href="https://t.me/lawan/${number + 1}">10:04</a>`,
      `<a href="https://t.me/kanalcontoh/${number + 5000}">10:05</a>`,
      `<a href="https://t.me/lawan/${number + 2}">${time}</a>`,
      // Another message of the same channel: its video with the length, and its card with the date.
      `<a href="https://t.me/kanalcontoh/${number + 6000}"><i></i><time>0:31</time></a>`,
      `<a href="https://t.me/kanalcontoh/${number + 7000}"><b>Judul</b>${time}</a>`,
      `<a href="https://t.me/lawan">Diteruskan dari Lawan</a>`,
      `<a href="https://t.me/c/123/${number + 3}">${time}</a>`,
    ]);
    const parts = [
      '<a href="https://t.me/kanalcontoh"><span>Kanal Contoh</span></a>',
      `<p dir="auto">${words}</p>`,
      ...planted,
      ...(hasOwn ? [`<a href="https://t.me/kanalcontoh/${number + 1}">${time}</a>`] : []),
    ];
    const subject = hasOwn ? `telegram:message:kanalcontoh/${number + 1}` : undefined;
    return [{ words, subject, html: nest(random, parts) }];
  },
};

const youtube: Attack = {
  address: "https://www.youtube.com/results?search_query=tahu",
  item(random, number) {
    const [own, foe] = [`VideoAsli${String(number).padStart(2, "0")}`, `LawanBuruk${number % 10}`];
    const words = `kata${number}.`;
    const hasOwn = random.chance(0.7);
    const planted = some(random, [
      `<p>https: <a href="/watch?v=${foe}">youtube.com/watch?v=${foe}</a></p>`,
      `<p><a href="/watch?v=${foe}&amp;t=5s">0:05</a></p>`,
      `<a href="https://www.googleadservices.com/pagead/aclk?adurl=/watch?v=${foe}"><img src="https://i.ytimg.com/vi/${foe}/a.jpg"></a>`,
      `<p><a href="/watch?v=${foe}&amp;lc=Ugxxxxxxxxxxxxxxxxxxxx">youtube.com/watch?v=${foe}</a></p>`,
      `<span role="text"><a href="/watch?v=${foe}">Judul lain</a></span>`,
    ]);
    const parts = [
      ...(hasOwn
        ? [
            `<a href="/watch?v=${own}"><img src="https://i.ytimg.com/vi/${own}/a.jpg"></a>`,
            `<h3><a href="/watch?v=${own}">Judul</a></h3>`,
          ]
        : ['<a href="https://iklan.example/"><h3>Iklan</h3></a>']),
      `<span>${words}</span>`,
      '<a href="/@contoh">Contoh</a>',
      ...planted,
    ];
    return [{ words, subject: hasOwn ? `youtube:video:${own}` : undefined, html: nest(random, parts) }];
  },
};

const facebook: Attack = {
  address: "https://www.facebook.com/",
  item(random, number) {
    const words = `kata${number}.`;
    const foe = 700_000 + number;
    const hasOwn = random.chance(0.5);
    const planted = some(random, [
      `<a href="/lawan/posts/${foe}?__tn__=%2CO%2CP-R">facebook.com/lawan/posts/${foe}</a>`,
      `<a href="/lawan/posts/1?comment_id=${btoa(`comment:${foe}_1`)}">komentar</a>`,
      `<a href="/lawan/videos/${foe}/">video</a>`,
      `<a href="/photo/?fbid=${foe}">foto</a>`,
    ]).map((link) => `<span>${link}</span>`);
    const parts = [
      '<h3><a href="/penulis">Penulis</a></h3>',
      ...(hasOwn ? [`<span><a href="/penulis/posts/${number + 1}?__tn__=%2CO%2CP-R">2 jam</a></span>`] : []),
      `<div dir="auto">${words}${planted.join(" ")}</div>`,
    ];
    const html = `<div aria-posinset="${number}">${nest(random, parts)}</div>`;
    return [{ words, subject: hasOwn ? `facebook:post:${number + 1}` : undefined, html }];
  },
};

/** A list of the mobile site. The author comes first; the time may be a link. */
const mobile: Attack = {
  address: "https://m.facebook.com/",
  item(random, number) {
    const words = `kata${number}.`;
    const foe = 700_000 + number;
    const hasOwn = random.chance(0.5);
    const text = (inside: string) => `<div class="native-text">${inside}</div>`;
    const planted = some(random, [
      text(`Lihat <a href="/lawan/posts/${foe}">ini</a>`),
      text(`<a href="/lawan/posts/${foe}">facebook.com/lawan/posts/${foe}</a>`),
      // A title of a shared post, alone in its text, and the shared post with its own head.
      text(`<a href="/story.php?story_fbid=${foe}&amp;id=77">Judul lain</a>`),
      `<div><a href="/lawan">Lawan</a> <a href="/groups/lain/permalink/${foe}/">3 jam</a> kutipan${number}.</div>`,
      `<a href="/story.php?story_fbid=${foe}&amp;id=77"><img alt=""></a>`,
    ]);
    const own = `/story.php?story_fbid=${number + 1}&amp;id=42`;
    const parts = [
      '<a href="/penulis"><img alt=""></a>',
      `<a href="/penulis">${text("Penulis")}</a>`,
      hasOwn ? `<a href="${own}">${text("2 jam")}</a>` : text("2 jam"),
      text(words),
      ...planted,
    ];
    return [
      {
        words,
        subject: hasOwn ? `facebook:post:${number + 1}` : undefined,
        html: `<div data-tracking-duration-id="${number}">${nest(random, parts)}</div>`,
      },
    ];
  },
};

const attacks: readonly (readonly [string, SiteId, Attack])[] = [
  ["facebook", "facebook", facebook],
  ["facebook's mobile lists", "facebook", mobile],
  ["telegram", "telegram", telegram],
  ["x", "x", x],
  ["youtube", "youtube", youtube],
];

function itemsOf(attack: Attack, random: Random): Item[] {
  return Array.from({ length: 4 + random.int(6) }, (_, number) => attack.item(random, number)).flat();
}

test.each(attacks)(
  "%s: on a hundred hostile pages the structural finder names no post wrongly",
  {
    timeout: 120_000,
  },
  (_, id, attack) => {
    const wrong: string[] = [];
    let named = 0;
    for (let seed = 1; seed <= pagesPerSite; seed++) {
      const random = seeded(seed);
      const items = itemsOf(attack, random);
      const document = openDocument(attack.address);
      document.body.innerHTML = `<main>${items.map(({ html }) => html).join("")}</main>`;
      const page = { document, address: attack.address };
      for (const { element, identity } of findPosts(
        document,
        withStructure(sites[id], () => page),
        page,
      )) {
        if (!identity) continue;
        named++;
        const text = element.textContent ?? "";
        for (const item of items) {
          if (text.includes(item.words) && !isNamedBy(identity.subject, item, items))
            wrong.push(`${id} page ${seed}: ${item.words} is named ${identity.subject}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    // The finder did find the posts that have addresses of their own.
    expect(named).toBeGreaterThan(pagesPerSite);
  },
);

/** A post is named by its own address only. The words of a quoted post may also be inside the post that quotes it. */
function isNamedBy(name: string, { words, subject, html }: Item, items: readonly Item[]): boolean {
  const quoting = html === "" ? items.find((item) => item.html.includes(words)) : undefined;
  return name === subject || (quoting !== undefined && name === quoting.subject);
}

/** Returns the names that recipes and structure give on a page of Facebook. */
function namesOnFacebook(address: string, html: string): string[] {
  const document = openDocument(address);
  document.body.innerHTML = html;
  const page = { document, address };
  const site = withStructure(sites.facebook, () => page);
  return findPosts(document, site, page).flatMap(({ identity }) => identity?.subject ?? []);
}

const listed = (head: string, rest = "") =>
  `<div data-tracking-duration-id="1"><div>${head}</div><div class="native-text">Kata-kata.</div>${rest}</div>`;
const authorLink = '<span><a href="/warung.sari">Warung Sari</a></span>';
const ownTime = '<span><a href="/story.php?story_fbid=555000111&amp;id=42">2 jam</a></span>';

test.each([
  ["the time and its author", listed(`${authorLink} · ${ownTime}`), ["facebook:post:555000111"]],
  [
    "a member's post in a group",
    listed(
      '<a href="/groups/jualbeli/">Jual Beli</a><a href="/groups/jualbeli/user/7/">Dwi</a><span><a href="/groups/jualbeli/permalink/777/">1 jam</a></span>',
    ),
    ["facebook:post:777"],
  ],
  [
    "the same address twice",
    listed(`${authorLink} ${ownTime}`, ownTime.replace("2 jam", "12 komentar")),
    ["facebook:post:555000111"],
  ],
  ["two addresses in its head", listed(`${authorLink} ${ownTime}${ownTime.replace("111", "222")}`), []],
  ["no author", listed(ownTime), []],
  ["words before the author", listed(`<span>Budi membagikan</span>${authorLink} ${ownTime}`), []],
  ["words between author and time", listed(`${authorLink} <span>bersama Budi</span> ${ownTime}`), []],
  ["another account before the time", listed(`${authorLink} <a href="/budi.k">Budi</a> ${ownTime}`), []],
  [
    "an author on another site",
    listed(`<a href="https://notfacebook.com/warung.sari">Warung</a> ${ownTime}`),
    [],
  ],
  ["an address in a text", listed(`${authorLink} <span>Lihat ${ownTime}</span>`), []],
  ["a comment's address", listed(`${authorLink} ${ownTime.replace("id=42", "id=42&amp;comment_id=9")}`), []],
])("in a mobile list, a post with %s", (_, html, names) => {
  expect(namesOnFacebook("https://m.facebook.com/warung.sari", html)).toEqual(names);
  // The desktop site has its own places.
  expect(namesOnFacebook("https://www.facebook.com/warung.sari", html)).toEqual([]);
});

test.each([
  ["items of a list", (post: string) => post],
  ["elements without a mark", (post: string) => post.replace(' data-tracking-duration-id="1"', "")],
])("in %s, a post does not take in the next one, which has no address", (_, mark) => {
  const next = listed('<span><a href="/budi.k">Budi</a></span> <span>3 jam</span>').replace(
    "Kata-kata",
    "Milik Budi",
  );
  const document = openDocument("https://m.facebook.com/");
  document.body.innerHTML = `<div>${mark(listed(`${authorLink} ${ownTime}`))}${mark(next)}</div>`;
  const page = { document, address: "https://m.facebook.com/" };
  const posts = findPosts(
    document,
    withStructure(sites.facebook, () => page),
    page,
  );
  expect(posts.map(({ identity }) => identity?.subject)).toEqual(["facebook:post:555000111"]);
  expect(posts[0]?.element.textContent).toContain("Kata-kata");
  expect(posts[0]?.element.textContent).not.toContain("Budi");
});

const tab = '<a href="/warung.sari/about">Tentang</a>';

test.each([
  ["a foreign account's tab", "/lawan", `<h1>Warung Sari</h1>${tab}`],
  ["a tab that a person wrote", "/warung.sari", `<h1>Lawan</h1><div dir="auto">${tab}</div>`],
  ["a tab in a post", "/warung.sari", `<h1>Lawan</h1><div aria-posinset="1">${tab}</div>`],
  ["a second title", "/warung.sari", `<h1>Lawan</h1><h1>Warung Sari</h1>${tab}`],
  ["no tab at all", "/warung.sari", "<h1>Lawan</h1>"],
])("names no profile by %s", (_, path, html) => {
  expect(namesOnFacebook(`https://www.facebook.com${path}`, html)).toEqual([]);
});

test("names a profile by its only title and its own tab", () => {
  const names = namesOnFacebook("https://www.facebook.com/warung.sari", `<h1>Warung Sari</h1>${tab}`);
  expect(names).toEqual(["facebook:account:warung.sari"]);
});

const photo = '<div><img data-visualcompletion="media-vc-image" src="https://a.fbcdn.net/x.jpg"></div>';

test.each([
  ["two photos", `${photo}<div>${photo}</div>`],
  ["a photo of a feed's post", `<div aria-posinset="1">${photo}</div>`],
  ["a photo outside the dialog", `<div role="dialog">${photo}</div><section>${photo}</section>`],
])("without landmarks the address names none of %s", (_, html) => {
  const names = namesOnFacebook("https://www.facebook.com/photo/?fbid=880001", `<div>${html}</div>`);
  expect(names.filter((name) => name === "facebook:photo:880001").length).toBeLessThanOrEqual(
    html.includes("dialog") ? 1 : 0,
  );
});

test("takes no post for a comment when the comment comes before the post's own head", () => {
  const who = `<a href="/pelanggan?comment_id=${encodeURIComponent(btoa("comment:700_1"))}">Pelanggan</a>`;
  const html = `<div><div>${who}<p>Enak</p></div><div dir="auto">Kata penulis, panjang sekali.</div><h4><a href="/penulis">Penulis</a></h4></div>`;
  const document = openDocument(facebook.address);
  document.body.innerHTML = html;
  const page = { document, address: facebook.address };
  const site = withStructure(sites.facebook, () => page);
  const around = findPosts(document, site, page).filter(
    ({ element, identity }) =>
      identity?.kind === "comment" && element.textContent?.includes("Kata penulis") === true,
  );
  expect(around).toEqual([]);
});

const marks = "__cft__[0]=AZcontoh&__tn__=%2CO%2CP-R";
/** The card of a shared link in the form of a time's, without a picture and a direction. */
const bareCard = `<div><a href="/lawan/posts/9?${marks}"><span>Judul kartu</span></a></div>`;

test.each([
  ["after all of it", posinset(unit({ time: "" }) + bareCard)],
  ["after its words", posinset(unit({ time: "", inside: bareCard }))],
  ["before its words", posinset(unit({ time: "", message: bareCard + message("Kata-kata.") }))],
  ["in place of its words", posinset(unit({ time: "", message: "", inside: bareCard }))],
  ["after its buttons", posinset(unit({ time: "", row: row + bareCard }))],
  [
    "after words without their role",
    posinset(unit({ time: "", inside: bareCard }).replaceAll("data-ad-rendering-role", "data-lain")),
  ],
])("a post of Facebook whose time is no link is not named by a card %s", (_, html) => {
  expect(namesOnFacebook("https://www.facebook.com/", html)).toEqual([]);
});

test.each(["/reel/9/", "/lawan/videos/9/", "/photo/?fbid=9"])(
  "a post of Facebook whose time is no link is not named by a card of %s",
  (path) => {
    const card = `<a href="${path}"><img alt="" src="https://a.fbcdn.net/x.jpg"><span dir="auto">Judul</span></a>`;
    const html = posinset(unit({ time: "", inside: card }));
    expect(namesOnFacebook("https://www.facebook.com/", html)).toEqual([]);
  },
);

test("a repost on X whose author's block has lost its mark is not by who passed it on", () => {
  const note = '<div><a href="/tetangga"><span>Tetangga Baik</span> memposting ulang</a></div>';
  const document = openDocument("https://x.com/home");
  document.body.innerHTML = tweet({ before: `${note}<div>` }).replace('data-testid="User-Name"', "");
  const { posts } = readPageWith(sites.x, siteFields.x(), document, { address: "https://x.com/home" });
  expect(posts[0]?.fields).toMatchObject({
    authorName: "Warung Sari",
    authorHandle: "warungsari",
    authorLink: "https://x.com/warungsari",
  });
});

/** A post on a timeline; its words lead to another one. */
const onTimeline = (number: number, heading: string, text: (words: string) => string) =>
  `<div><${heading}><span><a href="/warung.sari?__tn__=-UC">Warung Sari</a></span></${heading}><span><a href="/warung.sari/posts/${number}?${marks}">2 jam</a></span></div><div>${text(`<div dir="auto">Lodeh <a href="/lawan/posts/9?${marks}">di sini</a></div>`)}</div>`;
const preview = (words: string) =>
  `<div data-ad-comet-preview="message" data-ad-preview="message">${words}</div>`;
const role = (post: string) =>
  post
    .replace(/<(h\d)>(.*?)<\/\1>/, '<div data-ad-rendering-role="profile_name"><$1>$2</$1></div>')
    .replace(
      "<div data-ad-comet-preview",
      '<div data-ad-rendering-role="story_message"><div data-ad-comet-preview',
    )
    .replace(/<\/div><\/div>$/, "</div></div></div>");

/** Posts of a timeline in each generation of its markup that was seen or described. */
const generations: Readonly<Record<string, (post: string, at: number) => string>> = {
  "with rendering roles in articles": (post) => `<div role="article" aria-labelledby="a">${role(post)}</div>`,
  "with rendering roles in numbered items": (post, at) => `<div aria-posinset="${at}">${role(post)}</div>`,
  "with rendering roles and no element of its own": (post) => `<div>${role(post)}</div>`,
  "with articles alone": (post) => `<div role="article" aria-labelledby="a">${post}</div>`,
  "with numbered items alone": (post, at) => `<div aria-posinset="${at}">${post}</div>`,
  "with virtualised items alone": (post) => `<div data-virtualized="false"><div>${post}</div></div>`,
  "with described items alone": (post) => `<div aria-describedby="d" aria-labelledby="a">${post}</div>`,
  "with headings alone": (post) => `<div><div>${post}</div></div>`,
};

describe.each(Object.entries(generations))("a timeline %s", (_, wrap) => {
  test.each([
    ["a person", "/profile.php?id=100042", "h2"],
    ["a person with a name", "/warung.sari", "h3"],
    ["a page", "/warung.sari?locale=id_ID", "h4"],
  ])("of %s: each post has its own name", (_, path, heading) => {
    const posts = [777_001, 777_002, 777_003].map((number, at) =>
      wrap(onTimeline(number, heading, preview), at + 1),
    );
    const html = `<div role="main"><div><h1>Warung Sari</h1></div><div><div>${posts.join("")}</div></div></div>`;
    const names = namesOnFacebook(`https://www.facebook.com${path}`, html);
    expect(names.filter((name) => name.includes(":post:")).sort()).toEqual([
      "facebook:post:777001",
      "facebook:post:777002",
      "facebook:post:777003",
    ]);
  });
});
