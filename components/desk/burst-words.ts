import type { Burst } from "../../utils/shared/contract/group.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { duration } from "../../utils/shared/i18n/time.ts";

const leastMs = 60_000;

/** For placeholders of a text. Less than a minute is given as one minute. */
export function burstWords(
  language: Language,
  { authors, from, to }: Burst,
): { authors: number; duration: string } {
  const withinMs = Date.parse(to) - Date.parse(from);
  return { authors, duration: duration(language, Math.max(leastMs, withinMs)) };
}
