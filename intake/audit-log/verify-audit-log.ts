/** Verifies everything that the intake signed, and that it is what is known outside of the database. */

import { asc, desc, eq, max, ne, notInArray } from "drizzle-orm";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { checkTimestamp } from "../../utils/shared/seal/check-timestamp.ts";
import { thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { checkDay } from "../../utils/shared/seal/log-batch.ts";
import { readProof } from "../../utils/shared/seal/open-timestamps.ts";
import { batches, dayAnchors, dayStamps, days, log, reports } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { isAttested } from "./anchor-days.ts";
import { endOfDay, readBatches } from "./close-days.ts";
import { readIntakePublicKey } from "./intake-key.ts";
import { type BatchMark, hasBatch } from "./newest-batch.ts";
import { trustLogId } from "./store/trust-log.ts";
import { verifyBatches } from "./verify-batches.ts";
import { verifyLeaves } from "./verify-leaves.ts";
import { verifyReceipts } from "./verify-receipts.ts";

/** An administrator of the database can replace everything in it, so these values come from elsewhere. */
export interface KnownOutside {
  /** Thumbprints of the intake's key, by the place that names it. */
  keys?: Readonly<Record<string, string>>;
  /** Earlier newest batches, by the place that names them. */
  batches?: Readonly<Record<string, BatchMark>>;
}

const dayMs = 86_400_000;
/** An authority may be away for a weekend. */
const lateStampMs = 3 * dayMs;

/** Values that an administrator keeps outside the database, to compare them later. */
export interface Seal {
  /** Thumbprint. */
  key: string;
  batch: BatchMark | undefined;
}

interface VerifiedAuditLog {
  batches: number;
  /** Undefined without a key. */
  seal: Seal | undefined;
  /** One sentence each. */
  broken: string[];
  notes: string[];
}

/**
 * Verifies everything that the intake signed: batches, days and receipts; names each part that fails.
 * Needs a snapshot, so that concurrent writes do not look broken.
 */
export async function verifyAuditLog(
  db: Db,
  { keys = {}, batches: marks = {} }: KnownOutside,
): Promise<VerifiedAuditLog> {
  const key = await readIntakePublicKey(db);
  const lost = await findLost(db, marks);
  if (!key)
    return { batches: 0, seal: undefined, broken: [...lost, ...(await findWithoutKey(db))], notes: [] };
  const own = await thumbprintOf(key);
  const others = Object.entries(keys).filter(([, thumbprint]) => thumbprint !== own);
  const sealed = await verifyBatches(db, key);
  const closed = await verifyDays(db, key);
  return {
    batches: sealed.batches,
    seal: { key: own, batch: sealed.newest },
    notes: [...sealed.notes, ...closed.notes],
    broken: [
      ...others.map(([place]) => `the intake's key in the database (${own}) is not the one of ${place}`),
      ...lost,
      ...sealed.broken,
      ...(await verifyLeaves(db)),
      ...closed.broken,
      ...(await verifyReceipts(db, key)),
    ],
  };
}

/** A batch covers all before it, so history before it is what it was then. */
async function findLost(db: Db, marks: Readonly<Record<string, BatchMark>>): Promise<string[]> {
  const lost: string[] = [];
  for (const [place, mark] of Object.entries(marks))
    if (!(await hasBatch(db, mark)))
      lost.push(
        `batch ${mark.no} of ${place} (${mark.digest}) is not in the database: the log went backwards`,
      );
  return lost;
}

/** An intake makes its key before its first case. Only acts at the command line can be older. */
async function findWithoutKey(db: Db): Promise<string[]> {
  const found = await Promise.all([
    db.select({ id: batches.no }).from(batches).limit(1),
    db.select({ id: days.day }).from(days).limit(1),
    db.select({ id: reports.id }).from(reports).limit(1),
    db.select({ id: log.caseId }).from(log).where(ne(log.caseId, trustLogId)).limit(1),
  ]);
  const isSigned = found.some((rows) => rows.length > 0);
  return isSigned ? ["the intake's key is gone from the settings: no signature can be checked"] : [];
}

async function verifyDays(db: Db, key: PublicKey): Promise<Pick<VerifiedAuditLog, "broken" | "notes">> {
  const { broken, notes } = await findUnclosed(db);
  const rows = await db
    .select({ day: days.day, root: days.root, response: dayStamps.response })
    .from(days)
    .leftJoin(dayStamps, eq(dayStamps.day, days.day))
    .orderBy(asc(days.day));
  const unstamped: string[] = [];
  const late: string[] = [];
  for (const { day, root, response } of rows) {
    const sealed = await readBatches(db, day);
    if (sealed.length === 0) {
      broken.push(`day ${day}: has a root and no batches`);
      continue;
    }
    const checked = await checkDay({ day, root, batches: sealed }, key);
    if (!checked.ok) broken.push(`day ${day}: ${checked.problem.detail} does not hold`);
    if (response === null) {
      unstamped.push(day);
      continue;
    }
    const stamped = await checkTimestamp(new Uint8Array(Buffer.from(response, "base64")), root);
    if (!stamped.ok) broken.push(`day ${day}: the timestamp's ${stamped.problem.detail} does not hold`);
    else if (Date.parse(stamped.value.at) - endOfDay(day).getTime() > lateStampMs) late.push(day);
  }
  if (unstamped.length < rows.length) notes.push(...listDays("closed without a timestamp", unstamped));
  notes.push(...listDays("stamped more than three days after their end", late));
  return { broken: [...broken, ...(await verifyAnchors(db))], notes };
}

function listDays(what: string, found: readonly string[]): string[] {
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined) return [];
  return [`days ${what}: ${found.length} (${first === last ? first : `${first} to ${last}`})`];
}

