/** Compares what the form told the person with the intake's database and evidence. */

import { eq, sql } from "drizzle-orm";
import type { ReportRecord } from "../../../intake/db/rows.ts";
import { files, log, reports } from "../../../intake/db/schema/index.ts";
import type { Store } from "../../../intake/db/store.ts";
import type { EvidenceFiles } from "../../../intake/evidence/files.ts";
import { asReceived } from "../../../intake/reports/store/as-received.ts";
import { verifyStore } from "../../../intake/verify/verify.ts";
import { filesOf } from "../../../utils/shared/contract/files.ts";
import { digestHex, digestJson } from "../../../utils/shared/seal/digest.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import { digestOf, type Ledger } from "./ledger.ts";

export interface Counted {
  /** Number of reports acknowledged to the person and not undone. */
  reports: number;
  /** Number of their files. */
  files: number;
  lost: string[];
  doubled: string[];
  altered: string[];
  /** Undone on the device, but present at the intake. */
  notUndone: string[];
  /** Acknowledged, but never read from the device's disk, so there is nothing to compare. */
  unread: string[];
}

export interface Kept {
  store: Store;
  files: EvidenceFiles;
}

export async function countReports(ledger: Ledger, kept: Kept): Promise<Counted> {
  const rows = await kept.store.db.select().from(reports);
  const byNumber = new Map(rows.map((row) => [receiptNumberOf(row.id), row]));
  const [lost, altered] = [new Set<string>(), new Set<string>(ledger.changedOnDevice)];
  const unread: string[] = [];
  let fileCount = 0;
  for (const number of ledger.acknowledged) {
    const row = byNumber.get(number);
    const saved = ledger.saved.get(number);
    if (!saved) unread.push(number);
    if (!row) {
      lost.add(number);
      continue;
    }
    const same = !saved || (await isSame(row, await digestOf(saved)));
    if (!same) altered.add(number);
    for (const { sha256 } of filesOf(saved ? JSON.parse(saved.body).evidence : row.evidence)) {
      fileCount++;
      const state = await fileState(kept, row.id, sha256);
      if (state === "lost") lost.add(number);
      if (state === "altered") altered.add(number);
    }
  }
  const doubled = await findDoubled(kept.store, rows);
  const notUndone = [...ledger.undone].filter((number) => byNumber.has(number));
  const named = [...lost, ...altered, ...doubled];
  const broken = await brokenBesides(kept.store, named);
  return {
    reports: ledger.acknowledged.size,
    files: fileCount,
    lost: [...lost],
    doubled,
    altered: [...altered, ...broken],
    notUndone,
    unread,
  };
}

/** Checks the digest recorded at arrival and the digest computed from the stored columns. */
async function isSame(row: ReportRecord, digest: string): Promise<boolean> {
  return row.digest === digest && (await digestJson(asReceived(row))) === digest;
}

async function fileState({ store, files: evidence }: Kept, reportId: string, sha256: string) {
  const noted = await store.db.$count(
    files,
    sql`${files.reportId} = ${reportId} and ${files.sha256} = ${sha256}`,
  );
  const kept = await evidence.get(sha256);
  if (noted === 0 || !kept) return "lost";
  return (await digestHex(kept.bytes)) === sha256 ? "sound" : "altered";
}

/** Finds subjects with two report rows, and reports with two arrivals in the log. Each post of a run is reported once. */
async function findDoubled({ db }: Store, rows: readonly ReportRecord[]): Promise<string[]> {
  const seen = new Set<string>();
  const doubled: string[] = [];
  for (const { id, evidence } of [...rows].sort((one, other) => +one.receivedAt - +other.receivedAt)) {
    if (seen.has(evidence.subject)) doubled.push(receiptNumberOf(id));
    seen.add(evidence.subject);
  }
  const arrivals = await db.select({ detail: log.detail }).from(log).where(eq(log.act, "report-received"));
  const logged = new Set<string>();
  for (const { detail } of arrivals) {
    const number = receiptNumberOf(String(detail.report));
    if (logged.has(number)) doubled.push(number);
    logged.add(number);
  }
  return doubled;
}

/** Findings of `npm run verify`, except those about reports counted already. */
async function brokenBesides(store: Store, named: readonly string[]): Promise<string[]> {
  const { broken } = await verifyStore(store);
  const isNamed = (sentence: string) => {
    const id = /report ([0-9a-f-]{36})/.exec(sentence)?.[1];
    return id !== undefined && named.includes(receiptNumberOf(id));
  };
  return broken.filter((sentence) => !isNamed(sentence));
}
