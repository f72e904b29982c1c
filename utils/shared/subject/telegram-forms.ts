/** All forms of address on Telegram: channels and bots in addition to messages. */

import type { Forms } from "./grammar.ts";
import { withRefinement } from "./refine-forms.ts";
import { telegram } from "./telegram.ts";

/** Commands of Telegram's site in the place of a channel's name. */
const act =
  /^(?:addemoji|addlist|addstickers|addtheme|auction|boost|call|confirmphone|contact|giftcode|invoice|joinchat|login|proxy|setlanguage|share|socks)$/i;

const others: Forms = {
  bot: { kind: "account", path: /^\/(?<id>[a-z]\w{1,28}bot)$/i, fold: true },
  channel: {
    kind: "channel",
    path: /^(?:\/s)?\/(?!\w*bot$)(?<id>[a-z]\w{3,31})$/i,
    fold: true,
  },
};

export const telegramForms = (): Forms => ({
  ...withRefinement(telegram.forms, (found) => (act.test(found.owner ?? "") ? undefined : found), [
    "message",
  ]),
  ...withRefinement(others, (found) => (act.test(found.id) ? undefined : found), ["channel"]),
});
