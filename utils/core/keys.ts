/** The device's signing key: ECDSA P-256, never extractable, kept in IndexedDB where only our own pages reach it. */

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

export async function readKey(): Promise<DeviceKey | undefined> {
  const db = await openKeys();
  try {
    const pair = await db.get("keys", "device");
    return pair && (await describe(pair));
  } finally {
    db.close();
  }
}

/**
 * The device's key, made on first use. An enrolment whose answer was lost is tried again with the same key,
 * so that the intake recognises the device instead of refusing a used code.
 */
export async function readOrMakeKey(): Promise<DeviceKey> {
  const known = await readKey();
  if (known) return known;
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  const db = await openKeys();
  try {
    await db.put("keys", pair, "device");
  } finally {
    db.close();
  }
  return describe(pair);
}
