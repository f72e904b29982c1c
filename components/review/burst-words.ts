/** How many accounts said the same, and in how long. */

import type { Burst } from "../../utils/contract/group.ts";
import type { Language } from "../../utils/contract/site.ts";
import { duration } from "../../utils/language/time.ts";

const leastMs = 60_000;

/** For a text's gaps; less than a minute is told as one. */
export function burstWords(
  language: Language,
  { authors, from, to }: Burst,
): { authors: number; duration: string } {
  const withinMs = Date.parse(to) - Date.parse(from);
  return { authors, duration: duration(language, Math.max(leastMs, withinMs)) };
}
