/** Telegram-specific transforms: post names, channel numbers, and the gates that admit public chats only. */

import type { LinkQuestion } from "../../../shared/contract/draft.ts";
import type { Count } from "../../../shared/contract/evidence.ts";
import type { Page, ReadContext } from "../engine/page.ts";

type Answer = "private" | { unknown: LinkQuestion };

/** A channel's id in Web A is `-(10^12 + number)`. Basic groups have smaller negative ids, users positive ones. */
const channelBase = 1_000_000_000_000;

/** Returns the name in Web K's address: `#@NAME` only, because a thread may belong to another chat. */
export function nameInHash({ address }: Page): string | undefined {
  return /^https:\/\/web\.telegram\.org\/k\/?(?:\?[^#]*)?#@([a-z]\w{3,31})$/i
    .exec(address)?.[1]
    ?.toLowerCase();
}

/** Returns the name in a t.me address, with or without a message number. */
function nameInPath({ address }: Page): string | undefined {
  return /^https:\/\/t\.me\/(?:s\/)?([a-z]\w{3,31})(?:\/\d+)?\/?(?:[?#]|$)/i
    .exec(address)?.[1]
    ?.toLowerCase();
}

/** Converts Web K's message id to the public one: channel messages get multiples of 2^32 added. */
export function serverId(mid: string | null | undefined): number | undefined {
  const id = /^\d{1,15}$/.test(mid ?? "") ? Number(mid) % 2 ** 32 : 0;
  return id > 0 ? id : undefined;
}

/**
 * Returns true for a message that shows that others sent it. A lost class must not turn the person's own message, an
 * advertisement or a note of the client into a post. Posts of channels are marked; an advertisement among them is not.
 */
export function isReceived(bubble: Element): boolean {
  return (
    bubble.matches(".is-in:not(.is-out,.is-sponsored,.service)") &&
    (bubble.classList.contains("channel-post") || bubble.closest(".is-broadcast") === null)
  );
}

/** The number in the question about a bar, which has no message. */
export const noMessage = "0";

/**
 * Gate of Web K: a bubble or bar of the open chat may be public if the address contains a name. If no chat has that name,
 * Web K keeps the previous chat open, so the name is checked against the chat's number.
 */
export function webKGate(post: Element, page: Page): Answer {
  const chat = post.closest(".chat");
  const scope: ParentNode = chat ?? page.document;
  const titles = [...scope.querySelectorAll(".topbar .peer-title[data-peer-id]")];
  const mid = post.getAttribute("data-mid");
  const peer = (mid === null ? titles[0] : post)?.getAttribute("data-peer-id");
  const ofThisChat =
    titles.length > 0 && titles.every((title) => title.getAttribute("data-peer-id") === peer);
  const isChannel = /^-[1-9]\d{0,15}$/.test(peer ?? "");
  // With several chats in the page, only the one with the class `active` is open.
  const isOpen =
    !chat || chat.classList.contains("active") || page.document.querySelectorAll(".chat").length < 2;
  const messageId = mid === null ? noMessage : isReceived(post) && serverId(mid);
  if (!(nameInHash(page) && isChannel && ofThisChat && isOpen && messageId)) return "private";
  return { unknown: { channelId: peer?.slice(1) ?? "", messageId: String(messageId) } };
}

/** Returns the channel or supergroup number in Web A's address. A topic has the number of its group. */
function channelInHash({ address }: Page): number | undefined {
  const chat = Number(/^#(-\d{13,17})(?:_\d+)?$/.exec(URL.parse(address)?.hash ?? "")?.[1]);
  return Number.isSafeInteger(chat) && chat < -channelBase ? -chat - channelBase : undefined;
}

/**
 * Web A gate: a channel or supergroup may be public, but the page does not show it. All other chats are
 * private.
 */
export function webAGate(post: Element, page: Page): Answer {
  const channel = channelInHash(page);
  const messageId = post.getAttribute("data-message-id") ?? "";
  if (channel === undefined || !/^[1-9]\d{0,9}$/.test(messageId)) return "private";
  return { unknown: { channelId: String(channel), messageId } };
}

/** Identity transforms, part of the script on every page. */
export const telegramNames = {
  /** `KabarContoh/42` from t.me's `data-post`. */
  "telegram-post": (raw: string) =>
    /^[a-z]\w{3,31}\/[1-9]\d{0,9}$/i.test(raw) ? `https://t.me/${raw.toLowerCase()}` : undefined,
  /**
   * Returns the channel, group or bot of a header, by the page's address. A channel's header shows its
   * audience; a user's repeats the name. Only names of bots end in `bot`.
   */
  "telegram-header": (_raw: string, { element, page }: ReadContext) => {
    const inPath = nameInPath(page);
    if (inPath?.endsWith("bot")) return `telegram:account:${inPath}`;
    const name = /^\s*\d/.test(element?.textContent ?? "") && inPath;
    return name ? `telegram:channel:${name}` : undefined;
  },
};

/** Returns the name in the subject of a message, channel or bot. */
function nameInSubject({ subject }: ReadContext): string | undefined {
  return /^telegram:\w+:(\w+)/.exec(subject ?? "")?.[1];
}

export const telegramReaders = {
  /** Returns the channel's number inside `data-view`. The view token beside it is discarded. */
  "telegram-view-channel": (raw: string) => {
    const { c } = JSON.parse(atob(raw.replaceAll("-", "+").replaceAll("_", "/"))) as { c?: unknown };
    return typeof c === "number" && Number.isSafeInteger(c) && c < 0 ? String(-c) : undefined;
  },
  /** Returns a peer's number without the sign that distinguishes chats from users. */
  "telegram-peer": (raw: string) => /^-?([1-9]\d{0,15})$/.exec(raw)?.[1],
  "telegram-chat-number": (_raw: string, { page }: ReadContext) => channelInHash(page)?.toString(),
  "telegram-chat-name": (_raw: string, place: ReadContext) => nameInSubject(place),
  "telegram-chat-address": (_raw: string, place: ReadContext) => {
    const name = nameInSubject(place);
    return name && `https://t.me/${name}`;
  },
  /** Returns another message of the same album, by its number in Web K. */
  "telegram-mid": (raw: string, place: ReadContext) => {
    const [name, id] = [nameInSubject(place), serverId(raw)];
    return name && id && `https://t.me/${name}/${id}`;
  },
  /** The same by its picture's id in Web A. */
  "telegram-album-part": (raw: string, place: ReadContext) => {
    const [name, id] = [nameInSubject(place), /^album-media-message-(\d+)$/.exec(raw)?.[1]];
    return name && id && `https://t.me/${name}/${id}`;
  },
  /** Parses `1 842 subscribers` or `10.5M`. A bot's header has its name there instead. */
  "telegram-followers": (raw: string): { followers: Count } | undefined => {
    const shown = /^\d[\d\s.,]*[KM]?/.exec(raw)?.[0].trim();
    const value =
      shown && /^\d{1,3}(?:\s?\d{3})*$/.test(shown) ? Number(shown.replace(/\s/g, "")) : undefined;
    return shown ? { followers: { shown, ...(value === undefined ? {} : { value }) } } : undefined;
  },
};
