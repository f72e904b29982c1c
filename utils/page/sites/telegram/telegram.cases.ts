/** Hand-written pages of t.me with the expected posts and fields. Tests only; everything is invented. */

import type { ExpectedPost, SiteCase } from "../cases.ts";
import { telegramWebCases } from "./web.cases.ts";

type Expected = NonNullable<ExpectedPost["fields"]>;

/** `{"c":-1700000001,"p":42,"t":1,"h":"rahasia"}`: the channel's number and a token that must not be kept. */
const view = "eyJjIjotMTcwMDAwMDAwMSwicCI6NDIsInQiOjEsImgiOiJyYWhhc2lhIn0";

const author =
  '<div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="https://t.me/KabarContoh"><span dir="auto">Kabar Contoh</span></a></div>';

function widget(post: string, inside: string, more = "", { data = view, by = author } = {}) {
  return `<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message js-widget_message ${more}" data-post="${post}" data-view="${data}"><div class="tgme_widget_message_bubble">
    ${by}${inside}</div></div></div>`;
}

const footer = (id: number, time = 'datetime="2026-11-20T03:04:05+00:00" class="time">10:04') =>
  `<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">9.69K</span><span class="copyonly"> views</span><a class="tgme_widget_message_date" href="https://t.me/KabarContoh/${id}"><time ${time}</time></a></div>`;

const words = (html: string) =>
  `<div class="tgme_widget_message_text js-message_text" dir="auto">${html}</div>`;

const inChannel = {
  relation: "channel",
  subject: "telegram:channel:kabarcontoh",
  address: "https://t.me/kabarcontoh",
  name: "Kabar Contoh",
} as const;

const posted: Expected = {
  authorName: "Kabar Contoh",
  authorHandle: "kabarcontoh",
  authorLink: "https://t.me/kabarcontoh",
  authorId: "1700000001",
  publishedRaw: "10:04",
  publishedAt: "2026-11-20T03:04:05.000Z",
  counts: { views: { shown: "9.69K" } },
  audience: "public",
  context: [inChannel],
};

/** Expected fields of a message of the channel on its own page. */
const said = (id: number, more: Expected): Expected => ({
  ...posted,
  permalink: `https://t.me/kabarcontoh/${id}`,
  ...more,
});

const without = (fields: Expected, ...names: (keyof Expected)[]): Expected =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name as keyof Expected)));

/** Contains a right-to-left word and invisible characters. */
const disguised = "S\u200Blo\u200Dt ga\u2060cor \u202Eמבצע\u202C\u200F";

/** The header as t.me shows it, including the bar and the search form. */
const previewHeader = (
  counter: string,
  about = "",
) => `<header class="tgme_header search_collapsed"><div class="tgme_container">
  <div class="tgme_header_search"><form action="/s/KabarContoh"><input name="q" value="pencarian petugas"></form></div>
  <div class="tgme_header_right_column"><section class="tgme_right_column"><div class="tgme_channel_info">
    <div class="tgme_channel_info_header"><i class="tgme_page_photo_image"><img src="https://cdn.example/kanal.jpg"></i><div class="tgme_channel_info_header_title_wrap"><div class="tgme_channel_info_header_title"><span dir="auto">Kabar Contoh</span></div></div>
    <div class="tgme_channel_info_header_username"><a href="https://t.me/KabarContoh">@KabarContoh</a></div></div>
    <div class="tgme_channel_info_counters"><div class="tgme_channel_info_counter"><span class="counter_value">${counter}</span> <span class="counter_type">subscribers</span></div><div class="tgme_channel_info_counter"><span class="counter_value">7</span> <span class="counter_type">photos</span></div></div>
    ${about}</div></section></div>
  <div class="tgme_header_info"><a class="tgme_header_link" href="https://t.me/KabarContoh"><div class="tgme_header_title">Kabar Contoh</div><div class="tgme_header_counter">${counter} subscribers</div></a></div></div></header>`;

