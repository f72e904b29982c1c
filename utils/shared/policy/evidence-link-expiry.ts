/** How long a platform can open the evidence linked in a letter. */

import type { Letter, LetterItem } from "../contract/letter.ts";

/** Covers the limit, three reprimands and a lawyer's holiday. */
const openDays = 60;

/**
 * Returns the end of access as an instant. Undefined for child sexual abuse material, for restore requests and for
 * an item without a report, which have no accessible evidence.
 */
export function evidenceOpenUntil(
  { kind, madeAt }: Pick<Letter, "kind" | "madeAt">,
  { picture, capturedAt }: Pick<LetterItem, "picture" | "capturedAt">,
): string | undefined {
  if (kind === "restore" || capturedAt === undefined) return undefined;
  if ("none" in picture && picture.none === "statutory") return undefined;
  return new Date(Date.parse(madeAt) + openDays * 24 * 3_600_000).toISOString();
}
