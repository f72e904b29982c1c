/** Hand-written Telegram pages of three clients with the posts and fields expected. Tests only; everything is invented. */

import type { ExpectedPost, SiteCase } from "./cases.ts";

type Expected = NonNullable<ExpectedPost["fields"]>;

/** `{"c":-1700000001,"p":42,"t":1,"h":"rahasia"}`: the channel's number and a token that must not be kept. */
const view = "eyJjIjotMTcwMDAwMDAwMSwicCI6NDIsInQiOjEsImgiOiJyYWhhc2lhIn0";

function widget(post: string, inside: string, more = "", data = view) {
  return `<div class="tgme_widget_message_wrap"><div class="tgme_widget_message ${more}" data-post="${post}" data-view="${data}"><div class="tgme_widget_message_bubble">
    <div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="https://t.me/KabarContoh"><span>Kabar Contoh</span></a></div>${inside}</div></div></div>`;
}

const footer = (id: number) =>
  `<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">9.69K</span><a class="tgme_widget_message_date" href="https://t.me/KabarContoh/${id}"><time datetime="2026-11-20T03:04:05+00:00">10:04</time></a></div>`;

const posted: Expected = {
  authorName: "Kabar Contoh",
  authorHandle: "kabarcontoh",
  authorLink: "https://t.me/kabarcontoh",
  authorId: "1700000001",
  publishedRaw: "10:04",
  publishedAt: "2026-11-20T03:04:05.000Z",
  counts: { views: { shown: "9.69K" } },
  audience: "public",
};

interface Bubble {
  mid?: string;
  peer?: string;
  inside?: string;
  more?: string;
}

/** Web K numbers message 42 of a channel as 2^32 + 42. */
const bubble = ({ mid = "4294967338", peer = "-1700000001", inside = "Halo", more = "" }: Bubble) =>
  `<div class="bubble channel-post ${more}" data-mid="${mid}" data-peer-id="${peer}" data-timestamp="1795143845"><div class="bubble-content-wrapper"><div class="bubble-content">
  <div class="message">${inside}<span class="time"><span class="post-views">1.2K</span><div class="time-inner" title="20 November 2026, 10:04:05">10:04</div></span></div></div></div></div>`;

const webK = (bubbles: string, peer = "-1700000001", kind = "is-broadcast") =>
  `<div id="column-center"><div class="chat active"><div class="topbar"><div class="user-title"><span class="peer-title" data-peer-id="${peer}">Kabar Contoh</span></div></div>
  <div class="bubbles"><div class="bubbles-inner ${kind}">${bubbles}</div></div></div></div>`;

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
};

const messageA = (id: string, more = "") =>
  `<div class="Message message-list-item ${more}" id="message-${id}" data-message-id="${id}"><div class="message-content-wrapper"><div class="message-content"><div class="content-inner"><div class="text-content">Halo<span class="MessageMeta"><span class="message-time">10:04</span></span></div></div></div></div></div>`;

const webA = (messages: string) =>
  `<div id="MiddleColumn"><div class="MiddleHeader"><div class="ChatInfo"><h3 class="fullName">Kabar Contoh</h3></div></div><div class="MessageList no-avatars"><div class="messages-container"><div class="message-date-group">${messages}</div></div></div></div>`;

const kAddress = "https://web.telegram.org/k/#@KabarContoh";

