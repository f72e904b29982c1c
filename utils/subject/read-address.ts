/** From an address to the post it names; small, because the script on every page carries it. */

import { fail, ok, type Result } from "../contract/result.ts";
import type { SiteId } from "../contract/site.ts";
import { type Forms, type Found, type Grammar, type Parsed, readForm } from "./grammar.ts";
import { grammars } from "./grammars.ts";

/** What reading needs beyond the posts of a page. */
export interface Wider {
  /** All forms, those of posts among them. */
  forms: Readonly<Record<SiteId, Forms>>;
  /** The path on t.me that an address stands for; `private` when it leads to no public place. */
  telegramPath(url: URL): string;
}

/** Where an address leads: on which site, to which path and with which query. */
interface Destination {
  site: SiteId;
  /** Decoded, without its trailing slash; `private` when it leads to no public place. */
  path: string;
  query: URLSearchParams;
}

/** `limits.addressChars` of the contract, whose other limits the page's script has no use for. */
const mostChars = 2_048;

/**
 * As `parseAddress`, for addresses of posts only: accounts, groups and links of Telegram's apps are unknown to it, and
 * the address of a comment on Facebook names the post it stands under.
 */
export function readAddress(address: string, base?: string, wider?: Wider): Result<Parsed> {
  const leads = destinationOf(address, base, wider);
  if (leads?.path === "private") return fail("not-public");
  if (leads) {
    const { site, path, query } = leads;
    for (const form of Object.values(wider?.forms[site] ?? grammars[site].forms)) {
      const found = readForm(form, path, query);
      const parsed = found && complete(site, grammars[site], found);
      if (parsed) return ok(parsed);
    }
  }
  return fail("address-unknown");
}

/** Undefined when the address is malformed or leads to none of the sites. */
export function destinationOf(address: string, base?: string, wider?: Wider): Destination | undefined {
  const url = address.length > mostChars ? null : URL.parse(address, base);
  if (!url || url.username || url.password || url.port || !/^(?:https?|tg):$/.test(url.protocol)) return;
  for (const site of Object.keys(grammars) as SiteId[]) {
    if (url.protocol === "tg:" ? site === "telegram" : grammars[site].hosts.test(url.hostname))
      return { site, path: pathOf(url, site === "telegram" ? wider : undefined), query: url.searchParams };
  }
}

function complete(site: SiteId, grammar: Grammar, { kind, id: shortId, owner }: Found): Parsed | undefined {
  // A Telegram message's number means something only together with its channel's name.
  const id = kind === "message" ? `${owner?.toLowerCase()}/${shortId}` : shortId;
  const permalink = grammar.address(kind, id, owner);
  return permalink === undefined
    ? undefined
    : { site, kind, subject: `${site}:${kind}:${id}`, id, permalink, ...(owner ? { owner } : {}) };
}

/** The decoded path without its trailing slash; empty (which no form matches) when it hides a slash or is garbled. */
function pathOf(url: URL, wider: Wider | undefined): string {
  // The web clients' addresses, and those of the apps, say nothing in their path.
  const isPlain = /^http/.test(url.protocol) && url.hostname !== "web.telegram.org";
  const path = wider ? wider.telegramPath(url) : isPlain ? url.pathname : "";
  // youtu.be has the video directly as its path; `/v/` is the same on the long host. Studio's paths are its own.
  const prefix = /youtu\.be$/.test(url.hostname) ? "/v" : /^studio/.test(url.hostname) ? "/studio" : "";
  const long = prefix + path;
  if (/%2f/i.test(long)) return "";
  try {
    return decodeURIComponent(long).replace(/\/$/, "");
  } catch {
    return "";
  }
}
