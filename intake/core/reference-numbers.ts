/**
 * References of letters and tickets of objections: 128 random bits in Crockford's base 32, readable aloud and
 * not guessable.
 */

import { randomBytes } from "node:crypto";
import { base32 } from "../../utils/shared/seal/receipt-number.ts";

export function newReference(): string {
  return base32(randomBytes(16).toString("hex"), 26);
}

/**
 * Normalises a typed reference, which may have lower case, spaces or hyphens, and letters that look like digits. Returns
 * an empty string for anything else.
 */
export function normaliseReference(typed: string): string {
  const plain = typed.replaceAll(/[\s-]/g, "").toUpperCase();
  if (!/^[0-9A-Z]{20,40}$/.test(plain)) return "";
  // Crockford: a reference has none of these letters.
  return plain.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}
