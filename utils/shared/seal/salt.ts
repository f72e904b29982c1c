/** Random salts that prevent guessing a short field from its digest. */

/** 128 random bits as 32 lower-case hex digits. */
export function newSalt(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
