import type { FieldReadings } from "../site.ts";

const view = ".tgme_widget_message_date";
/** In a channel the owner is the only name. In a group the member comes first and the group second. */
const ownName = ".tgme_widget_message_owner_name:first-child";
const member = ".tgme_widget_message_author_name";

export const tMe: FieldReadings = {
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
