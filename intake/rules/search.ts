/** What somebody who searches the queue means: a receipt number, a subject, an address, or words. */

import { subject as subjectShape } from "../../utils/contract/site.ts";
import { normalise } from "../../utils/language/normalise.ts";
import { idEndOf } from "../../utils/seal/receipt-number.ts";
import { parseAddress } from "../../utils/subject/parse-address.ts";

export type Search =
  /** `idEnd`: how ids of the report end that can have the number. */
  | { by: "number"; number: string; idEnd: string }
  | { by: "subject"; subject: string }
  /** All of them, each the beginning of a word; none: nothing is found. */
  | { by: "words"; words: string[] };

/** @param q as typed: whatever is none of the others are words. */
export function readSearch(q: string): Search {
  const typed = q.trim();
  const number = typed.toUpperCase();
  const idEnd = idEndOf(number);
  if (idEnd !== undefined) return { by: "number", number, idEnd };
  if (subjectShape.safeParse(typed).success) return { by: "subject", subject: typed };
  const parsed = parseAddress(typed);
  if (parsed.ok) return { by: "subject", subject: parsed.value.subject };
  return { by: "words", words: wordsOf(typed) };
}

/** As the searched text was written down; letters and digits only, so that nothing in them is an operator. */
function wordsOf(text: string): string[] {
  return [...new Set(normalise(text).match(/[\p{L}\p{N}]+/gu) ?? [])];
}
