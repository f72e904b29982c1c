/** All forms of address on X: spaces, communities and accounts in addition to posts. */

import type { Forms } from "./grammar.ts";
import { x } from "./x.ts";

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
