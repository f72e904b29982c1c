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
import { digestOf, type Ledger, type SavedReport } from "./ledger.ts";

export interface ReportCounts {
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

export interface StoredState {
  store: Store;
  files: EvidenceFiles;
}

export async function countReports(ledger: Ledger, kept: StoredState): Promise<ReportCounts> {
  const rows = await kept.store.db.select().from(reports);
  const byNumber = new Map(rows.map((row) => [receiptNumberOf(row.id), row]));
  const lost = new Set<string>();
  const altered = new Set(ledger.changedOnDevice);
  let fileCount = 0;
  for (const number of ledger.acknowledged) {
    const row = byNumber.get(number);
    if (!row) {
      lost.add(number);
      continue;
    }
    const found = await compareReport(kept, row, ledger.saved.get(number));
    fileCount += found.files;
    if (found.isLost) lost.add(number);
    if (found.isAltered) altered.add(number);
  }
  const doubled = await findDuplicates(kept.store, rows);
  const broken = await otherBrokenFindings(kept.store, [...lost, ...altered, ...doubled]);
  return {
    reports: ledger.acknowledged.size,
    files: fileCount,
    lost: [...lost],
    doubled,
    altered: [...altered, ...broken],
    notUndone: [...ledger.undone].filter((number) => byNumber.has(number)),
    unread: [...ledger.acknowledged].filter((number) => !ledger.saved.has(number)),
  };
}

async function compareReport(kept: StoredState, row: ReportRecord, saved: SavedReport | undefined) {
  const evidence = saved ? JSON.parse(saved.body).evidence : row.evidence;
  const states = [];
  for (const { sha256 } of filesOf(evidence)) states.push(await fileState(kept, row.id, sha256));
  const isSame = !saved || (await hasDigest(row, await digestOf(saved)));
  return {
    files: states.length,
    isLost: states.includes("lost"),
    isAltered: !isSame || states.includes("altered"),
  };
}

/** Checks the digest recorded at arrival and the digest computed from the stored columns. */
async function hasDigest(row: ReportRecord, digest: string): Promise<boolean> {
  return row.digest === digest && (await digestJson(asReceived(row))) === digest;
}

async function fileState({ store, files: evidence }: StoredState, reportId: string, sha256: string) {
  const noted = await store.db.$count(
    files,
    sql`${files.reportId} = ${reportId} and ${files.sha256} = ${sha256}`,
  );
  const kept = await evidence.get(sha256);
  if (noted === 0 || !kept) return "lost";
  return (await digestHex(kept.bytes)) === sha256 ? "sound" : "altered";
}

/** Finds subjects with two report rows, and reports with two arrivals in the log. Each post of a run is reported once. */
async function findDuplicates({ db }: Store, rows: readonly ReportRecord[]): Promise<string[]> {
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
async function otherBrokenFindings(store: Store, named: readonly string[]): Promise<string[]> {
  const { broken } = await verifyStore(store);
  const isNamed = (sentence: string) => {
    const id = /report ([0-9a-f-]{36})/.exec(sentence)?.[1];
    return id !== undefined && named.includes(receiptNumberOf(id));
  };
  return broken.filter((sentence) => !isNamed(sentence));
}
