/** The key that signs a WACZ's digest: readers of that format know one curve, and it is not that of our receipts. */

import { readOrMakeSetting } from "../../store/settings.ts";
import type { Db } from "../../store/store.ts";

/** What readers of the format verify with, published only in their programs. */
const curve = { name: "ECDSA", namedCurve: "P-384" };
const algorithm = { name: "ECDSA", hash: "SHA-256" };

export interface WaczKey {
  /** SPKI as base64. */
  publicKey: string;
  /** Base64 of the signature's two numbers, one after the other. */
  sign(text: string): Promise<string>;
}

/** Made once, shared by all replicas; the intake's own key vouches for it in each export. */
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
