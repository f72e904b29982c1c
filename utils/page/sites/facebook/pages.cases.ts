/**
 * Hand-written Facebook pages: comments, photo and video viewers, headers, the mobile site, unavailable
 * content. Tests only.
 */

import type { ExpectedPost, SiteCase } from "../cases.ts";
import {
  article,
  comment,
  commentId,
  type Expected,
  earth,
  firstComment,
  home,
  lures,
  message,
  name,
  noLink,
  number,
  pfbid,
  plain,
  posinset,
  post,
  postPath,
  timeTo,
  titled,
  unit,
  without,
} from "./parts.cases.ts";

const permalink = `https://www.facebook.com${postPath}`;
const parent = { relation: "parent", subject: `facebook:post:${pfbid}`, address: permalink } as const;
const said: Expected = {
  permalink: `${permalink}?comment_id=${firstComment}`,
  text: "Enak sekali",
  authorName: "Pelanggan",
  authorHandle: "pelanggan",
  authorLink: "https://www.facebook.com/pelanggan",
  publishedRaw: "1 jam",
  language: "id",
  audience: "public",
  context: [parent],
};
const aComment = (fields: Expected = {}, more: Partial<ExpectedPost> = {}): ExpectedPost => ({
  subject: `facebook:comment:${number}_${firstComment}`,
  aliases: [],
  fields: { ...said, ...fields },
  ...more,
});
const onPost = (html: string) => `<div role="main">${article(unit({ row: "" }) + html)}</div>`;
const onPostFor = (icon: string) => article(unit({ icon, row: "" }) + comment());
const sharedLinks = ['<img alt="" src="https://gambar.example/a.jpg">', '<span dir="auto">Judul</span>']
  .map((inside) => timeTo("/groups/lain/posts/777000222", inside))
  .join("");
const thePost: ExpectedPost = { subject: `facebook:post:${pfbid}`, slot: 2 };

const image = "https://scontent.example.fbcdn.net/v/penuh.jpg";
const bigPhoto = `<div><div><img data-visualcompletion="media-vc-image" src="${image}"></div></div>`;
const video = '<div><div><video src="blob:https://www.facebook.com/1"></video></div></div>';
/** The side column of a photo or video. */
const column = ({
  head = name(),
  time = `<a href="/warung.sari/posts/777?__tn__=%2CO%2CP-R" aria-label="24 November pukul 08.02"><span></span></a>`,
  words = "",
} = {}) =>
  `<div role="complementary">${unit({
    head,
    time,
    message: message(
      words ||
        'Pesan <a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fwarungsari.example%2F">di sini</a> … <div role="button">Lihat selengkapnya</div>',
    ),
    comments: lures,
  })}</div>`;
const shown: Expected = {
  ...plain,
  permalink: "https://www.facebook.com/photo/?fbid=880001",
  text: "Pesan di sini …",
  truncated: true,
  publishedRaw: "24 November pukul 08.02",
  publishedAt: "2025-11-24T01:02:03.000Z",
  links: [{ address: "https://warungsari.example/" }],
};
const json = (path: string) =>
  `<script type="application/json">{"a":[{"creation_time":1763946123,"url":"https:\\/\\/www.facebook.com\\/${path}"}]}</script>`;
const aPhoto: ExpectedPost = { subject: "facebook:photo:880001" };
const aVideo: ExpectedPost = { subject: "facebook:video:990002" };
const noColumn = [
  "text",
  "authorName",
  "authorHandle",
  "authorLink",
  "authorId",
  "publishedRaw",
  "publishedAt",
  "links",
  "counts",
] as const;

const cover =
  '<img data-imgperflogname="profileCoverPhoto" src="https://scontent.example.fbcdn.net/sampul.jpg">';
const media = ["https://scontent.example.fbcdn.net/sampul.jpg"];
const header = (title: string, inside = "", about = "/warung.sari/about") =>
  `<div role="main"><div>${cover}<div><h1>${title}</h1></div><div><a href="${about}" role="tab">Tentang</a></div></div>${inside}</div>`;
