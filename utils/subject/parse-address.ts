/** From an address to the subject it names. */

import { limits } from "../contract/limits.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import type { SiteId } from "../contract/site.ts";
import { facebook } from "./facebook.ts";
import { type Grammar, type Parsed, readForm } from "./grammar.ts";
import { telegram, telegramPath } from "./telegram.ts";
import { x } from "./x.ts";
import { startSeconds, youtube } from "./youtube.ts";

export type { Parsed } from "./grammar.ts";

export const grammars: Readonly<Record<SiteId, Grammar>> = { facebook, youtube, x, telegram };

/**
 * Reads an address (relative ones against `base`). Problems: `address-unknown` when it is foreign, malformed or
 * can only be resolved over the network (share links); `not-public` for Telegram's private posts and invitations.
 */
export function parseAddress(address: string, base?: string): Result<Parsed> {
  const unknown = fail("address-unknown");
  const url = address.length > limits.addressChars ? null : URL.parse(address, base);
  if (!url || url.username || url.password || url.port || !/^(?:https?|tg):$/.test(url.protocol))
    return unknown;
  for (const site of Object.keys(grammars) as SiteId[]) {
    const grammar = grammars[site];
    if (url.protocol === "tg:" ? site !== "telegram" : !grammar.hosts.test(url.hostname)) continue;
    const path = pathOf(site, url);
    if (path === "private") return fail("not-public");
    for (const form of Object.values(grammar.forms)) {
      const found = readForm(form, path, url.searchParams);
      const parsed = found && complete(site, grammar, found.kind, found.id, found.owner);
      const seconds =
        parsed?.kind === "video" && site === "youtube" ? startSeconds(url.searchParams) : undefined;
      if (parsed) return ok(seconds === undefined ? parsed : { ...parsed, seconds });
    }
    return unknown;
  }
  return unknown;
}

function complete(site: SiteId, grammar: Grammar, kind: Parsed["kind"], shortId: string, owner?: string) {
  // A Telegram message's number means something only together with its channel's name.
  const id = site === "telegram" && kind === "message" ? `${owner?.toLowerCase()}/${shortId}` : shortId;
  const permalink = grammar.address(kind, id, owner);
  const subject: Parsed["subject"] = `${site}:${kind}:${id}`;
  return permalink === undefined
    ? undefined
    : { site, kind, subject, id, permalink, ...(owner ? { owner } : {}) };
}

/** The decoded path without its trailing slash; empty (which no form matches) when it hides a slash or is garbled. */
function pathOf(site: SiteId, url: URL): string {
  const path = site === "telegram" ? telegramPath(url) : url.pathname;
  // youtu.be has the video directly as its path; `/v/` is the same on the long host.
  const long = /youtu\.be$/.test(url.hostname) ? `/v${path}` : path;
  if (/%2f/i.test(long)) return "";
  try {
    return decodeURIComponent(long).replace(/\/$/, "");
  } catch {
    return "";
  }
}
