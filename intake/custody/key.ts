/** The key that signs receipts and batches: one for all replicas, for good, because devices pin its public half. */

import { type PublicKey, publicKey } from "../../utils/contract/enrolment.ts";
import type { SealingKey } from "../../utils/seal/seal.ts";
import { signingKey } from "../recipes/key-file.ts";
import { readSetting } from "../store/settings.ts";
import type { Db } from "../store/store.ts";
import { type Pinned, readPinnedKey } from "./pinned-key.ts";

const pinned: Pinned = {
  publicName: "intake-key",
  privateName: "intake-private-key",
  variable: "INTAKE_KEY",
};

/** Made once; throws a sentence when the key that devices have pinned is not the one found. */
export async function readIntakeKey(db: Db, path?: string): Promise<SealingKey> {
  return signingKey(await readPinnedKey(db, pinned, path));
}

/** The public half; absent before the intake first ran. */
export async function readIntakePublicKey(db: Db): Promise<PublicKey | undefined> {
  const value = await readSetting(db, pinned.publicName);
  return value === undefined ? undefined : publicKey.parse(JSON.parse(value));
}
