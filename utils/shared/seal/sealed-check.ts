import { type CheckProof, checkProof } from "../contract/check.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { openJson, type SignedKind, signJson } from "./signed-json.ts";

const kind: SignedKind<CheckProof> = { typ: "check+jws", shape: checkProof, code: "seal-invalid" };

export function sealCheck(proof: CheckProof, key: SealingKey): Promise<string> {
  return signJson(proof, kind, key);
}

/** `seal-invalid` with the part that failed. A seal by another key counts as a wrong signature. */
export function openCheck(seal: string, key: PublicKey): Promise<Result<CheckProof>> {
  return openJson(seal, kind, key);
}
