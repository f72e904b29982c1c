/** Whether a post is shown to be public: a rule of the code, by site and page; where it cannot tell, nothing is captured. */

import type { LinkQuestion } from "../contract/draft.ts";
import type { SiteId } from "../contract/site.ts";
import type { Page } from "./page.ts";
import { webAGate, webKGate } from "./telegram-readers.ts";

/** `private`: no button at all; `unknown`: a button that captures nothing and asks for the public link. */
export type GateAnswer = "public" | "private" | { unknown: LinkQuestion };

export type Gate = (post: Element, page: Page) => GateAnswer;

/** Telegram's client in a browser shows private chats beside public ones; every other page is a public one. */
export function gateOf(site: SiteId, { address }: Page): Gate | undefined {
  const url = site === "telegram" ? URL.parse(address) : null;
  if (url?.hostname !== "web.telegram.org") return undefined;
  if (/^\/k(?:\/|$)/.test(url.pathname)) return webKGate;
  return /^\/a(?:\/|$)/.test(url.pathname) ? webAGate : () => "private";
}
