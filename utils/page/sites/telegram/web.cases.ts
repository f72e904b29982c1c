/**
 * Hand-written pages of Telegram's two web clients with the expected posts and fields. Tests only; everything
 * is invented.
 */

import type { ExpectedPost, SiteCase } from "../cases.ts";

type Expected = NonNullable<ExpectedPost["fields"]>;

const without = (fields: Expected, ...names: (keyof Expected)[]): Expected =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name as keyof Expected)));

const inChannel = {
  relation: "channel",
  subject: "telegram:channel:kabarcontoh",
  address: "https://t.me/kabarcontoh",
  name: "Kabar Contoh",
} as const;
const inGroup = { ...inChannel, relation: "group" } as const;
const part = (id: number) => ({
  relation: "album" as const,
  subject: `telegram:message:kabarcontoh/${id}`,
  address: `https://t.me/kabarcontoh/${id}`,
});

interface Bubble {
  mid?: string;
  peer?: string;
  inside?: string;
  more?: string;
  /** Content before the text inside the bubble. */
  ahead?: string;
  time?: string;
}

const exactTime = '<div class="time-inner" title="20 November 2026, 10:04:05">10:04</div>';

/** In Web K, message 42 of a channel has the id 2^32 + 42. */
const bubble = ({
  mid = "4294967338",
  peer = "-1700000001",
  inside = "Halo",
  more = "channel-post is-in",
  ahead = "",
  time = exactTime,
}: Bubble = {}) =>
  `<div class="bubble ${more}" data-mid="${mid}" data-peer-id="${peer}" data-timestamp="1795143845"><div class="bubble-content-wrapper"><div class="bubble-content">
  ${ahead}<div class="message spoilers-container" dir="auto">${inside}<span class="time"><span class="post-views">1.2K</span>${time}</span></div></div></div></div>`;

interface ChatK {
  peer?: string;
  kind?: string;
  title?: string;
  more?: string;
  bar?: string;
}

const bar = (
  peer: string,
  title: string,
  more = '<div class="chat-utils"><button class="btn-icon"></button></div>',
) =>
  `<div class="sidebar-header topbar"><div class="chat-info"><div class="user-title"><span class="peer-title" data-peer-id="${peer}">${title}</span></div><div class="info">Budi99 sedang mengetik</div></div>${more}</div>`;

const chatK = (
  bubbles: string,
  {
    peer = "-1700000001",
    kind = "is-broadcast",
    title = "Kabar Contoh",
    more = "active",
    bar: top,
  }: ChatK = {},
) =>
  `<div class="chat tabs-tab ${more}">${top ?? bar(peer, title)}
  <div class="bubbles"><div class="bubbles-inner ${kind}">${bubbles}</div></div><div class="chat-input"><div contenteditable="true">Belum terkirim</div></div></div>`;

const webK = (bubbles: string, options: ChatK = {}) =>
  `<div id="column-left"><div class="chatlist"><span class="peer-title" data-peer-id="777">Petugas Sendiri</span></div></div><div id="column-center">${chatK(bubbles, options)}</div>`;

const kAddress = "https://web.telegram.org/k/#@KabarContoh";

const kFields: Expected = {
  permalink: "https://t.me/kabarcontoh/42",
  text: "Halo",
  authorName: "Kabar Contoh",
  authorHandle: "kabarcontoh",
  authorLink: "https://t.me/kabarcontoh",
  authorId: "1700000001",
  publishedRaw: "20 November 2026, 10:04:05",
  publishedAt: "2026-11-20T03:04:05.000Z",
  counts: { views: { shown: "1.2K" } },
  audience: "public",
  context: [inChannel],
};

const barFields: Expected = {
  permalink: "https://t.me/kabarcontoh",
  authorName: "Kabar Contoh",
  authorHandle: "kabarcontoh",
  authorLink: "https://t.me/kabarcontoh",
  authorId: "1700000001",
  audience: "public",
};