const page = (inside: string) =>
  `<div class="tgme_page_wrap"><div class="tgme_head_wrap"><a class="tgme_head_brand" href="//telegram.org/">Telegram</a></div><div class="tgme_body_wrap"><div class="tgme_page">${inside}</div></div></div>`;

const named =
  (name: string) =>
  (title: string, extra: string, about = "", photo = "") =>
    page(`${photo}<div class="tgme_page_title" dir="auto"><span dir="auto">${title}</span> <i class="verified-icon"> ✔</i></div>
    <div class="tgme_page_extra">${extra}</div>${about}
    <div class="tgme_page_action"><a class="tgme_action_button_new" href="tg://resolve?domain=${name}">View in Telegram</a></div>`);

const header: Expected = {
  permalink: "https://t.me/kabarcontoh",
  authorName: "Kabar Contoh",
  authorHandle: "kabarcontoh",
  authorLink: "https://t.me/kabarcontoh",
  audience: "public",
};

const notShown = (name: string, text: string, reason: SiteCase["unavailable"]): SiteCase => ({
  name: `t.me: not shown: ${name}`,
  address: "https://t.me/KabarContoh/42?embed=1",
  html: `<div class="tgme_widget_message js-widget_message"><div class="tgme_widget_message_error">${text}</div></div>`,
  ...(reason ? { unavailable: reason } : {}),
  surfaces: [],
  posts: [],
});

