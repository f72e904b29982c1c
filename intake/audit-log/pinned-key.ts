/** A key whose public half devices have pinned: created once, shared by all replicas, never rotated. */

import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import {
  makePrivateKey,
  type PrivateKey,
  privateKey,
  publicHalf,
  readPrivateKey,
  writePrivateKey,
} from "../core/key-file.ts";
import { readOrMakeSetting, readSetting } from "../db/shared-settings.ts";
import type { Db } from "../db/store.ts";

export interface Pinned {
  /** Names of the settings that store the two halves. */
  publicName: string;
  privateName: string;
  /** Environment variable with the path of the file. */
  variable: string;
}

/**
 * Without `path` the private half is in the database, shared by every replica; otherwise in that file,
 * created on first start. Throws if devices have pinned another key.
 */
export async function readPinnedKey(db: Db, pinned: Pinned, path?: string): Promise<PrivateKey> {
  const isPinned = (await readSetting(db, pinned.publicName)) !== undefined;
  const key = await (path === undefined
    ? readStored(db, pinned, isPinned)
    : readFromFile(db, pinned, { path, isPinned }));
  const own = canonicalJson(publicHalf(key));
  if ((await readOrMakeSetting(db, pinned.publicName, async () => own)) === own) return key;
  throw new Error(
    `${path ?? "The database's key"} is not the key that devices have pinned. Restore the original key.`,
  );
}

/**
 * Checks without a change that a start with this setting would find the pinned key.
 *
 * @param read reads a setting of the database
 */
export async function isPinnedKeyLost(
  read: (name: string) => Promise<string | undefined>,
  { publicName, privateName }: Pinned,
  path: string | undefined,
): Promise<boolean> {
  const pinned = await read(publicName);
  if (pinned === undefined) return false;
  if (path === undefined) return (await read(privateName)) === undefined;
  const key = await readPrivateKey(path).catch(() => undefined);
  return !key || canonicalJson(publicHalf(key)) !== pinned;
}

async function readStored(db: Db, { privateName, variable }: Pinned, isPinned: boolean): Promise<PrivateKey> {
  if (isPinned && (await readSetting(db, privateName)) === undefined)
    throw new Error(`This intake's key is in a file. Set ${variable} to its path.`);
  const make = async () => canonicalJson(await makePrivateKey());
  return privateKey.parse(JSON.parse(await readOrMakeSetting(db, privateName, make)));
}

/** A missing file is not replaced silently, because devices have pinned its key. */
async function readFromFile(
  db: Db,
  { privateName, variable }: Pinned,
  { path, isPinned }: { path: string; isPinned: boolean },
): Promise<PrivateKey> {
  const key = await readPrivateKey(path);
  if (key) return key;
  if (isPinned && (await readSetting(db, privateName)) !== undefined)
    throw new Error(`${path} is missing, and this intake's key is in the database. Unset ${variable}.`);
  if (isPinned) throw new Error(`${path} is missing, and devices have pinned its key. Restore that file.`);
  return writePrivateKey(path);
}
