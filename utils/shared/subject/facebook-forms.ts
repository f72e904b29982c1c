/** All forms of address on Facebook: comments, groups and accounts in addition to posts. */

import { formsAroundComments } from "./facebook-comments.ts";
import type { Forms } from "./grammar.ts";
import { unless, withRefinement } from "./refine-forms.ts";

const number = /^[1-9]\d{0,29}$/;

const others: Forms = {
  story: { kind: "story", path: /^\/stories\/(?<id>\d{1,30}\/[\w=-]{1,200})$/ },
  event: { kind: "event", path: /^\/events\/(?:s\/[^/]+\/)?(?<id>[1-9]\d{0,29})$/ },
  group: {
    kind: "group",
    path: /^\/groups\/(?!(?:feed|discover|joins|create)(?:\/|$))(?<id>[\w.]{1,80})(?:\/(?:about|announcements|discussion|files|media|members))?$/,
    fold: true,
  },
  profile: { kind: "account", path: /^\/profile\.php$/, id: ["id", number] },
  people: { kind: "account", path: /^\/(?:people|pages)\/[^/]+\/(?<id>[1-9]\d{0,29})$/ },
  // The address of a page without a username ends with its number.
  page: { kind: "account", path: /^\/(?:p\/)?[^/]+-(?<id>[1-9]\d{8,29})$/ },
  account: {
    kind: "account",
    path: /^\/(?!pfbid|(?:about|ads|bookmarks|business|careers|events|friends|fundraisers|gaming|groups|hashtag|help|legal|login|marketplace|memories|messages|notifications|offers|pages|people|permalink|photo|photos|policies|posts|privacy|recover|reel|reels|saved|search|security|settings|share|sharer|stories|terms|video|videos|watch)(?:\/|$))(?!.*\.php$)(?=[\d.]*[a-z])(?<id>[a-z\d.]{5,50})(?:\/(?:about|community|followers|friends|mentions|photos|posts|reels|reviews|videos))?$/i,
    fold: true,
  },
};

export const facebookForms = (): Forms => ({
  ...formsAroundComments(),
  ...withRefinement(others, unless("multi_permalinks", /^[1-9]/), ["group"]),
});
