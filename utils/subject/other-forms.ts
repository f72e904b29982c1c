/** Forms of addresses that no button stands on, such as accounts and groups: they come from fields and pasted links. */

import type { SiteId } from "../contract/site.ts";
import type { Forms } from "./grammar.ts";

const number = /^[1-9]\d{0,29}$/;

export const otherForms: Readonly<Record<SiteId, Forms>> = {
  facebook: {
    story: { kind: "story", path: /^\/stories\/(?<id>\d{1,30}\/[\w=-]{1,200})$/ },
    event: { kind: "event", path: /^\/events\/(?:s\/[^/]+\/)?(?<id>[1-9]\d{0,29})$/ },
    group: {
      kind: "group",
      path: /^\/groups\/(?!(?:feed|discover|joins|create)(?:\/|$))(?<id>[\w.]{1,80})(?:\/(?:about|announcements|discussion|files|media|members))?$/,
      fold: true,
    },
    profile: { kind: "account", path: /^\/profile\.php$/, id: ["id", number] },
    people: { kind: "account", path: /^\/(?:people|pages)\/[^/]+\/(?<id>[1-9]\d{0,29})$/ },
    // A page without a name of its own has its number behind its title.
    page: { kind: "account", path: /^\/(?:p\/)?[^/]+-(?<id>[1-9]\d{8,29})$/ },
    account: {
      kind: "account",
      path: /^\/(?!pfbid|(?:about|ads|bookmarks|business|careers|events|friends|fundraisers|gaming|groups|hashtag|help|legal|login|marketplace|memories|messages|notifications|offers|pages|people|permalink|photo|photos|policies|posts|privacy|recover|reel|reels|saved|search|security|settings|share|sharer|stories|terms|video|videos|watch)(?:\/|$))(?!.*\.php$)(?=[\d.]*[a-z])(?<id>[a-z\d.]{5,50})(?:\/(?:about|community|followers|friends|mentions|photos|posts|reels|reviews|videos))?$/i,
      fold: true,
    },
  },
  youtube: {
    clip: { kind: "clip", path: /^\/clip\/(?<id>Ug[\w-]{10,80})$/ },
    community: {
      kind: "post",
      path: /^\/(?:channel\/UC[\w-]{22}|@[^/]+)\/(?:community|posts)$/,
      id: ["lb", /^Ug[\w-]{10,80}$/],
    },
    chat: { kind: "chat", path: /^(?:\/studio)?\/live_chat(?:_replay)?$/, id: ["v", /^[\w-]{11}$/] },
    channel: {
      kind: "channel",
      path: /^(?:\/studio)?\/channel\/(?<id>UC[\w-]{22})(?:\/\w+){0,2}$/,
    },
    handle: {
      kind: "channel",
      path: /^\/(?<id>@[\p{L}\p{M}\p{N}_.·-]{2,60})(?:\/\w+)?$/u,
      fold: true,
    },
  },
  x: {
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
  },
  telegram: {
    bot: { kind: "account", path: /^\/(?<id>[a-z]\w{1,28}bot)$/i, fold: true },
    channel: {
      kind: "channel",
      path: /^(?:\/s)?\/(?!\w*bot$)(?<id>[a-z]\w{3,31})$/i,
      fold: true,
    },
  },
};