export const telegramCases: readonly SiteCase[] = [
  {
    name: "t.me/s: text, emoji, links, buttons, and no view token",
    address: "https://t.me/s/KabarContoh",
    html: widget(
      "KabarContoh/42",
      `<div class="tgme_widget_message_text js-message_text"><tg-emoji><i class="emoji"><b>🎰</b></i></tg-emoji> Slot\u200B gacor<br>Daftar: <a href="https://cuan77.example/?ref=tg">cuan77.example</a> <a href="?q=%23cuan">#cuan</a></div>
      <a class="tgme_widget_message_inline_button url_button" href="https://cuan77.example/vip">Masuk VIP</a>${footer(42)}`,
    ),
    posts: [
      {
        subject: "telegram:message:kabarcontoh/42",
        kind: "message",
        aliases: [],
        channelId: "1700000001",
        fields: {
          ...posted,
          permalink: "https://t.me/kabarcontoh/42",
          text: "🎰 Slot gacor\nDaftar: cuan77.example #cuan",
          links: [
            { address: "https://cuan77.example/?ref=tg", shown: "cuan77.example" },
            { address: "https://cuan77.example/vip" },
          ],
        },
        missing: ["media"],
      },
    ],
  },
  {
    name: "t.me/s: a video's length is not its time, an album is one post, a service message is none",
    address: "https://t.me/s/KabarContoh?before=60",
    html: `${widget("KabarContoh/1", `<div class="tgme_widget_message_text">Kanal dibuat</div>${footer(1)}`, "service_message")}
      ${widget(
        "KabarContoh/50",
        `<div class="tgme_widget_message_grouped_wrap"><a class="tgme_widget_message_photo_wrap" style="width:50%;background-image:url('https://cdn.example/satu.jpg')"></a><a class="tgme_widget_message_photo_wrap" style='background-image:url("https://cdn.example/dua.jpg")'></a></div>
        <a class="tgme_widget_message_video_player"><i class="tgme_widget_message_video_thumb" style="background-image:url(https://cdn.example/tiga.jpg)"></i><video src="https://cdn.example/tiga.mp4?token=x"></video><time class="message_video_duration">0:46</time></a>${footer(50)}`,
      )}`,
    posts: [
      {
        subject: "telegram:message:kabarcontoh/50",
        fields: {
          ...posted,
          permalink: "https://t.me/kabarcontoh/50",
          media: [
            "https://cdn.example/satu.jpg",
            "https://cdn.example/dua.jpg",
            "https://cdn.example/tiga.jpg",
            "https://cdn.example/tiga.mp4?token=x",
          ],
        },
        missing: ["text", "links"],
      },
    ],
  },
  {
    name: "t.me/s: a forwarded message keeps its origin as a link, and a quoted one lends no text",
    address: "https://t.me/KabarContoh/51?embed=1&mode=tme",
    html: widget(
      "KabarContoh/51",
      `<div class="tgme_widget_message_forwarded_from">Diteruskan dari <a class="tgme_widget_message_forwarded_from_name" href="https://t.me/KanalAsal/7">Kanal Asal</a></div>
      <a class="tgme_widget_message_reply" href="https://t.me/KabarContoh/40"><div class="tgme_widget_message_text">Pesan yang dibalas</div></a>
      <div class="tgme_widget_message_text js-message_text">Isi pesan</div>${footer(51)}`,
    ),
    posts: [
      {
        subject: "telegram:message:kabarcontoh/51",
        fields: {
          ...posted,
          permalink: "https://t.me/kabarcontoh/51",
          text: "Isi pesan",
          links: [{ address: "https://t.me/KanalAsal/7" }],
        },
      },
    ],
  },
  {
    name: "t.me/s: hostile marks: a post that is none, a number that is none, an error",
    address: "https://t.me/s/KabarContoh",
    html: `${widget("../c/17/42", "")}${widget("kabarcontoh", "")}${widget("https://evil.example/42", "")}
      <div class="tgme_widget_message_error">Post not found</div>
      ${widget("KabarContoh/43", `<div class="tgme_widget_message_text">Halo</div>${footer(43)}`, "", "%%%")}`,
    posts: [
      {
        subject: "telegram:message:kabarcontoh/43",
        fields: (({ authorId: _id, ...rest }) => ({
          ...rest,
          permalink: "https://t.me/kabarcontoh/43",
          text: "Halo",
        }))(posted),
        missing: ["authorId", "media", "links"],
      },
    ],
  },
  {
    name: "Web K: a channel known by name",
    address: kAddress,
    html: webK(
      bubble({
        inside: `Halo <a class="anchor-url" href="https://cuan77.example/">cuan77.example</a> <a class="mention" href="https://t.me/admincuan">@admincuan</a>`,
      }),
    ),
    posts: [
      {
        subject: "telegram:message:kabarcontoh/42",
        channelId: "1700000001",
        fields: {
          ...kFields,
          text: "Halo cuan77.example @admincuan",
          links: [
            { address: "https://cuan77.example/", shown: "cuan77.example" },
            { address: "https://t.me/admincuan" },
          ],
        },
        missing: [],
      },
    ],
  },
  {
    name: "Web K: an album is one post, a service message and an unsent one are none",
    address: kAddress,
    html: webK(
      `<div class="bubble service" data-mid="4294967297" data-peer-id="-1700000001"><div class="bubble-content-wrapper"><div class="service-msg">Kanal dibuat</div></div></div>
      ${bubble({ mid: "4294967338.0001" })}${bubble({ mid: "0" })}
      ${bubble({ more: "is-album is-grouped", inside: `Halo<div class="album-item grouped-item" data-mid="4294967339" data-peer-id="-1700000001"></div>` })}`,
    ),
    posts: [{ subject: "telegram:message:kabarcontoh/42", fields: kFields }],
  },
  {
    name: "Web K: a forward's source is not the author",
    address: kAddress,
    html: webK(
      bubble({ inside: "Halo" }).replace(
        '<div class="message">',
        '<div class="name"><span class="bubble-name-forwarded">Diteruskan dari <span class="peer-title" data-peer-id="-1800000009">Kanal Asal</span></span></div><div class="reply"><div class="message">Yang dibalas</div></div><div class="message">',
      ),
    ),
    posts: [{ subject: "telegram:message:kabarcontoh/42", fields: kFields }],
  },
  {
    name: "Web K: in a public group the author is the member, or missing when the page does not repeat the name",
    address: kAddress,
    html: webK(
      bubble({}).replace(
        '<div class="message">',
        '<div class="name"><span class="peer-title" data-peer-id="5550001">Rizal Contoh</span></div><div class="message">',
      ) + bubble({ mid: "4294967339" }),
      "-1700000001",
      "",
    ),
    posts: [
      {
        subject: "telegram:message:kabarcontoh/42",
        fields: (({ authorHandle: _h, authorLink: _l, ...rest }) => ({
          ...rest,
          authorName: "Rizal Contoh",
          authorId: "5550001",
        }))(kFields),
      },
      {
        subject: "telegram:message:kabarcontoh/43",
        fields: (({ authorHandle: _h, authorLink: _l, authorName: _n, authorId: _i, ...rest }) => ({
          ...rest,
          permalink: "https://t.me/kabarcontoh/43",
        }))(kFields),
        missing: ["authorName", "authorHandle", "authorLink", "authorId", "links"],
      },
    ],
  },
  {
    name: "Web K: a private group has a number in the address",
    address: "https://web.telegram.org/k/#-1700000001",
    html: webK(bubble({})),
    posts: [],
  },
  {
    name: "Web K: a person with a name is still a person",
    address: "https://web.telegram.org/k/#@rizalcontoh",
    html: webK(bubble({ mid: "42", peer: "5550001" }), "5550001"),
    posts: [],
  },
  {
    name: "Web K: comments below a post can belong to another, private chat",
    address: kAddress,
    html: webK(bubble({ peer: "-1900000002" })),
    posts: [],
  },
  {
    name: "Web K: a thread in the address, two titles, no title, or a chat behind the open one: nothing",
    address: "https://web.telegram.org/k/#@KabarContoh?thread=7",
    html: webK(bubble({})),
    posts: [],
  },
  {
    name: "Web K: while two chats' titles are on one bar nothing is public",
    address: kAddress,
    html: webK(bubble({})).replace(
      "</div></div>",
      '<span class="peer-title" data-peer-id="-1900000002">Lain</span></div></div>',
    ),
    posts: [],
  },
  { name: "Web K: no title, nothing public", address: kAddress, html: bubble({}), posts: [] },
  {
    name: "Web K: the chat behind the open one has lost its address",
    address: kAddress,
    html: `${webK(bubble({})).replace("chat active", "chat")}<div class="chat active"><div class="topbar"><span class="peer-title" data-peer-id="-1700000001"></span></div></div>`,
    posts: [],
  },
  {
    name: "Web A: a channel is unknown, and only its numbers are read",
    address: "https://web.telegram.org/a/#-1001700000001",
    html: webA(
      `${messageA("42")}<div class="Message message-list-item ActionMessage" data-message-id="1">Kanal dibuat</div>${messageA("43-0001")}${messageA("0")}`,
    ),
    posts: [{ question: { channelId: "1700000001", messageId: "42" } }],
  },
  {
    name: "Web A: a topic of a group keeps the group's number",
    address: "https://web.telegram.org/a/#-1001700000001_7",
    html: webA(messageA("42")),
    posts: [{ question: { channelId: "1700000001", messageId: "42" } }],
  },
  {
    name: "Web A: a person",
    address: "https://web.telegram.org/a/#5550001",
    html: webA(messageA("42")),
    posts: [],
  },
  {
    name: "Web A: a basic group",
    address: "https://web.telegram.org/a/#-700000001",
    html: webA(messageA("42")),
    posts: [],
  },
  {
    name: "Web A: just at the border",
    address: "https://web.telegram.org/a/#-1000000000000",
    html: webA(messageA("42")),
    posts: [],
  },
  {
    name: "Web A: a name in the address proves nothing",
    address: "https://web.telegram.org/a/#@kabarcontoh",
    html: webA(messageA("42")),
    posts: [],
  },
  {
    name: "Web A: no chat in the address",
    address: "https://web.telegram.org/a/",
    html: webA(messageA("42")),
    posts: [],
  },
];