const previewCases: readonly SiteCase[] = [
  {
    name: "t.me/s: text, emoji, links, buttons, and no view token; logged out",
    address: "https://t.me/s/KabarContoh",
    html: widget(
      "KabarContoh/42",
      `${words('<tg-emoji><i class="emoji"><b>🎰</b></i></tg-emoji> Slot\u200B gacor<br>Daftar: <a href="https://cuan77.example/?ref=tg">cuan77.example</a> <a href="?q=%23cuan">#cuan</a>')}
      <a class="tgme_widget_message_inline_button url_button" href="https://cuan77.example/vip">Masuk VIP</a>${footer(42)}`,
    ),
    surfaces: ["message", "channel"],
    posts: [
      {
        subject: "telegram:message:kabarcontoh/42",
        aliases: [],
        channelId: "1700000001",
        fields: said(42, {
          text: "🎰 Slot gacor\nDaftar: cuan77.example #cuan",
          links: [
            { address: "https://cuan77.example/?ref=tg", shown: "cuan77.example" },
            { address: "https://cuan77.example/vip" },
          ],
        }),
        missing: ["media"],
      },
    ],
  },
  {
    name: "t.me/s: an album is one post that names its parts; a video's length is not its time; dark",
    address: "https://t.me/s/KabarContoh?before=60",
    htmlAttributes: { class: "theme_dark", lang: "id" },
    dark: true,
    html: `${widget("KabarContoh/1", `${words("Kanal dibuat")}${footer(1)}`, "service_message")}
      ${widget(
        "KabarContoh/50",
        `<div class="tgme_widget_message_grouped_wrap"><div class="tgme_widget_message_grouped"><a class="tgme_widget_message_photo_wrap grouped_media_wrap" href="https://t.me/KabarContoh/50?single" style="width:50%;background-image:url('https://cdn.example/satu.jpg')"></a><a class="tgme_widget_message_photo_wrap grouped_media_wrap" href="https://t.me/KabarContoh/51?single" style='background-image:url("https://cdn.example/dua.jpg")'></a><a class="tgme_widget_message_video_player grouped_media_wrap" href="https://t.me/KabarContoh/52?single"><i class="tgme_widget_message_video_thumb" style="background-image:url(https://cdn.example/tiga.jpg)"></i><video src="https://cdn.example/tiga.mp4?token=x"></video><time class="message_video_duration">0:46</time></a></div></div>${footer(50)}`,
      )}`,
    posts: [
      {
        subject: "telegram:message:kabarcontoh/50",
        fields: said(50, {
          media: [
            "https://cdn.example/satu.jpg",
            "https://cdn.example/dua.jpg",
            "https://cdn.example/tiga.jpg",
            "https://cdn.example/tiga.mp4?token=x",
          ],
          context: [
            inChannel,
            {
              relation: "album",
              subject: "telegram:message:kabarcontoh/51",
              address: "https://t.me/kabarcontoh/51",
            },
            {
              relation: "album",
              subject: "telegram:message:kabarcontoh/52",
              address: "https://t.me/kabarcontoh/52",
            },
          ],
        }),
        missing: ["text", "links"],
      },
    ],
  },
  {
    name: "t.me/s: an album of ten keeps all its parts",
    address: "https://t.me/s/KabarContoh",
    html: widget(
      "KabarContoh/10",
      `<div class="tgme_widget_message_grouped_wrap">${Array.from({ length: 10 }, (_, index) => `<a class="grouped_media_wrap" href="https://t.me/KabarContoh/${10 + index}?single"></a>`).join("")}</div>${footer(10)}`,
    ),
    posts: [
      {
        subject: "telegram:message:kabarcontoh/10",
        fields: said(10, {
          context: [
            inChannel,
            ...Array.from({ length: 9 }, (_, index) => ({
              relation: "album" as const,
              subject: `telegram:message:kabarcontoh/${11 + index}`,
              address: `https://t.me/kabarcontoh/${11 + index}`,
            })),
          ],
        }),
      },
    ],
  },
  {
    name: "t.me/NAME/ID as its page frames it: a forward keeps its origin, and a quoted message lends no word",
    address: "https://t.me/KabarContoh/51?embed=1&mode=tme",
    html: widget(
      "KabarContoh/51",
      `<div class="tgme_widget_message_forwarded_from accent_color">Diteruskan dari <a class="tgme_widget_message_forwarded_from_name" href="https://t.me/KanalAsal/7"><span dir="auto">Kanal Asal</span></a></div>
      <a class="tgme_widget_message_reply" href="https://t.me/KabarContoh/40"><div class="tgme_widget_message_author"><span class="tgme_widget_message_author_name">Kabar Contoh</span></div><div class="tgme_widget_message_text">Pesan yang dibalas</div></a>
      ${words("Isi pesan")}${footer(51)}`,
    ),
    surfaces: [],
    posts: [
      {
        subject: "telegram:message:kabarcontoh/51",
        fields: said(51, {
          text: "Isi pesan",
          context: [
            {
              relation: "parent",
              subject: "telegram:message:kabarcontoh/40",
              address: "https://t.me/kabarcontoh/40",
              name: "Kabar Contoh",
              text: "Pesan yang dibalas",
            },
            {
              relation: "forwarded-from",
              subject: "telegram:message:kanalasal/7",
              address: "https://t.me/kanalasal/7",
              name: "Kanal Asal",
            },
            inChannel,
          ],
        }),
        missing: ["media", "links"],
      },
    ],
  },
  {
    name: "t.me/s: a forward from a person without a name, one from a closed channel, one by a relative link",
    address: "https://t.me/s/KabarContoh",
    html: [
      '<span class="tgme_widget_message_forwarded_from_name">Rizal Contoh</span>',
      '<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/c/1900000002/7">Kanal Tertutup</a>',
      '<a class="tgme_widget_message_forwarded_from_name" href="/KanalAsal/8">Kanal Asal</a>',
      '<a class="tgme_widget_message_forwarded_from_name" href="javascript:alert(1)">Kanal Jahat</a>',
    ]
      .map((origin, index) =>
        widget(
          `KabarContoh/${61 + index}`,
          `<div class="tgme_widget_message_forwarded_from">Forwarded from ${origin}</div>${words("Sama")}${footer(61 + index)}`,
        ),
      )
      .join(""),
    posts: [
      { relation: "forwarded-from" as const, name: "Rizal Contoh" },
      { relation: "forwarded-from" as const, name: "Kanal Tertutup" },
      {
        relation: "forwarded-from" as const,
        subject: "telegram:message:kanalasal/8",
        address: "https://t.me/kanalasal/8",
        name: "Kanal Asal",
      },
      { relation: "forwarded-from" as const, name: "Kanal Jahat" },
    ].map((origin, index) => ({
      subject: `telegram:message:kabarcontoh/${61 + index}` as const,
      fields: said(61 + index, { text: "Sama", context: [origin, inChannel] }),
    })),
  },
  {
    name: "t.me/s: a reply to a picture, shown as its first words",
    address: "https://t.me/s/KabarContoh",
    html: widget(
      "KabarContoh/53",
      `<a class="tgme_widget_message_reply" href="https://t.me/KabarContoh/52"><i class="tgme_widget_message_reply_thumb" style="background-image:url(https://cdn.example/lain.jpg)"></i><div class="tgme_widget_message_author"><span class="tgme_widget_message_author_name">Kabar Contoh</span></div><div class="tgme_widget_message_metatext">Foto</div></a>${words("Yang ini")}${footer(53)}`,
    ),
    posts: [
      {
        subject: "telegram:message:kabarcontoh/53",
        fields: said(53, {
          text: "Yang ini",
          context: [
            {
              relation: "parent",
              subject: "telegram:message:kabarcontoh/52",
              address: "https://t.me/kabarcontoh/52",
              name: "Kabar Contoh",
              text: "Foto",
            },
            inChannel,
          ],
        }),
      },
    ],
  },
  {
    name: "t.me/s: round video, voice, sticker, preview of a page; English interface",
    address: "https://t.me/s/KabarContoh?after=70",
    htmlAttributes: { lang: "en" },
    html: `${widget("KabarContoh/71", `<i class="tgme_widget_message_roundvideo_thumb" style="background-image:url('https://cdn.example/bulat.jpg')"></i><video class="tgme_widget_message_roundvideo" src="https://cdn.example/bulat.mp4"></video>${footer(71)}`)}
      ${widget("KabarContoh/72", `<audio class="tgme_widget_message_voice" src="https://cdn.example/suara.ogg"></audio>${footer(72)}`)}
      ${widget("KabarContoh/73", `<div class="tgme_widget_message_sticker_wrap"><i class="tgme_widget_message_sticker" data-webp="https://cdn.example/stiker.webp" style="background-image:none"></i></div>${footer(73)}`)}
      ${widget("KabarContoh/74", `${words("Baca")}<a class="tgme_widget_message_link_preview" href="https://kabar.example/1"><i class="link_preview_right_image" style="background-image:url('https://cdn.example/kabar.jpg')"></i><div class="link_preview_title">Judul orang lain</div></a>${footer(74)}`)}`,
    posts: [
      {
        subject: "telegram:message:kabarcontoh/71",
        fields: said(71, { media: ["https://cdn.example/bulat.jpg", "https://cdn.example/bulat.mp4"] }),
      },
      {
        subject: "telegram:message:kabarcontoh/72",
        fields: said(72, { media: ["https://cdn.example/suara.ogg"] }),
      },
      {
        subject: "telegram:message:kabarcontoh/73",
        fields: said(73, { media: ["https://cdn.example/stiker.webp"] }),
      },
      {
        subject: "telegram:message:kabarcontoh/74",
        fields: said(74, {
          text: "Baca",
          media: ["https://cdn.example/kabar.jpg"],
          links: [{ address: "https://kabar.example/1" }],
        }),
      },
    ],
  },
  {
    name: "t.me/s: a poll and a file say something without a text of their own",
    address: "https://t.me/s/KabarContoh",
    html: `${widget("KabarContoh/81", `<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">Pasang di mana?</div><div class="tgme_widget_message_poll_option">Cuan77</div><div class="tgme_widget_message_poll_option">Bandar lain</div></div>${footer(81)}`)}
      ${widget("KabarContoh/82", `<a class="tgme_widget_message_document_wrap" href="https://t.me/KabarContoh/82"><div class="tgme_widget_message_document_title">cuan77-mod.apk</div><div class="tgme_widget_message_document_extra">12.3 MB</div></a>${footer(82)}`)}`,
    posts: [
      {
        subject: "telegram:message:kabarcontoh/81",
        fields: said(81, { text: "Pasang di mana?\nCuan77\nBandar lain" }),
      },
      { subject: "telegram:message:kabarcontoh/82", fields: said(82, { text: "cuan77-mod.apk" }) },
    ],
  },
  {
    name: "t.me/NAME/ID of a group: the member is the author, with a name or without; the group is the context",
    address: "https://t.me/GrupContoh/77?embed=1",
    html: [
      '<a class="tgme_widget_message_author_name" href="https://t.me/rizalcontoh"><span dir="auto">Rizal Contoh</span></a>',
      '<span class="tgme_widget_message_author_name"><span dir="auto">Tanpa Nama</span></span>',
    ]
      .map((by, index) =>
        widget(`GrupContoh/${77 + index}`, `${words("Halo")}${footer(77 + index)}`, "", {
          by: `<div class="tgme_widget_message_author accent_color">${by}&nbsp;in&nbsp;<a class="tgme_widget_message_owner_name" href="https://t.me/GrupContoh"><span dir="auto">Grup Contoh</span></a></div>`,
        }),
      )
      .join(""),
    posts: [
      { authorName: "Rizal Contoh", authorHandle: "rizalcontoh", authorLink: "https://t.me/rizalcontoh" },
      { authorName: "Tanpa Nama" },
    ].map((by, index) => ({
      subject: `telegram:message:grupcontoh/${77 + index}` as const,
      channelId: "1700000001",
      fields: {
        ...without(posted, "authorName", "authorHandle", "authorLink", "authorId"),
        permalink: `https://t.me/grupcontoh/${77 + index}`,
        text: "Halo",
        ...by,
        context: [
          {
            relation: "group" as const,
            subject: "telegram:channel:grupcontoh" as const,
            address: "https://t.me/grupcontoh",
            name: "Grup Contoh",
          },
        ],
      },
    })),
  },
  {
    name: "t.me/s: hostile marks: a post that is none, a number that is none, a deleted one beside it",
    address: "https://t.me/s/KabarContoh",
    html: `${widget("../c/17/42", "")}${widget("kabarcontoh", "")}${widget("https://evil.example/42", "")}${widget("kabarcontoh/042", "")}
      <div class="tgme_widget_message"><div class="tgme_widget_message_error">Post not found</div></div>
      ${widget("KabarContoh/43", `${words("Halo")}${footer(43)}`, "", { data: "%%%" })}`,
    posts: [
      {
        subject: "telegram:message:kabarcontoh/43",
        fields: without(said(43, { text: "Halo" }), "authorId"),
        missing: ["authorId", "media", "links"],
      },
    ],
  },
  {
    name: 't.me/s: a channel whose name holds "status", an empty timestamp, and our own copied button',
    address: "https://t.me/s/status_kabar",
    html: widget(
      "status_kabar/9",
      `${words('Halo<lapor-kominfo class="no-selection">Laporkan</lapor-kominfo> semua')}${footer(9, 'datetime="">')}`,
      "",
      { by: author.replace("KabarContoh", "status_kabar") },
    ),
    posts: [
      {
        subject: "telegram:message:status_kabar/9",
        fields: {
          ...without(posted, "publishedRaw", "publishedAt"),
          permalink: "https://t.me/status_kabar/9",
          authorHandle: "status_kabar",
          authorLink: "https://t.me/status_kabar",
          text: "Halo semua",
          context: [
            { ...inChannel, subject: "telegram:channel:status_kabar", address: "https://t.me/status_kabar" },
          ],
        },
        missing: ["publishedRaw", "publishedAt", "media", "links"],
      },
    ],
  },
  {
    name: "t.me/s: marks nobody sees inside words, and more text than is carried",
    address: "https://t.me/s/KabarContoh",
    html: `${widget("KabarContoh/91", `${words(disguised)}${footer(91)}`)}${widget("KabarContoh/92", `${words("cuan ".repeat(20_100))}${footer(92)}`)}`,
    posts: [
      { subject: "telegram:message:kabarcontoh/91", fields: said(91, { text: "Slot gacor מבצע" }) },
      {
        subject: "telegram:message:kabarcontoh/92",
        fields: said(92, { text: "cuan ".repeat(20_000), truncated: true }),
      },
    ],
  },
  {
    name: "t.me/s: a message without its author's line is its channel's",
    address: "https://t.me/s/KabarContoh",
    html: `${previewHeader("1.84K")}<main class="tgme_main">${widget("KabarContoh/93", `${words("Lanjut")}${footer(93)}`, "", { by: "" })}</main>`,
    posts: [
      {
        subject: "telegram:message:kabarcontoh/93",
        fields: without(said(93, { text: "Lanjut" }), "authorHandle", "authorLink", "authorId", "context"),
        missing: ["authorHandle", "authorLink", "authorId", "media", "links"],
      },
      {
        subject: "telegram:channel:kabarcontoh",
        slot: 1,
        channelId: "1700000001",
        fields: {
          ...header,
          authorId: "1700000001",
          media: ["https://cdn.example/kanal.jpg"],
          counts: { followers: { shown: "1.84K" } },
        },
        missing: ["text", "links"],
      },
    ],
  },
];

