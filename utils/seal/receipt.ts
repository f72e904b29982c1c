/** The intake's receipt for a report: what was received, from whom, sealed by which key, at which place of the log. */

import { type ReceiptClaims, receiptClaims } from "../contract/custody.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { decodeJson, openJson, type SignedKind, signJson } from "./signed-json.ts";

const receiptKind: SignedKind<ReceiptClaims> = {
  typ: "receipt+jws",
  shape: receiptClaims,
  code: "receipt-invalid",
};

/** A compact JWS. */
export function signReceipt(claims: ReceiptClaims, key: SealingKey): Promise<string> {
  return signJson(claims, receiptKind, key);
}

/** `receipt-invalid` when it is not this intake's receipt, with the part that does not hold. */
export function checkReceipt(jws: string, intakeKey: PublicKey): Promise<Result<ReceiptClaims>> {
  return openJson(jws, receiptKind, intakeKey);
}

/** What a receipt says, unchecked: for one that the intake kept itself. Throws for what is none. */
export function decodeReceipt(jws: string): ReceiptClaims {
  return decodeJson(jws, receiptKind);
}
