/** A key of which devices know the public half: made once, one for all replicas, for good. */

import { canonicalJson } from "../../utils/seal/digest.ts";
import {
  makePrivateKey,
  type PrivateKey,
  privateKey,
  publicHalf,
  readPrivateKey,
  writePrivateKey,
} from "../recipes/key-file.ts";
import { readOrMakeSetting, readSetting } from "../store/settings.ts";
import type { Db } from "../store/store.ts";

export interface Pinned {
  /** Settings in the database that hold the two halves. */
  publicName: string;
  privateName: string;
  /** The environment's name for the file. */
  variable: string;
}

/**
 * `path` absent: its private half lies in the database, where every replica finds it; else in that file, which the first
 * start makes. Throws a sentence when the key that devices have pinned is not the one found.
 */
export async function readPinnedKey(db: Db, pinned: Pinned, path?: string): Promise<PrivateKey> {
  const isPinned = (await readSetting(db, pinned.publicName)) !== undefined;
  const key = await (path === undefined ? readStored(db, pinned, isPinned) : readFromFile(path, isPinned));
  const own = canonicalJson(publicHalf(key));
  if ((await readOrMakeSetting(db, pinned.publicName, async () => own)) === own) return key;
  throw new Error(
    `${path ?? "The database's key"} is not the key that devices have pinned: bring the first one back.`,
  );
}

async function readStored(db: Db, { privateName, variable }: Pinned, isPinned: boolean): Promise<PrivateKey> {
  if (isPinned && (await readSetting(db, privateName)) === undefined)
    throw new Error(`This intake's key lies in a file: say which one by ${variable}.`);
  const make = async () => canonicalJson(await makePrivateKey());
  return privateKey.parse(JSON.parse(await readOrMakeSetting(db, privateName, make)));
}

/** A file that is gone is never replaced unseen: what devices hold names its key. */
async function readFromFile(path: string, isPinned: boolean): Promise<PrivateKey> {
  const key = await readPrivateKey(path);
  if (key) return key;
  if (isPinned) throw new Error(`${path} is not there, and devices have pinned a key: bring that file back.`);
  return writePrivateKey(path);
}
