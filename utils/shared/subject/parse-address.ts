/** Parses any address to its subject: posts, comments, accounts, groups and app links. Detects private ones. */

import { ok, type Result } from "../contract/result.ts";
import { allForms } from "./all-forms.ts";
import type { Parsed } from "./grammar.ts";
import { readAddress, type Wider } from "./read-address.ts";
import { startSeconds } from "./start-seconds.ts";
import { telegramPath } from "./telegram-path.ts";
import { unwrap } from "./unwrap.ts";

export type { Parsed } from "./grammar.ts";

/** Every form of the sites, for `readAddress`. */
export const wider: Wider = { forms: allForms, telegramPath };

/**
 * Parses an address, a relative one against `base`. A redirector's address counts as its target. Problems:
 * `address-unknown` if it is foreign, malformed or needs the network to resolve (share links); `not-public` for
 * Telegram's private posts and invitations.
 */
export function parseAddress(address: string, base?: string): Result<Parsed> {
  const target = unwrap(address, base) ?? address;
  const parsed = readAddress(target, base, wider);
  if (!parsed.ok || parsed.value.site !== "youtube" || parsed.value.kind !== "video") return parsed;
  const seconds = startSeconds(new URL(target, base).searchParams);
  return seconds === undefined ? parsed : ok({ ...parsed.value, seconds });
}
