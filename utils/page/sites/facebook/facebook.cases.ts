/** Hand-written Facebook pages with posts in every layout. Tests only; people and texts are invented. */

import type { SiteCase } from "../cases.ts";
import { facebookPageCases } from "./pages.cases.ts";
import {
  article,
  comment,
  commentId,
  type Expected,
  earth,
  firstComment,
  friends,
  home,
  lures,
  marked,
  message,
  name,
  noLink,
  number,
  pfbid,
  plain,
  posinset,
  post,
  postPath,
  row,
  rowOfFriends,
  timeTo,
  titled,
  unit,
  without,
} from "./parts.cases.ts";

const other = "facebook:post:555000111";
const otherUnit = unit({ time: timeTo("/warung.sari/posts/555000111", "3 jam") });
const commented = { subject: `facebook:comment:${number}_${firstComment}` };
const numbered = { aliases: [`facebook:post:${number}`] };
const lodeh = "https://scontent.example.fbcdn.net/v/lodeh.jpg";
const quietly: Expected = without(plain, "publishedRaw", "permalink");
const sentence = (words: string) => message(`<div dir="auto">${words}</div>`);
const nested = (inside: string, time = timeTo("/akun.lain/posts/777000222").replace("P-R", "P-y-R")) =>
  `<div><div>${name("h5", "https://www.facebook.com/akun.lain?__tn__=-UC", "Akun Lain")}<div><span>${time}</span><span>${friends}</span></div></div><div>${inside}</div></div>`;
const inGroup = "/groups/jualbeli.melati/posts/777000111/";
const group = {
  relation: "group",
  subject: "facebook:group:jualbeli.melati",
  address: "https://www.facebook.com/groups/jualbeli.melati",
} as const;
const memberFields: Expected = {
  ...without(plain, "authorHandle", "authorLink"),
  permalink: "https://www.facebook.com/groups/jualbeli.melati/posts/777000111",
  authorName: "Bekti W.",
  authorId: "100042",
  context: [group],
};
const card = (inside: string) =>
  `<a href="/groups/lain/posts/777000222?${marked}" aria-label="1 jam" aria-labelledby="w">${inside}</a>`;
const json = (...stories: object[]) =>
  `<script type="application/json">${JSON.stringify({ a: stories.map((story) => ({ story })) })}</script>`;

