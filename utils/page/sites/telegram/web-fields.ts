/** Field readings for messages in Telegram's two web clients. Run only after the message is known to be public. */

import type { FieldReadings } from "../site.ts";

const titleK = ".topbar .peer-title";
/** The chat behind the open one stays in the document. */
const channelK = `.chat.active:has(.bubbles-inner.is-broadcast) ${titleK}`;
const groupK = `.chat.active:not(:has(.bubbles-inner.is-broadcast)) ${titleK}`;
const senderK = ".name:not(:has(.bubble-name-forwarded)) .peer-title";

export const webK: FieldReadings = {
  channelId: [{ read: "attr:data-peer-id", as: "telegram-peer" }],
  text: [{ at: ".message", read: "text" }],
  authorName: [
    { at: senderK, read: "text" },
    { in: "page", at: channelK, read: "text" },
  ],
  authorHandle: [{ in: "page", at: channelK, read: "present", as: "telegram-chat-name" }],
  authorLink: [{ in: "page", at: channelK, read: "present", as: "telegram-chat-address" }],
  authorId: [
    { at: senderK, read: "attr:data-peer-id", as: "telegram-peer" },
    { in: "page", at: channelK, read: "attr:data-peer-id", as: "telegram-peer" },
  ],
  publishedRaw: [
    { at: ".time .time-inner[title]", foreign: true, read: "attr:title" },
    { at: ".time .i18n", foreign: true, read: "text" },
  ],
  publishedAt: [{ read: "attr:data-timestamp", as: "epoch-seconds" }],
  links: [
    { at: '.message a[href^="http"]', read: "attr:href", as: "link", all: true },
    { at: 'a.reply-markup-button[href^="http"]', read: "attr:href", as: "link", all: true },
  ],
  counts: [{ at: ".post-views", foreign: true, read: "text", as: "count-views" }],
  context: [
    {
      relation: "parent",
      at: ".reply",
      foreign: true,
      name: [{ at: ".reply-title", read: "text" }],
      text: [{ at: ".reply-subtitle", read: "text" }],
    },
    {
      relation: "forwarded-from",
      at: ".bubble-name-forwarded .peer-title",
      name: [{ read: "text" }],
    },
    {
      relation: "channel",
      in: "page",
      at: channelK,
      address: [{ read: "present", as: "telegram-chat-address" }],
      name: [{ read: "text" }],
    },
    {
      relation: "group",
      in: "page",
      at: groupK,
      address: [{ read: "present", as: "telegram-chat-address" }],
      name: [{ read: "text" }],
    },
    {
      relation: "album",
      at: ".album-item[data-mid]",
      all: true,
      address: [{ read: "attr:data-mid", as: "telegram-mid" }],
    },
  ],
};

const titleA = ".MiddleHeader .ChatInfo .fullName";
const channelA = `#MiddleColumn:has(.MessageList.no-avatars) ${titleA}`;
const groupA = `#MiddleColumn:not(:has(.MessageList.no-avatars)) ${titleA}`;
const senderA = ".message-content:not(.is-forwarded) .message-title .sender-title";

export const webA: FieldReadings = {
  text: [{ at: ".text-content", read: "text" }],
  authorName: [
    { at: senderA, read: "text" },
    { in: "page", at: channelA, read: "text" },
  ],
  authorHandle: [{ in: "page", at: channelA, read: "present", as: "telegram-chat-name" }],
  authorLink: [{ in: "page", at: channelA, read: "present", as: "telegram-chat-address" }],
  authorId: [{ in: "page", at: channelA, read: "present", as: "telegram-chat-number" }],
  publishedRaw: [
    { at: ".message-time[title]", foreign: true, read: "attr:title" },
    { at: ".message-time", foreign: true, read: "text" },
  ],
  // The page shows hours and minutes only, or a date in the words of the interface language.
  publishedAt: [],
  links: [{ at: '.text-content a[href^="http"]', read: "attr:href", as: "link", all: true }],
  counts: [
    { at: ".message-views[title]", foreign: true, read: "attr:title", as: "count-views" },
    { at: ".message-views", foreign: true, read: "text", as: "count-views" },
  ],
  context: [
    {
      relation: "parent",
      at: ".EmbeddedMessage",
      foreign: true,
      name: [{ at: ".embedded-sender", read: "text" }],
      text: [{ at: ".embedded-text-wrapper", read: "text" }],
    },
    {
      relation: "forwarded-from",
      at: ".is-forwarded .message-title .sender-title",
      name: [{ read: "text" }],
    },
    {
      relation: "channel",
      in: "page",
      at: channelA,
      address: [{ read: "present", as: "telegram-chat-address" }],
      name: [{ read: "text" }],
    },
    {
      relation: "group",
      in: "page",
      at: groupA,
      address: [{ read: "present", as: "telegram-chat-address" }],
      name: [{ read: "text" }],
    },
    {
      relation: "album",
      at: '[id^="album-media-message-"]',
      all: true,
      address: [{ read: "attr:id", as: "telegram-album-part" }],
    },
  ],
};
