/**
 * Compares recipe packs and the key that devices pin for them with the trust log. No pack since the log's first one may be
 * missing, added or altered.
 */

import { and, asc, eq, sql } from "drizzle-orm";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import {
  type LoggedPack,
  readLoggedRecipesKeys,
  readRecipesThumbprint,
  trustLogId,
} from "../../audit-log/store/trust-log.ts";
import { log, recipePacks } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Returns one sentence per difference. */
export async function verifyPacks(tx: Db): Promise<string[]> {
  const entries = await tx
    .select({ detail: log.detail })
    .from(log)
    .where(and(eq(log.caseId, trustLogId), sql`${log.detail} -> 'pack' is not null`))
    .orderBy(asc(log.seq));
  const logged = new Map(
    entries.map(({ detail }): [number, LoggedPack] => {
      const pack = detail.pack as unknown as LoggedPack;
      return [pack.version, pack];
    }),
  );
  const first = Math.min(...logged.keys());
  const broken: string[] = [];
  const seen = new Set<number>();
  // A few hundred rows in years; a pack can have half a megabyte.
  for (const { version } of await tx.select({ version: recipePacks.version }).from(recipePacks)) {
    seen.add(version);
    const stated = logged.get(version);
    if (!stated) {
      if (version > first) broken.push(`recipe pack ${version}: no entry of the log names it`);
      continue;
    }
    const [row] = await tx.select().from(recipePacks).where(eq(recipePacks.version, version));
    if (!row || row.act !== stated.act || (await digestJson(row.jws)) !== stated.digest)
      broken.push(`recipe pack ${version}: differs from the trust log`);
  }
  for (const version of logged.keys())
    if (!seen.has(version)) broken.push(`recipe pack ${version}: is gone, and the trust log names it`);
  return broken;
}

/** The first key is the key for good. Returns one sentence if another one is stored or was pinned, or none is. */
export async function verifyRecipesKey(tx: Db): Promise<string[]> {
  const logged = await readLoggedRecipesKeys(tx);
  const [pinned, ...others] = logged.filter(({ thumbprint }) => thumbprint !== null);
  const stored = await readRecipesThumbprint(tx);
  const other = others.find(({ thumbprint }) => thumbprint !== pinned?.thumbprint);
  if (other) return [`entry ${other.seq} of the trust log pins a second key for recipes`];
  if (stored === pinned?.thumbprint) return [];
  // A log of an earlier version names no key.
  if (!pinned)
    return stored === null || logged.length === 0
      ? []
      : ["the key for recipes: no entry of the log names it"];
  return [
    stored === null
      ? `the key for recipes is gone, and entry ${pinned.seq} of the trust log names it`
      : `the key for recipes is not the one that entry ${pinned.seq} of the trust log names`,
  ];
}
