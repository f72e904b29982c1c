/** Telegram: messages of public channels on t.me, in Web K, and, once their link is checked, in Web A. */

import { defineSite, type FieldReadings } from "./site.ts";

const view = ".tgme_widget_message_date";
const ownName = ".tgme_widget_message_owner_name";
const chatTitleK = ".chat:has(.bubbles-inner.is-broadcast) .topbar .peer-title";
const senderK = ".name:not(:has(.bubble-name-forwarded)) .peer-title";
const senderA = ".message-content:not(.is-forwarded) .message-title .sender-title";

export const telegram = defineSite({
  id: "telegram",
  version: 1,
  matches: ["*://t.me/*", "*://web.telegram.org/*"],
  dark: ["html.theme_dark", "html.theme-dark", "html.night"],
  // Web A counts neither selection nor pasting inside such an element.
  hostAttributes: { class: "no-selection", "data-ignore-on-paste": "" },
  recycled: ["data-post", "data-mid", "data-peer-id", "data-message-id"],
  // Whose bubbles they are stands in the bar above them.
  context: ".topbar",
  posts: [
    {
      kind: "message",
      find: [".tgme_widget_message[data-post]"],
      skip: [".service_message"],
      foreign: [".tgme_widget_message_reply"],
      identity: [{ read: "attr:data-post", as: "telegram-post" }],
      slots: [{ at: ".tgme_widget_message_bubble", place: "corner", look: "round" }],
    },
    {
      kind: "message",
      page: "^/k/",
      find: [".bubble[data-mid][data-peer-id]"],
      skip: [".service", ".is-sponsored"],
      foreign: [".time", ".reactions", ".reply", ".web"],
      gate: "web-k-public",
      identity: [{ read: "attr:data-mid", as: "telegram-mid" }],
      // Never a child of the bubble itself (its first and last element are taken for its own), and its wrapper is not
      // positioned: a button there would stand beside the whole row.
      slots: [{ at: ".bubble-content", place: "corner", look: "round" }],
    },
    {
      kind: "message",
      page: "^/a/",
      find: [".Message.message-list-item[data-message-id]"],
      skip: [".ActionMessage"],
      foreign: [".MessageMeta", ".Reactions", ".message-subheader", ".EmbeddedMessage"],
      gate: "web-a-unknown",
      // The channel's name is nowhere on the page: it comes with the link that the person pastes.
      identity: [],
      slots: [{ at: ".message-content", place: "corner", look: "round" }],
    },
  ],
});

/** How each field is read, one entry per post recipe; a function, so that the script on every page leaves it out. */
export const telegramFields = (): readonly FieldReadings[] => [
  {
    channelId: [{ read: "attr:data-view", as: "telegram-view-channel" }],
    text: [{ at: ".tgme_widget_message_text", read: "text" }],
    authorName: [
      { at: ownName, read: "text" },
      { in: "page", at: ".tgme_channel_info_header_title", read: "text" },
    ],
    authorHandle: [{ at: ownName, read: "attr:href", as: "account-handle" }],
    authorLink: [{ at: ownName, read: "attr:href", as: "account-address" }],
    authorId: [{ read: "attr:data-view", as: "telegram-view-channel" }],
    // The first time on a message can be a video's length.
    publishedRaw: [{ at: `${view} time`, read: "text" }],
    publishedAt: [{ at: `${view} time[datetime]`, read: "attr:datetime", as: "instant" }],
    media: [
      { at: ".tgme_widget_message_photo_wrap", read: "attr:style", as: "background-image", all: true },
      { at: ".tgme_widget_message_video_thumb", read: "attr:style", as: "background-image", all: true },
      { at: "video[src]", read: "attr:src", as: "address", all: true },
      { at: '[class*="link_preview"][style]', read: "attr:style", as: "background-image", all: true },
    ],
    links: [
      { at: '.tgme_widget_message_text a[href^="http"]', read: "attr:href", as: "link", all: true },
      { at: "a.tgme_widget_message_link_preview", read: "attr:href", as: "link", all: true },
      { at: "a.tgme_widget_message_inline_button", read: "attr:href", as: "link", all: true },
      // Where it was forwarded from.
      { at: "a.tgme_widget_message_forwarded_from_name", read: "attr:href", as: "link", all: true },
    ],
    counts: [{ at: ".tgme_widget_message_views", read: "text", as: "count-views" }],
    audience: [{ read: "attr:data-post", as: "audience-public" }],
  },
  {
    channelId: [{ read: "attr:data-peer-id", as: "telegram-peer" }],
    text: [{ at: ".message", read: "text" }],
    authorName: [
      { at: senderK, read: "text" },
      { in: "page", at: chatTitleK, read: "text" },
    ],
    authorHandle: [{ in: "page", at: chatTitleK, read: "present", as: "telegram-chat-name" }],
    authorLink: [{ in: "page", at: chatTitleK, read: "present", as: "telegram-chat-address" }],
    authorId: [
      { at: senderK, read: "attr:data-peer-id", as: "telegram-peer" },
      { in: "page", at: chatTitleK, read: "attr:data-peer-id", as: "telegram-peer" },
    ],
    publishedRaw: [
      { at: ".time .time-inner[title]", foreign: true, read: "attr:title" },
      { at: ".time", foreign: true, read: "text" },
    ],
    publishedAt: [{ read: "attr:data-timestamp", as: "epoch-seconds" }],
    links: [
      { at: '.message a[href^="http"]', read: "attr:href", as: "link", all: true },
      { at: 'a.reply-markup-button[href^="http"]', read: "attr:href", as: "link", all: true },
    ],
    counts: [{ at: ".post-views", foreign: true, read: "text", as: "count-views" }],
    audience: [{ read: "attr:data-mid", as: "audience-public" }],
  },
  {
    text: [{ at: ".text-content", read: "text" }],
    authorName: [
      { at: senderA, read: "text" },
      {
        in: "page",
        at: "#MiddleColumn:has(.MessageList.no-avatars) .MiddleHeader .ChatInfo .fullName",
        read: "text",
      },
    ],
    publishedRaw: [
      { at: ".message-time[title]", foreign: true, read: "attr:title" },
      { at: ".message-time", foreign: true, read: "text" },
    ],
    publishedAt: [],
    links: [{ at: '.text-content a[href^="http"]', read: "attr:href", as: "link", all: true }],
    counts: [
      { at: ".message-views[title]", foreign: true, read: "attr:title", as: "count-views" },
      { at: ".message-views", foreign: true, read: "text", as: "count-views" },
    ],
  },
];
