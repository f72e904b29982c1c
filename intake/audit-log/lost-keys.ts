/** Checks that the keys which devices have pinned are where the settings say, before a restart needs them. */

import { readServers } from "../db/servers.ts";
import { pinnedFilesKey } from "./files-key.ts";
import { pinnedIntakeKey } from "./intake-key.ts";
import { isPinnedKeyLost } from "./pinned-key.ts";

/** Paths of the two key files; undefined if the key is in the database. */
export interface KeyFiles {
  intakeKey: string | undefined;
  filesKey: string | undefined;
  /** File that names the servers, and this server's name. */
  cells?: { path: string; own: string } | undefined;
}

/**
 * Returns the variables whose key is missing or not the pinned one. Servers other than home sign with the keys in home's
 * database, where home's own check looks.
 *
 * @param read reads a setting of the database
 */
export async function findLostKeys(
  read: (name: string) => Promise<string | undefined>,
  { intakeKey, filesKey, cells }: KeyFiles,
): Promise<string[]> {
  const lost: string[] = [];
  // Other checks name a file of servers that cannot be read.
  const isHome =
    !cells ||
    (await readServers(cells).then(
      ({ own, home }) => own === home,
      () => false,
    ));
  for (const [pinned, path] of [
    [pinnedIntakeKey, intakeKey],
    [pinnedFilesKey, filesKey],
  ] as const)
    if ((isHome || path !== undefined) && (await isPinnedKeyLost(read, pinned, path)))
      lost.push(pinned.variable);
  return lost;
}
