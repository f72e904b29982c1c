/** The device's signing keys, one per enrolment: ECDSA P-256, non-extractable, accessible to extension pages only. */

import { type DBSchema, openDB } from "idb";
import { type PublicKey, publicKey } from "../contract/enrolment.ts";

export interface DeviceKey {
  privateKey: CryptoKey;
  publicKey: PublicKey;
}

interface KeysDb extends DBSchema {
  keys: { key: string; value: CryptoKeyPair };
}

function openKeys() {
  return openDB<KeysDb>("keys", 1, { upgrade: (db) => void db.createObjectStore("keys") });
}

async function describe(pair: CryptoKeyPair): Promise<DeviceKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: publicKey.parse({ kty, crv, x, y }) };
}

/** Key name on devices enrolled when there was a single key. */
const firstName = "device";

async function inKeys<T>(act: (db: Awaited<ReturnType<typeof openKeys>>) => Promise<T>): Promise<T> {
  const db = await openKeys();
  try {
    return await act(db);
  } finally {
    db.close();
  }
}

export async function readKey(name = firstName): Promise<DeviceKey | undefined> {
  const pair = await inKeys((db) => db.get("keys", name));
  return pair && describe(pair);
}

/** Made on first use. */
export async function readOrMakeKey(name = firstName): Promise<DeviceKey> {
  const known = await readKey(name);
  if (known) return known;
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  await inKeys((db) => db.put("keys", pair, name));
  return describe(pair);
}