const headerCases: readonly SiteCase[] = [
  {
    name: "t.me/s: the channel itself, with what it says of itself",
    address: "https://t.me/s/KabarContoh/42",
    html: previewHeader(
      "1 842",
      '<div class="tgme_channel_info_description">Bonus harian: <a href="https://cuan77.example/">cuan77.example</a></div>',
    ),
    posts: [
      {
        subject: "telegram:channel:kabarcontoh",
        aliases: [],
        slot: 1,
        fields: {
          ...header,
          text: "Bonus harian: cuan77.example",
          media: ["https://cdn.example/kanal.jpg"],
          links: [{ address: "https://cuan77.example/", shown: "cuan77.example" }],
          counts: { followers: { shown: "1 842", value: 1842 } },
        },
        missing: ["authorId"],
      },
    ],
  },
  {
    name: "t.me/NAME: a channel; its hash is nobody's name",
    address: "https://t.me/KabarContoh#@kanallain",
    htmlAttributes: { class: "theme_dark" },
    dark: true,
    html: named("KabarContoh")(
      "Kabar Contoh",
      "10 842 117 subscribers",
      '<div class="tgme_page_description" dir="auto">Kabar <a href="https://cuan77.example/">cuan77.example</a>, admin <a href="https://t.me/admincuan">@admincuan</a></div>',
      '<a href="tg://resolve?domain=KabarContoh"><img class="tgme_page_photo_image" src="https://cdn.example/kanal.jpg"></a>',
    ),
    surfaces: [],
    posts: [
      {
        subject: "telegram:channel:kabarcontoh",
        fields: {
          ...header,
          text: "Kabar cuan77.example, admin @admincuan",
          media: ["https://cdn.example/kanal.jpg"],
          links: [
            { address: "https://cuan77.example/", shown: "cuan77.example" },
            { address: "https://t.me/admincuan" },
          ],
          counts: { followers: { shown: "10 842 117", value: 10_842_117 } },
        },
        missing: ["authorId"],
      },
    ],
  },
  {
    name: "t.me/NAME: a public group is a channel here",
    address: "https://t.me/GrupContoh?boost",
    html: named("GrupContoh")("Grup Contoh", "1 234 members, 56 online"),
    posts: [
      {
        subject: "telegram:channel:grupcontoh",
        fields: {
          ...header,
          permalink: "https://t.me/grupcontoh",
          authorName: "Grup Contoh",
          authorHandle: "grupcontoh",
          authorLink: "https://t.me/grupcontoh",
          counts: { followers: { shown: "1 234", value: 1234 } },
        },
        missing: ["text", "authorId", "media", "links"],
      },
    ],
  },
  {
    name: "t.me/NAMEbot: a bot is an account, and the digits of its name count nothing",
    address: "https://t.me/cuan77_bot?start=ref1",
    html: named("cuan77_bot")(
      "Cuan77",
      "@cuan77_bot",
      '<div class="tgme_page_description">Main dan menang</div>',
      '<img class="tgme_page_photo_image" src="https://cdn.example/bot.jpg">',
    ),
    posts: [
      {
        subject: "telegram:account:cuan77_bot",
        fields: {
          permalink: "https://t.me/cuan77_bot",
          authorName: "Cuan77",
          authorHandle: "cuan77_bot",
          authorLink: "https://t.me/cuan77_bot",
          audience: "public",
          text: "Main dan menang",
          media: ["https://cdn.example/bot.jpg"],
        },
        missing: ["authorId", "links", "counts"],
      },
    ],
  },
  {
    name: "t.me/NAME: a person has no button, whatever stands in the name",
    address: "https://t.me/rizalcontoh",
    html: named("rizalcontoh")("Rizal Contoh", "@rizalcontoh 1990"),
    posts: [],
  },
  {
    name: "t.me: an invitation shows a closed group, in either spelling",
    address: "https://t.me/+AbCdEf123456",
    html: named("contoh")("Grup Tertutup", "12 members"),
    posts: [],
  },
  {
    name: "t.me/joinchat: digits after it are no message's",
    address: "https://t.me/joinchat/1234567890",
    html: named("contoh")("Grup Tertutup", "12 members"),
    posts: [],
  },
  {
    name: "t.me/c: a post of a closed chat",
    address: "https://t.me/c/1900000002/42",
    html: named("contoh")("Telegram", "12 members"),
    posts: [],
  },
  {
    name: "t.me/NAME: nobody has this name (any more)",
    address: "https://t.me/kanalhilang",
    html: page(
      '<div class="tgme_page_icon"><i class="tgme_icon_user"></i></div><div class="tgme_page_description">If you have <strong>Telegram</strong>, you can contact <a class="tgme_username_link" href="tg://resolve?domain=kanalhilang">@kanalhilang</a> right away.</div>',
    ),
    unavailable: "unknown",
    posts: [],
  },
  notShown("a deleted post", "Post not found", "removed"),
  notShown("a deleted post, in Indonesian", "Kiriman tidak ditemukan", "removed"),
  notShown(
    "a channel against the rules",
    "This channel can’t be displayed because it violated Telegram's Terms of Service.",
    "removed",
  ),
  notShown(
    "a channel against the rules, in Indonesian",
    "Kanal ini melanggar Ketentuan Layanan Telegram.",
    "removed",
  ),
  notShown("withheld here", "This channel can’t be displayed because it violated local laws.", "withheld"),
  notShown(
    "withheld here, in Indonesian",
    "Kanal ini tidak dapat ditampilkan karena melanggar hukum setempat.",
    "withheld",
  ),
  notShown("closed", "This channel is private", "private"),
  notShown("closed, in Indonesian", "Kanal ini bersifat privat", "private"),
  notShown("nobody says why", "Please open Telegram to view this post", "unknown"),
  notShown("an empty place for an error", "", undefined),
];

export const telegramCases: readonly SiteCase[] = [...previewCases, ...headerCases, ...telegramWebCases];
