/** References of letters and tickets of objections: 128 bits in Crockford's base 32, so that who holds one can read it out, and nobody guesses one. */

import { randomBytes } from "node:crypto";
import { base32 } from "../../utils/seal/receipt-number.ts";

export function newReference(): string {
  return base32(randomBytes(16).toString("hex"), 26);
}

/** As it is kept, from what a person typed: in small letters, with spaces or hyphens. What is none of ours finds nothing. */
export function typedReference(typed: string): string {
  const plain = typed.replaceAll(/[\s-]/g, "").toUpperCase();
  return /^[0-9A-Z]{20,40}$/.test(plain) ? plain : "";
}
