/** From any address to the subject it names: posts, and also accounts, groups, app links and what is private. */

import { ok, type Result } from "../contract/result.ts";
import type { Parsed } from "./grammar.ts";
import { otherForms } from "./other-forms.ts";
import { readAddress } from "./read-address.ts";
import { startSeconds } from "./start-seconds.ts";
import { telegramPath } from "./telegram-path.ts";

export type { Parsed } from "./grammar.ts";

/**
 * Reads an address (relative ones against `base`). Problems: `address-unknown` when it is foreign, malformed or
 * can only be resolved over the network (share links); `not-public` for Telegram's private posts and invitations.
 */
export function parseAddress(address: string, base?: string): Result<Parsed> {
  const parsed = readAddress(address, base, { forms: otherForms, telegramPath });
  if (!parsed.ok || parsed.value.site !== "youtube" || parsed.value.kind !== "video") return parsed;
  const seconds = startSeconds(new URL(address, base).searchParams);
  return seconds === undefined ? parsed : ok({ ...parsed.value, seconds });
}