/** All finished days are closed together, and no batch is added to a day before the newest closed one. */
async function findUnclosed(db: Db): Promise<Pick<VerifiedAuditLog, "broken" | "notes">> {
  const closed = db.select({ day: days.day }).from(days);
  const open = await db
    .selectDistinct({ day: batches.day })
    .from(batches)
    .where(notInArray(batches.day, closed))
    .orderBy(asc(batches.day));
  const [newest] = await db.select({ day: max(days.day) }).from(days);
  const [last] = await db.select({ at: batches.at }).from(batches).orderBy(desc(batches.no)).limit(1);
  const [lastClosed, lastAt] = [newest?.day ?? "", last?.at.getTime() ?? 0];
  const isOld = (day: string) => lastAt - endOfDay(day).getTime() > dayMs;
  return {
    broken: open
      .filter(({ day }) => day < lastClosed)
      .map(({ day }) => `day ${day}: has batches and no root, and a later day has one`),
    notes: listDays(
      "that ended without a root, although the log was sealed on a later one",
      open.flatMap(({ day }) => (day > lastClosed && isOld(day) ? [day] : [])),
    ),
  };
}

/** Each anchor must start at its day's root, and reach a block if it is recorded as attested. */
async function verifyAnchors(db: Db): Promise<string[]> {
  const broken: string[] = [];
  const rows = await db
    .select({ anchor: dayAnchors, root: days.root })
    .from(dayAnchors)
    .innerJoin(days, eq(days.day, dayAnchors.day))
    .orderBy(asc(dayAnchors.day), asc(dayAnchors.calendar));
  for (const { anchor, root } of rows) {
    const proof = await readProof(new Uint8Array(Buffer.from(anchor.proof, "base64")), root);
    const part = proof.ok ? anchor.attestedAt && !isAttested(proof.value) && "block" : proof.problem.detail;
    if (part) broken.push(`day ${anchor.day}: the ${part} of the anchor by ${anchor.calendar} does not hold`);
  }
  return broken;
}
