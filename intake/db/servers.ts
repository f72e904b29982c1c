/** The servers that share the posts: the operator's file that names them, and each database's own name. */

import { readFile } from "node:fs/promises";
import { z } from "zod";
import { plainError } from "../core/plain-errors.ts";
import { describeIssues } from "../core/settings-text.ts";
import { cases, people } from "./schema/index.ts";
import { readSetting, writeSetting } from "./shared-settings.ts";
import { lockSpots, restOfSpots, saveSpotOwners } from "./spot-owners.ts";
import type { Db } from "./store.ts";

const name = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, "must be a short name in lower case, such as timur");
const server = z.strictObject({
  database: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://"),
  evidence: z.string().regex(/^(file|s3):/, "must start with file: or s3:"),
});
const file = z.strictObject({ home: name, servers: z.record(name, server) });

export interface Servers {
  /** The intake's own server. */
  own: string;
  /** Holds people and devices, and owns every spot that was never moved. */
  home: string;
  /** By name. */
  all: Readonly<Record<string, { database: string; evidence: string }>>;
}

/** `path` is that of the file CELLS, and `own` the setting CELL. Throws with one sentence per error. */
export async function readServers({ path, own }: { path: string; own: string }): Promise<Servers> {
  const read = file.safeParse(await readJson(path), { error: plainError });
  if (!read.success) throw new Error(`CELLS (${path}): ${describeIssues(read.error)}`);
  const { home, servers } = read.data;
  for (const needed of [home, own])
    if (!servers[needed]) throw new Error(`CELLS (${path}): does not name the server ${needed}`);
  return { own, home, all: servers };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new Error(`CELLS (${path}): cannot be read as JSON`, { cause });
  }
}

const nameSetting = "server-name";
/** Every server's receipts are signed with the keys that devices have pinned. */
const pinnedKeys = ["intake-key", "files-key"];

/**
 * Gives a database its name among the servers, once. `log` records the row of the other spots. Throws if it is another
 * server's database, or signs with other keys than the home server. Only an empty database can join: its people would
 * be unknown at home, and its cases would be of posts that home takes as new.
 */
export function joinServers(
  db: Db,
  { home, as }: { home: { name: string; db: Db }; as: string },
  log: (tx: Db) => Promise<void>,
): Promise<void> {
  return db.transaction(async (tx) => {
    const storedName = await readSetting(tx, nameSetting);
    if (storedName !== undefined && storedName !== as)
      throw new Error(`This database is the server ${storedName}, not ${as}. Check CELL and CELLS.`);
    if (as !== home.name) await takeKeys(tx, home);
    if (storedName !== undefined) return;
    await lockSpots(tx);
    // Another replica may have been first.
    if ((await readSetting(tx, nameSetting)) !== undefined) return;
    if (as !== home.name) {
      if ((await tx.$count(cases)) + (await tx.$count(people)) > 0)
        throw new Error(`The database of ${as} has cases or people. Only an empty one can become a cell.`);
      const rest = { name: restOfSpots, owner: home.name, former: [], moves: 0 };
      await saveSpotOwners(tx, [rest], new Date());
      await log(tx);
    }
    await writeSetting(tx, nameSetting, as);
  });
}

async function takeKeys(tx: Db, home: { name: string; db: Db }): Promise<void> {
  for (const key of pinnedKeys) {
    const pinned = await readSetting(home.db, key);
    if (pinned === undefined) throw new Error(`Start the intake of the home server ${home.name} first.`);
    const own = await readSetting(tx, key);
    if (own === undefined) await writeSetting(tx, key, pinned);
    else if (own !== pinned)
      throw new Error(`This database has another ${key} than the home server ${home.name}.`);
  }
}
