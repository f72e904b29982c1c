/** Moves spots between the servers that share the posts. */

import { logTrust } from "../audit-log/store/trust-log.ts";
import type { Config } from "../config.ts";
import { openPostgresForCommand } from "../db/open.ts";
import { readServers } from "../db/servers.ts";
import { lockSpots, nameOfSpot, readSpotOwners, type SpotOwner, saveSpotOwners } from "../db/spot-owners.ts";
import type { Db } from "../db/store.ts";
import { type Cells, openCells } from "../reports/cells.ts";
import { table } from "./terminal-output.ts";

const spotCount = 1_024;

/** Databases by server. */
export type SpotServers = ReadonlyMap<string, Db>;

export interface Moved {
  to: string;
  /** Spots that the server owns now and did not before. */
  moved: number[];
}

/**
 * New posts of the spots begin at the server `to` from now on; posts that are known stay where they are. It takes two
 * commits, one on each server. Between them neither server takes new posts of the spots; if the second fails, repeating
 * the command finishes it.
 */
export async function moveSpots(
  servers: SpotServers,
  spots: readonly number[],
  to: string,
  at: Date,
): Promise<Moved> {
  const target = servers.get(to);
  if (!target) throw new Error(`CELLS does not name the server ${to}.`);
  await finishMoves(servers, spots, at);
  const before = await readSpotOwners(target, spots);
  for (const [from, db] of servers) if (from !== to) await giveSpots(db, { spots, from, to }, at);
  await finishMoves(servers, spots, at);
  const after = await readSpotOwners(target, spots);
  const moved = spots.filter((spot) => before(spot).owner !== null && after(spot).owner === null);
  const missing = spots.filter((spot) => after(spot).owner !== null);
  if (missing.length > 0) throw new Error(`Another move of ${spotsText(missing)} is under way. Try again.`);
  return { to, moved };
}

/** A server gives the spots that it owns. New posts of them are refused there from its commit on. */
function giveSpots(
  db: Db,
  { spots, from, to }: { spots: readonly number[]; from: string; to: string },
  at: Date,
): Promise<void> {
  return db.transaction(async (tx) => {
    await lockSpots(tx);
    const ownerOf = await readSpotOwners(tx, spots);
    const given = spots.filter((spot) => ownerOf(spot).owner === null);
    if (given.length === 0) return;
    const rows = given.map((spot) => {
      const { former, moves } = ownerOf(spot);
      const all = [...new Set([...former, from])].filter((name) => name !== to);
      return { name: nameOfSpot(spot), owner: to, former: all, moves: moves + 1 };
    });
    await saveSpotOwners(tx, rows, at);
    await logSpots(tx, "spots-given", given, at);
  });
}

/** A server takes the spots that another one gave it. */
async function finishMoves(servers: SpotServers, spots: readonly number[], at: Date): Promise<void> {
  for (const [from, db] of servers) {
    const ownerOf = await readSpotOwners(db, spots);
    for (const [to, target] of servers) {
      const given = spots.filter(
        (spot) => to !== from && ownerOf(spot).owner === to && ownerOf(spot).moves > 0,
      );
      if (given.length > 0) await takeSpots(target, given, ownerOf, at);
    }
  }
}

/** Skips spots with at least as many moves here: this server took them before, or has given them away since. */
function takeSpots(
  db: Db,
  spots: readonly number[],
  given: (spot: number) => SpotOwner,
  at: Date,
): Promise<void> {
  return db.transaction(async (tx) => {
    await lockSpots(tx);
    const ownOf = await readSpotOwners(tx, spots);
    const taken = spots.filter((spot) => ownOf(spot).moves < given(spot).moves);
    if (taken.length === 0) return;
    const rows = taken.map((spot) => {
      const { former, moves } = given(spot);
      return { name: nameOfSpot(spot), owner: null, former, moves };
    });
    await saveSpotOwners(tx, rows, at);
    await logSpots(tx, "spots-taken", taken, at);
  });
}

function logSpots(tx: Db, act: string, spots: readonly number[], at: Date): Promise<void> {
  return logTrust(tx, { act, at, by: "administrator" }, { spot_owners: spots.map(nameOfSpot) });
}

/** Reads `0-511,700`. Throws if it is not a list of spots. */
export function readSpots(text: string): number[] {
  const spots = text.split(",").flatMap((part) => {
    const [, from, to = from] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part.trim()) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (!(first <= last && last < spotCount))
      throw new Error(`${part || "nothing"}: must be spots from 0 to ${spotCount - 1}, such as 0-511,700`);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return [...new Set(spots)];
}

/** Writes neighbours as ranges. */
export function spotsText(spots: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const spot of [...spots].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last && last[1] === spot - 1) last[1] = spot;
    else ranges.push([spot, spot]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

/** Returns what to print. */
export async function moveSpotsBy(
  config: Config,
  { spots, to, json }: { spots: string; to: string; json: boolean },
): Promise<string> {
  const wanted = readSpots(spots);
  return withServers(config, async (servers) => {
    const { moved } = await moveSpots(servers, wanted, to, new Date());
    if (json) return JSON.stringify({ to, moved });
    return moved.length === 0
      ? `${to} owns these spots already.`
      : `New posts of ${moved.length} spots begin at ${to} now: ${spotsText(moved)}. Posts that are known stay where they are.`;
  });
}

/** Returns what to print. */
export function listSpots(config: Config, json: boolean): Promise<string> {
  const all = Array.from({ length: spotCount }, (_, spot) => spot);
  return withServers(config, async (servers) => {
    const rows: { server: string; spots: string; count: number }[] = [];
    for (const [server, db] of servers) {
      const ownerOf = await readSpotOwners(db, all);
      const owned = all.filter((spot) => ownerOf(spot).owner === null);
      rows.push({ server, spots: spotsText(owned), count: owned.length });
    }
    if (json) return JSON.stringify({ servers: rows });
    return table(
      ["SERVER", "SPOTS", "OWNS"],
      rows.map(({ server, count, spots }) => [server, String(count), spots || "-"]),
    );
  });
}

async function withServers<T>(
  { cells, databaseUrl }: Config,
  run: (servers: SpotServers) => Promise<T>,
): Promise<T> {
  if (!cells || databaseUrl === undefined)
    throw new Error("This intake has one server, which owns every spot. See docs/admin/scaling.md.");
  const store = await openPostgresForCommand(databaseUrl);
  let opened: Cells | undefined;
  try {
    opened = await openCells(await readServers(cells), store, openPostgresForCommand);
    const servers = new Map<string, Db>();
    for (const name of opened.names)
      servers.set(name, name === cells.own ? store.db : (await opened.open(name)).store.db);
    return await run(servers);
  } finally {
    await opened?.close();
    await store.close();
  }
}
