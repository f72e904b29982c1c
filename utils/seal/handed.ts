/** The intake's word that an address opens an item's evidence until a time. */

import type { PublicKey } from "../contract/enrolment.ts";
import { type HandedClaims, handedClaims } from "../contract/handed.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { openJson, type SignedKind, signJson } from "./signed-json.ts";

const handed: SignedKind<HandedClaims> = { typ: "handed+jws", shape: handedClaims, code: "not-found" };

/** A compact JWS. */
export function signHanded(claims: HandedClaims, key: SealingKey): Promise<string> {
  return signJson(claims, handed, key);
}

/** `not-found` for one that this intake did not make: a stranger learns nothing by guessing. */
export function openHanded(jws: string, intakeKey: PublicKey): Promise<Result<HandedClaims>> {
  return openJson(jws, handed, intakeKey);
}
