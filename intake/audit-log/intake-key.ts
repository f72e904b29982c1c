/**
 * The key that signs receipts and batches. Shared by all replicas and never rotated, because devices pin its
 * public half.
 */

import { type PublicKey, publicKey } from "../../utils/shared/contract/enrolment.ts";
import type { SealingKey } from "../../utils/shared/seal/seal.ts";
import { signingKey } from "../core/key-file.ts";
import { readSetting } from "../db/shared-settings.ts";
import type { Db } from "../db/store.ts";
import { type Pinned, readPinnedKey } from "./pinned-key.ts";

export const pinnedIntakeKey: Pinned = {
  publicName: "intake-key",
  privateName: "intake-private-key",
  variable: "INTAKE_KEY",
};

/** Creates the key on first use. Throws if devices have pinned another one. */
export async function readIntakeKey(db: Db, path?: string): Promise<SealingKey> {
  return signingKey(await readPinnedKey(db, pinnedIntakeKey, path));
}

/** The public half. Returns undefined before the intake first ran. */
export async function readIntakePublicKey(db: Db): Promise<PublicKey | undefined> {
  const value = await readSetting(db, pinnedIntakeKey.publicName);
  return value === undefined ? undefined : publicKey.parse(JSON.parse(value));
}
