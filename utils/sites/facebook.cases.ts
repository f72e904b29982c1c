/** Hand-written Facebook pages with the posts and fields expected. Tests only; people and texts are invented. */

import type { ExpectedPost, SiteCase } from "./cases.ts";

type Expected = NonNullable<ExpectedPost["fields"]>;

const home = "https://www.facebook.com/";
const pfbid = "pfbid02ContohWarungSari1234567890abcdef";
const postPath = `/warung.sari/posts/${pfbid}`;
const number = "1139000000000418";
const marked = "__cft__[0]=AZcontoh&__tn__=%2CO%2CP-R";
const commentId = (post: string) => encodeURIComponent(btoa(`comment:${post}_1745000000000666`));
const earth =
  '<svg viewBox="0 0 16 16"><title>Dibagikan kepada Publik</title><g><path d="M109.5 408.5c0 3.23-2.04 5.983-4.903 7.036"></path></g></svg>';
const friends =
  '<svg viewBox="0 0 16 16"><g><path d="M459.75 551c-1.24 0-2.25-1.121-2.25-2.5"></path></g></svg>';

interface Unit {
  head?: string;
  time?: string;
  icon?: string;
  message?: string;
  inside?: string;
  row?: string;
  comments?: string;
}

const name = (
  heading = "h4",
  link = "https://www.facebook.com/warung.sari?__cft__[0]=AZ&__tn__=-UC%2CP-R",
  label = "Warung Sari",
) =>
  `<div data-ad-rendering-role="profile_name"><${heading}><span><a href="${link}" role="link"><b><span>${label}</span></b></a></span></${heading}></div>`;
const message = (html: string) =>
  `<div data-ad-rendering-role="story_message"><div data-ad-comet-preview="message" data-ad-preview="message"><span dir="auto">${html}</span></div></div>`;
const row = `<div><div><div role="button" aria-label="Suka"><div data-ad-rendering-role="like_button"></div><span>19</span></div></div>
  <div><div role="button" aria-label="Komentari"><div data-ad-rendering-role="comment_button"></div><span>1,2 rb</span></div></div>
  <div><div role="button" aria-label="Bagikan"><div data-ad-rendering-role="share_button"></div><span>7</span></div></div></div>`;

function unit({
  head = name(),
  time = `<a href="${postPath}?${marked}" role="link"><span>2 jam</span></a>`,
  icon = earth,
  message: words = message('<div dir="auto">Sayur lodeh sudah matang.</div>'),
  inside = "",
  row: actions = row,
  comments = "",
}: Unit = {}) {
  const decoy =
    '<div aria-hidden="true" data-0="0" data-1="1"><blockquote><span>Facebook</span></blockquote></div>';
  return `<div><div>${decoy}${decoy}</div><div><div>${head}<div><span>${time}</span><span aria-hidden="true"> · </span><span>${icon}</span></div>
    <div aria-haspopup="menu" role="button" aria-label="Tindakan untuk postingan ini"></div></div>
    <div>${words}${inside}</div><div><div>${actions}</div>${comments}</div></div></div>`;
}

const posinset = (html: string, at = 1) =>
  `<div aria-posinset="${at}"><div data-virtualized="false">${html}</div></div>`;
const comment = (post: string, words: string, inside = "") =>
  `<div role="article" aria-label="Komentar oleh Pelanggan"><div><a href="https://www.facebook.com/pelanggan?comment_id=${commentId(post)}&__tn__=R-R"><span>Pelanggan</span></a>
    <div dir="auto" lang="id">${words} <a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fkomentar.example%2F&__tn__=R%5D-R">komentar.example</a></div>
    <img data-imgperflogname="feedImage" src="https://scontent.example.fbcdn.net/komentar.jpg"></div>
    <ul><li><div data-permalink-nav="1"><a href="https://www.facebook.com${postPath}?comment_id=1745000000000666&__tn__=R-R">1 jam</a></div></li></ul>${inside}</div>`;

const plain: Expected = {
  permalink: `https://www.facebook.com${postPath}`,
  text: "Sayur lodeh sudah matang.",
  authorName: "Warung Sari",
  authorHandle: "warung.sari",
  authorLink: "https://www.facebook.com/warung.sari",
  publishedRaw: "2 jam",
  counts: {
    reactions: { shown: "19", value: 19 },
    comments: { shown: "1,2 rb" },
    shares: { shown: "7", value: 7 },
  },
  audience: "public",
};
const without = (...names: (keyof Expected)[]): Expected =>
  Object.fromEntries(Object.entries(plain).filter(([field]) => !names.includes(field as keyof Expected)));
