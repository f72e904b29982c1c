/** Telegram: messages of public channels on t.me, in Web K, and, once their link is checked, in Web A. */

import { defineSite } from "./site.ts";

export const telegram = defineSite({
  id: "telegram",
  matches: ["*://t.me/*", "*://web.telegram.org/*"],
  dark: ["html.theme_dark", "html.theme-dark", "html.night"],
  // Web A counts neither selection nor pasting inside such an element.
  hostAttributes: { class: "no-selection", "data-ignore-on-paste": "" },
  recycled: ["data-post", "data-mid", "data-peer-id", "data-message-id"],
  // Whose bubbles they are stands in the bar above them.
  context: ".topbar",
  surfaces: [{ page: ["/s/*"], expects: "message" }],
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
      skip: [".service", ".is-sponsored"],
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
      skip: [".ActionMessage"],
      foreign: [".MessageMeta", ".Reactions", ".message-subheader", ".EmbeddedMessage"],
      // The channel's name is nowhere on the page: it comes with the link that the person pastes.
      identity: [],
      slots: [{ at: ".message-content", place: "corner", look: "round" }],
    },
  ],
});