/** The bar above an open chat, which represents the channel or group. */
const theBar: ExpectedPost = {
  subject: "telegram:channel:kabarcontoh",
  question: { channelId: "1700000001", messageId: "0" },
  aliases: [],
  slot: 2,
  channelId: "1700000001",
  fields: barFields,
  missing: ["text", "media", "links", "counts"],
};

const message = (more: Expected = {}, id = 42): ExpectedPost => ({
  subject: `telegram:message:kabarcontoh/${id}`,
  question: { channelId: "1700000001", messageId: String(id) },
  fields: { ...kFields, permalink: `https://t.me/kabarcontoh/${id}`, ...more },
});

const kCases: readonly SiteCase[] = [
  {
    name: "Web K: a channel known by name, logged in; the person's own name and draft stay unread",
    address: kAddress,
    html: webK(
      bubble({
        inside: `Halo <a class="anchor-url" href="https://cuan77.example/">cuan77.example</a> <a class="mention" href="https://t.me/admincuan">@admincuan</a><a class="anchor-hashtag" href="#cuan">#cuan</a><div class="reactions"><span>👍 12</span></div><div class="web">Judul <a href="https://lain.example/">orang lain</a></div>`,
      }),
    ),
    surfaces: [],
    posts: [
      {
        subject: "telegram:message:kabarcontoh/42",
        aliases: [],
        channelId: "1700000001",
        fields: {
          ...kFields,
          text: "Halo cuan77.example @admincuan#cuan",
          links: [
            { address: "https://cuan77.example/", shown: "cuan77.example" },
            { address: "https://t.me/admincuan" },
          ],
        },
        missing: [],
      },
      theBar,
    ],
  },
  {
    name: "Web K: dark, a second account in the address, an older form of the time, a button with a link",
    address: "https://web.telegram.org/k/?account=2#@KabarContoh",
    htmlAttributes: { class: "night", lang: "en" },
    dark: true,
    html: webK(
      bubble({ time: '<span class="i18n">10:04</span>' }).replace(
        /<\/div><\/div>$/,
        '</div><div class="reply-markup"><a class="reply-markup-button" href="https://cuan77.example/vip">VIP</a></div></div>',
      ),
      { bar: bar("-1700000001", "Kabar Contoh", "") },
    ),
    posts: [
      message({ publishedRaw: "10:04", links: [{ address: "https://cuan77.example/vip" }] }),
      { ...theBar, slot: 3 },
    ],
  },
  {
    name: "Web K: an album is one post that names its parts; service, unsent, paid and own ones are none",
    address: kAddress,
    html: webK(
      `${bubble({ mid: "4294967297", more: "service" })}${bubble({ mid: "4294967298", more: "is-sponsored" })}${bubble({ mid: "4294967299", more: "is-out" })}
      ${bubble({ mid: "4294967338.0001" })}${bubble({ mid: "0" })}${bubble({ mid: "4294967296" })}
      ${bubble({ more: "channel-post is-in is-album is-grouped", inside: `Halo<div class="album-item" data-mid="4294967338" data-peer-id="-1700000001"></div><div class="album-item" data-mid="4294967339" data-peer-id="-1700000001"></div>` })}`,
    ),
    posts: [message({ context: [inChannel, part(43)] }), theBar],
  },
  {
    name: "Web K: what has lost the mark of the person's own, of paid or of service messages is no post either",
    address: kAddress,
    html: webK(
      `${bubble({ more: "" })}${bubble({ more: "channel-post" })}${bubble({ more: "is-in" })}${bubble({ more: "channel-post is-in is-out" })}${bubble({ more: "channel-post is-in is-sponsored" })}${bubble({ more: "channel-post is-in service" })}`,
    ),
    posts: [theBar],
  },
  {
    name: "Web K: in a group own messages are no posts, with their mark and without it",
    address: kAddress,
    html: webK(`${bubble({ more: "is-out" })}${bubble({ more: "" })}`, { kind: "is-chat" }),
    posts: [theBar],
  },
  {
    name: "Web K: a forward's source is not the author, and what is answered lends no word",
    address: kAddress,
    html: webK(
      bubble({
        ahead:
          '<div class="name"><span class="i18n bubble-name-forwarded">Diteruskan dari <span class="peer-title" data-peer-id="-1800000009">Kanal Asal</span></span></div><div class="reply"><div class="reply-title"><span class="peer-title" data-peer-id="5550002">Sari Contoh</span></div><div class="reply-subtitle">Yang dibalas</div><div class="message">Bukan ini <a href="https://lain.example/">tautan</a></div></div>',
      }),
    ),
    posts: [
      message({
        context: [
          { relation: "parent", name: "Sari Contoh", text: "Yang dibalas" },
          { relation: "forwarded-from", name: "Kanal Asal" },
          inChannel,
        ],
      }),
      theBar,
    ],
  },
  {
    name: "Web K: in a public group the author is the member, or missing when the page does not repeat the name",
    address: kAddress,
    html: webK(
      bubble({
        ahead: '<div class="name"><span class="peer-title" data-peer-id="5550001">Rizal Contoh</span></div>',
      }) + bubble({ mid: "4294967339" }),
      { kind: "" },
    ),
    posts: [
      {
        subject: "telegram:message:kabarcontoh/42",
        fields: {
          ...without(kFields, "authorHandle", "authorLink"),
          authorName: "Rizal Contoh",
          authorId: "5550001",
          context: [inGroup],
        },
      },
      {
        subject: "telegram:message:kabarcontoh/43",
        fields: {
          ...without(kFields, "authorHandle", "authorLink", "authorName", "authorId"),
          permalink: "https://t.me/kabarcontoh/43",
          context: [inGroup],
        },
        missing: ["authorName", "authorHandle", "authorLink", "authorId", "links"],
      },
      theBar,
    ],
  },
  {
    name: "Web K: two chats in one document: only the open one's messages, under its own name",
    address: kAddress,
    html: `<div id="column-center">${chatK(bubble({ peer: "-1800000009", inside: "Kanal sebelumnya" }), { peer: "-1800000009", title: "Kanal Sebelumnya", more: "" })}${chatK(bubble(), { kind: "" })}</div>`,
    posts: [
      {
        subject: "telegram:message:kabarcontoh/42",
        fields: {
          ...without(kFields, "authorHandle", "authorLink", "authorName", "authorId"),
          context: [inGroup],
        },
      },
      theBar,
    ],
  },
  {
    name: "Web K: a node that was used again shows another channel's message: nothing",
    address: kAddress,
    html: webK(bubble({ peer: "-1800000009" }) + bubble({ mid: "4294967339" })),
    posts: [message({}, 43), theBar],
  },
  {
    name: "Web K: marks nobody sees inside words, and more text than is carried",
    address: kAddress,
    html: webK(
      bubble({ inside: "S\u200Blo\u200Dt \u202Egacor\u202C\u200F" }) +
        bubble({ mid: "4294967339", inside: "cuan ".repeat(20_100) }),
    ),
    posts: [
      message({ text: "Slot gacor" }),
      message({ text: "cuan ".repeat(20_000), truncated: true }, 43),
      theBar,
    ],
  },
  {
    name: "Web K: a private group has a number in the address",
    address: "https://web.telegram.org/k/#-1700000001",
    html: webK(bubble()),
    posts: [],
  },
  {
    name: "Web K: a person with a name is still a person, and so is a bot",
    address: "https://web.telegram.org/k/#@contoh_bot",
    html: webK(bubble({ mid: "42", peer: "5550001" }), { peer: "5550001", title: "Contoh" }),
    posts: [],
  },
  {
    name: "Web K: comments below a post can belong to another, private chat",
    address: kAddress,
    html: webK(bubble({ peer: "-1900000002" })),
    posts: [theBar],
  },
  {
    name: "Web K: comments under a bar that names no chat",
    address: kAddress,
    html: webK(bubble({ peer: "-1900000002" }), {
      bar: '<div class="topbar"><div class="user-title">12 komentar</div></div>',
    }),
    posts: [],
  },
  {
    name: "Web K: a thread in the address",
    address: "https://web.telegram.org/k/#@KabarContoh?thread=7",
    html: webK(bubble()),
    posts: [],
  },
  {
    name: "Web K: while two chats' titles are on one bar nothing is public",
    address: kAddress,
    html: webK(bubble(), {
      bar: bar(
        "-1700000001",
        "Kabar Contoh",
        '<span class="peer-title" data-peer-id="-1900000002">Lain</span>',
      ),
    }),
    posts: [],
  },
  { name: "Web K: no title, nothing public", address: kAddress, html: bubble(), posts: [] },
  {
    name: "Web K: the chat behind the open one has lost its address",
    address: kAddress,
    html: chatK(bubble(), { more: "" }) + chatK("", { peer: "5550001", title: "Rizal" }),
    posts: [],
  },
  {
    name: "Web K's address on another host is no chat's",
    address: "https://web.telegram.org/z/#@KabarContoh",
    html: webK(bubble()),
    posts: [],
  },
];

