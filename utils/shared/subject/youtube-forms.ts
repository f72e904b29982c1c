/** All forms of address on YouTube: channels, clips and live chats in addition to posts. */

import type { Forms } from "./grammar.ts";
import { unless, withRefinement } from "./refine-forms.ts";
import { youtube } from "./youtube.ts";

const others: Forms = {
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
};

export const youtubeForms = (): Forms => ({
  ...withRefinement(youtube.forms, unless("lc", /^Ug[\w-]{10,60}(?:\.[\w-]{10,60})?$/), [
    "watch",
    "path",
    "post",
  ]),
  ...withRefinement(others, unless("lb", /^Ug[\w-]{10,80}$/), ["channel", "handle"]),
});
