/** Hand-written X pages with the expected posts and fields. Tests only; people and texts are invented. */

import type { SiteCase } from "../cases.ts";
import { xConversationCases } from "./conversation.cases.ts";
import { xProfileCases } from "./profile.cases.ts";
import { column, english, home, plain, post, quote, tweet, without } from "./shapes.cases.ts";
import { xUnavailableCases } from "./unavailable.cases.ts";

const second = "1993210000000000002";
const photo = (href: string, src = "https://pbs.twimg.com/media/LODEH?format=jpg&name=small") =>
  `<a href="${href}" role="link"><div data-testid="tweetPhoto"><img alt="Gambar" src="${src}"></div></a>`;
const ownPhoto = "/warungsari/status/1993210000000000001/photo/1";
const quoted = {
  relation: "quoted",
  name: "Akun Dikutip",
  text: "Quoted words, not the post's own.",
} as const;
const quotedWithAddress = {
  ...quoted,
  subject: "x:post:1990000000000000009",
  address: "https://x.com/dikutip/status/1990000000000000009",
} as const;

/** The line above a post: a repost note, a pin or the community. */
const above = (inside: string) => `<div><div><svg aria-hidden="true"></svg></div><div>${inside}</div></div>`;
const reposted = (handle: string, inside: string) =>
  above(`<a href="/${handle}" dir="ltr" role="link"><span data-testid="socialContext">${inside}</span></a>`);

const longArticle = column(
  tweet({
    tabindex: -1,
    text: "",
    before: `<div data-testid="twitterArticleReadView">${photo(ownPhoto, "https://pbs.twimg.com/media/SAMPUL?format=jpg")}
        <div data-testid="twitter-article-title" dir="auto">Resep lodeh tiga generasi</div>
        <div data-testid="twitterArticleRichTextView"><div data-testid="longformRichTextComponent"><div data-contents="true">
          <div data-block="true"><span data-text="true">Nenek selalu mulai dari santan.</span></div><div data-block="true"><span data-text="true">Lengkapnya di </span><a href="https://dapur.example/lodeh"><span data-text="true">buku dapur</span></a></div><section>${tweet({ id: second, handle: "pelanggan", name: "Pelanggan", text: '<div data-testid="tweetText" lang="en"><span>Best lodeh in town.</span></div>', inside: photo(`/pelanggan/status/${second}/photo/1`, "https://pbs.twimg.com/media/TAMU?format=jpg") })}</section>
        </div></div></div></div>`,
  }),
);

const hostileText = (inside: string) =>
  tweet({ text: `<div data-testid="tweetText" lang="in"><span>${inside}</span></div>` });
const manyWords = "kata ".repeat(20_000).trim();

