/** Hand-written X pages with the posts and fields expected. Tests only; people and texts are invented. */

import type { ExpectedPost, SiteCase } from "./cases.ts";

type Expected = NonNullable<ExpectedPost["fields"]>;

const home = "https://x.com/home";

interface Tweet {
  id?: string;
  handle?: string;
  name?: string;
  time?: string;
  text?: string;
  inside?: string;
  views?: string;
}

function user(handle: string, name: string, time: string, badge = "") {
  return `<div data-testid="User-Name"><div><a href="/${handle}" role="link"><div dir="ltr"><span><span>${name}</span></span>${badge}</div></a></div>
    <div><a href="/${handle}" role="link" tabindex="-1"><div dir="ltr"><span>@${handle}</span></div></a>${time}</div></div>`;
}

function tweet({
  id = "1993210000000000001",
  handle = "warungsari",
  name = "Warung Sari",
  time = `<div aria-hidden="true"><span>·</span></div><div><a href="/${handle}/status/${id}" role="link"><time datetime="2026-11-24T01:02:03.000Z">2j</time></a></div>`,
  text = '<div data-testid="tweetText" lang="in" dir="auto"><span>Sayur lodeh sudah matang.</span></div>',
  inside = "",
  views = `<div><a href="/${handle}/status/${id}/analytics" role="link" aria-label="12840 tayangan. Lihat analitik postingan"><span data-testid="app-text-transition-container">12,8 rb</span></a></div>`,
}: Tweet = {}) {
  return `<div data-testid="cellInnerDiv"><div><article data-testid="tweet" role="article" tabindex="0"><div>
    <div data-testid="Tweet-User-Avatar"><a href="/${handle}" role="link"><img alt="" src="https://pbs.twimg.com/profile_images/1/a.jpg"></a></div>
    ${user(handle, name, time)}${text}${inside}
    <div role="group" aria-label="18 balasan, 1032 postingan ulang, 411 suka">
      <div><button data-testid="reply" aria-label="18 Balas. Balas"><span>18</span></button></div>
      <div><button data-testid="unretweet" aria-label="1032 Postingan ulang. Diposting ulang"><span>1.032</span></button></div>
      <div><button data-testid="like" aria-label="411 Suka. Suka"><span>411</span></button></div>${views}
      <div><button data-testid="bookmark" aria-label="Markah"></button></div></div></div></article></div></div>`;
}

const quote = `<div><div><div dir="ltr"><span>Kutipan</span></div><div role="link" tabindex="0"><div>
  <div data-testid="User-Name"><div><div dir="ltr"><span>Akun Dikutip</span></div></div><div><div tabindex="-1"><span>@dikutip</span></div><div dir="ltr"><time datetime="2026-11-20T00:00:00.000Z">20 Nov</time></div></div></div></div>
  <div data-testid="tweetText" lang="en"><span>Quoted words, not the post's own.</span></div>
  <a href="/dikutip/status/1990000000000000009/photo/1" role="link"><div data-testid="tweetPhoto"><img alt="Gambar" src="https://pbs.twimg.com/media/KUTIPAN?format=jpg"></div></a>
  <a href="https://t.co/kutipan">kutipan.example</a></div></div></div>`;

const plain: Expected = {
  permalink: "https://x.com/warungsari/status/1993210000000000001",
  text: "Sayur lodeh sudah matang.",
  authorName: "Warung Sari",
  authorHandle: "warungsari",
  authorLink: "https://x.com/warungsari",
  publishedRaw: "2j",
  publishedAt: "2026-11-24T01:02:03.000Z",
  counts: {
    replies: { shown: "18", value: 18 },
    reposts: { shown: "1.032", value: 1032 },
    likes: { shown: "411", value: 411 },
    views: { shown: "12,8 rb", value: 12840 },
  },
  language: "id",
  audience: "public",
};
const post = (fields: Expected = {}, more: Partial<ExpectedPost> = {}): ExpectedPost => ({
  subject: "x:post:1993210000000000001",
  kind: "post",
  aliases: [],
  fields: { ...plain, ...fields },
  ...more,
});
const without = (...names: (keyof Expected)[]): Expected =>
  Object.fromEntries(Object.entries(plain).filter(([name]) => !names.includes(name as keyof Expected)));

