/** Whether every report's receipt is the intake's own, says what was received, and names its entry of the log. */

import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { ReceiptClaims } from "../../utils/contract/custody.ts";
import type { PublicKey } from "../../utils/contract/enrolment.ts";
import { checkReceipt } from "../../utils/seal/receipt.ts";
import type { LogRecord } from "../store/rows.ts";
import { log, reports } from "../store/schema/index.ts";
import type { Db } from "../store/store.ts";

const pageRows = 200;
const noReceipt = "its receipt is gone";

interface Received {
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
    // A merge moves reports and leaves their entries where they were.
    const named = opened.flatMap((one) => (typeof one === "string" ? [] : [one.caseId]));
    const entries = await readEntries(db, [...named, ...page.map(({ caseId }) => caseId)]);
    for (const [index, row] of page.entries()) {
      const wrong = compare(row, opened[index] ?? noReceipt, entries);
      if (wrong) broken.push(`report ${row.id}: ${wrong}`);
    }
    const last = page.at(-1);
    if (!last) return broken;
    after = last.id;
  }
}

function readPage(db: Db, after: string): Promise<Received[]> {
  const { id, caseId, digest, deviceId, receivedAt, receipt } = reports;
  return db
    .select({ id, caseId, digest, deviceId, receivedAt, receipt })
    .from(reports)
    .where(after ? gt(id, after) : undefined)
    .orderBy(asc(id))
    .limit(pageRows);
}

/** The claims, or what is wrong. */
async function openReceipt({ receipt }: Received, key: PublicKey): Promise<ReceiptClaims | string> {
  if (receipt === "") return noReceipt;
  const checked = await checkReceipt(receipt, key);
  return checked.ok ? checked.value : `its receipt's ${checked.problem.detail} does not hold`;
}

/** What these cases' logs say about reports received, by the report. */
async function readEntries(db: Db, caseIds: string[]): Promise<Map<string, LogRecord>> {
  const rows = await db
    .select()
    .from(log)
    .where(and(eq(log.act, "report-received"), inArray(log.caseId, caseIds)));
  return new Map(rows.map((row) => [String(row.detail.report), row]));
}

function compare(
  row: Received,
  claims: ReceiptClaims | string,
  entries: Map<string, LogRecord>,
): string | undefined {
  // Since there are receipts, the log names the device.
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
