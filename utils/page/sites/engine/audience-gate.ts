/**
 * Decides by site and page whether a post is public. Part of the code, not of recipes. Undecided means that no
 * content is captured.
 */

import type { LinkQuestion } from "../../../shared/contract/draft.ts";
import type { SiteId } from "../../../shared/contract/site.ts";
import { webAGate, webKGate } from "../telegram/readers.ts";
import type { Page } from "./page.ts";

/** `private`: no button. `unknown`: the button captures no content and asks for the public link. */
export type AudienceVerdict = "public" | "private" | { unknown: LinkQuestion };

export type AudienceGate = (post: Element, page: Page) => AudienceVerdict;

/** Only Telegram's web clients show private chats beside public ones. All other supported pages are public. */
export function audienceGateOf(site: SiteId, { address }: Page): AudienceGate | undefined {
  const url = site === "telegram" ? URL.parse(address) : null;
  if (url?.hostname !== "web.telegram.org") return undefined;
  if (/^\/k(?:\/|$)/.test(url.pathname)) return webKGate;
  return /^\/a(?:\/|$)/.test(url.pathname) ? webAGate : () => "private";
}
