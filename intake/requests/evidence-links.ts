/** Links with which a platform opens the evidence of a letter's items. */

import type { Letter } from "../../utils/shared/contract/letter.ts";
import type { EvidenceLink } from "../../utils/shared/i18n/letter-blocks.ts";
import { evidenceOpenUntil } from "../../utils/shared/policy/evidence-open.ts";
import { signEvidenceLink } from "../../utils/shared/seal/evidence-link.ts";
import type { SealingKey } from "../../utils/shared/seal/seal.ts";

/** By the item's place. */
export async function evidenceLinks(
  letter: Letter,
  key: SealingKey,
): Promise<ReadonlyMap<number, EvidenceLink>> {
  const links = new Map<number, EvidenceLink>();
  for (const item of letter.items) {
    const until = evidenceOpenUntil(letter, item);
    if (until === undefined) continue;
    const token = await signEvidenceLink({ request: letter.id, item: item.id, until }, key);
    links.set(item.place, { address: `${letter.origin}/v1/handed/${token}/pdf`, until });
  }
  return links;
}
