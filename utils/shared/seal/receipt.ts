/** The intake's receipt for a report: content, sender, sealing key and log entry. */

import { type ReceiptClaims, receiptClaims } from "../contract/audit-log.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import type { Result } from "../contract/result.ts";
import type { SealingKey } from "./seal.ts";
import { decodeJson, openJson, type SignedKind, signJson } from "./signed-json.ts";

const receiptKind: SignedKind<ReceiptClaims> = {
  typ: "receipt+jws",
  shape: receiptClaims,
  code: "receipt-invalid",
};

/** Returns a compact JWS. */
export function signReceipt(claims: ReceiptClaims, key: SealingKey): Promise<string> {
  return signJson(claims, receiptKind, key);
}

/** `receipt-invalid` if this intake did not sign it, with the part that failed. */
export function checkReceipt(jws: string, intakeKey: PublicKey): Promise<Result<ReceiptClaims>> {
  return openJson(jws, receiptKind, intakeKey);
}

/** Decodes without verifying, for receipts that the intake stored itself. Throws if it is not a receipt. */
export function decodeReceipt(jws: string): ReceiptClaims {
  return decodeJson(jws, receiptKind);
}
