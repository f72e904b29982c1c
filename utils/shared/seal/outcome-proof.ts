import type { PublicKey } from "../contract/enrolment.ts";
import { type OutcomeProof, outcomeProof } from "../contract/outcome-check.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { openJson, type SignedKind, signJson } from "./signed-json.ts";

const outcomeProofKind: SignedKind<OutcomeProof> = {
  typ: "check+jws",
  shape: outcomeProof,
  code: "seal-invalid",
};

export function sealOutcomeProof(proof: OutcomeProof, key: SealingKey): Promise<string> {
  return signJson(proof, outcomeProofKind, key);
}

/** `seal-invalid` with the part that failed. A seal by another key counts as a wrong signature. */
export function openOutcomeProof(seal: string, key: PublicKey): Promise<Result<OutcomeProof>> {
  return openJson(seal, outcomeProofKind, key);
}
