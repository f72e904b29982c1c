/**
 * References of letters and tickets of objections: 128 random bits in Crockford's base 32, readable aloud and
 * not guessable.
 */

import { randomBytes } from "node:crypto";

const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 26;

export function newReference(): string {
  let bits = BigInt(`0x${randomBytes(16).toString("hex")}`);
  let reference = "";
  for (let place = 0; place < length; place++) {
    reference = digits.charAt(Number(bits & 31n)) + reference;
    bits >>= 5n;
  }
  return reference;
}

/**
 * Normalises a typed reference, which may have lower case, spaces or hyphens. Returns an empty string for
 * anything else.
 */
export function typedReference(typed: string): string {
  const plain = typed.replaceAll(/[\s-]/g, "").toUpperCase();
  return /^[0-9A-Z]{20,40}$/.test(plain) ? plain : "";
}
