/** References of letters and tickets of objections: 128 bits in Crockford's base 32, so that who holds one can read it out, and nobody guesses one. */

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

/** As it is kept, from what a person typed: in small letters, with spaces or hyphens. What is none of ours finds nothing. */
export function typedReference(typed: string): string {
  const plain = typed.replaceAll(/[\s-]/g, "").toUpperCase();
  return /^[0-9A-Z]{20,40}$/.test(plain) ? plain : "";
}