export const xCases: readonly SiteCase[] = [
  {
    name: "a timeline post",
    address: home,
    html: tweet(),
    surfaces: ["post"],
    posts: [post({}, { missing: ["media", "links"] })],
  },
  {
    name: "in English, on a dark page, reposted, liked and saved by the one who looks",
    address: "https://mobile.twitter.com/home",
    htmlAttributes: { style: "font-size: 15px; color-scheme: dark;", lang: "en" },
    dark: true,
    html: tweet({ ...english, done: true }),
    posts: [
      post({
        publishedRaw: "2h",
        counts: {
          replies: { shown: "18", value: 18 },
          reposts: { shown: "1K", value: 1032 },
          likes: { shown: "411", value: 411 },
          bookmarks: { shown: "9", value: 9 },
          views: { shown: "12.8K", value: 12840 },
        },
      }),
    ],
  },
  {
    name: "search results, in English",
    address: "https://x.com/search?q=lodeh&src=typed_query&f=live",
    html: column(
      `<form role="search"><input value="lodeh"></form>${tweet(english)}${tweet({ id: second, handle: "pelanggan" })}`,
    ),
    surfaces: [],
    posts: [{ subject: "x:post:1993210000000000001" }, { subject: `x:post:${second}` }],
  },
  {
    name: "a list",
    address: "https://x.com/i/lists/1700000000000000001",
    html: column(tweet()),
    posts: [post()],
  },
  {
    name: "emoji, mentions, line breaks and links as a person reads them",
    address: home,
    html: tweet({
      name: 'Warung Sari <img alt="🍲" src="https://abs.twimg.com/emoji/1.svg">',
      text: `<div data-testid="tweetText" lang="in" style="white-space:pre-wrap"><span>Menu hari ini:\nlodeh <img alt="🥬" src="https://abs.twimg.com/emoji/2.svg"></span><div style="display:inline-flex"><span><a href="/tetangga">@tetangga</a></span></div><span> pesan di </span><a href="https://t.co/pesan1"><span aria-hidden="true">https://</span>warungsari.example/pesan<span aria-hidden="true">/hari-ini</span><span aria-hidden="true">…</span></a></div>`,
    }),
    posts: [
      post({
        authorName: "Warung Sari 🍲",
        text: "Menu hari ini:\nlodeh 🥬@tetangga pesan di warungsari.example/pesan",
        links: [{ address: "https://t.co/pesan1", shown: "https://warungsari.example/pesan/hari-ini" }],
      }),
    ],
  },
  {
    name: "a quote is no post: it is what the post stands in, and its picture tells its address",
    address: home,
    html: tweet({ inside: quote() }),
    posts: [post({ context: [quotedWithAddress] }, { missing: ["media", "links"] })],
  },
  {
    name: "a quote without a picture, and one whose picture was first in a third post: no address",
    address: home,
    html:
      tweet({ inside: quote({ media: "" }) }) +
      tweet({ id: second, inside: quote({ media: photo("/oranglain/status/1990000000000000008/photo/1") }) }),
    posts: [
      post({ context: [quoted] }),
      {
        subject: `x:post:${second}`,
        fields: {
          ...plain,
          permalink: `https://x.com/warungsari/status/${second}`,
          context: [quoted],
        },
      },
    ],
  },
  {
    name: "a quote that is no longer there",
    address: home,
    html: tweet({ inside: "<div><div><span>Postingan ini tidak tersedia.</span></div></div>" }),
    posts: [post()],
  },
  {
    name: "photos, a video and a card",
    address: home,
    html: tweet({
      inside: `${photo(ownPhoto)}
        <div data-testid="placementTracking"><div data-testid="videoPlayer"><div data-testid="videoComponent"><video poster="https://pbs.twimg.com/amplify_video_thumb/9/img/v.jpg" src="blob:https://x.com/1"></video></div></div></div>
        <div data-testid="card.wrapper"><a href="https://t.co/kartu" aria-label="resep.example Lodeh ibu"><img alt="" src="https://pbs.twimg.com/card_img/7/k?format=jpg"><span>Lodeh ibu</span></a><a href="https://t.co/kartu">Dari resep.example</a></div>`,
    }),
    posts: [
      post({
        media: [
          "https://pbs.twimg.com/media/LODEH?format=jpg&name=small",
          "https://pbs.twimg.com/amplify_video_thumb/9/img/v.jpg",
          "https://pbs.twimg.com/card_img/7/k?format=jpg",
        ],
        links: [{ address: "https://t.co/kartu", shown: "resep.example" }],
      }),
    ],
  },
  {
    name: "a promoted post has no time; its own counts name it",
    address: home,
    html: column(tweet({ time: "<span>Iklan</span>", promoted: true })),
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: { ...without("publishedRaw", "publishedAt"), promoted: true },
        missing: ["publishedRaw", "publishedAt", "media", "links"],
      },
    ],
  },
  {
    name: "a promoted post without views: its own picture names it, a picture taken over does not",
    address: home,
    html: column(
      tweet({ time: "<span>Ad</span>", views: "", promoted: true, inside: photo(ownPhoto) }) +
        tweet({
          id: second,
          time: "<span>Ad</span>",
          views: "",
          promoted: true,
          inside: photo("/oranglain/status/1990000000000000008/photo/1"),
        }),
    ),
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: {
          ...without("publishedRaw", "publishedAt"),
          counts: {
            replies: { shown: "18", value: 18 },
            reposts: { shown: "1.032", value: 1032 },
            likes: { shown: "411", value: 411 },
          },
          media: ["https://pbs.twimg.com/media/LODEH?format=jpg&name=small"],
          promoted: true,
        },
      },
    ],
  },
  {
    name: "a repost keeps its author, and says who passed it on",
    address: home,
    html: tweet({
      before: reposted("tetangga", "<span><span><span>Tetangga Baik</span></span></span> memposting ulang"),
    }),
    posts: [
      post({
        context: [
          {
            relation: "reposted-by",
            subject: "x:account:tetangga",
            address: "https://x.com/tetangga",
            name: "Tetangga Baik",
          },
        ],
      }),
    ],
  },
  {
    name: "one's own repost, a pin and a suggestion say nothing about others",
    address: home,
    html:
      tweet({ before: reposted("petugas", "<span>Anda memposting ulang</span>") }) +
      tweet({ before: above('<div dir="ltr" data-testid="socialContext">Disematkan</div>') }) +
      tweet({
        before: above('<div data-testid="socialContext"><span><span>Disukai teman</span></span></div>'),
      }),
    posts: [post(), post(), post()],
  },
  {
    name: "a community's post",
    address: "https://x.com/i/communities/1700000000000000003",
    html: column(
      tweet({
        before: reposted("i/communities/1700000000000000003", "<span><span>Pencinta Lodeh</span></span>"),
      }),
    ),
    posts: [
      post({
        context: [
          {
            relation: "group",
            subject: "x:group:1700000000000000003",
            address: "https://x.com/i/communities/1700000000000000003",
            name: "Pencinta Lodeh",
          },
        ],
      }),
    ],
  },
  {
    name: "more text than the page shows",
    address: home,
    html: tweet({
      inside: '<button data-testid="tweet-text-show-more-link">Tampilkan lebih banyak</button>',
    }),
    posts: [post({ truncated: true })],
  },
  {
    name: "a long article: title and text of its own, a post inside it is another's",
    address: "https://x.com/warungsari/status/1993210000000000001",
    html: longArticle,
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: {
          ...without("language"),
          title: "Resep lodeh tiga generasi",
          text: "Nenek selalu mulai dari santan.\nLengkapnya di buku dapur",
          media: ["https://pbs.twimg.com/media/SAMPUL?format=jpg"],
          links: [{ address: "https://dapur.example/lodeh" }],
        },
        missing: ["language"],
      },
      { subject: `x:post:${second}` },
    ],
  },
  {
    name: "what readers added to a post is not the post's",
    address: home,
    html: tweet({
      inside: `<div data-testid="birdwatch-pivot"><span>Pembaca menambahkan konteks</span><a href="https://t.co/catatan">sumber.example</a></div>`,
    }),
    posts: [post({}, { missing: ["media", "links"] })],
  },
  {
    name: "an edited post's history, and twitter.com",
    address: "https://twitter.com/home",
    html: tweet({
      time: '<a href="https://twitter.com/i/web/status/1993210000000000001/history"><time datetime="2026-11-24T01:02:03.000Z">Diedit 2j</time></a>',
    }),
    posts: [post({ permalink: "https://x.com/i/status/1993210000000000001", publishedRaw: "Diedit 2j" })],
  },
  {
    name: "a locked account",
    address: home,
    html: tweet({ name: 'Warung Sari</span><svg data-testid="icon-lock"></svg><span>' }),
    posts: [post({ audience: "not-public" })],
  },
  ...["Hanya pelanggan yang dapat melihat postingan ini", "Only Subscribers can see this post"].map(
    (line): SiteCase => ({
      name: `a post for subscribers, or a line that has their words: ${line}`,
      address: home,
      htmlAttributes: { lang: "id", dir: "ltr" },
      html: tweet({
        inside: `<div><svg aria-hidden="true"></svg><div dir="ltr"><span>${line}</span></div></div>`,
      }),
      posts: [post({ audience: "unknown" })],
    }),
  ),
  {
    name: "the same words of people, of other posts, and on the button to subscribe",
    address: home,
    html: tweet({
      name: "Langganan Lodeh",
      text: '<div data-testid="tweetText" lang="in" dir="auto"><span>Hanya pelanggan: subscribe!</span></div>',
      inside: `<button data-testid="99-subscribe"><span>Berlangganan</span></button><div data-testid="card.wrapper"><span>Subscribe</span></div>${quote({ media: "<span>Subscribers</span>" })}`,
    }),
    posts: [post({ authorName: "Langganan Lodeh", text: "Hanya pelanggan: subscribe!", context: [quoted] })],
  },
  {
    name: "handles that hold the word status, or are it",
    address: home,
    html: ["thinkerstatus", "status"]
      .map((handle) => tweet({ handle, name: "Teguh", inside: `<a href="/${handle}">@${handle}</a>` }))
      .join(""),
    posts: [
      post({
        permalink: "https://x.com/thinkerstatus/status/1993210000000000001",
        authorName: "Teguh",
        authorHandle: "thinkerstatus",
        authorLink: "https://x.com/thinkerstatus",
      }),
      // This profile's address looks like one of X's own pages.
      {
        subject: "x:post:1993210000000000001",
        fields: {
          ...without("authorLink"),
          permalink: "https://x.com/status/status/1993210000000000001",
          authorName: "Teguh",
          authorHandle: "status",
        },
      },
    ],
  },
  {
    name: "a name like somebody's handle: the handle is read from its own link",
    address: home,
    html: tweet({
      name: "@bankasli",
      badge: '<div tabindex="0" role="link"><img alt="Mitra" src="/m.jpg"></div>',
    }),
    posts: [post({ authorName: "@bankasli" })],
  },
  {
    name: "without a shown handle, the link tells it",
    address: home,
    html: tweet().replace("<span>@warungsari</span>", "<span></span>"),
    posts: [post()],
  },
  {
    name: "logged out, without text, counts or author: missing stays missing",
    address: "https://x.com/warungsari/status/1993210000000000001",
    html: '<article data-testid="tweet"><a href="/warungsari/status/1993210000000000001"><time>kemarin</time></a></article>',
    surfaces: ["post"],
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: { permalink: plain.permalink as string, publishedRaw: "kemarin", audience: "unknown" },
        missing: [
          "text",
          "authorName",
          "authorHandle",
          "authorLink",
          "publishedAt",
          "media",
          "links",
          "counts",
          "language",
        ],
        slot: "none",
      },
    ],
  },
  {
    name: "an action row that cannot be replied in",
    address: home,
    html: tweet().replace('data-testid="reply"', 'data-testid="tertutup"'),
    posts: [{ subject: "x:post:1993210000000000001", slot: 1 }],
  },
  {
    name: "a button to reply that stands in no action row",
    address: home,
    html: tweet({ inside: '<div><button data-testid="reply">Balas</button></div>' }).replace(
      '<div><button data-testid="reply" aria-label="18 Balas. Balas">',
      "<div><button>",
    ),
    posts: [{ subject: "x:post:1993210000000000001", slot: 1 }],
  },
  {
    name: "an empty time",
    address: home,
    html: tweet({ time: '<a href="/warungsari/status/1993210000000000001"><time datetime=""></time></a>' }),
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: without("publishedRaw", "publishedAt"),
        missing: ["publishedRaw", "publishedAt", "media", "links"],
      },
    ],
  },
  {
    name: "lies: scripts as addresses, a time that is none, hidden letters",
    address: home,
    html: tweet({
      time: '<a href="/warungsari/status/1993210000000000001"><time datetime="besok">2j</time></a>',
      text: '<div data-testid="tweetText" lang="zxx"><span>Hadiah<span hidden> palsu</span><span style="display:none"> tersembunyi</span><span aria-hidden="true"> umpan</span></span></div>',
      inside: '<div data-testid="tweetPhoto"><img alt="" src="javascript:alert(1)"></div>',
    }),
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: { ...without("publishedAt", "language"), text: "Hadiah" },
        missing: ["publishedAt", "media", "links", "language"],
      },
    ],
  },
  {
    name: "right-to-left marks and zero-width characters inside words",
    address: home,
    html: hostileText("\u202eSl\u200bot\u2060 ga\u200dcor\u202c \u2067ha\u00adri\u2069 ini"),
    posts: [post({ text: "Slot gacor hari ini" })],
  },
  {
    name: "a copy of our own button in the text is not text",
    address: home,
    html: hostileText("Sayur lodeh sudah matang.<lapor-kominfo>Laporkan ke Kominfo</lapor-kominfo>"),
    posts: [post()],
  },
  {
    name: "another post's parts left beside it, and a copy of the post",
    address: home,
    html: `${tweet().replace("</article>", "</article><a href='/lama/status/1990000000000000001'><time datetime='2026-01-01T00:00:00.000Z'>1 Jan</time></a><div data-testid='tweetText'>Lama</div>")}${tweet()}`,
    posts: [post(), post()],
  },
  {
    name: "addresses of other places, a number with a zero in front, and an unavailable post are no posts",
    address: home,
    html: [
      "https://x.example/warungsari/status/1993210000000000001",
      "https://x.com.example/warungsari/status/1993210000000000001",
      "//jahat.example/warungsari/status/1993210000000000001",
      "javascript:/warungsari/status/1993210000000000001",
      "/warungsari/status/0123",
      "/warungsari/status/123456789012345678901",
      "/warungsari/status/12a",
      "/warungsari/statuses-x/123",
      "?/status/1",
      "#/warungsari/status/1993210000000000001",
    ]
      .map((href) => tweet({ time: `<a href="${href}"><time>2j</time></a>`, views: "" }))
      .concat('<article tabindex="0"><span>Postingan ini tidak tersedia.</span></article>')
      .join(""),
    posts: [],
  },
  {
    name: "a thousand nested levels",
    address: home,
    html: hostileText(`${"<span>".repeat(1000)}Sayur lodeh sudah matang.${"</span>".repeat(1000)}`),
    posts: [post()],
  },
  {
    name: "a hundred thousand characters of text",
    address: home,
    html: hostileText(manyWords),
    posts: [post({ text: manyWords })],
  },
  {
    name: "more than a hundred thousand characters are cut, and said to be",
    address: home,
    html: hostileText(`${manyWords} dan satu lagi`),
    posts: [post({ text: `${manyWords} `.slice(0, 100_000), truncated: true })],
  },
  ...[
    "https://x.com/messages/1-2",
    "https://x.com/i/chat/1-2",
    "https://x.com/settings/account",
    "https://x.com/compose/post",
    "https://x.com/i/bookmarks",
    "https://x.com/i/drafts",
  ].map(
    (address): SiteCase => ({
      name: `never looked at: ${address}`,
      address,
      html: column(tweet()),
      posts: [],
    }),
  ),
  ...xConversationCases,
  ...xProfileCases,
  ...xUnavailableCases,
];
