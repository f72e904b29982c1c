/** Verifies everything that the intake signed, and that it is what is known outside of the database. */

import { asc, eq, ne } from "drizzle-orm";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { checkTimestamp } from "../../utils/shared/seal/check-timestamp.ts";
import { thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { checkDay } from "../../utils/shared/seal/log-batch.ts";
import { readProof } from "../../utils/shared/seal/open-timestamps.ts";
import { batches, dayAnchors, dayStamps, days, log, reports } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { isAttested } from "./anchor-days.ts";
import { readBatches } from "./close-days.ts";
import { readIntakePublicKey } from "./intake-key.ts";
import { trustLogId } from "./store/trust-log.ts";
import { verifyBatches } from "./verify-batches.ts";
import { verifyLeaves } from "./verify-leaves.ts";
import { verifyReceipts } from "./verify-receipts.ts";

/** An administrator of the database can replace everything in it, so these values come from elsewhere. */
export interface KnownOutside {
  /** Thumbprints of the intake's key, by the place that names it. */
  keys?: Readonly<Record<string, string>>;
}

interface VerifiedAuditLog {
  batches: number;
  /** One sentence each. */
  broken: string[];
}

/**
 * Verifies everything that the intake signed: batches, days and receipts; names each part that fails.
 * Needs a snapshot, so that concurrent writes do not look broken.
 */
export async function verifyAuditLog(db: Db, { keys = {} }: KnownOutside): Promise<VerifiedAuditLog> {
  const key = await readIntakePublicKey(db);
  if (!key) return { batches: 0, broken: await findWithoutKey(db) };
  const own = await thumbprintOf(key);
  const others = Object.entries(keys).filter(([, thumbprint]) => thumbprint !== own);
  const sealed = await verifyBatches(db, key);
  return {
    batches: sealed.batches,
    broken: [
      ...others.map(([place]) => `the intake's key in the database (${own}) is not the one of ${place}`),
      ...sealed.broken,
      ...(await verifyLeaves(db)),
      ...(await verifyDays(db, key)),
      ...(await verifyReceipts(db, key)),
    ],
  };
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

async function verifyDays(db: Db, key: PublicKey): Promise<string[]> {
  const broken: string[] = [];
  const rows = await db
    .select({ day: days.day, root: days.root, response: dayStamps.response })
    .from(days)
    .leftJoin(dayStamps, eq(dayStamps.day, days.day))
    .orderBy(asc(days.day));
  for (const { day, root, response } of rows) {
    const checked = await checkDay({ day, root, batches: await readBatches(db, day) }, key);
    if (!checked.ok) broken.push(`day ${day}: ${checked.problem.detail} does not hold`);
    if (response === null) continue;
    const stamped = await checkTimestamp(new Uint8Array(Buffer.from(response, "base64")), root);
    if (!stamped.ok) broken.push(`day ${day}: the timestamp's ${stamped.problem.detail} does not hold`);
  }
  return [...broken, ...(await verifyAnchors(db))];
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
