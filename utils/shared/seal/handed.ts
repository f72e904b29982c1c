/** Signed links that open an item's evidence for a limited time. */

import type { PublicKey } from "../contract/enrolment.ts";
import { type HandedClaims, handedClaims } from "../contract/handed.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { openJson, type SignedKind, signJson } from "./signed-json.ts";

const handed: SignedKind<HandedClaims> = { typ: "handed+jws", shape: handedClaims, code: "not-found" };

/** Returns a compact JWS. */
export function signHanded(claims: HandedClaims, key: SealingKey): Promise<string> {
  return signJson(claims, handed, key);
}

/** `not-found` if this intake did not sign it, so that guessing reveals no information. */
export function openHanded(jws: string, intakeKey: PublicKey): Promise<Result<HandedClaims>> {
  return openJson(jws, handed, intakeKey);
}
