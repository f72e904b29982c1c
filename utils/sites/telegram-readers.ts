/** What Telegram's pages need beyond the shared transforms: post names, channel numbers, and the rules of §7.2. */

import type { LinkQuestion } from "../contract/draft.ts";
import type { Count } from "../contract/evidence.ts";
import type { Page } from "./page.ts";
import type { Place } from "./place.ts";

type Answer = "public" | "private" | { unknown: LinkQuestion };

/** A channel's number in Web A is `-(10^12 + number)`; above that are persons (positive) and basic groups. */
const channelBase = 1_000_000_000_000;

/** The name in Web K's address, `#@NAME` and nothing after it: a thread inside a chat may belong to another one. */
function nameInHash({ address }: Page): string | undefined {
  return /^https:\/\/web\.telegram\.org\/k\/?(?:\?[^#]*)?#@([a-z]\w{3,31})$/i
    .exec(address)?.[1]
    ?.toLowerCase();
}

/** The name in an address of t.me, with or without a message's number. */
function nameInPath({ address }: Page): string | undefined {
  return /^https:\/\/t\.me\/(?:s\/)?([a-z]\w{3,31})(?:\/\d+)?\/?(?:[?#]|$)/i
    .exec(address)?.[1]
    ?.toLowerCase();
}

/** Web K numbers a channel's messages as multiples of 2^32 plus the public number. */
function serverId(mid: string | null | undefined): number | undefined {
  const id = /^\d{1,15}$/.test(mid ?? "") ? Number(mid) % 2 ** 32 : 0;
  return id > 0 ? id : undefined;
}

/** Web K: public only where the address has a name, and the bubble or bar belongs to the chat that the name stands for. */
export function webKGate(post: Element, page: Page): Answer {
  const chat = post.closest(".chat");
  const scope: ParentNode = chat ?? page.document;
  const titles = [...scope.querySelectorAll(".topbar .peer-title[data-peer-id]")];
  const mid = post.getAttribute("data-mid");
  const peer = (mid === null ? titles[0] : post)?.getAttribute("data-peer-id");
  const ofThisChat =
    titles.length > 0 && titles.every((title) => title.getAttribute("data-peer-id") === peer);
  const isChannel = /^-[1-9]\d{0,15}$/.test(peer ?? "");
  const isOpen = !chat || chat.classList.contains("active") || !page.document.querySelector(".chat.active");
  const hasNumber = mid === null || serverId(mid) !== undefined;
  return nameInHash(page) && isChannel && ofThisChat && isOpen && hasNumber ? "public" : "private";
}

/** The number of the channel or supergroup in Web A's address; a topic of a group keeps the group's. */
function channelInHash({ address }: Page): number | undefined {
  const chat = Number(/^#(-\d{13,17})(?:_\d+)?$/.exec(URL.parse(address)?.hash ?? "")?.[1]);
  return Number.isSafeInteger(chat) && chat < -channelBase ? -chat - channelBase : undefined;
}

/** Web A: a channel or supergroup may be public, nothing on the page says so; everything else never is. */
export function webAGate(post: Element, page: Page): Answer {
  const channel = channelInHash(page);
  const messageId = post.getAttribute("data-message-id") ?? "";
  if (channel === undefined || !/^[1-9]\d{0,9}$/.test(messageId)) return "private";
  return { unknown: { channelId: String(channel), messageId } };
}

/** Names of posts: part of the script on every page. */
export const telegramNames = {
  /** `KabarContoh/42` of t.me's `data-post`. */
  "telegram-post": (raw: string) =>
    /^[a-z]\w{3,31}\/[1-9]\d{0,9}$/i.test(raw) ? `https://t.me/${raw.toLowerCase()}` : undefined,
  "telegram-mid": (raw: string, { page }: Place) => {
    const [name, id] = [nameInHash(page), serverId(raw)];
    return name && id ? `https://t.me/${name}/${id}` : undefined;
  },
  /**
   * The channel, group or bot whose header this is, by the page's own address. Where a channel's page says how many
   * read it, a person's repeats the name; names of bots end in `bot`, and no other may.
   */
  "telegram-header": (_raw: string, { element, page }: Place) => {
    const inPath = nameInPath(page);
    if (inPath?.endsWith("bot")) return `telegram:account:${inPath}`;
    const name = nameInHash(page) ?? (/^\s*\d/.test(element?.textContent ?? "") && inPath);
    return name ? `telegram:channel:${name}` : undefined;
  },
};

/** The name inside the subject of a message, channel or bot. */
function nameInSubject({ subject }: Place): string | undefined {
  return /^telegram:\w+:(\w+)/.exec(subject ?? "")?.[1];
}

export const telegramReaders = {
  /** The channel's number inside `data-view`; the view token beside it is never kept. */
  "telegram-view-channel": (raw: string) => {
    const { c } = JSON.parse(atob(raw.replaceAll("-", "+").replaceAll("_", "/"))) as { c?: unknown };
    return typeof c === "number" && Number.isSafeInteger(c) && c < 0 ? String(-c) : undefined;
  },
  /** A peer's number without the sign that tells chats from persons. */
  "telegram-peer": (raw: string) => /^-?([1-9]\d{0,15})$/.exec(raw)?.[1],
  /** Of the chat that is open in Web A. */
  "telegram-chat-number": (_raw: string, { page }: Place) => channelInHash(page)?.toString(),
  "telegram-chat-name": (_raw: string, place: Place) => nameInSubject(place),
  "telegram-chat-address": (_raw: string, place: Place) => {
    const name = nameInSubject(place);
    return name && `https://t.me/${name}`;
  },
  /** Another message of the same album, by the id of its picture in Web A. */
  "telegram-album-part": (raw: string, place: Place) => {
    const [name, id] = [nameInSubject(place), /^album-media-message-(\d+)$/.exec(raw)?.[1]];
    return name && id && `https://t.me/${name}/${id}`;
  },
  /** `1 842 subscribers` or `10.5M`; a bot's header has its name there. */
  "telegram-followers": (raw: string): { followers: Count } | undefined => {
    const shown = /^\d[\d\s.,]*[KM]?/.exec(raw)?.[0].trim();
    const value =
      shown && /^\d{1,3}(?:\s?\d{3})*$/.test(shown) ? Number(shown.replace(/\s/g, "")) : undefined;
    return shown ? { followers: { shown, ...(value === undefined ? {} : { value }) } } : undefined;
  },
};
