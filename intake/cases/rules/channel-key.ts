/** Normalises a typed YouTube channel to the key that cases use for authors. */

import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";

const channelKeyShape = /^youtube:(?:UC[\w-]{22}|[\p{Ll}\p{Lo}\p{M}\p{N}_.·-]{2,60})$/u;

/** The key of a channel's number, which stays when its handle is renamed. */
export const channelNumberShape = /^youtube:UC[\w-]{22}$/;

/**
 * Problem: `channel-unknown` if it names no YouTube channel, or a legacy name (`/c/`, `/user/`), which cannot
 * be resolved.
 */
export function channelKeyOf(typed: string): Result<string> {
  const text = typed.trim();
  if (channelKeyShape.test(text)) return ok(text);
  const path = /^UC[\w-]{22}$/.test(text) ? `channel/${text}` : text;
  const isBare = path.startsWith("@") || path.startsWith("channel/");
  const isSchemeless = /^(?:[a-z]+\.)?youtube\.com\//i.test(text);
  const address = isBare ? `https://www.youtube.com/${path}` : isSchemeless ? `https://${text}` : text;
  const parsed = parseAddress(address);
  if (!parsed.ok || parsed.value.site !== "youtube" || parsed.value.kind !== "channel")
    return fail("channel-unknown");
  // Author keys contain handles without `@`.
  return ok(`youtube:${parsed.value.id.replace(/^@/, "")}`);
}
