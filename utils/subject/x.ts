/** Addresses of X: posts, accounts and spaces. */

import type { Grammar } from "./grammar.ts";

export const x: Grammar = {
  hosts: /^(?:(?:www|mobile)\.)?(?:x|twitter)\.com$/,
  forms: {
    status: {
      kind: "post",
      path: /^\/(?:i(?:\/web)?|(?<owner>\w{1,15}))\/status(?:es)?\/(?<id>[1-9]\d{0,19})(?:\/\w+){0,2}$/,
    },
    statuses: { kind: "post", path: /^\/statuses\/(?<id>[1-9]\d{0,19})$/ },
    space: { kind: "space", path: /^\/i\/spaces\/(?<id>\w{1,20})(?:\/peek)?$/ },
    account: {
      kind: "account",
      path: /^\/(?!(?:home|explore|notifications|messages|search|settings|i|login|logout|signup|tos|privacy|about|compose|hashtag|jobs|download|intent|share|account|help|statuses|status)$)(?<id>\w{1,15})(?:\/(?:with_replies|highlights|articles|media|likes))?$/i,
      fold: true,
    },
  },
  address: (kind, id, owner) =>
    `https://x.com/${kind === "post" ? `${owner ?? "i"}/status/` : kind === "space" ? "i/spaces/" : ""}${id}`,
};