interface MessageA {
  text?: string;
  /** Content before the text inside the message. */
  ahead?: string;
  more?: string;
  content?: string;
  meta?: string;
}

const messageA = (
  id: string,
  {
    text = "Halo",
    ahead = "",
    more = "",
    content = "",
    meta = '<span class="message-views" title="2.314">2.3K</span><span class="message-time" title="20 Nov 2026, 10:04:05">10:04</span>',
  }: MessageA = {},
) =>
  `<div class="Message message-list-item ${more}" id="message-${id}" data-message-id="${id}"><div class="bottom-marker" data-message-id="${id}"></div><div class="message-content-wrapper can-select-text"><div class="message-content text ${content}"><div class="content-inner">${ahead}<div class="text-content clearfix with-meta" dir="auto">${text}<span class="MessageMeta" data-ignore-on-paste="true">${meta}</span></div></div></div></div></div>`;

const webA = (messages: string, list = "no-avatars", title = "Kabar Contoh") =>
  `<div id="LeftColumn"><h3 class="fullName">Petugas Sendiri</h3></div><div id="MiddleColumn"><div class="MiddleHeader"><div class="ChatInfo"><h3 class="fullName">${title}</h3></div></div><div class="MessageList ${list}"><div class="messages-container"><div class="message-date-group">${messages}</div></div></div><div class="Composer"><div contenteditable="true">Belum terkirim</div></div></div>`;

