/** Field readings for posts on Telegram. Part of the capture script only. */

import { type FieldReadings, type Notices, type SiteFields, unreadableElements } from "../site.ts";

const header: FieldReadings = {
  channelId: [
    {
      in: "page",
      at: ".tgme_widget_message[data-view]",
      read: "attr:data-view",
      as: "telegram-view-channel",
    },
  ],
  text: [
    { at: ".tgme_page_description", read: "text" },
    { at: ".tgme_channel_info_description", read: "text" },
  ],
  authorName: [
    { at: ".tgme_page_title span", read: "text" },
    { at: ".tgme_channel_info_header_title", read: "text" },
    { at: ".peer-title", read: "text" },
  ],
  authorHandle: [{ read: "present", as: "telegram-chat-name" }],
  authorLink: [{ read: "present", as: "telegram-chat-address" }],
  authorId: [
    { at: ".peer-title", read: "attr:data-peer-id", as: "telegram-peer" },
    {
      in: "page",
      at: ".tgme_widget_message[data-view]",
      read: "attr:data-view",
      as: "telegram-view-channel",
    },
  ],
  media: [
    { at: "img.tgme_page_photo_image", read: "attr:src", as: "address" },
    { at: ".tgme_page_photo_image img", read: "attr:src", as: "address" },
  ],
  links: [
    { at: '.tgme_page_description a[href^="http"]', read: "attr:href", as: "link", all: true },
    { at: '.tgme_channel_info_description a[href^="http"]', read: "attr:href", as: "link", all: true },
  ],
  counts: [
    { at: ".tgme_page_extra", read: "text", as: "telegram-followers" },
    { at: ".tgme_channel_info_counter", read: "text", as: "telegram-followers" },
  ],
};

const view = ".tgme_widget_message_date";

/** In a channel the owner is the only name. In a group the member comes first and the group second. */
const ownName = ".tgme_widget_message_owner_name:first-child";
const member = ".tgme_widget_message_author_name";

const tMe: FieldReadings = {
  channelId: [{ read: "attr:data-view", as: "telegram-view-channel" }],
  text: [
    { at: ".tgme_widget_message_text", read: "text" },
    { at: ".tgme_widget_message_poll", read: "text" },
    { at: ".tgme_widget_message_document_title", read: "text" },
  ],
  authorName: [
    { at: member, read: "text" },
    { at: ownName, read: "text" },
    { in: "page", at: ".tgme_channel_info_header_title", read: "text" },
  ],
  authorHandle: [
    { at: member, read: "attr:href", as: "account-handle" },
    { at: ownName, read: "attr:href", as: "account-handle" },
  ],
  authorLink: [
    { at: member, read: "attr:href", as: "account-address" },
    { at: ownName, read: "attr:href", as: "account-address" },
  ],
  authorId: [{ at: ownName, closest: "[data-view]", read: "attr:data-view", as: "telegram-view-channel" }],
  // The first `time` element in a message can be a video's duration.
  publishedRaw: [{ at: `${view} time`, read: "text" }],
  publishedAt: [{ at: `${view} time[datetime]`, read: "attr:datetime", as: "instant" }],
  media: [
    { at: ".tgme_widget_message_photo_wrap", read: "attr:style", as: "background-image", all: true },
    { at: 'i[class*="_thumb"][style]', read: "attr:style", as: "background-image", all: true },
    { at: "video[src]", read: "attr:src", as: "address", all: true },
    { at: "audio[src]", read: "attr:src", as: "address", all: true },
    { at: "[data-webp]", read: "attr:data-webp", as: "address", all: true },
    { at: '[class*="link_preview"][style]', read: "attr:style", as: "background-image", all: true },
  ],
  links: [
    { at: '.tgme_widget_message_text a[href^="http"]', read: "attr:href", as: "link", all: true },
    { at: "a.tgme_widget_message_link_preview", read: "attr:href", as: "link", all: true },
    { at: "a.tgme_widget_message_inline_button", read: "attr:href", as: "link", all: true },
  ],
  counts: [{ at: ".tgme_widget_message_views", read: "text", as: "count-views" }],
  context: [
    {
      relation: "parent",
      at: ".tgme_widget_message_reply",
      foreign: true,
      address: [{ read: "attr:href" }],
      name: [{ at: member, read: "text" }],
      text: [
        { at: ".tgme_widget_message_text", read: "text" },
        { at: ".tgme_widget_message_metatext", read: "text" },
      ],
    },
    {
      relation: "forwarded-from",
      at: ".tgme_widget_message_forwarded_from_name",
      address: [{ read: "attr:href" }],
      name: [{ read: "text" }],
    },
    { relation: "channel", at: ownName, address: [{ read: "attr:href" }], name: [{ read: "text" }] },
    {
      relation: "group",
      at: `${member} ~ .tgme_widget_message_owner_name`,
      address: [{ read: "attr:href" }],
      name: [{ read: "text" }],
    },
    {
      relation: "album",
      at: ".tgme_widget_message_grouped_wrap a[href]",
      all: true,
      address: [{ read: "attr:href" }],
    },
  ],
};

