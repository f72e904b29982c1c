/** How long a platform can open the evidence linked in a letter. */

import type { Letter, LetterItem } from "../contract/letter.ts";

/** Covers the limit, three reprimands and a lawyer's holiday. */
const openDays = 60;

/**
 * Returns the end of access as an instant. Undefined for child sexual abuse material and for restore requests,
 * which have no accessible evidence.
 */
export function evidenceOpenUntil(
  { kind, madeAt }: Pick<Letter, "kind" | "madeAt">,
  { picture }: Pick<LetterItem, "picture">,
): string | undefined {
  if (kind === "restore" || ("none" in picture && picture.none === "statutory")) return undefined;
  return new Date(Date.parse(madeAt) + openDays * 24 * 3_600_000).toISOString();
}
