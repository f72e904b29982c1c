/** Parses any address to its subject: posts, comments, accounts, groups and app links. Detects private ones. */

import { ok, type Result } from "../contract/result.ts";
import type { SiteId } from "../contract/site.ts";
import type { Forms, Parsed } from "./grammar.ts";
import { siteForms } from "./grammars.ts";
import { type FullGrammar, readAddress } from "./read-address.ts";
import { telegramPath } from "./telegram.ts";
import { unwrap } from "./unwrap-address.ts";

export type { Parsed } from "./grammar.ts";

const makeForms = () =>
  Object.fromEntries(Object.entries(siteForms).map(([site, forms]) => [site, forms()])) as Record<
    SiteId,
    Forms
  >;

/**
 * Marked pure, so that the bundler can remove it from the script on every page. Tests check that each form
 * rejects the examples of all others.
 */
export const allForms: Readonly<Record<SiteId, Forms>> = /* @__PURE__ */ makeForms();

/** Every form of the sites, for `readAddress`. */
export const fullGrammar: FullGrammar = { forms: allForms, telegramPath };

/** Parses `t` or `start` of a video's address (`90`, `90s`, `1h2m3s`) to seconds. */
function startSeconds(query: URLSearchParams): number | undefined {
  const parts = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(
    query.get("t") || query.get("start") || "-",
  );
  return parts
    ? Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)
    : undefined;
}

/**
 * Parses an address, a relative one against `base`. A redirector's address counts as its target. Problems:
 * `address-unknown` if it is foreign, malformed or needs the network to resolve (share links); `not-public` for
 * Telegram's private posts and invitations.
 */
export function parseAddress(address: string, base?: string): Result<Parsed> {
  const target = unwrap(address, base) ?? address;
  const parsed = readAddress(target, base, fullGrammar);
  if (!parsed.ok || parsed.value.site !== "youtube" || parsed.value.kind !== "video") return parsed;
  const seconds = startSeconds(new URL(target, base).searchParams);
  return seconds === undefined ? parsed : ok({ ...parsed.value, seconds });
}
