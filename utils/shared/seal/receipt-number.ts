/** A report's short name for people, known before the intake answers. */

/** Crockford's base 32: no I, L, O or U, so that it can be read aloud and typed. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Writes the last `5 * length` bits of a number that is given in hex. */
export function base32(hex: string, length: number): string {
  const bits = BigInt(`0x${hex}`);
  return Array.from({ length }, (_, place) =>
    digits.charAt(Number((bits >> BigInt(5 * (length - 1 - place))) & 31n)),
  ).join("");
}

/** `LK-XXXXX-XXXXX` from the last 50 bits of a UUID, which are random in versions 4 and 7. */
export function receiptNumberOf(reportId: string): string {
  const number = base32(reportId.replaceAll("-", ""), 10);
  return `LK-${number.slice(0, 5)}-${number.slice(5)}`;
}

/** The last twelve hex digits of the ids that a number can belong to; undefined for what is no number. */
export function idEndOf(number: string): string | undefined {
  const short = number.replaceAll("-", "");
  if (!/^LK[0-9A-HJKMNP-TV-Z]{10}$/.test(short)) return undefined;
  let bits = 0n;
  for (const digit of short.slice(2)) bits = (bits << 5n) | BigInt(digits.indexOf(digit));
  return (bits & 0xffff_ffff_ffffn).toString(16).padStart(12, "0");
}
