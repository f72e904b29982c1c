/**
 * Checks the signature of a WACZ over its list of contents (WACZ Signing and Verification 0.1.0, anonymous
 * form).
 */

import { z } from "zod";
import { fail, ok, type Result } from "../contract/result.ts";
import { digestHex } from "../seal/digest.ts";
import { readBase64, sameBytes } from "./strict-json.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const shape = z.strictObject({
  path: z.literal("datapackage.json"),
  hash: z.string(),
  signedData: z.strictObject({
    hash: z.string(),
    created: z.string(),
    software: z.string(),
    version: z.literal("0.1.0"),
    signature: z.string(),
    publicKey: z.string(),
  }),
});

/** Curves with the length of half a signature in bytes. */
const curves = [
  { namedCurve: "P-384", half: 48 },
  { namedCurve: "P-256", half: 32 },
] as const;

/**
 * Returns base64 of the signing key. `custody-invalid` with the part that failed: `format`, `hash`, `key`,
 * `signature`, or a member that does not match `datapackage.json`, because the signature covers only that
 * file's hash.
 */
export async function isPackageSigned(
  digest: unknown,
  whole: Bytes,
  said: { created: string; software: string },
): Promise<Result<string>> {
  const read = shape.safeParse(digest);
  if (!read.success) return fail("custody-invalid", "format");
  const { hash, signedData } = read.data;
  const found = `sha256:${await digestHex(whole)}`;
  if (hash !== found || signedData.hash !== found) return fail("custody-invalid", "hash");
  for (const name of ["created", "software"] as const) {
    if (signedData[name] !== said[name]) return fail("custody-invalid", name);
  }
  const [key, signature] = [readBase64(signedData.publicKey), readBase64(signedData.signature)];
  if (!key || !signature) return fail("custody-invalid", key ? "signature" : "key");
  const imported = await importKey(key);
  if (!imported) return fail("custody-invalid", "key");
  const raw = signature.length === imported.half * 2 ? signature : readDer(signature, imported.half);
  const text = new TextEncoder().encode(hash);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const holds = raw !== undefined && (await crypto.subtle.verify(algorithm, imported.key, raw, text));
  return holds ? ok(signedData.publicKey) : fail("custody-invalid", "signature");
}

/** Accepts only the canonical encoding: exporting the key again must yield the same bytes. */
async function importKey(spki: Bytes): Promise<{ key: CryptoKey; half: number } | undefined> {
  for (const { namedCurve, half } of curves) {
    try {
      const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve }, true, [
        "verify",
      ]);
      const written = new Uint8Array(await crypto.subtle.exportKey("spki", key));
      return sameBytes(written, spki) ? { key, half } : undefined;
    } catch {}
  }
  return undefined;
}

/** Converts `SEQUENCE { INTEGER, INTEGER }` in strict DER to two halves of fixed length. */
function readDer(der: Bytes, half: number): Bytes | undefined {
  const whole = new Uint8Array(2 * half);
  let at = 2;
  for (const end of [half, 2 * half]) {
    const length = der[at + 1] ?? 0;
    const digits = der.subarray(at + 2, at + 2 + length);
    const shortest = digits[0] === 0 && length > 1 ? digits.subarray(1) : digits;
    if (der[at] !== 2 || shortest.length > half) return undefined;
    whole.set(shortest, end - shortest.length);
    at += 2 + length;
  }
  return at === der.length && sameBytes(writeDer(whole, half), der) ? whole : undefined;
}

function writeDer(raw: Bytes, half: number): Bytes {
  const parts = [raw.subarray(0, half), raw.subarray(half)].flatMap((number) => {
    const first = number.findIndex((byte) => byte !== 0);
    const shortest = [...number.subarray(first === -1 ? number.length - 1 : first)];
    const padded = (shortest[0] ?? 0) > 127 ? [0, ...shortest] : shortest;
    return [2, padded.length, ...padded];
  });
  return Uint8Array.from([0x30, parts.length, ...parts]);
}