const sari: Expected = {
  permalink: "https://www.facebook.com/warung.sari",
  authorName: "Warung Sari",
  authorHandle: "warung.sari",
  authorLink: "https://www.facebook.com/warung.sari",
  media,
};
const byNumber: Expected = {
  permalink: "https://www.facebook.com/profile.php?id=100042",
  authorName: "Bekti W.",
  authorLink: "https://www.facebook.com/profile.php?id=100042",
  authorId: "100042",
  media,
};
const gone = (words: string, inside = "") =>
  `<div role="main"><div><h2>${words}</h2><div>Biasanya ini terjadi karena pemiliknya hanya membagikannya kepada sekelompok kecil orang.</div></div>${inside}</div>`;

/** Without the explanation that names several reasons. */
const notice = (words: string) => `<div role="main"><div><h2>${words}</h2></div></div>`;

const reasons = [
  ["unknown", "Konten Ini Tidak Tersedia Saat Ini"],
  ["unknown", "This content isn't available right now"],
  ["unknown", "This content isn’t available at the moment"],
  ["withheld", "This content isn't available in your country."],
  ["withheld", "We restricted access because of a local legal request."],
  ["withheld", "Konten Ini Tidak Tersedia di Negara Anda."],
  ["withheld", "Kami membatasi akses atas permintaan hukum setempat."],
  ["removed", "This goes against our Community Standards."],
  ["removed", "Konten ini melanggar Standar Komunitas kami."],
  ["private", "Only members can see this."],
  ["private", "Hanya anggota yang dapat melihat ini."],
  [
    "unknown",
    "The owner only shared it with a small group of people, or it was removed because it goes against our Community Standards.",
  ],
  [
    "unknown",
    "Pemilik hanya membagikannya kepada sekelompok kecil orang, atau konten itu melanggar Standar Komunitas kami.",
  ],
] as const;

const onTelephone = (words: string) =>
  `<div data-tracking-duration-id="1"><div data-mcomponent="TextArea"><div class="native-text"><span>${words}</span></div></div></div>`;