const postCases: readonly SiteCase[] = [
  {
    name: "two posts of a feed",
    address: home,
    surfaces: ["post"],
    html: `<div role="main"><div role="feed"><div>${posinset(unit())}</div><div>${posinset(otherUnit, 2)}</div></div></div>`,
    posts: [
      post({}, { missing: ["authorId", "publishedAt", "media", "links"], picture: 4 }),
      { subject: other },
    ],
  },
  {
    name: "a post below a prompt to sign in",
    address: home,
    html: `<div role="banner"><form id="login_form"></form></div><div role="main"><div role="feed"><div>${posinset(unit())}</div></div></div>
      <div role="dialog"><form id="login_popup_cta_form" action="/login/"></form></div>`,
    loginWall: true,
    posts: [post()],
  },
  {
    name: "posts that are the feed's own children, dark",
    address: home,
    dark: true,
    htmlAttributes: { class: "__fb-dark-mode" },
    html: `<div role="feed"><div>${unit()}</div><div>${otherUnit}</div></div>`,
    posts: [post(), { subject: other }],
  },
  {
    name: "a feed of articles without numbers, in English",
    address: "https://web.facebook.com/search/posts/?q=lodeh",
    htmlAttributes: { lang: "en", class: "__fb-light-mode" },
    surfaces: [],
    html: `<div role="main">${article(unit({ icon: titled("Shared with Public"), head: name("h3", "/profile.php?id=100042&__tn__=-UC", "Bekti W.") }))}${article(otherUnit)}</div>`,
    posts: [
      post(
        {
          authorName: "Bekti W.",
          authorLink: "https://www.facebook.com/profile.php?id=100042",
          authorId: "100042",
        },
        {},
        "authorHandle",
      ),
      { subject: other },
    ],
  },
  {
    name: "a post without an element of its own: from its name up to the highest with one name",
    address: home,
    html: `<div role="main"><div>${unit()}</div><div>${otherUnit}</div></div>`,
    posts: [post(), { subject: other }],
  },
  {
    name: "the only post without an element of its own does not take the whole page",
    address: home,
    html: `<div role="main"><video poster="https://scontent.example.fbcdn.net/cerita.jpg"></video><div>${unit()}</div></div>`,
    posts: [post()],
  },
  {
    name: "the only post in a dialog does not take what lies around the dialog",
    address: home,
    html: `<div><video poster="https://scontent.example.fbcdn.net/luar.jpg"></video><div role="dialog"><div>${unit()}</div></div></div>`,
    posts: [post()],
  },
  {
    name: "comments are no posts, and nothing of them is read but the post's number",
    address: home,
    html: posinset(
      unit({
        comments: comment({
          inside: lures + comment({ id: "2", parent: firstComment, inside: comment({ id: "3" }) }),
        }),
      }),
    ),
    posts: [
      post({}, { ...numbered, missing: ["authorId", "publishedAt", "media", "links"] }),
      commented,
      { subject: `facebook:comment:${number}_2` },
      { subject: `facebook:comment:${number}_3` },
    ],
  },
  {
    name: "a comment without a time, with a shared post in it",
    address: home,
    html: posinset(
      unit({
        comments: comment({
          below: "",
          inside: `${lures}<div>${name("h4", "/akun.lain", "Akun Lain")}${sentence("Modal kecil.")}</div>`,
        }),
      }),
    ),
    posts: [
      post({}, { ...numbered, missing: ["authorId", "publishedAt", "media", "links"] }),
      { ...commented, slot: 1 },
    ],
  },
  {
    name: "a comment apart from its post, with a shared post in it",
    address: home,
    html: comment({
      inside: `<div>${name("h4", "/akun.lain", "Akun Lain")}${sentence("Modal kecil.")}</div>`,
    }),
    posts: [commented],
  },
  {
    name: "comments of the generation without roles are no part of the post",
    address: home,
    html: posinset(
      unit({
        comments: `<div>${comment().replace(/^<div role="article" aria-label="[^"]*">/, "<div>")}${lures}</div>`,
      }),
    ),
    posts: [post({}, { ...numbered, missing: ["authorId", "publishedAt", "media", "links"] })],
  },
  {
    name: "logged in, without a permalink on the time: a comment's link names the post",
    address: home,
    html: posinset(unit({ time: noLink, comments: comment() })),
    posts: [
      post(
        {},
        { ...numbered, missing: ["publishedRaw", "authorId", "publishedAt", "media", "links"] },
        "publishedRaw",
      ),
      commented,
    ],
  },
  {
    name: "only a commenter's link: the number inside it names the post",
    address: home,
    html: posinset(unit({ time: noLink, comments: comment({ below: "" }) })),
    posts: [
      {
        subject: `facebook:post:${number}`,
        fields: { ...quietly, permalink: `https://www.facebook.com/${number}` },
      },
      { ...commented, slot: 1 },
    ],
  },
  {
    name: "nothing names it: a post all the same, of unknown identity",
    address: home,
    html: posinset(unit({ time: noLink })),
    posts: [{ fields: quietly }],
  },
  {
    name: "what people write names nothing: links to other posts, videos, pictures, comments and to advertising",
    address: home,
    html: posinset(
      unit({
        time: noLink,
        message: message(
          `<div>Lihat <a href="/akun.lain/posts/777000222?${marked}">ini</a> <a href="/reel/881">itu</a> <a href="/akun.lain/videos/882">juga</a> <a href="/photo/?fbid=883">dan</a> <a href="/akun.lain?comment_id=${commentId("884", "1")}">sini</a> <a href="/ads/about/">iklan</a> <a href="/groups/lain/user/99">dia</a></div>`,
        ),
      }),
    ),
    posts: [{ fields: { ...quietly, text: "Lihat ini itu juga dan sini iklan dia" } }],
  },
  ...[
    `/akun.lain/posts/777000222?${marked}`,
    "/reel/881",
    "/akun.lain/videos/882",
    "/photo/?fbid=883",
  ].flatMap((link): SiteCase[] => [
    {
      name: `words that have lost the role of their place name nothing: ${link}`,
      address: home,
      html: posinset(
        unit({
          time: noLink,
          inside: `<div data-ad-preview="message"><span dir="auto">Lihat <a href="${link}">ini</a></span></div>`,
        }),
      ),
      posts: [{ fields: quietly }],
    },
    {
      name: `words that have lost their direction name nothing: ${link}`,
      address: home,
      html: posinset(
        unit({
          time: "",
          message: `<div data-ad-rendering-role="story_message">Lihat <a href="${link}">ini</a></div>`,
        }),
      ),
      posts: [{ fields: { ...without(quietly, "text"), text: "Lihat ini", audience: "unknown" } }],
    },
  ]),
  ...["/reel/881", "/akun.lain/videos/882", "/photo/?fbid=883"].flatMap((link): SiteCase[] =>
    [
      ["in one link", `<a href="${link}"><img alt="" src="https://gambar.example/a.jpg">Judul</a>`],
      [
        "in two links",
        `<a href="${link}"><img alt="" src="https://gambar.example/a.jpg"></a><div><a href="https://www.facebook.com${link}">Judul</a></div>`,
      ],
    ].map(([how, inside]) => ({
      name: `a card that has lost all directions names nothing: ${link}, ${how}`,
      address: home,
      html: posinset(unit({ time: noLink, inside: `<div>${inside}</div>` })),
      posts: [{ fields: quietly }],
    })),
  ),
  ...[
    ["/reel/881/?s=x", "/reel/881"],
    ["/photo/?fbid=883&set=a.1", "/photo/?fbid=883&set=pcb.2"],
  ].map(
    ([picture, title]): SiteCase => ({
      name: `a card without directions names nothing, whatever its links' queries: ${title}`,
      address: home,
      html: posinset(
        unit({
          time: noLink,
          inside: `<div><a href="${picture}"><img alt="" src="https://gambar.example/a.jpg"></a><div><a href="${title}">Judul</a></div></div>`,
        }),
      ),
      posts: [{ fields: quietly }],
    }),
  ),
  ...["/reel/881", "/warung.sari/videos/882", "/photo/?fbid=883"].map(
    (link): SiteCase => ({
      name: `a picture among words without direction names nothing: ${link}`,
      address: home,
      html: posinset(
        unit({
          time: noLink,
          message: `<div data-ad-rendering-role="story_message">Lihat <a href="${link}"><img alt="ini" src="https://gambar.example/a.png"></a></div>`,
        }),
      ),
      posts: [{ fields: { ...quietly, text: "Lihat ini" } }],
    }),
  ),
  {
    name: "the picture of another account's video names nothing; that of the author does",
    address: home,
    html: ["akun.lain", "warung.sari"]
      .map((account, at) =>
        posinset(
          unit({
            time: noLink,
            inside: `<a href="/${account}/videos/990001/"><img alt="" src="https://gambar.example/a.jpg"></a>`,
          }),
          at,
        ),
      )
      .join(""),
    posts: [{ fields: quietly }, { subject: "facebook:video:990001" }],
  },
  {
    name: "a comment that holds the link of another post's comment gives the post no other name",
    address: home,
    html: posinset(
      unit({
        time: noLink,
        comments: comment({
          words: `<span dir="auto" lang="id"><div>Baca <a href="/akun.lain?comment_id=${commentId("884", "1")}">ini</a></div></span>`,
        }),
      }),
    ),
    posts: [{ subject: `facebook:post:${pfbid}`, ...numbered }, commented],
  },
  {
    name: "a comment whose words hold its own number under another post names neither",
    address: home,
    html: posinset(
      unit({
        time: noLink,
        comments: comment({
          path: "/pelanggan",
          who: '<span dir="auto">Peserta anonim</span>',
          words: `<div dir="auto" lang="id"><a href="/akun.lain?comment_id=${commentId("884", firstComment)}">ini</a></div>`,
        }),
      }),
    ),
    posts: [{}],
  },
  {
    name: "only its picture names it",
    address: home,
    html: posinset(
      unit({
        time: noLink,
        inside: `<a href="https://www.facebook.com/photo/?fbid=1139000000000423&set=a.1"><img data-imgperflogname="feedImage" src="${lodeh}"></a>`,
      }),
    ),
    posts: [
      {
        subject: "facebook:photo:1139000000000423",
        picture: 5,
        fields: {
          ...quietly,
          permalink: "https://www.facebook.com/photo/?fbid=1139000000000423",
          media: [lodeh],
        },
      },
    ],
  },
  {
    name: "only its reel names it; only its video names it",
    address: home,
    html:
      posinset(
        unit({ time: noLink, inside: `<a href="/reel/990002?s=1"><video poster="${lodeh}"></video></a>` }),
      ) + posinset(unit({ time: noLink, inside: '<a href="/warung.sari/videos/990001/">Putar</a>' }), 2),
    posts: [
      {
        subject: "facebook:video:990002",
        picture: 5,
        fields: { ...quietly, permalink: "https://www.facebook.com/watch/?v=990002", media: [lodeh] },
      },
      { subject: "facebook:video:990001" },
    ],
  },
  {
    name: "a permalink page, logged out: address, JSON time, no buttons",
    address: `https://www.facebook.com${postPath}`,
    surfaces: ["post"],
    html: `<div role="main">${article(
      `${unit({
        row: "",
        head: name("h2"),
        time: `<a href="https://www.facebook.com${postPath}?__tn__=%2CO%2CP-R" aria-label="24 November pukul 08.02"><span></span></a>`,
      })}<div>${comment()}</div>`,
    )}</div>${json(
      { creation_time: 1764000000, url: "https://www.facebook.com/lain/posts/999" },
      { creation_time: 1763946123, url: `https://www.facebook.com/warung.sari/posts/${pfbid}` },
    )}`,
    posts: [
      post(
        { publishedRaw: "24 November pukul 08.02", publishedAt: "2025-11-24T01:02:03.000Z" },
        { ...numbered, slot: 2 },
        "counts",
      ),
      commented,
    ],
  },
  {
    name: "a page that still carries the data of the one before: no time of another post",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main">${article(unit())}</div>${json({ creation_time: 1764000000, post_id: "999", url: "https://www.facebook.com/lain/posts/999" })}`,
    posts: [post({}, { missing: ["authorId", "publishedAt", "media", "links"] })],
  },
  {
    name: "a permalink page whose post names itself nowhere takes the page's address",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main">${article(unit({ time: noLink }))}</div>`,
    posts: [post({}, {}, "publishedRaw")],
  },
  {
    name: "the same where the page has no main part, in a group's other form of address",
    address: "https://www.facebook.com/groups/jualbeli.melati/permalink/777000111/",
    surfaces: ["post"],
    html: article(unit({ time: noLink })),
    posts: [{ subject: "facebook:post:777000111" }],
  },
  {
    name: "two posts on a page without a main part: the address is nobody's",
    address: "https://www.facebook.com/permalink.php?story_fbid=555000111&id=100042",
    surfaces: ["post"],
    html: `<div>${article(unit({ time: noLink }))}</div><div>${article(unit({ time: noLink }))}</div>`,
    posts: [{}, {}],
  },
  {
    name: "a dialog over the feed: the address is the dialog's post, never that of the feed below",
    address: "https://www.facebook.com/story.php?story_fbid=555000111&id=100042",
    surfaces: ["post"],
    html: `<div role="main"><div role="feed"><div>${posinset(unit({ time: noLink }))}</div></div></div><div role="dialog">${unit({ time: noLink })}</div>`,
    posts: [{}, { subject: other }],
  },
  {
    name: "a dialog over a page without a main part that holds one post",
    address: `https://www.facebook.com${postPath}`,
    html: `<div>${posinset(unit({ time: noLink }))}</div><div role="dialog"><div aria-busy="true"></div></div>`,
    posts: [{}],
  },
  {
    name: "two posts on a permalink page: the address is nobody's",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main">${posinset(unit({ time: noLink }))}${posinset(unit({ time: noLink }), 2)}</div>`,
    posts: [{}, {}],
  },
  {
    name: "a post outside the main part is not the one of the address",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main"><div></div></div><div>${posinset(unit({ time: noLink }))}</div>`,
    posts: [{}],
  },
  {
    name: "a reshared post inside is somebody else's",
    address: home,
    html: posinset(
      unit({
        message: sentence("Hati-hati penipuan seperti ini."),
        inside: nested(
          `${sentence("Modal kecil untung besar.")}<a href="https://l.facebook.com/l.php?u=https%3A%2F%2Funtung.example%2F">untung.example</a><img data-imgperflogname="feedImage" src="https://scontent.example.fbcdn.net/lain.jpg">`,
        ),
        row: rowOfFriends,
      }),
    ),
    posts: [
      post(
        {
          text: "Hati-hati penipuan seperti ini.",
          counts: { reactions: { shown: "19", value: 19 }, comments: { shown: "1,2 rb" } },
          context: [
            {
              relation: "reshared",
              subject: "facebook:post:777000222",
              address: "https://www.facebook.com/akun.lain/posts/777000222",
              name: "Akun Lain",
              text: "Modal kecil untung besar.",
            },
          ],
        },
        { slot: 1, missing: ["authorId", "publishedAt", "media", "links"] },
      ),
    ],
  },
  {
    name: "a reshared post without words of the one who shares it, and without a link of its own",
    address: `https://www.facebook.com${postPath}`,
    html: `<div role="main">${posinset(
      unit({
        message: "",
        time: noLink,
        inside: nested(sentence("Modal kecil untung besar."), noLink.replace("P-R", "P-y-R")),
        row: "",
      }),
    )}</div>`,
    posts: [
      post(
        { context: [{ relation: "reshared", name: "Akun Lain", text: "Modal kecil untung besar." }] },
        { slot: 2 },
        "text",
        "publishedRaw",
        "counts",
      ),
    ],
  },
  {
    name: "a row of actions of another kind: the button stands by the name",
    address: home,
    html: posinset(unit({ row: row.replaceAll("like_button", "lain") })),
    posts: [
      post({ counts: { comments: { shown: "1,2 rb" }, shares: { shown: "7", value: 7 } } }, { slot: 2 }),
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
        inside: `<div data-0="0"><img data-imgperflogname="feedImage" src="${lodeh}"></div><div style="display:none"><a href="?__cft__[0]=AZ&__tn__=%2CmH-R#?hdi"><div data-ad-rendering-role="meta">umpan9.example</div><span data-ad-rendering-role="title">Gio</span><span data-ad-rendering-role="description">Sayur lodeh</span></a></div>`,
      }),
    ),
    posts: [post()],
  },
  {
    name: "outbound links without l.php, shortened text, emoji",
    address: home,
    html: posinset(
      unit({
        message: message(
          '<div dir="auto">Lodeh <span><img alt="🥬" src="https://static.xx.fbcdn.net/1.png"></span> hari ini</div><div dir="auto">Pesan: <a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fwarungsari.example%2Fpesan%3Ffbclid%3DIwAR1&h=AT1">warungsari.example/pesan</a>… <div role="button" tabindex="0">Lihat selengkapnya</div></div>',
        ),
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
    name: "a sponsored post has no time, whatever links its words hold; its card's link is its own",
    address: home,
    html: `${posinset(
      unit({
        time: '<a href="/ads/about/?__tn__=x">Bersponsor</a>',
        message: sentence(
          `Baca <a href="/groups/lain/posts/777000222?${marked}" aria-label="1 jam" aria-labelledby="w"><span aria-labelledby="w">di sini</span></a>`,
        ),
        inside: '<a href="https://lm.facebook.com/l.php?u=https%3A%2F%2Ftoko.example%2F">Belanja</a>',
      }),
    )}<div id="w">1 jam</div>`,
    posts: [
      {
        fields: {
          ...quietly,
          text: "Baca di sini",
          promoted: true,
          links: [{ address: "https://toko.example/" }],
        },
      },
    ],
  },
  {
    name: "the cards of shared links lead to another post by an address in the form of a time's: none is the time",
    address: home,
    html: `${posinset(
      unit({
        time: '<a href="/ads/about/?__tn__=x">Bersponsor</a>',
        inside: [
          card('<img alt="" src="https://gambar.example/a.jpg"><span aria-labelledby="w">1 jam</span>'),
          card('<span dir="auto" aria-labelledby="w">Judul</span>'),
          `<svg>${card('<text aria-labelledby="w">1 jam</text>')}</svg>`,
        ].join(""),
      }),
    )}<div id="w">1 jam</div>`,
    posts: [{ fields: { ...quietly, promoted: true } }],
  },
  {
    name: "a card without any direction in the form of a time's gives the post neither a time nor a group",
    address: home,
    html: `${posinset(
      unit({
        time: '<a href="/ads/about/?__tn__=x">Bersponsor</a>',
        inside: `<div>${card('<span aria-labelledby="w">1 jam</span>')}</div>`,
      }),
    )}<div id="w">1 jam</div>`,
    posts: [{ fields: { ...quietly, promoted: true } }],
  },
  {
    name: "words and cards above the author lead to another post: none is the time",
    address: home,
    html: posinset(
      [
        sentence(`Baca <a href="/groups/lain/posts/777000222?${marked}">di sini</a>`),
        card('<img alt="" src="https://gambar.example/a.jpg">'),
        card('<span dir="auto">Judul</span>'),
        `<svg>${card("<text>1 jam</text>")}</svg>`,
        unit(),
      ].join(""),
    ),
    posts: [{ subject: `facebook:post:${pfbid}` }],
  },
  {
    name: "two posts in one item of a feed: which one it is is not known",
    address: home,
    html: posinset(unit() + otherUnit),
    posts: [{}],
  },
  {
    name: "a group's feed: a member by number, friends only, the time's words elsewhere",
    address: "https://www.facebook.com/groups/jualbeli.melati/",
    surfaces: [],
    html: `<div role="feed"><div>${posinset(
      unit({
        head: name("h3", "/groups/jualbeli.melati/user/100042/?__tn__=-UC", "Bekti W."),
        time: `<a href="${inGroup}?${marked}"><span aria-labelledby="_r_9_"></span></a>`,
        icon: friends,
      }),
    )}</div></div><div id="_r_9_">Kemarin pukul 10.00</div>`,
    posts: [
      {
        subject: "facebook:post:777000111",
        fields: { ...memberFields, publishedRaw: "Kemarin pukul 10.00", audience: "not-public" },
        missing: ["authorHandle", "authorLink", "publishedAt", "media", "links"],
      },
    ],
  },
  {
    name: "a group's post in the home feed: the group's name stands where a name stands",
    address: home,
    html: posinset(
      unit({
        head: `${name("h4", "/groups/jualbeli.melati/?__tn__=-UC", "Jual Beli Melati")}<a href="/groups/jualbeli.melati/user/100042/"><svg></svg></a><a href="/groups/jualbeli.melati/user/100042/?__tn__=-UC"><span>Bekti W.</span></a>`,
        time: `<a href="${inGroup}?${marked}" aria-labelledby="_r_9_"><span></span></a><b id="_r_9_">5 jam</b>`,
      }),
    ),
    posts: [
      {
        subject: "facebook:post:777000111",
        fields: { ...memberFields, publishedRaw: "5 jam", context: [{ ...group, name: "Jual Beli Melati" }] },
      },
    ],
  },
  {
    name: "a member without a name, and a member whom the post speaks of",
    address: "https://www.facebook.com/groups/jualbeli.melati/",
    html: posinset(
      unit({
        head: '<div data-ad-rendering-role="profile_name"><h3><span>Peserta anonim</span></h3></div>',
        time: timeTo(inGroup),
        inside: '<a href="/groups/jualbeli.melati/user/100077/">Dwi H.</a>',
      }),
    ),
    posts: [
      {
        subject: "facebook:post:777000111",
        fields: { ...without(memberFields, "authorId"), authorName: "Peserta anonim" },
      },
    ],
  },
  {
    name: "whom a post is shown to, in words; the drawing behind the time alone counts",
    address: home,
    html: [
      unit({ icon: titled("Dibagikan kepada Teman Anda") }),
      unit({ icon: titled("Shared with Friends of Sari Public") }),
      unit({ icon: titled("Shared with Members of Public Market"), inside: earth }),
      unit({ icon: "", inside: `<span>${earth}</span>` }),
      unit({ icon: titled("Compartilhado com: Público") }),
      unit({ icon: titled("Dibagikan kepada Anggota Forum Publik") }),
      unit({ icon: titled("Shared with Members of Info Lowongan Public") }),
      unit({ icon: titled("Shared with Info Lowongan Public") }),
      unit({ icon: titled("Shared with Private group") }),
      unit({ icon: titled("Dibagikan kepada Grup privat") }),
      unit({ icon: titled("Shared with Custom") }),
      unit({ icon: titled("Shared with Public group") }),
      unit({ icon: titled("Dibagikan kepada Grup Publik") }),
    ]
      .map(posinset)
      .join(""),
    posts: [
      post({ audience: "not-public" }),
      post({ audience: "not-public" }),
      post({ audience: "not-public" }),
      post({ audience: "unknown" }),
      post(),
      post({ audience: "not-public" }),
      post({ audience: "not-public" }),
      post({ audience: "unknown" }),
      post({ audience: "not-public" }),
      post({ audience: "not-public" }),
      post({ audience: "unknown" }),
      post(),
      post(),
    ],
  },
  {
    name: "right-to-left marks and characters without width inside words, and a hundred thousand characters",
    address: home,
    html:
      posinset(unit({ message: sentence("Sl\u200Bot ga\u202Ecor\u202C d\u2060aftar\u200F di\u00ADsini") })) +
      posinset(unit({ message: sentence(`${"promo".repeat(20_000)}lebih`) }), 2),
    posts: [
      post({ text: "Slot gacor daftar disini" }),
      post({ text: "promo".repeat(20_000), truncated: true }),
    ],
  },
  {
    name: "an account whose name contains status and posts",
    address: home,
    html: posinset(
      unit({
        head: name("h4", "/status.posts.videos?__tn__=-UC", "Status Posts"),
        time: timeTo(`/status.posts.videos/posts/${pfbid}`),
      }),
    ),
    posts: [
      post({
        permalink: `https://www.facebook.com/status.posts.videos/posts/${pfbid}`,
        authorName: "Status Posts",
        authorHandle: "status.posts.videos",
        authorLink: "https://www.facebook.com/status.posts.videos",
      }),
    ],
  },
  {
    name: "malformed numbers and hostile addresses on the time name nothing",
    address: home,
    html: [
      "/warung.sari/posts/12x34",
      "https://www.facebook.com.jahat.example/warung.sari/posts/555000111",
      "//jahat.example/warung.sari/posts/555000111",
      "javascript:alert(1)//www.facebook.com/warung.sari/posts/555000111",
      "https://www.facebook.com@jahat.example/warung.sari/posts/555000111",
      "/warung.sari/posts/%2F..%2F555000111",
    ]
      .map((path, at) => posinset(unit({ time: timeTo(path) }), at))
      .join(""),
    posts: Array.from({ length: 6 }, () => ({ fields: without(plain, "permalink") })),
  },
  {
    name: "a recycled node: what is left of another post outside it is not read",
    address: home,
    html: `<div>${timeTo("/akun.lain/posts/777000222")}${name("h4", "/akun.lain", "Akun Lain").replace("profile_name", "lain")}</div>${posinset(unit())}<div>${lures}</div>`,
    posts: [post({}, { missing: ["authorId", "publishedAt", "media", "links"] })],
  },
  {
    name: "a copy of a post that the site keeps beside it is the same post",
    address: home,
    html: posinset(unit()) + posinset(unit(), 2),
    posts: [post(), post()],
  },
  {
    name: "pieces with text only, in each generation; blocks that are no posts",
    address: home,
    html: `${posinset(message("<div>Satu.</div>"))}${article(message("<div>Dua.</div>"))}<div role="feed"><div>${message("<div>Tiga.</div>")}</div><div><h3>Orang yang mungkin Anda kenal</h3></div></div>`,
    posts: ["Satu.", "Dua.", "Tiga."].map((text) => ({
      fields: { text, audience: "unknown" },
      slot: "none",
    })),
  },
  {
    name: "a thousand nested levels",
    address: home,
    html: posinset(
      unit({ message: message(`${"<div>".repeat(1000)}Sayur lodeh sudah matang.${"</div>".repeat(1000)}`) }),
    ),
    posts: [post()],
  },
  ...[
    "/messages/t/100042",
    "/messages",
    "/notifications",
    "/saved/",
    "/settings/?tab=privacy",
    "/marketplace/inbox/",
    "/marketplace/you/selling",
  ].map(
    (path): SiteCase => ({
      name: `a page of the person's own: ${path}`,
      address: `https://www.facebook.com${path}`,
      html: `<div role="main">${posinset(unit())}</div>`,
      posts: [],
    }),
  ),
];

export const facebookCases: readonly SiteCase[] = [...postCases, ...facebookPageCases];
