/** How each field of a post on Telegram is read: carried by the capture script only. */

import { neverRead, type SiteFields } from "./site.ts";

const view = ".tgme_widget_message_date";
const ownName = ".tgme_widget_message_owner_name";
const chatTitleK = ".chat:has(.bubbles-inner.is-broadcast) .topbar .peer-title";
const senderK = ".name:not(:has(.bubble-name-forwarded)) .peer-title";
const senderA = ".message-content:not(.is-forwarded) .message-title .sender-title";

/** A function, so that the script on every page leaves it out. */
export const telegramFields = (): SiteFields => ({
  fields: [
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
  ],
  audience: {
    // Only what its gate has shown to be public is read at all.
    message: [
      { read: "attr:data-post", as: "audience-public" },
      { read: "attr:data-mid", as: "audience-public" },
      { read: "attr:data-message-id", as: "audience-public" },
    ],
  },
  unavailable: [{ at: ".tgme_widget_message_error", reason: "unknown" }],
  guard: {
    own: `${neverRead},#column-left,#LeftColumn,.chat-input,.Composer`,
    page: ".tgme_channel_info,.tgme_header,.tgme_page,.tgme_main,#column-center,.chat,#MiddleColumn",
  },
});
