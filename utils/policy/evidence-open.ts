/** How long a platform may open the evidence of what a letter asks for. */

import type { Letter, LetterItem } from "../contract/letter.ts";

/** Long enough for the limit, three reprimands and a lawyer's holiday. */
const openDays = 60;

/** An instant. Undefined: of child sexual abuse material there is nothing to open, and of a restoration nothing to show. */
export function evidenceOpenUntil(
  { kind, madeAt }: Pick<Letter, "kind" | "madeAt">,
  { picture }: Pick<LetterItem, "picture">,
): string | undefined {
  if (kind === "restore" || ("none" in picture && picture.none === "statutory")) return undefined;
  return new Date(Date.parse(madeAt) + openDays * 24 * 3_600_000).toISOString();
}
