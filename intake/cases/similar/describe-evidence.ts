/** Language, search words and fingerprint of one report's evidence. Needs no database. */

import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { describeText, type TextDescription, textOf } from "../rules/description.ts";
import { type Fingerprint, fingerprintOfWords, wordsOf } from "./fingerprint.ts";

export interface EvidenceDescription extends TextDescription {
  fingerprint: Fingerprint | undefined;
}

/** Throws if it cannot be described. */
export function describeEvidence(evidence: Pick<Evidence, "fields">): EvidenceDescription {
  const words = wordsOf(textOf(evidence) ?? "");
  return { ...describeText(evidence, words), fingerprint: fingerprintOfWords(words) };
}
