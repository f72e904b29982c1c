/** Interprets a search of the queue: a receipt number, a subject, an address or words. */

import { subject as subjectShape } from "../../../utils/shared/contract/site.ts";
import { normalise } from "../../../utils/shared/i18n/normalise-text.ts";
import { idEndOf } from "../../../utils/shared/seal/receipt-number.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";

export type Search =
  /** `idEnd`: suffix of report ids that can have this number. */
  | { by: "number"; number: string; idEnd: string }
  | { by: "subject"; subject: string }
  /** Word prefixes that must all match; an empty list finds nothing. */
  | { by: "words"; words: string[] };

/** @param q as typed; anything else counts as words. */
export function parseSearch(q: string): Search {
  const typed = q.trim();
  const number = typed.toUpperCase();
  const idEnd = idEndOf(number);
  if (idEnd !== undefined) return { by: "number", number, idEnd };
  if (subjectShape.safeParse(typed).success) return { by: "subject", subject: typed };
  const parsed = parseAddress(typed);
  if (parsed.ok) return { by: "subject", subject: parsed.value.subject };
  return { by: "words", words: wordsOf(typed) };
}

/** Normalised like the searched text. Letters and digits only, so that nothing is parsed as an operator. */
function wordsOf(text: string): string[] {
  return [...new Set(normalise(text).match(/[\p{L}\p{N}]+/gu) ?? [])];
}