const titleK = ".topbar .peer-title";

/** The chat behind the open one stays in the document. */
const channelK = `.chat.active:has(.bubbles-inner.is-broadcast) ${titleK}`;
const groupK = `.chat.active:not(:has(.bubbles-inner.is-broadcast)) ${titleK}`;
const senderK = ".name:not(:has(.bubble-name-forwarded)) .peer-title";

/** Run only after the message is known to be public. */
const webK: FieldReadings = {
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
    { relation: "forwarded-from", at: ".bubble-name-forwarded .peer-title", name: [{ read: "text" }] },
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

const webA: FieldReadings = {
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

/** On a page with several messages an error concerns another message. */
const nothingBut = "body:not(:has([data-post])) .tgme_widget_message_error";

/** Notices of unavailable messages and names on Telegram's public pages. */
/** Selector of the signed-in user's own interface. */
export const telegramOwn = () => `${unreadableElements},#column-left,#LeftColumn,.chat-input,.Composer`;

export const telegramNotices = (): Notices => ({
  unavailable: [
    { at: nothingBut, says: ["local laws", "hukum setempat"], reason: "withheld" },
    { at: nothingBut, says: ["privat"], reason: "private" },
    {
      at: nothingBut,
      says: ["not found", "tidak ditemukan", "terms of service", "ketentuan layanan"],
      reason: "removed",
    },
    { at: nothingBut, reason: "unknown" },
    // For a name that is not (or no longer) in use, t.me shows only how to contact it.
    {
      at: '.tgme_page:not(:has(.tgme_page_title)):has([href^="tg://resolve?domain="]) .tgme_page_description',
      reason: "unknown",
    },
  ],
});

/** The first name in a message's head: its member's in a group, else its channel's. */
const firstName = ".tgme_widget_message_author a:first-child";
const onlyName = ".tgme_widget_message_author a:only-child";

/** Readings for a message on t.me by the classes of its scripts, and by its time. */
const alternatives = (): Readonly<Record<number, FieldReadings>> => ({
  0: {
    text: [{ at: ".js-message_text", read: "text" }],
    authorName: [
      { at: firstName, read: "text" },
      { at: 'a[href^="https://t.me/"]:has(> [dir])', read: "text" },
    ],
    authorHandle: [{ at: firstName, read: "attr:href", as: "account-handle" }],
    authorLink: [{ at: firstName, read: "attr:href", as: "account-address" }],
    authorId: [{ at: onlyName, closest: "[data-view]", read: "attr:data-view", as: "telegram-view-channel" }],
    publishedRaw: [
      { at: "a[href] > [datetime]", read: "text" },
      { at: "a[href] > time", read: "text" },
    ],
    publishedAt: [{ at: "a[href] > [datetime]", read: "attr:datetime", as: "instant" }],
    counts: [{ at: ":not(:has(*)):has(+ .copyonly)", read: "text", as: "count-views" }],
    context: [
      {
        relation: "channel",
        at: onlyName,
        address: [{ read: "attr:href" }],
        name: [{ read: "text" }],
      },
    ],
  },
  // The page of a name: its title, the number of subscribers and the description are beside each other.
  3: {
    text: [{ at: "[dir] ~ [dir]", read: "text" }],
    authorName: [{ at: "[dir] > [dir]", read: "text" }],
    media: [{ at: 'a[href^="tg:"] img', read: "attr:src", as: "address" }],
    links: [{ at: '[dir] ~ [dir] a[href^="http"]', read: "attr:href", as: "link", all: true }],
    counts: [{ at: "[dir] + :not([dir])", read: "text", as: "telegram-followers" }],
  },
});

/** A function, so that the bundler can remove it from the script on every page. */
export const telegramFields = (): SiteFields => ({
  fields: [tMe, webK, webA, header],
  alternatives: alternatives(),
  audience: {
    // The gate lets only public content through, so everything that is read is public.
    message: [{ read: "present", as: "audience-public" }],
    channel: [{ read: "present", as: "audience-public" }],
  },
  ...telegramNotices(),
  guard: {
    own: telegramOwn(),
    page: ".tgme_channel_info,.tgme_main,#column-center,.chat,#MiddleColumn",
  },
});
