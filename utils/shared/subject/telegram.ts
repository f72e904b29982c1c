/** Telegram addresses of public messages, and all other forms, including links of the apps and web clients. */

import { type Forms, type Grammar, withRefinement } from "./grammar.ts";

export const telegram: Grammar = {
  hosts: /^(?:(?:www\.)?t\.me|telegram\.(?:me|dog)|web\.telegram\.org)$/,
  forms: {
    message: {
      kind: "message",
      path: /^(?:\/s)?\/(?<owner>[a-z]\w{3,31})(?:\/\d{1,10})?\/(?<id>[1-9]\d{0,9})$/i,
    },
  },
  address: (_kind, id) => `https://t.me/${id}`,
};

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

/** All forms of address on Telegram: channels and bots in addition to messages. */
export const telegramForms = (): Forms => ({
  ...withRefinement(telegram.forms, (found) => (act.test(found.owner ?? "") ? undefined : found), [
    "message",
  ]),
  ...withRefinement(others, (found) => (act.test(found.id) ? undefined : found), ["channel"]),
});

/**
 * Returns the t.me path equivalent to a Telegram address; `private` if it leads to no public place.
 */
export function telegramPath(url: URL): string {
  if (url.protocol === "tg:") return appPath(url);
  if (url.hostname === "web.telegram.org") return clientPath(url);
  return /^\/(?:c\/|joinchat\/|\+|%20)/i.test(url.pathname) ? "private" : url.pathname;
}

/** `tg://resolve?domain=NAME&post=ID`. Parsed as text, because older browsers find no host in such addresses. */
function appPath(url: URL): string {
  const act = /^tg:(?:\/\/)?(\w+)/.exec(url.href)?.[1] ?? "";
  if (/^(?:join|privatepost|openmessage|user)$/.test(act)) return "private";
  const [name, post] = [url.searchParams.get("domain"), url.searchParams.get("post")];
  // A telephone number identifies a person.
  if (act === "resolve" && url.searchParams.has("phone")) return "private";
  return act === "resolve" && name ? `/${name}${post ? `/${post}` : ""}` : "";
}

/** Web K writes `#@NAME` for chats with a name and a number for others. Web A writes numbers only. */
function clientPath(url: URL): string {
  const inner = new URLSearchParams(url.hash.slice(2)).get("tgaddr");
  if (inner && /^tg:\/\//.test(inner) && URL.canParse(inner)) return appPath(new URL(inner));
  const chat = /^#(@\w+|-?\d+)/.exec(url.hash)?.[1] ?? "";
  if (/^\/k(?:\/|$)/.test(url.pathname)) return chat[0] === "@" ? `/${chat.slice(1)}` : chat && "private";
  // Numbers below -10^12 are channels or supergroups; the address does not show whether they are public.
  return /^\/a(?:\/|$)/.test(url.pathname) && chat && Number(chat) > -1e12 ? "private" : "";
}