const aAddress = "https://web.telegram.org/a/#-1001700000001";
const question = (messageId: string) => ({ channelId: "1700000001", messageId });

const aFields: Expected = {
  ...kFields,
  publishedRaw: "20 Nov 2026, 10:04:05",
  counts: { views: { shown: "2.3K", value: 2314 } },
};
const aFound = without(aFields, "publishedAt");

const readA = (more: Expected = {}, id = "42"): ExpectedPost => ({
  subject: `telegram:message:kabarcontoh/${id}`,
  question: question(id),
  fields: { ...aFound, permalink: `https://t.me/kabarcontoh/${id}`, ...more },
});

const nothingA = (name: string, address: string): SiteCase => ({
  name: `Web A: ${name}`,
  address,
  html: webA(messageA("42")),
  posts: [],
});

const aCases: readonly SiteCase[] = [
  {
    name: "Web A: a channel is unknown, and only its numbers are read; dark",
    address: aAddress,
    htmlAttributes: { class: "theme-dark" },
    dark: true,
    html: webA(
      `${messageA("42")}<div class="Message message-list-item ActionMessage" data-message-id="1">Kanal dibuat</div>${messageA("44", { more: "own" })}${messageA("43-0001")}${messageA("0")}`,
    ),
    posts: [{ question: question("42") }],
  },
  {
    name: "Web A: a topic of a group keeps the group's number",
    address: "https://web.telegram.org/a/#-1001700000001_7",
    html: webA(messageA("42")),
    posts: [{ question: question("42") }],
  },
  {
    name: "Web A, link checked: a channel's message with emoji, links and reactions",
    address: aAddress,
    checkedName: "kabarcontoh",
    html: webA(
      messageA("42", {
        text: '<img class="emoji" alt="🎰" src="./e.png"> Slot <strong data-entity-type="MessageEntityBold">gacor</strong><br><a class="text-entity-link" data-entity-type="MessageEntityUrl" href="https://cuan77.example/">cuan77.example</a><a class="text-entity-link" href="?q=cuan">#cuan</a><div class="Reactions"><button>12</button><span>👍</span></div>',
      }),
    ),
    posts: [
      {
        ...readA({
          text: "🎰 Slot gacor\ncuan77.example#cuan",
          links: [{ address: "https://cuan77.example/", shown: "cuan77.example" }],
        }),
        kind: "message",
        aliases: [],
        channelId: "1700000001",
        missing: ["publishedAt"],
      },
    ],
  },
  {
    name: "Web A, link checked: before anything is pointed at, time and views are what is shown",
    address: aAddress,
    checkedName: "kabarcontoh",
    html: webA(
      messageA("42", {
        meta: '<span class="message-views">2.3K</span><span class="message-time">10:04</span>',
      }),
    ),
    posts: [readA({ publishedRaw: "10:04", counts: { views: { shown: "2.3K" } } })],
  },
  {
    name: "Web A, link checked: an album names its parts, and a forward its origin",
    address: aAddress,
    checkedName: "kabarcontoh",
    html: webA(
      messageA("42", {
        content: "is-forwarded",
        ahead:
          '<div class="message-title"><span class="forward-title-container">Diteruskan dari</span><span class="sender-title">Kanal Asal</span></div><div class="Album"><img id="album-media-message-42" src="blob:https://web.telegram.org/a"><img id="album-media-message-43" src="blob:https://web.telegram.org/b"></div>',
      }),
    ),
    posts: [readA({ context: [{ relation: "forwarded-from", name: "Kanal Asal" }, inChannel, part(43)] })],
  },
  {
    name: "Web A, link checked: in a group the author is the member; what is answered lends no word",
    address: aAddress,
    checkedName: "kabarcontoh",
    html: webA(
      messageA("42", {
        ahead:
          '<div class="message-title"><span class="sender-title">Rizal Contoh</span></div><div class="message-subheader"><div class="EmbeddedMessage"><div class="message-text"><p class="embedded-text-wrapper">Yang dibalas</p><div class="message-title"><span class="embedded-sender">Sari Contoh</span></div><div class="text-content">Bukan ini <a href="https://lain.example/">tautan</a></div></div></div></div>',
      }) + messageA("43"),
      "",
    ),
    posts: [
      {
        ...readA({}, "42"),
        fields: {
          ...without(aFound, "authorHandle", "authorLink", "authorId"),
          authorName: "Rizal Contoh",
          context: [{ relation: "parent", name: "Sari Contoh", text: "Yang dibalas" }, inGroup],
        },
      },
      {
        ...readA({}, "43"),
        fields: {
          ...without(aFound, "authorHandle", "authorLink", "authorId", "authorName"),
          permalink: "https://t.me/kabarcontoh/43",
          context: [inGroup],
        },
        missing: ["authorName", "authorHandle", "authorLink", "authorId", "publishedAt", "links"],
      },
    ],
  },
  nothingA("a person", "https://web.telegram.org/a/#5550001"),
  nothingA("a basic group", "https://web.telegram.org/a/#-700000001"),
  nothingA("just at the border", "https://web.telegram.org/a/#-1000000000000"),
  nothingA("a name in the address proves nothing", "https://web.telegram.org/a/#@kabarcontoh"),
  nothingA("no chat in the address", "https://web.telegram.org/a/"),
  nothingA(
    "what is pinned or planned has a page of its own",
    "https://web.telegram.org/a/#-1001700000001_pinned",
  ),
];

export const telegramWebCases: readonly SiteCase[] = [
  ...kCases.map((one) => ({ ...one, checkedName: "kabarcontoh" })),
  ...aCases,
];
