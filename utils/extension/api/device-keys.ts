/** The device's signing keys, one per enrolment: ECDSA P-256, non-extractable, accessible to extension pages only. */

import { type PublicKey, publicKey } from "../../shared/contract/enrolment.ts";
import { valueStore } from "../browser/value-store.ts";

export interface DeviceKey {
  privateKey: CryptoKey;
  publicKey: PublicKey;
}

const inKeys = valueStore<CryptoKeyPair>("keys", "keys");

async function describe(pair: CryptoKeyPair): Promise<DeviceKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: publicKey.parse({ kty, crv, x, y }) };
}

/** Key name on devices enrolled when there was a single key. */
const firstName = "device";

export async function readKey(name = firstName): Promise<DeviceKey | undefined> {
  const pair = await inKeys("readonly", (keys) => keys.get(name));
  return pair && describe(pair);
}

/** Made on first use. */
export async function readOrMakeKey(name = firstName): Promise<DeviceKey> {
  const stored = await readKey(name);
  if (stored) return stored;
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  await inKeys("readwrite", (keys) => keys.put(pair, name));
  return describe(pair);
}
