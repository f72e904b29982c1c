/** Key that signs a WACZ's digest. The format's readers support only P-384, which our receipts do not use. */

import { readOrMakeSetting } from "../db/shared-settings.ts";
import type { Db } from "../db/store.ts";

/** The curve that readers of the format accept; documented only in their source code. */
const curve = { name: "ECDSA", namedCurve: "P-384" };
const algorithm = { name: "ECDSA", hash: "SHA-256" };

export interface WaczKey {
  /** SPKI as base64. */
  publicKey: string;
  /** The signature's two numbers, concatenated, as base64. */
  sign(text: string): Promise<string>;
}

/** Created once and shared by all replicas. Each export signs its public key with the intake's key. */
export async function readWaczKey(db: Db): Promise<WaczKey> {
  const pkcs8 = await readOrMakeSetting(db, "wacz-private-key", makeKey);
  const key = await crypto.subtle.importKey("pkcs8", Buffer.from(pkcs8, "base64"), curve, true, ["sign"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", key);
  const jwk = { kty, crv, x, y } as JsonWebKey;
  const half = await crypto.subtle.importKey("jwk", jwk, curve, true, ["verify"]);
  return {
    publicKey: toBase64(await crypto.subtle.exportKey("spki", half)),
    sign: async (text) => toBase64(await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(text))),
  };
}

async function makeKey(): Promise<string> {
  const pair = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
  return toBase64(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
}

function toBase64(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString("base64");
}