export const xCases: readonly SiteCase[] = [
  {
    name: "a timeline post",
    address: home,
    html: tweet(),
    posts: [post({}, { missing: ["media", "links"] })],
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
    name: "a quote is no post, and nothing of it is read",
    address: home,
    html: tweet({ inside: quote }),
    posts: [post({}, { missing: ["media", "links"] })],
  },
  {
    name: "photos, a video and a card",
    address: home,
    html: tweet({
      inside: `<a href="/warungsari/status/1993210000000000001/photo/1"><div data-testid="tweetPhoto"><img alt="Gambar" src="https://pbs.twimg.com/media/LODEH?format=jpg&name=small"></div></a>
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
    html: `<div data-testid="placementTracking">${tweet({ time: "<span>Iklan</span>" })}</div>`,
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: without("publishedRaw", "publishedAt"),
        missing: ["publishedRaw", "publishedAt", "media", "links"],
      },
    ],
  },
  {
    name: "a status page: the post with its views beside the time, then a reply",
    address: "https://x.com/warungsari/status/1993210000000000001",
    html:
      tweet({
        time: "",
        views: "",
        inside: `${quote}<div><a href="/warungsari/status/1993210000000000001"><time datetime="2026-11-24T01:02:03.000Z">8.02 AM · 24 Nov 2026</time></a><span>·</span><span><span data-testid="app-text-transition-container">1,2 jt</span> Tayangan</span></div>`,
      }) + tweet({ id: "1993210000000000002", handle: "pelanggan" }),
    posts: [
      post({
        publishedRaw: "8.02 AM · 24 Nov 2026",
        counts: {
          replies: { shown: "18", value: 18 },
          reposts: { shown: "1.032", value: 1032 },
          likes: { shown: "411", value: 411 },
          views: { shown: "1,2 jt" },
        },
      }),
      { subject: "x:post:1993210000000000002" },
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
  {
    name: "a handle that holds the word status",
    address: home,
    html: tweet({ handle: "thinkerstatus", name: "Teguh" }),
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: {
          ...plain,
          permalink: "https://x.com/thinkerstatus/status/1993210000000000001",
          authorName: "Teguh",
          authorHandle: "thinkerstatus",
          authorLink: "https://x.com/thinkerstatus",
        },
      },
    ],
  },
  {
    name: "logged out, without text, counts or author: missing stays missing",
    address: "https://x.com/warungsari/status/1993210000000000001",
    html: '<article data-testid="tweet"><a href="/warungsari/status/1993210000000000001"><time>kemarin</time></a></article>',
    posts: [
      {
        subject: "x:post:1993210000000000001",
        fields: { permalink: plain.permalink as string, publishedRaw: "kemarin" },
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
          "audience",
        ],
      },
    ],
  },
  {
    name: "lies: scripts as addresses, a time that is none, hidden and reversed letters",
    address: home,
    html: tweet({
      time: '<a href="/warungsari/status/1993210000000000001"><time datetime="besok">2j</time></a>',
      text: '<div data-testid="tweetText" lang="zxx"><span>Ha\u200bdi\u202eah<span hidden> palsu</span><span style="display:none"> tersembunyi</span><span aria-hidden="true"> umpan</span></span></div>',
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
    name: "addresses of other places, a number with a zero in front, and an unavailable post are no posts",
    address: home,
    html: `${tweet({ time: '<a href="https://x.example/warungsari/status/1993210000000000001"><time>2j</time></a>', views: "" })}
      ${tweet({ time: '<a href="/warungsari/status/0123"><time>2j</time></a>', views: "" })}
      ${tweet({ time: '<a href="/warungsari/statuses-x/123"><time>2j</time></a>', views: "" })}
      <article tabindex="0"><span>Postingan ini tidak tersedia.</span></article>`,
    posts: [],
  },
  {
    name: "a thousand nested levels",
    address: home,
    html: tweet({
      text: `<div data-testid="tweetText" lang="in">${"<span>".repeat(1000)}Sayur lodeh sudah matang.${"</span>".repeat(1000)}</div>`,
    }),
    posts: [post()],
  },
];