export const facebookPageCases: readonly SiteCase[] = [
  {
    name: "a comment and a reply to it under a post, logged out",
    address: permalink,
    html: onPost(
      comment() + comment({ id: "1745000000000777", parent: firstComment, label: "Balasan oleh Pelanggan" }),
    ),
    posts: [
      thePost,
      aComment({}, { missing: ["authorId", "media", "links"] }),
      {
        subject: `facebook:comment:${number}_1745000000000777`,
        fields: {
          ...said,
          permalink: `${permalink}?comment_id=${firstComment}&reply_comment_id=1745000000000777`,
          context: [
            {
              relation: "parent",
              subject: `facebook:comment:${number}_${firstComment}`,
              address: `https://www.facebook.com/${number}?comment_id=${firstComment}`,
            },
            parent,
          ],
        },
      },
    ],
  },
  {
    name: "replies inside the comment they answer: nothing of theirs is the comment's",
    address: permalink,
    html: onPost(
      comment({
        words: "",
        below: "",
        inside: comment({
          id: "1745000000000777",
          parent: commentId(number, firstComment),
          inside: lures,
          words:
            '<span dir="auto" lang="su"><div>Leres <div role="button">Lihat selengkapnya</div></div></span>',
        }),
      }),
    ),
    posts: [
      { ...thePost, aliases: [`facebook:post:${number}`] },
      {
        subject: `facebook:comment:${number}_${firstComment}`,
        slot: 1,
        fields: {
          permalink: `https://www.facebook.com/${number}?comment_id=${firstComment}`,
          authorName: "Pelanggan",
          authorHandle: "pelanggan",
          authorLink: "https://www.facebook.com/pelanggan",
          audience: "public",
        },
      },
      {
        subject: `facebook:comment:${number}_1745000000000777`,
        fields: {
          ...said,
          permalink: `${permalink}?comment_id=${commentId(number, firstComment)}&reply_comment_id=1745000000000777`,
          text: "Leres",
          language: "su",
          truncated: true,
          media: ["https://scontent.example.fbcdn.net/komentar.jpg"],
          links: [{ address: "https://komentar.example/", shown: "komentar.example" }],
          context: [
            {
              relation: "parent",
              subject: `facebook:comment:${number}_${firstComment}`,
              address: `https://www.facebook.com/${number}?comment_id=${firstComment}`,
            },
            parent,
          ],
        },
      },
    ],
  },
  {
    name: "a comment in a group, by somebody without a name, whose words lead to another comment",
    address: "https://www.facebook.com/groups/jualbeli.melati/posts/777000111/",
    surfaces: ["post"],
    html: `<div role="main">${article(
      unit({
        time: timeTo("/groups/jualbeli.melati/posts/777000111/"),
        comments: comment({
          path: "/groups/jualbeli.melati/posts/777000111/",
          who: '<span dir="auto">Peserta anonim</span>',
          words: `<span dir="auto"><div>Cek <a href="/akun.lain?comment_id=${commentId("884", "1")}">ini</a></div></span>`,
        }),
      }),
    )}</div>`,
    posts: [
      { subject: "facebook:post:777000111" },
      {
        subject: `facebook:comment:777000111_${firstComment}`,
        fields: {
          permalink: `https://www.facebook.com/groups/jualbeli.melati/posts/777000111?comment_id=${firstComment}`,
          text: "Cek ini",
          publishedRaw: "1 jam",
          audience: "public",
          context: [
            {
              relation: "parent",
              subject: "facebook:post:777000111",
              address: "https://www.facebook.com/groups/jualbeli.melati/posts/777000111",
            },
            {
              relation: "group",
              subject: "facebook:group:jualbeli.melati",
              address: "https://www.facebook.com/groups/jualbeli.melati",
            },
          ],
        },
      },
    ],
  },
  {
    name: "the same, whose words lead to a member's comment",
    address: home,
    html: comment({
      path: "/groups/jualbeli.melati/posts/777000111/",
      who: '<span dir="auto">Peserta anonim</span>',
      words: `<div dir="auto" lang="id">Cek <a href="/groups/lain/user/99/?comment_id=${commentId("884", "1")}">dia</a></div>`,
    }),
    posts: [
      {
        subject: `facebook:comment:777000111_${firstComment}`,
        missing: ["authorName", "authorHandle", "authorLink", "authorId", "media", "links"],
      },
    ],
  },
  {
    name: "the same where its time names no number: not known which it is",
    address: home,
    html: comment({
      who: '<span dir="auto">Peserta anonim</span>',
      words: `<div dir="auto" lang="id">Cek <a href="/akun.lain?comment_id=${commentId("884", "1")}">ini</a></div>`,
    }),
    posts: [],
  },
  {
    name: "a comment by an account with a number only",
    address: permalink,
    html: onPost(
      comment({
        who: `<a href="/profile.php?id=100042&comment_id=${commentId(number, firstComment)}"><span dir="auto">Bekti W.</span></a>`,
      }),
    ),
    posts: [
      thePost,
      {
        subject: `facebook:comment:${number}_${firstComment}`,
        fields: {
          ...without(said, "authorHandle"),
          authorName: "Bekti W.",
          authorLink: "https://www.facebook.com/profile.php?id=100042",
          authorId: "100042",
        },
      },
    ],
  },
  {
    name: "comments whose links hold no numbers, or numbers that are none: not known which they are",
    address: home,
    html: ["AAAA", btoa("comment:12x_3"), btoa("comment:0_3"), "%00", "12e5", "9".repeat(40)]
      .map((id) => comment({ who: `<a href="/pelanggan?comment_id=${id}">Pelanggan</a>`, below: "" }))
      .join(""),
    posts: [],
  },
  {
    name: "a comment's own number alone does not name it",
    address: home,
    html: comment({ who: "<span>Pelanggan</span>" }),
    posts: [],
  },
  {
    name: "the page of a photo, with its column beside it",
    address: "https://www.facebook.com/photo/?fbid=880001&set=a.1",
    surfaces: ["photo"],
    html: `<div><div role="main">${bigPhoto}</div>${column()}</div>${json("photo\\/?fbid=880001")}`,
    posts: [
      { ...aPhoto, aliases: [], picture: 1, missing: ["authorId"], fields: { ...shown, media: [image] } },
    ],
  },
  {
    name: "a photo over the feed in a dialog that has lost its role: neither it nor a photo of the feed has the address",
    address: "https://www.facebook.com/warung.sari/photos/a.1/880001/",
    html: `<div role="main">${bigPhoto}${posinset(unit({ time: noLink, comments: "" }))}</div><div>${bigPhoto}</div>`,
    posts: [{}],
  },
  {
    name: "a photo opened over the feed, in English and dark; the feed below is not it",
    address: "https://www.facebook.com/warung.sari/photos/a.1/880001/",
    dark: true,
    surfaces: ["photo"],
    htmlAttributes: { lang: "en", class: "__fb-dark-mode" },
    html: `<div role="main">${bigPhoto}${posinset(unit({ time: noLink, comments: "" }))}</div><div role="dialog">${bigPhoto}</div>`,
    posts: [
      {},
      {
        ...aPhoto,
        missing: [...noColumn],
        fields: {
          permalink: "https://www.facebook.com/photo/?fbid=880001",
          media: [image],
          audience: "unknown",
        },
      },
    ],
  },
  {
    name: "pages without the photo, or with two of them: none is taken for it",
    address: "https://www.facebook.com/photo.php?fbid=880001",
    surfaces: ["photo"],
    html: `<div role="main"><img src="${image}"></div>`,
    posts: [],
  },
  {
    name: "a photo in a list of posts at the address of a photo: the list is not it",
    address: "https://www.facebook.com/photo?fbid=880001",
    html: `<div role="main"><div data-ad-rendering-role="profile_name"></div>${bigPhoto}</div>`,
    posts: [{ slot: "none" }],
  },
  {
    name: "the page of a photo, in two parts that both hold one",
    address: "https://www.facebook.com/photo?fbid=880001",
    surfaces: ["photo"],
    html: `<div role="main">${bigPhoto}</div><div role="dialog"><div></div></div>`,
    posts: [],
  },
  {
    name: "a reel, with its column beside it",
    address: "https://www.facebook.com/reel/990002",
    surfaces: ["video"],
    html: `<div><div role="main">${video}</div>${column()}</div>${json("reel\\/990002")}`,
    posts: [
      {
        ...aVideo,
        aliases: [],
        picture: 1,
        missing: ["authorId"],
        fields: { ...shown, permalink: "https://www.facebook.com/watch/?v=990002" },
      },
    ],
  },
  ...[
    { path: "photo/?fbid=880001", seen: bigPhoto, expected: aPhoto },
    { path: "reel/990002", seen: video, expected: aVideo },
  ].map(
    ({ path, seen, expected }): SiteCase => ({
      name: `by an account with a number only, in a dialog: ${path}`,
      address: `https://www.facebook.com/${path}`,
      html: `<div role="dialog">${seen}${column({ head: name("h2", "/profile.php?id=100042", "Bekti W."), time: timeTo("/warung.sari/posts/777") })}</div>`,
      posts: [
        {
          ...expected,
          fields: {
            ...without(shown, "publishedAt", "authorHandle"),
            permalink: `https://www.facebook.com/${expected === aPhoto ? path : "watch/?v=990002"}`,
            authorName: "Bekti W.",
            authorLink: "https://www.facebook.com/profile.php?id=100042",
            authorId: "100042",
            publishedRaw: "2 jam",
            ...(expected === aPhoto ? { media: [image] } : {}),
          },
        },
      ],
    }),
  ),
  ...[
    { path: "photo/?fbid=880001", seen: bigPhoto, expected: aPhoto },
    { path: "reel/990002", seen: video, expected: aVideo },
  ].map(
    ({ path, seen, expected }): SiteCase => ({
      name: `without a time, and words that hold the link of another post: ${path}`,
      address: `https://www.facebook.com/${path}`,
      html: `<div role="main">${seen}</div>${column({
        time: "",
        words: `Baca <a href="/akun.lain/posts/777000222?__tn__=%2CO%2CP" aria-label="1 jam">ini</a>`,
      })}`,
      posts: [{ ...expected, missing: ["authorId", "publishedRaw", "publishedAt", "links"] }],
    }),
  ),
  {
    name: "a video's page that says nothing we know but its address",
    address: "https://www.facebook.com/warung.sari/videos/990002/",
    surfaces: ["video"],
    html: `<div role="main">${video}<h2>Video lain</h2></div>`,
    posts: [
      {
        ...aVideo,
        missing: [...noColumn],
        fields: { permalink: "https://www.facebook.com/watch/?v=990002", audience: "unknown" },
      },
    ],
  },
  {
    name: "a list of videos under the address of one: each is the post that it says it is",
    address: "https://www.facebook.com/watch/?v=990002",
    html: `<div role="main"><div>${unit({ time: timeTo("/warung.sari/videos/990002/"), inside: video })}</div><div>${unit({ time: timeTo("/warung.sari/videos/990003/"), inside: video })}</div></div>`,
    posts: [{ ...aVideo, picture: 5 }, { subject: "facebook:video:990003" }],
  },
  {
    name: "a video opened over the feed; the feed's own are not it",
    address: "https://www.facebook.com/watch/?v=990002",
    html: `<div role="main">${video}</div><div role="dialog">${video}</div>`,
    posts: [aVideo],
  },
  {
    name: "a reel's page before its video is there",
    address: "https://www.facebook.com/reel/990002",
    html: '<div role="main"><div></div></div>',
    posts: [],
  },
  {
    name: "a group's header and a post in the group",
    address: "https://www.facebook.com/groups/jualbeli.melati/",
    html: header(
      '<a href="/groups/JualBeli.Melati/?__cft__[0]=AZ">Jual Beli Melati</a>',
      posinset(unit({ time: timeTo("/groups/jualbeli.melati/posts/777000111/") })),
    ),
    posts: [
      { subject: "facebook:post:777000111" },
      {
        subject: "facebook:group:jualbeli.melati",
        aliases: [],
        missing: [],
        fields: {
          permalink: "https://www.facebook.com/groups/jualbeli.melati",
          title: "Jual Beli Melati",
          media,
          audience: "unknown",
        },
      },
    ],
  },
  {
    name: "a group's name elsewhere than on its own pages, and a heading without a group",
    address: "https://www.facebook.com/hashtag/lodeh",
    html: '<div role="main"><h1><a href="/groups/jualbeli.melati/">Jual Beli Melati</a></h1></div>',
    posts: [],
  },
  {
    name: "the list of one's groups has no group's header",
    address: "https://www.facebook.com/groups/feed/",
    html: '<div role="main"><h1>Grup</h1></div>',
    posts: [],
  },
  {
    name: "a page's header",
    address: "https://www.facebook.com/Warung.Sari?locale=id_ID",
    html: header("Warung Sari", posinset(unit())),
    posts: [
      post(),
      {
        subject: "facebook:account:warung.sari",
        aliases: [],
        missing: ["authorId", "audience"],
        fields: sari,
      },
    ],
  },
  {
    name: "a profile by number",
    address: "https://www.facebook.com/profile.php?id=100042&sk=photos",
    html: header("Bekti W.", "", "/profile.php?id=100042&sk=about"),
    posts: [{ subject: "facebook:account:100042", missing: ["authorHandle", "audience"], fields: byNumber }],
  },
  {
    name: "a profile by name and number",
    address: "https://www.facebook.com/people/Bekti-W/100042/",
    html: header("Bekti W.", "", "/people/Bekti-W/100042/?sk=about"),
    posts: [{ subject: "facebook:account:100042", fields: byNumber }],
  },
  {
    name: "headings that are no profile's: an event's, a page of the site's, outside the main part",
    address: "https://www.facebook.com/events/660001/",
    html: header("Pasar Malam"),
    posts: [],
  },
  {
    name: "a page of the site's own with a heading",
    address: "https://www.facebook.com/marketplace/",
    html: '<div role="main"><h1>Marketplace</h1></div>',
    posts: [],
  },
  {
    name: "a heading outside the main part",
    address: "https://www.facebook.com/warung.sari",
    html: `<h1>Facebook</h1>${cover}<div role="main"><div></div></div>`,
    posts: [],
  },
  ...[
    "story.php?story_fbid=555000111&id=100042",
    "permalink.php?story_fbid=555000111&id=100042",
    "groups/jualbeli.melati/posts/555000111/",
    "groups/jualbeli.melati/permalink/555000111/",
  ].map(
    (path): SiteCase => ({
      name: `for telephones: ${path}`,
      address: `https://m.facebook.com/${path}`,
      html: onTelephone("Sayur lodeh sudah matang."),
      posts: [{ subject: "facebook:post:555000111" }],
    }),
  ),
  {
    name: "for telephones: the page of one post",
    address: `https://m.facebook.com${postPath}`,
    html: onTelephone("Sayur lodeh sudah matang."),
    posts: [
      {
        subject: `facebook:post:${pfbid}`,
        aliases: [],
        missing: [],
        fields: { permalink, text: "Sayur lodeh sudah matang.", audience: "unknown" },
      },
    ],
  },
  {
    name: "for telephones: two posts under one address: it is nobody's",
    address: `https://m.facebook.com${postPath}`,
    html: onTelephone("Satu") + onTelephone("Dua"),
    posts: [],
  },
  {
    name: "for telephones: what has no words is no post",
    address: `https://m.facebook.com${postPath}`,
    html: onTelephone("Satu").replace("TextArea", "ImageArea"),
    posts: [],
  },
  {
    name: "for telephones: a feed tells of no post which one it is",
    address: "https://m.facebook.com/",
    html: onTelephone("Satu"),
    posts: [],
  },
  {
    name: "gone, in Indonesian",
    address: permalink,
    unavailable: "unknown",
    html: gone("Konten Ini Tidak Tersedia Saat Ini"),
    posts: [],
  },
  {
    name: "gone, in English",
    address: permalink,
    unavailable: "unknown",
    html: gone("This content isn't available right now"),
    posts: [],
  },
  {
    name: "gone, in English with a curved apostrophe",
    address: "https://www.facebook.com/reel/990002",
    unavailable: "unknown",
    html: gone("This content isn’t available at the moment"),
    posts: [],
  },
  ...reasons.map(
    ([unavailable, says]): SiteCase => ({
      name: `${unavailable}: ${says}`,
      address: permalink,
      unavailable,
      html: notice(says),
      posts: [],
    }),
  ),
  // A page whose post, comment, video, photo or account has the words of a notice is there.
  ...[
    "A small group of people met.",
    "Not available in your country.",
    "It is against our Community Standards.",
    "Only members can see this.",
    "Konten ini tidak tersedia.",
  ].flatMap((says): SiteCase[] => [
    {
      name: `a post that says it is there: ${says}`,
      address: permalink,
      html: `<div role="main">${posinset(unit({ inside: `<div>${says}</div>` }))}</div>`,
      posts: [post()],
    },
    {
      name: `a comment that says it is there: ${says}`,
      address: "https://www.facebook.com/reel/990002",
      html: `<div role="main">${comment({ words: says })}</div>`,
      posts: [{ subject: `facebook:comment:${number}_${firstComment}` }],
    },
    {
      name: `a video that says it is there: ${says}`,
      address: "https://www.facebook.com/reel/990002",
      html: `<div role="main">${video}<h2>${says}</h2></div>`,
      posts: [aVideo],
    },
    {
      name: `a photo whose alternative text says it is there: ${says}`,
      address: "https://www.facebook.com/photo/?fbid=880001",
      html: `<div><div role="main">${bigPhoto.replace("src", `alt="${says.replaceAll(" ", "\u00A0\u00A0")}" src`)}</div>${column()}</div>${json("photo\\/?fbid=880001")}`,
      posts: [aPhoto],
    },
    {
      name: `an account that says it is there: ${says}`,
      address: "https://www.facebook.com/warung.sari",
      html: header("Warung Sari", `<div>${says}</div>`),
      posts: [{ subject: "facebook:account:warung.sari" }],
    },
  ]),
  {
    name: "a page that says other words is not gone",
    address: permalink,
    html: notice("Sedang memuat"),
    posts: [],
  },
  {
    name: "words of what is gone outside the main part",
    address: home,
    html: '<div role="main"><div>Sayur lodeh</div></div><div>Konten Ini Tidak Tersedia Saat Ini</div>',
    posts: [],
  },
  {
    name: "a post that shares something gone is not gone itself",
    address: permalink,
    html: `<div role="main">${posinset(unit({ inside: "<div>Konten Ini Tidak Tersedia Saat Ini</div>" }))}</div>`,
    posts: [post()],
  },
  {
    name: "a comment that says so, and a video that is there, are not gone",
    address: "https://www.facebook.com/reel/990002",
    html: `<div role="main">${comment({ words: "Konten ini tidak tersedia" })}</div>`,
    posts: [{ subject: `facebook:comment:${number}_${firstComment}` }],
  },
  {
    name: "a video whose title says so is not gone",
    address: "https://www.facebook.com/reel/990002",
    html: `<div role="main">${video}<h2>Konten ini tidak tersedia</h2></div>`,
    posts: [aVideo],
  },
];

