/**
 * One log for all acts outside cases: admission of people and devices, keys, webhooks, channels for letters, proposals for
 * recipes, coordinators' acts on vloggers, owners of spots, and restores of a backup.
 */

import { and, asc, count, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { publicKey } from "../../../utils/shared/contract/enrolment.ts";
import { sha256 } from "../../../utils/shared/contract/ids.ts";
import { thumbprintOf } from "../../../utils/shared/seal/digest.ts";
import { linkEntry } from "../../../utils/shared/seal/log-chain.ts";
import { insertRows } from "../../db/insert.ts";
import { locks } from "../../db/locks.ts";
import { log } from "../../db/schema/index.ts";
import { readSetting, recipesKeySetting } from "../../db/shared-settings.ts";
import { spotOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { batchMark, readNewestMark } from "../newest-batch.ts";
import {
  type ProvenTable,
  type ProvenTableName,
  provenTables,
  readRowStates,
  type WrittenRows,
} from "./row-states.ts";

/** Used in place of a case's id. */
export const trustLogId = "00000000-0000-0000-0000-000000000000";

export const trustTables = [
  "admin_acts",
  "api_keys",
  "channels",
  "devices",
  "hooks",
  "partner_channels",
  "people",
  "recipe_proposals",
  "retention_changes",
  "spot_owners",
  "units",
] as const satisfies ProvenTableName[];

export interface TrustAct {
  act: string;
  at: Date;
  /** An administrator's name at the desk, else `administrator`, `coordinator`, `device` or `single sign-on`. */
  by: string;
}

/** Rows per entry when existing rows are taken over. */
const chunkSize = 200;

/**
 * Appends an act with the states of the rows that it wrote. Must come last in its transaction: the log's lock
 * is held until the end, and waiting under it could deadlock.
 */
export async function logTrust(tx: Db, act: TrustAct, written: WrittenRows): Promise<void> {
  if (Object.values(written).every((ids) => ids.length === 0)) return;
  await lockTrustLog(tx, act.at, written);
  await appendTrustLog(tx, act, written);
}

/** A pack that was published. Packs are signed and never change, so the log holds a digest and no row. */
export interface LoggedPack {
  version: number;
  act: string;
  /** SHA-256 of the pack's JWS. */
  digest: string;
}

/** Appends a published pack. Must come last in its transaction, see `logTrust`. */
export async function logPack(tx: Db, act: TrustAct, pack: LoggedPack): Promise<void> {
  await lockTrustLog(tx, act.at);
  await appendTrustLog(tx, act, {}, { pack });
}

/** An entry that names the pinned key for recipes. Only one that takes over earlier rows may name none. */
export interface LoggedRecipesKey {
  seq: number;
  thumbprint: string | null;
}

/** Appends the key that was pinned. Must come last in its transaction, see `logTrust`. */
export async function logRecipesKey(tx: Db, act: TrustAct, recipesKey: string): Promise<void> {
  await lockTrustLog(tx, act.at);
  await appendTrustLog(tx, act, {}, { recipesKey });
}

/** Oldest first. Empty until the log was begun or continued by a version that keeps webhooks and this key. */
export async function readLoggedRecipesKeys(db: Db): Promise<LoggedRecipesKey[]> {
  return db
    .select({ seq: log.seq, thumbprint: sql<string | null>`${log.detail} ->> 'recipesKey'` })
    .from(log)
    .where(namesRecipesKey())
    .orderBy(asc(log.seq));
}

function namesRecipesKey(): SQL | undefined {
  return and(eq(log.caseId, trustLogId), sql`${log.detail} ? 'recipesKey'`);
}

/** Returns the stored key's thumbprint; an empty text if it is no key. */
export async function readRecipesThumbprint(db: Db): Promise<string | null> {
  const value = await readSetting(db, recipesKeySetting);
  if (value === undefined) return null;
  const key = publicKey.safeParse(parseJson(value)).data;
  return key ? await thumbprintOf(key) : "";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An act of a coordinator on a vlogger, whose tables keep no past. `by` and `vlogger` are people's ids. */
export interface LoggedCoordination {
  vlogger: string;
  by: string;
  channel?: string;
  network?: string | null;
  languages?: readonly string[];
  reason?: string;
}

/** Appends acts in this order. Must come last in its transaction, see `logTrust`. */
export async function logCoordination(
  tx: Db,
  acts: readonly { act: string; coordination: LoggedCoordination }[],
  at: Date,
): Promise<void> {
  if (acts.length === 0) return;
  await lockTrustLog(tx, at);
  for (const { act, coordination } of acts)
    await appendTrustLog(tx, { act, at, by: "coordinator" }, {}, { coordination });
}

/** A restore: the log goes on from the backup, and what was logged after it is not in the chain. */
export const loggedRestore = z.object({
  backedUpAt: z.iso.datetime(),
  /** SHA-256 of the backup's file. Null if an earlier version restored it, which did not store the digest. */
  sha256: sha256.nullable(),
  /** The backup's newest batch; null if it has none. */
  batch: batchMark.nullable(),
});
export type LoggedRestore = z.infer<typeof loggedRestore>;

/** Appends a restore, once. Must come last in its transaction, see `logTrust`. */
export async function logRestored(tx: Db, at: Date, restored: Omit<LoggedRestore, "batch">): Promise<void> {
  await lockTrustLog(tx, at);
  const newest = await readNewestRestore(tx);
  if (newest?.at.getTime() === at.getTime()) return;
  // Such a version may have sealed for long since the restore.
  const until = restored.sha256 === null ? at : undefined;
  const batch = (await readNewestMark(tx, until)) ?? null;
  const act = { act: "restored", at, by: "administrator" };
  await appendTrustLog(tx, act, {}, { restored: { ...restored, batch } });
}

/** Returns undefined if the database was never restored, or only by versions that did not log it. */
export async function readNewestRestore(db: Db): Promise<{ at: Date; restored: LoggedRestore } | undefined> {
  const [entry] = await db
    .select({ at: log.at, detail: log.detail })
    .from(log)
    .where(and(eq(log.caseId, trustLogId), eq(log.act, "restored")))
    .orderBy(desc(log.seq))
    .limit(1);
  return entry && { at: entry.at, restored: loggedRestore.parse(entry.detail.restored) };
}

/**
 * Waits for other writers, and takes over rows from versions without this log, or without webhooks and the key for recipes
 * in it, once: a command can come before the first start.
 */
async function lockTrustLog(tx: Db, at: Date, written?: WrittenRows): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.trust})`);
  if ((await readTrustHead(tx)) === undefined) await takeOver(tx, at, trustTables, written);
  else if (!(await namesAnyRecipesKey(tx))) await takeOver(tx, at, ["hooks"], written);
}

async function namesAnyRecipesKey(tx: Db): Promise<boolean> {
  const named = await tx.select({ seq: log.seq }).from(log).where(namesRecipesKey()).limit(1);
  return named.length > 0;
}

/** Takes over what there is, without an act after it. */
export function ensureTrustLog(db: Db, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    if ((await readTrustHead(tx)) !== undefined || (await hasRows(tx))) await lockTrustLog(tx, at);
  });
}

async function hasRows(tx: Db): Promise<boolean> {
  for (const name of trustTables) {
    const [counted] = await tx.select({ rows: count() }).from(provenTables[name].table);
    if (counted && counted.rows > 0) return true;
  }
  return false;
}

/** Leaves out the rows that the act after it records. Its last entry names the key for recipes. */
async function takeOver(
  tx: Db,
  at: Date,
  names: readonly ProvenTableName[],
  written: WrittenRows = {},
): Promise<void> {
  const found = { act: "found", at, by: "intake" };
  for (const name of names) {
    const { table, key }: ProvenTable = provenTables[name];
    const rows = await tx.select({ id: key }).from(table).orderBy(key);
    const ids = rows.map(({ id }) => String(id)).filter((id) => !written[name]?.includes(id));
    for (let from = 0; from < ids.length; from += chunkSize)
      await appendTrustLog(tx, found, { [name]: ids.slice(from, from + chunkSize) });
  }
  await appendTrustLog(tx, found, {}, { recipesKey: await readRecipesThumbprint(tx) });
}

/** Members of an entry beside the states of rows. */
interface LoggedBeside {
  pack?: LoggedPack;
  coordination?: LoggedCoordination;
  restored?: LoggedRestore;
  recipesKey?: string | null;
}

async function appendTrustLog(
  tx: Db,
  { act, at, by }: TrustAct,
  written: WrittenRows,
  more: LoggedBeside = {},
): Promise<void> {
  const head = await readTrustHead(tx);
  const detail = { ...more, ...(await readRowStates(tx, written)) };
  const draft = { seq: (head?.seq ?? 0) + 1, at: at.toISOString(), by, act, detail };
  const linked = await linkEntry(draft, head?.hash ?? trustLogId);
  await tx.execute(insertRows(log, [{ ...linked, caseId: trustLogId, spot: spotOfCase(trustLogId), at }]));
}

async function readTrustHead(tx: Db): Promise<{ seq: number; hash: string } | undefined> {
  const [head] = await tx
    .select({ seq: log.seq, hash: log.hash })
    .from(log)
    .where(eq(log.caseId, trustLogId))
    .orderBy(desc(log.seq))
    .limit(1);
  return head;
}
