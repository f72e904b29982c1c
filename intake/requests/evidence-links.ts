/** The addresses by which a platform opens the evidence of a letter's items. */

import type { Letter } from "../../utils/contract/letter.ts";
import { signHanded } from "../../utils/seal/handed.ts";
import type { SealingKey } from "../../utils/seal/seal.ts";
import type { EvidenceLink } from "./letter-blocks.ts";

/** Long enough for the limit, three reprimands and a lawyer's holiday. */
const openDays = 60;

/** By place. Of child sexual abuse material there is nothing to open, and of a restoration nothing to show. */
export async function evidenceLinks(
  letter: Letter,
  key: SealingKey,
): Promise<ReadonlyMap<number, EvidenceLink>> {
  const links = new Map<number, EvidenceLink>();
  if (letter.kind === "restore") return links;
  const until = new Date(Date.parse(letter.madeAt) + openDays * 24 * 3_600_000);
  for (const { id, place, picture } of letter.items) {
    if ("none" in picture && picture.none === "statutory") continue;
    const token = await signHanded({ request: letter.id, item: id, until: until.toISOString() }, key);
    links.set(place, { address: `${letter.origin}/v1/handed/${token}/pdf`, until });
  }
  return links;
}
