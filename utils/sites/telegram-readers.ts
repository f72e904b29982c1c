/** What Telegram's pages need beyond the shared transforms: post names, channel numbers, and the rules of §7.2. */

import type { LinkQuestion } from "../contract/messages.ts";
import type { Page } from "./page.ts";
import type { Place } from "./place.ts";

type Answer = "public" | "private" | { unknown: LinkQuestion };

/** A channel's number in Web A is `-(10^12 + number)`; above that are persons (positive) and basic groups. */
const channelBase = 1_000_000_000_000;

/** The name in Web K's address, `#@NAME` and nothing after it: a thread inside a chat may belong to another one. */
function nameInHash({ address }: Page): string | undefined {
  return /^#@([a-z]\w{3,31})$/i.exec(URL.parse(address)?.hash ?? "")?.[1]?.toLowerCase();
}

/** Web K numbers a channel's messages as multiples of 2^32 plus the public number. */
function serverId(mid: string | null | undefined): number | undefined {
  const id = /^\d{1,15}$/.test(mid ?? "") ? Number(mid) % 2 ** 32 : 0;
  return id > 0 ? id : undefined;
}

/** Web K: public only where the address has a name, and the bubble belongs to the chat that the name stands for. */
export function webKGate(post: Element, page: Page): Answer {
  const chat = post.closest(".chat");
  const scope: ParentNode = chat ?? page.document;
  const peer = post.getAttribute("data-peer-id");
  const titles = [...scope.querySelectorAll(".topbar .peer-title[data-peer-id]")];
  const ofThisChat =
    titles.length > 0 && titles.every((title) => title.getAttribute("data-peer-id") === peer);
  const isChannel = /^-[1-9]\d{0,15}$/.test(peer ?? "");
  const isOpen = !chat || chat.classList.contains("active") || !page.document.querySelector(".chat.active");
  const hasNumber = serverId(post.getAttribute("data-mid")) !== undefined;
  return nameInHash(page) && isChannel && ofThisChat && isOpen && hasNumber ? "public" : "private";
}

/** Web A: a channel or supergroup may be public, nothing on the page says so; everything else never is. */
export function webAGate(post: Element, page: Page): Answer {
  const chat = Number(/^#(-\d{13,17})(?:_\d+)?$/.exec(URL.parse(page.address)?.hash ?? "")?.[1]);
  const messageId = post.getAttribute("data-message-id") ?? "";
  if (!Number.isSafeInteger(chat) || chat >= -channelBase || !/^[1-9]\d{0,9}$/.test(messageId))
    return "private";
  return { unknown: { channelId: String(-chat - channelBase), messageId } };
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
};

export const telegramReaders = {
  /** The channel's number inside `data-view`; the view token beside it is never kept. */
  "telegram-view-channel": (raw: string) => {
    const { c } = JSON.parse(atob(raw.replaceAll("-", "+").replaceAll("_", "/"))) as { c?: unknown };
    return typeof c === "number" && Number.isSafeInteger(c) && c < 0 ? String(-c) : undefined;
  },
  /** A peer's number without the sign that tells chats from persons. */
  "telegram-peer": (raw: string) => /^-?([1-9]\d{0,15})$/.exec(raw)?.[1],
  /** The chat that is open, by its name in the address. */
  "telegram-chat-name": (_raw: string, { page }: Place) => nameInHash(page),
  "telegram-chat-address": (_raw: string, { page }: Place) => {
    const name = nameInHash(page);
    return name && `https://t.me/${name}`;
  },
};
