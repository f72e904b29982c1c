/** The intake's signature on a letter to a platform. */

import type { PublicKey } from "../contract/enrolment.ts";
import { type Letter, letter } from "../contract/letter.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { openJson, type SignedKind, signJson } from "./signed-json.ts";

const letterKind: SignedKind<Letter> = { typ: "request+jws", shape: letter, code: "custody-invalid" };

/** Returns a compact JWS. */
export function signLetter(value: Letter, key: SealingKey): Promise<string> {
  return signJson(value, letterKind, key);
}

/** `custody-invalid` if this intake did not sign it, with the part that failed. */
export function openLetter(jws: string, intakeKey: PublicKey): Promise<Result<Letter>> {
  return openJson(jws, letterKind, intakeKey);
}
