/** Signed links that open an item's evidence for a limited time. */

import type { PublicKey } from "../contract/enrolment.ts";
import { type EvidenceLinkClaims, evidenceLinkClaims } from "../contract/evidence-link.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { openJson, type SignedKind, signJson } from "./signed-json.ts";

const evidenceLinkKind: SignedKind<EvidenceLinkClaims> = {
  typ: "handed+jws",
  shape: evidenceLinkClaims,
  code: "not-found",
};

/** Returns a compact JWS. */
export function signEvidenceLink(claims: EvidenceLinkClaims, key: SealingKey): Promise<string> {
  return signJson(claims, evidenceLinkKind, key);
}

/** `not-found` if this intake did not sign it, so that guessing reveals no information. */
export function openEvidenceLink(jws: string, intakeKey: PublicKey): Promise<Result<EvidenceLinkClaims>> {
  return openJson(jws, evidenceLinkKind, intakeKey);
}
