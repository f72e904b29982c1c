/** Checks that the keys which devices have pinned are where the settings say, before a restart needs them. */

import { pinnedFilesKey } from "./files-key.ts";
import { pinnedIntakeKey } from "./intake-key.ts";
import { isPinnedKeyLost } from "./pinned-key.ts";

/** Paths of the two key files; undefined if the key is in the database. */
export interface KeyFiles {
  intakeKey: string | undefined;
  filesKey: string | undefined;
}

/**
 * Returns the variables whose key is missing or not the pinned one.
 *
 * @param read reads a setting of the database
 */
export async function findLostKeys(
  read: (name: string) => Promise<string | undefined>,
  { intakeKey, filesKey }: KeyFiles,
): Promise<string[]> {
  const lost: string[] = [];
  for (const [pinned, path] of [
    [pinnedIntakeKey, intakeKey],
    [pinnedFilesKey, filesKey],
  ] as const)
    if (await isPinnedKeyLost(read, pinned, path)) lost.push(pinned.variable);
  return lost;
}
