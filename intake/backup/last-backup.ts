import { z } from "zod";
import { sha256 } from "../../utils/shared/contract/ids.ts";
import { readSetting, writeSetting } from "../db/shared-settings.ts";
import type { Db } from "../db/store.ts";

const name = "last-backup";
const lastBackup = z.object({
  at: z.iso.datetime(),
  bytes: z.int(),
  sha256,
  /** Number of needed evidence files that the store did not have; earlier versions did not count them. */
  missing: z.int().default(0),
});
export type LastBackup = z.infer<typeof lastBackup>;

/** Returns undefined before the first backup. */
export async function readLastBackup(db: Db): Promise<LastBackup | undefined> {
  const value = await readSetting(db, name);
  return value === undefined ? undefined : lastBackup.parse(JSON.parse(value));
}

export function saveLastBackup(db: Db, made: LastBackup): Promise<void> {
  return writeSetting(db, name, JSON.stringify(made));
}
