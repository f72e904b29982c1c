/** X addresses of posts, and the public addresses of all other subjects on X. */

import type { Kind } from "../contract/site.ts";
import type { Forms, Grammar } from "./grammar.ts";

export const x: Grammar = {
  hosts: /^(?:(?:www|mobile)\.)?(?:x|twitter)\.com$/,
  forms: {
    status: {
      kind: "post",
      path: /^\/(?:i(?:\/web)?|(?<owner>\w{1,15}))\/status(?:es)?\/(?<id>[1-9]\d{0,19})(?:\/\w+){0,2}$/,
    },
    statuses: { kind: "post", path: /^\/statuses\/(?<id>[1-9]\d{0,19})$/ },
  },
  address: (kind, id, owner) => {
    const folders: Partial<Record<Kind, string>> = {
      post: `${owner ?? "i"}/status/`,
      space: "i/spaces/",
      group: "i/communities/",
    };
    return `https://x.com/${folders[kind] ?? ""}${id}`;
  },
};

/** All forms of address on X: spaces, communities and accounts in addition to posts. */
export const xForms = (): Forms => ({
  ...x.forms,
  space: { kind: "space", path: /^\/i\/spaces\/(?<id>\w{1,20})(?:\/peek)?$/ },
  community: {
    kind: "group",
    path: /^\/i\/communities\/(?<id>[1-9]\d{0,19})(?:\/(?:about|media|members))?$/,
  },
  account: {
    kind: "account",
    path: /^\/(?!(?:home|explore|notifications|messages|search|settings|i|login|logout|signup|tos|privacy|about|compose|hashtag|jobs|download|intent|share|account|help|statuses|status)$)(?<id>\w{1,15})(?:\/(?:with_replies|highlights|articles|media|likes|followers|following|verified_followers))?$/i,
    fold: true,
  },
});
