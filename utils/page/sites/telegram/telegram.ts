/** Telegram: public messages, channels, groups and bots on t.me and, after a check, in Web K and Web A. */

import { defineSite } from "../site.ts";

export const telegram = defineSite({
  id: "telegram",
  matches: ["*://t.me/*", "*://web.telegram.org/*"],
  // Invitations and posts of private chats.
  private: ["/+*", "/joinchat/*", "/c/*"],
  /** A message's page shows the message in a frame with the same path. */
  frames: ["/*/*"],
  dark: ["html.theme_dark", "html.theme-dark", "html.night"],
  // Web A ignores selections and pasting inside an element with these attributes.
  hostAttributes: { class: "no-selection", "data-ignore-on-paste": "" },
  recycled: ["data-post", "data-mid", "data-peer-id", "data-message-id"],
  // The bar above the messages shows which chat they belong to.
  context: ".topbar",
  // On the page of a name, all actions lead to the name itself.
  signs: 'a>time:not(.service_message *),a[href^="tg://resolve?domain="]:not([href*="&"])',
  surfaces: [
    { page: ["/s/*"], expects: "message" },
    { page: ["/s/*"], expects: "channel" },
  ],
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
      page: ["/k/*"],
      find: [".bubble[data-mid][data-peer-id]"],
      foreign: [".time", ".reactions", ".reply", ".web"],
      // The name in the address may be of another chat. It comes from a checked link.
      identity: [],
      // Not a direct child of the bubble, which treats its first and last child specially. The wrapper is not
      // positioned, so a button there would appear beside the whole row.
      slots: [{ at: ".bubble-content", place: "corner", look: "round" }],
    },
    {
      kind: "message",
      page: ["/a/*"],
      find: [".Message.message-list-item[data-message-id]"],
      skip: [".ActionMessage", ".own"],
      foreign: [".MessageMeta", ".Reactions", ".EmbeddedMessage"],
      // The page does not show the channel's name. It comes from a checked link.
      identity: [],
      slots: [{ at: ".message-content", place: "corner", look: "round" }],
    },
    {
      // A group has the kind `channel` here, a bot the kind `account`. A user has no kind.
      kind: "channel",
      kinds: ["account"],
      find: [".tgme_page", ".tgme_channel_info", ".topbar"],
      identity: [
        { at: ".tgme_page_extra", read: "attr:class", as: "telegram-header" },
        { at: ".tgme_channel_info_counter", read: "attr:class", as: "telegram-header" },
      ],
      slots: [
        { at: ".tgme_page_title", place: "append", look: "icon" },
        { at: ".tgme_channel_info_header_username", place: "append", look: "icon" },
        { at: ".chat-utils", place: "append", look: "icon" },
        { at: ".user-title", place: "append", look: "icon" },
      ],
    },
  ],
});
