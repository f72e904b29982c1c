/**
 * Verifies that every report's receipt is signed by the intake, matches the report, and names its log entry.
 */

import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { ReceiptClaims } from "../../utils/shared/contract/audit-log.ts";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { checkReceipt } from "../../utils/shared/seal/receipt.ts";
import type { LogRecord } from "../db/rows.ts";
import { log, reports } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

const pageRows = 200;
const noReceipt = "its receipt is gone";

interface ReceiptRow {
  id: string;
  caseId: string;
  digest: string;
  deviceId: string;
  receivedAt: Date;
  receipt: string;
}

export async function verifyReceipts(db: Db, key: PublicKey): Promise<string[]> {
  const broken: string[] = [];
  for (let after = ""; ; ) {
    const page = await readPage(db, after);
    const opened = await Promise.all(page.map((row) => openReceipt(row, key)));
    // A merge moves reports but not their entries.
    const named = opened.flatMap((entry) => (typeof entry === "string" ? [] : [entry.caseId]));
    const entries = await readEntries(db, [...named, ...page.map(({ caseId }) => caseId)]);
    for (const [index, row] of page.entries()) {
      const wrong = compareReceipt(row, opened[index] ?? noReceipt, entries);
      if (wrong) broken.push(`report ${row.id}: ${wrong}`);
    }
    const last = page.at(-1);
    if (!last) return broken;
    after = last.id;
  }
}

function readPage(db: Db, after: string): Promise<ReceiptRow[]> {
  const { id, caseId, digest, deviceId, receivedAt, receipt } = reports;
  return db
    .select({ id, caseId, digest, deviceId, receivedAt, receipt })
    .from(reports)
    .where(after ? gt(id, after) : undefined)
    .orderBy(asc(id))
    .limit(pageRows);
}

/** Returns the claims, or the fault. */
async function openReceipt({ receipt }: ReceiptRow, key: PublicKey): Promise<ReceiptClaims | string> {
  if (receipt === "") return noReceipt;
  const checked = await checkReceipt(receipt, key);
  return checked.ok ? checked.value : `its receipt's ${checked.problem.detail} does not hold`;
}

/** The entries `report-received` of these cases' logs, by report. */
async function readEntries(db: Db, caseIds: string[]): Promise<Map<string, LogRecord>> {
  const rows = await db
    .select()
    .from(log)
    .where(and(eq(log.act, "report-received"), inArray(log.caseId, caseIds)));
  return new Map(rows.map((row) => [String(row.detail.report), row]));
}

function compareReceipt(
  row: ReceiptRow,
  claims: ReceiptClaims | string,
  entries: Map<string, LogRecord>,
): string | undefined {
  // Older entries, from before receipts, do not name the device.
  const hadNone = claims === noReceipt && entries.get(row.id)?.detail.device === undefined;
  if (typeof claims === "string") return hadNone ? undefined : claims;
  const isOwn =
    claims.reportId === row.id &&
    claims.reportDigest === row.digest &&
    claims.handedInBy.deviceId === row.deviceId &&
    claims.receivedAt === row.receivedAt.toISOString();
  if (!isOwn) return "its receipt is another report's";
  const entry = entries.get(row.id);
  const isNamed =
    entry?.caseId === claims.caseId && entry.seq === claims.log.seq && entry.hash === claims.log.hash;
  return isNamed ? undefined : "its receipt names an entry that the log does not have";
}
