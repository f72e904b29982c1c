/** The key that signs receipts and batches: one for all replicas, for good, because devices pin its public half. */

import { exportJWK, generateKeyPair, importJWK } from "jose";
import { type PublicKey, publicKey } from "../../utils/contract/enrolment.ts";
import { canonicalJson } from "../../utils/seal/digest.ts";
import type { SealingKey } from "../../utils/seal/seal.ts";
import { makeKeyFile, privateKey, readKeyFile } from "../recipes/key-file.ts";
import { readOrMakeSetting, readSetting } from "../store/settings.ts";
import type { Db } from "../store/store.ts";

const publicName = "intake-key";
const privateName = "intake-private-key";

/**
 * Made once. `path` absent: its private half lies in the database, where every replica finds it; else in that file,
 * which the first start makes. Throws a sentence when the key that devices have pinned is not the one found.
 */
export async function readIntakeKey(db: Db, path?: string): Promise<SealingKey> {
  const isPinned = (await readSetting(db, publicName)) !== undefined;
  const key = await (path === undefined ? readStored(db, isPinned) : readFromFile(path, isPinned));
  const own = canonicalJson(key.publicKey);
  if ((await readOrMakeSetting(db, publicName, async () => own)) === own) return key;
  throw new Error(`${path} is not the key that devices have pinned: bring the first one back.`);
}

/** The public half; absent before the intake first ran. */
export async function readIntakePublicKey(db: Db): Promise<PublicKey | undefined> {
  const value = await readSetting(db, publicName);
  return value === undefined ? undefined : publicKey.parse(JSON.parse(value));
}

async function readStored(db: Db, isPinned: boolean): Promise<SealingKey> {
  if (isPinned && (await readSetting(db, privateName)) === undefined)
    throw new Error("This intake's key lies in a file: say which one by INTAKE_KEY.");
  const jwk = privateKey.parse(JSON.parse(await readOrMakeSetting(db, privateName, makePrivateJwk)));
  const { d: _, ...publicHalf } = jwk;
  return { privateKey: (await importJWK(jwk, "ES256")) as CryptoKey, publicKey: publicHalf };
}

async function makePrivateJwk(): Promise<string> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(pair.privateKey);
  return canonicalJson({ kty, crv, x, y, d });
}

/** A file that is gone is never replaced unseen: every receipt so far names its key. */
async function readFromFile(path: string, isPinned: boolean): Promise<SealingKey> {
  const key = await readKeyFile(path);
  if (key) return key;
  if (isPinned) throw new Error(`${path} is not there, and devices have pinned a key: bring that file back.`);
  return makeKeyFile(path);
}
