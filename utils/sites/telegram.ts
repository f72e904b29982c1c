/** Telegram: public messages, and channels, groups and bots themselves, on t.me, in Web K and, once checked, in Web A. */

import { defineSite } from "./site.ts";

export const telegram = defineSite({
  id: "telegram",
  matches: ["*://t.me/*", "*://web.telegram.org/*"],
  // Invitations and posts of closed chats.
  private: ["/+*", "/joinchat/*", "/c/*"],
  /** A message's own page shows it in a frame of the same path. */
  frames: ["/*/*"],
  dark: ["html.theme_dark", "html.theme-dark", "html.night"],
  // Web A counts neither selection nor pasting inside such an element.
  hostAttributes: { class: "no-selection", "data-ignore-on-paste": "" },
  recycled: ["data-post", "data-mid", "data-peer-id", "data-message-id"],
  // Whose bubbles they are stands in the bar above them.
  context: ".topbar",
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
      // The last is what the signed-in person wrote.
      skip: [".service", ".is-sponsored", ".is-out"],
      foreign: [".time", ".reactions", ".reply", ".web"],
      identity: [{ read: "attr:data-mid", as: "telegram-mid" }],
      // Never a child of the bubble itself (its first and last element are taken for its own), and its wrapper is not
      // positioned: a button there would stand beside the whole row.
      slots: [{ at: ".bubble-content", place: "corner", look: "round" }],
    },
    {
      kind: "message",
      page: ["/a/*"],
      find: [".Message.message-list-item[data-message-id]"],
      skip: [".ActionMessage", ".own"],
      foreign: [".MessageMeta", ".Reactions", ".EmbeddedMessage"],
      // The channel's name is nowhere on the page: it comes with a link that was checked.
      identity: [],
      slots: [{ at: ".message-content", place: "corner", look: "round" }],
    },
    {
      // A group is a channel here, a bot is an account; a person is neither.
      kind: "channel",
      kinds: ["account"],
      find: [".tgme_page", ".tgme_channel_info", ".topbar"],
      identity: [
        { at: ".tgme_page_extra", read: "attr:class", as: "telegram-header" },
        { at: ".tgme_channel_info_counter", read: "attr:class", as: "telegram-header" },
        { at: ".peer-title", read: "attr:class", as: "telegram-header" },
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
