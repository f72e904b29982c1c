/** Reads and writes which server owns which spots. Without rows, this server owns every spot. */

import { sql } from "drizzle-orm";
import { locks } from "./locks.ts";
import { buildOnce, named } from "./prepared-statements.ts";
import { spotOwners } from "./schema/index.ts";
import type { Db } from "./store.ts";

export interface SpotOwner {
  /** Null if this server owns the spot. */
  owner: string | null;
  /** Servers that owned it before. They keep the posts that they know. */
  former: string[];
  moves: number;
}

/** Row of all spots that have none of their own. */
export const restOfSpots = "rest";

export function nameOfSpot(spot: number): string {
  return String(spot).padStart(4, "0");
}

/**
 * Returns the owner of each spot. After a transaction took the ingest lock, alone or shared, the answer holds until its
 * end, because a move takes that lock alone.
 */
export async function readSpotOwners(tx: Db, spots: readonly number[]): Promise<(spot: number) => SpotOwner> {
  const names = [...new Set(spots.map(nameOfSpot)), restOfSpots];
  const rows = await selectSpotOwners(tx, { names });
  const byName = new Map(rows.map((row) => [row.name, row]));
  const rest = byName.get(restOfSpots) ?? { owner: null, former: [], moves: 0 };
  return (spot) => byName.get(nameOfSpot(spot)) ?? rest;
}

const selectSpotOwners = buildOnce((db) => {
  const { name, owner, former, moves } = spotOwners;
  return db
    .select({ name, owner, former, moves })
    .from(spotOwners)
    .where(sql`${name} = any(${sql.placeholder("names")}::text[]) ${named}`);
});

/** Held alone while spots change their owner: no report is being stored, and none begins. */
export async function lockSpots(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.ingest})`);
}

/** Needs `lockSpots`. */
export async function saveSpotOwners(
  tx: Db,
  rows: readonly (SpotOwner & { name: string })[],
  movedAt: Date,
): Promise<void> {
  await tx
    .insert(spotOwners)
    .values(rows.map((row) => ({ ...row, movedAt })))
    .onConflictDoUpdate({
      target: spotOwners.name,
      set: {
        owner: sql`excluded.owner`,
        former: sql`excluded.former`,
        moves: sql`excluded.moves`,
        movedAt: sql`excluded.moved_at`,
      },
    });
}