const post = (fields: Expected = {}, more: Partial<ExpectedPost> = {}): ExpectedPost => ({
  subject: `facebook:post:${pfbid}`,
  kind: "post",
  aliases: [],
  fields: { ...plain, ...fields },
  ...more,
});
const noLink =
  '<a href="?__cft__[0]=AZcontoh&__tn__=%2CO%2CP-R#?kkd" role="link"><span><span></span></span></a>';

export const facebookCases: readonly SiteCase[] = [
  {
    name: "two posts of a feed",
    address: home,
    html: `<div role="main"><div role="feed"><div>${posinset(unit())}</div><div>${posinset(unit({ time: `<a href="/warung.sari/posts/555000111?${marked}">3 jam</a>` }), 2)}</div></div></div>`,
    posts: [
      post({}, { missing: ["authorId", "publishedAt", "media", "links"] }),
      { subject: "facebook:post:555000111" },
    ],
  },
  {
    name: "a post without an element of its own: from its name up to the highest with one name",
    address: home,
    html: `<div role="main"><div>${unit()}</div><div>${unit({ time: `<a href="/warung.sari/posts/555000111?${marked}">3 jam</a>` })}</div></div>`,
    posts: [post(), { subject: "facebook:post:555000111" }],
  },
  {
    name: "comments are no posts, and nothing of them is read but the post's number",
    address: home,
    html: posinset(
      unit({ comments: comment(number, "Enak sekali", comment(number, "Betul", comment(number, "Setuju"))) }),
    ),
    posts: [
      post(
        {},
        { aliases: [`facebook:post:${number}`], missing: ["authorId", "publishedAt", "media", "links"] },
      ),
    ],
  },
  {
    name: "logged in, without a permalink on the time: a comment's link names the post",
    address: home,
    html: posinset(unit({ time: noLink, comments: comment(number, "Enak sekali") })),
    posts: [post(without("publishedRaw"), { aliases: [`facebook:post:${number}`] })].map(
      ({ fields, ...rest }) => {
        const { publishedRaw: _, ...others } = fields ?? {};
        return {
          ...rest,
          fields: others,
          missing: ["publishedRaw", "authorId", "publishedAt", "media", "links"],
        };
      },
    ),
  },
  {
    name: "only a commenter's link: the number inside it names the post",
    address: home,
    html: posinset(
      unit({
        time: noLink,
        comments: `<a href="https://www.facebook.com/pelanggan?comment_id=${commentId(number)}">Pelanggan</a>`,
      }),
    ),
    posts: [
      {
        subject: `facebook:post:${number}`,
        fields: { ...without("publishedRaw"), permalink: `https://www.facebook.com/${number}` },
      },
    ],
  },
  {
    name: "nothing names it: a post all the same, of unknown identity",
    address: home,
    html: posinset(unit({ time: noLink })),
    posts: [{ fields: without("publishedRaw", "permalink") }],
  },
  {
    name: "only its picture names it",
    address: home,
    html: posinset(
      unit({
        time: noLink,
        inside:
          '<a href="https://www.facebook.com/photo/?fbid=1139000000000423&set=a.1"><img data-imgperflogname="feedImage" src="https://scontent.example.fbcdn.net/v/lodeh.jpg"></a>',
      }),
    ),
    posts: [
      {
        subject: "facebook:photo:1139000000000423",
        kind: "photo",
        fields: {
          ...without("publishedRaw"),
          permalink: "https://www.facebook.com/photo/?fbid=1139000000000423",
          media: ["https://scontent.example.fbcdn.net/v/lodeh.jpg"],
        },
      },
    ],
  },
  {
    name: "a permalink page, logged out: address, JSON time, no buttons",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main"><div role="article" aria-labelledby="a1">${unit({
      row: "",
      head: name("h2"),
      time: `<a href="https://www.facebook.com${postPath}?__tn__=%2CO%2CP-R" aria-label="24 November pukul 08.02"><span></span></a>`,
    })}<div>${comment(number, "Enak sekali")}</div></div></div>
      <script type="application/json">{"a":[{"story":{"creation_time":1764000000,"url":"https:\\/\\/www.facebook.com\\/lain\\/posts\\/999"}},{"story":{"creation_time":1763946123,"url":"https:\\/\\/www.facebook.com\\/warung.sari\\/posts\\/${pfbid}"}}]}</script>`,
    posts: [
      post(
        { publishedRaw: "24 November pukul 08.02", publishedAt: "2025-11-24T01:02:03.000Z" },
        { aliases: [`facebook:post:${number}`] },
      ),
    ].map(({ fields, ...rest }) => {
      const { counts: _, ...others } = fields ?? {};
      return { ...rest, fields: others };
    }),
  },
  {
    name: "a permalink page whose post names itself nowhere takes the page's address",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main"><div role="article" aria-labelledby="a1">${unit({ time: noLink })}</div></div>`,
    posts: [{ subject: `facebook:post:${pfbid}` }],
  },
  {
    name: "a dialog over the feed: the address is the dialog's post, never that of the feed below",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main"><div role="feed"><div>${posinset(unit({ time: noLink }))}</div></div></div><div role="dialog">${unit({ time: noLink })}</div>`,
    posts: [{}, { subject: `facebook:post:${pfbid}` }],
  },
  {
    name: "two posts on a permalink page: the address is nobody's",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main">${posinset(unit({ time: noLink }))}${posinset(unit({ time: noLink }), 2)}</div>`,
    posts: [{}, {}],
  },
  {
    name: "a reshared post inside is somebody else's",
    address: home,
    html: posinset(
      unit({
        message: message("<div>Hati-hati penipuan seperti ini.</div>"),
        inside: `<div><div>${name("h5", "https://www.facebook.com/akun.lain?__tn__=-UC", "Akun Lain")}<div><a href="/akun.lain/posts/777000222?__cft__[0]=AZ&__tn__=%2CO%2CP-y-R"><span>kemarin</span></a>${friends}</div></div>
          <div>${message("<div>Modal kecil untung besar.</div>")}<a href="https://l.facebook.com/l.php?u=https%3A%2F%2Funtung.example%2F">untung.example</a><img data-imgperflogname="feedImage" src="https://scontent.example.fbcdn.net/lain.jpg"></div></div>`,
      }),
    ),
    posts: [
      post(
        { text: "Hati-hati penipuan seperti ini." },
        { missing: ["authorId", "publishedAt", "media", "links"] },
      ),
    ],
  },
  {
    name: "decoys: a hidden card on a post, a block of the site's name in its text",
    address: home,
    html: posinset(
      unit({
        message: message(
          '<div>Sayur lodeh sudah matang.</div><div data-0="0" data-1="1"><span>Facebook</span></div>',
        ),
        inside: `<div style="display:none"><a href="?__cft__[0]=AZ&__tn__=%2CmH-R#?hdi"><div data-ad-rendering-role="meta">umpan9.example</div><span data-ad-rendering-role="title">Gio</span><span data-ad-rendering-role="description">Sayur lodeh</span></a></div>`,
      }),
    ),
    posts: [post()],
  },
  {
    name: "outbound links without l.php, shortened text, emoji, a sponsored post",
    address: home,
    html: posinset(
      unit({
        message: message(
          '<div dir="auto">Lodeh <span><img alt="🥬" src="https://static.xx.fbcdn.net/1.png"></span> hari ini</div><div dir="auto">Pesan: <a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fwarungsari.example%2Fpesan%3Ffbclid%3DIwAR1&h=AT1">warungsari.example/pesan</a>… <div role="button" tabindex="0">Lihat selengkapnya</div></div>',
        ),
        inside: '<a href="/ads/about/?__tn__=x">Bersponsor</a>',
      }),
    ),
    posts: [
      post({
        text: "Lodeh 🥬 hari ini\nPesan: warungsari.example/pesan…",
        truncated: true,
        links: [{ address: "https://warungsari.example/pesan", shown: "warungsari.example/pesan" }],
      }),
    ],
  },
  {
    name: "shared with friends only, a member by number, the time's words elsewhere",
    address: "https://www.facebook.com/groups/jualbeli.melati/",
    html: `<div role="feed"><div>${posinset(
      unit({
        head: name("h3", "/groups/100200300/user/100042/?__tn__=-UC", "Bekti W."),
        time: `<a href="/groups/jualbeli.melati/posts/777000111/?${marked}"><span aria-labelledby="_r_9_"></span></a>`,
        icon: friends,
      }),
    )}</div></div><div id="_r_9_">Kemarin pukul 10.00</div>`,
    posts: [
      {
        subject: "facebook:post:777000111",
        fields: {
          ...without("authorHandle", "authorLink"),
          permalink: "https://www.facebook.com/groups/jualbeli.melati/posts/777000111",
          authorName: "Bekti W.",
          authorId: "100042",
          publishedRaw: "Kemarin pukul 10.00",
          audience: "not-public",
        },
        missing: ["authorHandle", "authorLink", "publishedAt", "media", "links"],
      },
    ],
  },
  {
    name: "a piece of the feed with text only; blocks that are no posts",
    address: home,
    html: `<div role="feed"><div>${posinset(message("<div>Hanya teks.</div>"))}</div><div><h3>Orang yang mungkin Anda kenal</h3></div></div>`,
    posts: [{ fields: { text: "Hanya teks." } }],
  },
  {
    name: "a thousand nested levels",
    address: home,
    html: posinset(
      unit({ message: message(`${"<div>".repeat(1000)}Sayur lodeh sudah matang.${"</div>".repeat(1000)}`) }),
    ),
    posts: [post()],
  },
];
