/** The page that a recipe is applied to. */

import { pageLimits } from "../../../shared/contract/limits.ts";
import type { Subject } from "../../../shared/contract/site.ts";

export interface Page {
  document: Document;
  /** The page's address, against which relative addresses are resolved. */
  address: string;
}

/** Returns path and hash, which recipes match against: `/watch`, `/k/#@contoh`. */
export function pathOf(address: string): string {
  const url = URL.parse(address);
  return url ? url.pathname + url.hash : "";
}

/**
 * True for Telegram's web clients, which also show private chats, and for YouTube Studio, which shows
 * unpublished videos.
 */
export function isNeverPublic(address: string): boolean {
  return /^(?:web\.telegram\.org|studio\.youtube\.com)$/.test(URL.parse(address)?.hostname ?? "");
}

/** Returns true if a pattern matches the whole path; for patterns with `!`, if none matches. */
export function isOn(patterns: readonly string[], path: string): boolean {
  return patterns[0]?.[0] === "!"
    ? !patterns.some((pattern) => fits(pattern.slice(1), path))
    : patterns.some((pattern) => fits(pattern, path));
}

/** `*` matches any characters. No regular expression, so matching time stays linear. */
function fits(pattern: string, path: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return path === pattern;
  if (!path.startsWith(first) || path.length < first.length + last.length || !path.endsWith(last))
    return false;
  let at = first.length;
  for (const middle of rest) {
    const index = path.indexOf(middle, at);
    if (index < 0) return false;
    at = index + middle.length;
  }
  return at <= path.length - last.length;
}

/** The page's title without the number of unread messages, which is private. */
export function titleOf({ title }: Document): string {
  return title.replace(/^\(\d+\+?\)\s*/, "").slice(0, pageLimits.titleChars);
}

/** Removes the query of an address that is too long; on these sites it contains tracking parameters. */
export function shortAddress(address: string): string {
  return address.length <= pageLimits.addressChars
    ? address
    : (address.split(/[?#]/)[0] ?? "").slice(0, pageLimits.addressChars);
}

/** The place that a raw string was read from. */
export interface ReadContext {
  /** Absent for the page's address. */
  element?: Element;
  page: Page;
  /** The post that is being named or read, also for its context. */
  post?: Element;
  /** The post being read, for data that is stored apart from it. */
  subject?: Subject;
  /** Selector of elements that must not be read, for transforms that follow references on the page. */
  own?: string;
}

/** Returns the text of the element with the id, unless it belongs to what must not be read. */
export function namedText(raw: string, { page, own = "*" }: ReadContext): string | undefined {
  const named = page.document.getElementById(raw.trim().split(/\s+/)[0] ?? "");
  return !named || named.closest(own) || named.querySelector(own)
    ? undefined
    : named.textContent?.trim() || undefined;
}
