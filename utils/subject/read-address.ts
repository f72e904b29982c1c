/** From an address to the post it names; small, because the script on every page carries it. */

import { fail, ok, type Result } from "../contract/result.ts";
import type { SiteId } from "../contract/site.ts";
import { facebook } from "./facebook.ts";
import { type Forms, type Found, type Grammar, type Parsed, readForm } from "./grammar.ts";
import { telegram } from "./telegram.ts";
import { x } from "./x.ts";
import { youtube } from "./youtube.ts";

export const grammars: Readonly<Record<SiteId, Grammar>> = { facebook, youtube, x, telegram };

/** What reading needs beyond the posts of a page. */
export interface Wider {
  forms: Readonly<Record<SiteId, Forms>>;
  /** The path on t.me that an address stands for; `private` when it leads to no public place. */
  telegramPath(url: URL): string;
}

/** `limits.addressChars` of the contract, whose other limits the page's script has no use for. */
const mostChars = 2_048;

/** As `parseAddress`, for addresses of posts only: accounts, groups and links of Telegram's apps are unknown to it. */
export function readAddress(address: string, base?: string, wider?: Wider): Result<Parsed> {
  const unknown = fail("address-unknown");
  const url = address.length > mostChars ? null : URL.parse(address, base);
  if (!url || url.username || url.password || url.port || !/^(?:https?|tg):$/.test(url.protocol))
    return unknown;
  for (const site of Object.keys(grammars) as SiteId[]) {
    const grammar = grammars[site];
    if (url.protocol === "tg:" ? site !== "telegram" : !grammar.hosts.test(url.hostname)) continue;
    const path = pathOf(url, site === "telegram" ? wider : undefined);
    if (path === "private") return fail("not-public");
    for (const forms of [grammar.forms, wider?.forms[site] ?? {}]) {
      for (const form of Object.values(forms)) {
        const found = readForm(form, path, url.searchParams);
        const parsed = found && complete(site, grammar, found);
        if (parsed) return ok(parsed);
      }
    }
  }
  return unknown;
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
  // youtu.be has the video directly as its path; `/v/` is the same on the long host.
  const long = /youtu\.be$/.test(url.hostname) ? `/v${path}` : path;
  if (/%2f/i.test(long)) return "";
  try {
    return decodeURIComponent(long).replace(/\/$/, "");
  } catch {
    return "";
  }
}