const groupName = name("h4", "/groups/jualbeli.melati/?__tn__=-UC", "Jual Beli Melati");
const memberComment = comment({
  who: `<a href="/groups/jualbeli.melati/user/77/?comment_id=${commentId("777000111", firstComment)}"><span><span dir="auto">Dwi H.</span></span></a>`,
});

/** Audiences and authors beside the post. Apart from the others, whose number seeds the hostile pages. */
export const facebookAudienceCases: readonly SiteCase[] = [
  {
    name: "a group's post without words in the home feed, by a member without a name: no commenter is its author",
    address: home,
    html: posinset(
      unit({
        head: `${groupName}<span>Peserta anonim</span>`,
        time: timeTo("/groups/jualbeli.melati/posts/777000111/"),
        message: "",
        comments: memberComment,
      }),
    ),
    posts: [
      {
        subject: "facebook:post:777000111",
        missing: [
          "authorHandle",
          "authorId",
          "authorLink",
          "authorName",
          "links",
          "media",
          "publishedAt",
          "text",
        ],
      },
      { subject: `facebook:comment:777000111_${firstComment}` },
    ],
  },
  {
    name: "a comment with a badge above its author's name",
    address: home,
    html: comment({
      path: "/groups/jualbeli.melati/posts/777000111/",
      who: `<span dir="auto">Penggemar setia</span><a href="/pelanggan?comment_id=${commentId("777000111", firstComment)}"><span><span dir="auto">Pelanggan</span></span></a>`,
    }),
    posts: [
      {
        subject: `facebook:comment:777000111_${firstComment}`,
        missing: ["authorId", "media", "links"],
      },
    ],
  },
  ...[
    { words: '<div dir="auto" lang="id">Cek</div>', missing: [] },
    {
      words: '<span dir="auto"><div><div dir="auto">12345</div></div></span>',
      missing: ["language" as const],
    },
  ].flatMap(({ words, missing }) =>
    ["/akun.lain?", "/profile.php?id=61550000000001&"].map(
      (account): SiteCase => ({
        name: `a comment by a member without a name, with a card of ${account}, which is not the author: ${words}`,
        address: home,
        html: comment({
          path: "/groups/jualbeli.melati/posts/777000111/",
          who: '<span dir="auto">Peserta anonim</span>',
          words: `${words}<a href="${account}comment_id=${commentId("777000111", firstComment)}"><span dir="auto">Akun Lain</span></a>`,
        }),
        posts: [
          {
            subject: `facebook:comment:777000111_${firstComment}`,
            missing: ["authorName", "authorHandle", "authorLink", "authorId", "media", "links", ...missing],
          },
        ],
      }),
    ),
  ),
  {
    name: "a post without the icon, with a card that has one: its audience is not the card's",
    address: home,
    html: posinset(
      unit({
        icon: "",
        inside: `<div><span>${timeTo("/akun.lain/posts/9", '<i dir="auto">Judul</i>')}</span><span>${earth}</span></div>`,
      }),
    ),
    posts: [post({ audience: "unknown" })],
  },
  ...(
    [
      ["<span>Grup publik · 12 rb anggota</span>", "public"],
      ["<div><span><svg></svg>Public group</span><span> · </span><a>12K members</a></div>", "public"],
      ["<span>Grup privat · 12 rb anggota</span><span>Grup publik</span>", "not-public"],
      ["<div>Private group<span> · </span><a>3 friends</a></div>", "not-public"],
      ["<span>Grup publik terbaik · 12 rb anggota</span>", "unknown"],
      ["<span>Nhóm · 12K</span>", "unknown"],
    ] as const
  ).map(
    ([line, audience]): SiteCase => ({
      name: `a group's header that says: ${line}`,
      address: "https://www.facebook.com/groups/jualbeli.melati/",
      html: `<div role="main"><div><div>${cover}<div><div><h1><a href="/groups/jualbeli.melati/">Grup publik</a></h1></div>${line}</div></div></div><div role="feed"><div>${posinset(
        unit({ time: timeTo("/groups/jualbeli.melati/posts/777000111/"), message: message("Grup publik") }),
      )}</div></div></div>`,
      posts: [
        { subject: "facebook:post:777000111" },
        {
          subject: "facebook:group:jualbeli.melati",
          fields: {
            permalink: "https://www.facebook.com/groups/jualbeli.melati",
            title: "Grup publik",
            media,
            audience,
          },
        },
      ],
    }),
  ),
  ...(
    [
      ["a post for friends", onPostFor(titled("Dibagikan kepada Teman Anda")), "not-public", 1],
      ["a private group's post", onPostFor(titled("Private group")), "not-public", 1],
      ["a post without the icon", onPostFor(""), "unknown", 1],
      [
        "a public post that shares a link to another post",
        article(unit({ row: "", inside: sharedLinks }) + comment()),
        "public",
        1,
      ],
      [
        "a post without the icon, with other posts in the feed",
        `${article(unit())}${article(unit({ icon: "", row: "" }) + comment())}`,
        "unknown",
        2,
      ],
      [
        "a post without the icon in a dialog over the feed",
        `${posinset(unit())}<div role="dialog">${article(unit({ icon: "", row: "" }) + comment())}</div>`,
        "unknown",
        2,
      ],
    ] as const
  ).map(
    ([below, html, audience, posts]): SiteCase => ({
      name: `a comment below ${below}`,
      address: home,
      html: `<div role="main">${html}</div>`,
      posts: [
        ...Array.from({ length: posts }, (_, index) => ({ ...thePost, slot: index === posts - 1 ? 2 : 0 })),
        aComment({ audience }),
      ],
    }),
  ),
];
