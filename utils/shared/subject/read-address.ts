/** Parses addresses of posts. Small, because the script on every page contains it. */

import { fail, ok, type Result } from "../contract/result.ts";
import type { SiteId } from "../contract/site.ts";
import { type Forms, type Found, type Grammar, type Parsed, readForm } from "./grammar.ts";
import { grammars } from "./grammars.ts";

/** Data for parsing all addresses, not only those of posts. */
export interface FullGrammar {
  /** All forms, including those of posts. */
  forms: Readonly<Record<SiteId, Forms>>;
  /** Returns the t.me path equivalent to an address; `private` if it leads to no public place. */
  telegramPath(url: URL): string;
}

interface Destination {
  site: SiteId;
  /** Decoded, without its trailing slash; `private` if it leads to no public place. */
  path: string;
  query: URLSearchParams;
}

/** A copy of `limits.addressChars` in the contract, to keep the page script free of the other limits. */
const maxChars = 2_048;

/**
 * Like `parseAddress`, but only for addresses of posts. Does not know accounts, groups and Telegram's app
 * links; a Facebook comment's address yields its post.
 */
export function readAddress(address: string, base?: string, wider?: FullGrammar): Result<Parsed> {
  const leads = destinationOf(address, base, wider);
  if (leads?.path === "private") return fail("not-public");
  if (leads) {
    const { site, path, query } = leads;
    for (const form of Object.values(wider?.forms[site] ?? grammars[site].forms)) {
      const match = readForm(form, path, query);
      const parsed = match && complete(site, grammars[site], match);
      if (parsed) return ok(parsed);
    }
  }
  return fail("address-unknown");
}

/** Returns undefined if the address is malformed or belongs to none of the sites. */
export function destinationOf(address: string, base?: string, wider?: FullGrammar): Destination | undefined {
  const url = address.length > maxChars ? null : URL.parse(address, base);
  if (!url || url.username || url.password || url.port || !/^(?:https?|tg):$/.test(url.protocol)) return;
  for (const site of Object.keys(grammars) as SiteId[]) {
    if (url.protocol === "tg:" ? site === "telegram" : grammars[site].hosts.test(url.hostname))
      return { site, path: pathOf(url, site === "telegram" ? wider : undefined), query: url.searchParams };
  }
}

function complete(site: SiteId, grammar: Grammar, { kind, id: shortId, owner }: Found): Parsed | undefined {
  // A Telegram message's number is unique only within its channel.
  const id = kind === "message" ? `${owner?.toLowerCase()}/${shortId}` : shortId;
  const permalink = grammar.address(kind, id, owner);
  return permalink === undefined
    ? undefined
    : { site, kind, subject: `${site}:${kind}:${id}`, id, permalink, ...(owner ? { owner } : {}) };
}

/**
 * Returns the decoded path without its trailing slash. Empty, which matches no form, if it contains an encoded
 * slash or is malformed.
 */
function pathOf(url: URL, wider: FullGrammar | undefined): string {
  // Addresses of the web clients and apps have no meaningful path.
  const isPlain = /^http/.test(url.protocol) && url.hostname !== "web.telegram.org";
  const path = wider ? wider.telegramPath(url) : isPlain ? url.pathname : "";
  // On youtu.be the path is the video's id, equivalent to `/v/` on the main host. Studio has its own paths.
  const prefix = /youtu\.be$/.test(url.hostname) ? "/v" : /^studio/.test(url.hostname) ? "/studio" : "";
  const long = prefix + path;
  if (/%2f/i.test(long)) return "";
  try {
    return decodeURIComponent(long).replace(/\/$/, "");
  } catch {
    return "";
  }
}
