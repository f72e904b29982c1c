/**
 * Proves from the log that nothing was altered: every hash chain is intact, and every row matches its
 * entries.
 */

import { and, asc, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import { differences } from "../../utils/shared/seal/check-seal.ts";
import { digestJson } from "../../utils/shared/seal/digest.ts";
import { firstBreak } from "../../utils/shared/seal/log-chain.ts";
import { openSeal } from "../../utils/shared/seal/seal.ts";
import { readCaseAndMerged } from "../audit-log/store/merged-cases.ts";
import { trustLogId } from "../audit-log/store/trust-log.ts";
import { type KnownOutside, type Seal, verifyAuditLog } from "../audit-log/verify-audit-log.ts";
import { shownNamePair } from "../cases/rules/subject-names.ts";
import type { CaseRecord, LogRecord, ReportRecord } from "../db/rows.ts";
import { cases, devices, log, reports, votes } from "../db/schema/index.ts";
import type { Db, Store } from "../db/store.ts";
import { asReceived } from "../reports/store/rebuild-report.ts";
import { verifyActors } from "./derived/verify-actors.ts";
import { type CaseProof, verifyCaseRow, verifyRequestedCases } from "./derived/verify-case-row.ts";
import { verifyConfirmations } from "./derived/verify-confirmations.ts";
import { verifyLooks } from "./derived/verify-evidence-openings.ts";
import { verifyOwnProofs } from "./derived/verify-own-proofs.ts";
import { verifyPacks, verifyRecipesKey } from "./derived/verify-packs.ts";
import { verifyPanels } from "./derived/verify-panels.ts";
import { verifyReferrals } from "./derived/verify-referrals.ts";
import { findParted, readSplitCases } from "./derived/verify-splits.ts";
import { verifySpots } from "./derived/verify-spots.ts";
import { verifyHistories } from "./verify-histories.ts";
import { verifyRestores } from "./verify-restores.ts";
import { readRoots, verifyRows } from "./verify-rows.ts";

export interface Verified {
  ok: boolean;
  cases: number;
  reports: number;
  batches: number;
  /** Undefined if nothing was signed. */
  seal?: Seal | undefined;
  /** One sentence each. */
  broken: string[];
  /**
   * Not counted as broken: rows older than row states in the log, one sentence per kind; and decisions that an earlier
   * split parted from their report.
   */
  unproven: string[];
  /** Not counted as broken: what a person should know of the history. */
  notes: string[];
}

const pageRows = 200;

/** Reads all votes at once, because panels are few. Returns one sentence per difference. */
async function verifyVotes(tx: Db): Promise<string[]> {
  const entries = await tx
    .select()
    .from(log)
    .where(eq(log.act, "vote-cast"))
    .orderBy(asc(log.caseId), asc(log.seq));
  const owners = new Map(
    (
      await tx
        .selectDistinct({ id: devices.id, owner: devices.personId })
        .from(devices)
        .innerJoin(votes, eq(votes.personId, devices.personId))
    ).map(({ id, owner }) => [id, owner]),
  );
  const broken: string[] = [];
  const cast = new Map(entries.map((entry) => [String(entry.detail.digest), entry]));
  for (const { id, decisionId, personId, at, vote, reason } of await tx
    .select()
    .from(votes)
    .orderBy(asc(votes.id))) {
    const digest = await digestJson({ decisionId, id, vote, reason });
    const entry = cast.get(digest);
    const holds =
      entry?.detail.decision === decisionId &&
      entry.at.getTime() === at.getTime() &&
      owners.get(String(entry.detail.device)) === personId;
    if (holds) cast.delete(digest);
    else broken.push(`vote ${id}: is not what the log names`);
  }
  for (const { detail } of cast.values()) broken.push(`decision ${detail.decision}: a vote is gone`);
  return broken;
}

export function verifyStore({ db }: Pick<Store, "db">, known: KnownOutside = {}): Promise<Verified> {
  const verified: Verified = {
    ok: true,
    cases: 0,
    reports: 0,
    batches: 0,
    broken: [],
    unproven: [],
    notes: [],
  };
  // One snapshot, so that a case written meanwhile does not look broken.
  const snapshot = { isolationLevel: "repeatable read", accessMode: "read only" } as const;
  return db.transaction(async (tx) => {
    // The server's limit is meant for requests.
    await tx.execute(sql`set local statement_timeout = 0`);
    const trustLog = await readLog(tx, trustLogId);
    const rootOf = await readRoots(tx);
    const proof = { since: trustLog[0]?.at, split: await readSplitCases(tx, rootOf) };
    for (let after = ""; ; ) {
      const page = await readPage(tx, after);
      for (const row of page) await verifyCase(tx, row, { ...proof, found: verified });
      const last = page.at(-1);
      if (!last) break;
      after = last.id;
    }
    verified.broken.push(...(await findOrphans(tx)));
    const trust = await firstBreakIn(trustLogId, trustLog);
    if (trust !== undefined) verified.broken.push(`the trust log breaks at entry ${trust}`);
    const rows = await verifyRows(tx);
    const restores = await verifyRestores(tx, trustLog);
    const custody = await verifyAuditLog(tx, known);
    const broken = [
      ...verified.broken,
      ...rows.broken,
      ...(await verifyHistories(tx, rootOf)),
      ...(await verifyVotes(tx)),
      ...(await verifyActors(tx)),
      ...(await verifyConfirmations(tx)),
      ...(await verifyLooks(tx)),
      ...(await verifyPanels(tx)),
      ...(await verifyRequestedCases(tx)),
      ...(await verifyOwnProofs(tx)),
      ...(await verifyReferrals(tx)),
      ...(await verifySpots(tx)),
      ...(await verifyPacks(tx)),
      ...restores.broken,
      ...(await verifyRecipesKey(tx)),
      ...custody.broken,
    ];
    const { batches, seal } = custody;
    const notes = [...restores.notes, ...custody.notes];
    const unproven = [...rows.unproven, ...(await findParted(tx))];
    return { ...verified, batches, seal, ok: broken.length === 0, broken, unproven, notes };
  }, snapshot);
}

/** Finds logs whose case is missing. */
async function findOrphans(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: log.caseId })
    .from(log)
    .leftJoin(cases, eq(cases.id, log.caseId))
    .where(and(eq(log.seq, 1), isNull(cases.id), ne(log.caseId, trustLogId)));
  return rows.map(({ id }) => `case ${id}: is gone, and its log is not`);
}

function readPage(db: Db, after: string): Promise<CaseRecord[]> {
  return db
    .select()
    .from(cases)
    .where(after ? gt(cases.id, after) : undefined)
    .orderBy(asc(cases.id))
    .limit(pageRows);
}

function readLog(db: Db, id: string): Promise<LogRecord[]> {
  return db.select().from(log).where(eq(log.caseId, id)).orderBy(asc(log.seq));
}

function firstBreakIn(id: string, entries: readonly LogRecord[]): Promise<number | undefined> {
  return firstBreak(
    id,
    entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  );
}

async function verifyCase(
  db: Db,
  row: CaseRecord,
  { found, ...proof }: { found: Verified } & Pick<CaseProof, "since" | "split">,
): Promise<void> {
  found.cases++;
  const { id, headSeq, headHash } = row;
  const entries = await readLog(db, id);
  const broken = await firstBreakIn(id, entries);
  if (broken !== undefined) found.broken.push(`case ${id}: the log breaks at entry ${broken}`);
  const last = entries.at(-1);
  if (last?.seq !== headSeq || last.hash !== headHash)
    found.broken.push(`case ${id}: the log does not end where the case says`);
  const named = await verifyReports(db, entries, found);
  found.broken.push(...(await verifyCaseRow(db, row, { ...proof, entries, named })));
}

/** The detail of the entry `report-received`. Reports older than seals have no `manifest`. */
type LoggedReport = LogRecord["detail"];

/** Returns one sentence per fault. `logged` is the detail of the entry `report-received`. */
async function verifyDeleted(db: Db, row: ReportRecord, logged: LogRecord["detail"]): Promise<string[]> {
  const entries = await db
    .select({ detail: log.detail })
    .from(log)
    .where(
      and(inArray(log.caseId, await readCaseAndMerged(db, row.caseId)), eq(log.act, "evidence-deleted")),
    );
  const deletion = entries.find(({ detail }) => detail.report === row.id)?.detail;
  if (!deletion) return [`report ${row.id}: its evidence is gone, and no log says why`];
  const sealed = logged.manifest === undefined || logged.manifest === deletion.manifest;
  const isUnchanged = (await digestJson(row.evidence)) === deletion.left && row.digest === logged.digest;
  return [
    ...(sealed ? [] : [`report ${row.id}: what was deleted is not what was sealed`]),
    ...(isUnchanged ? [] : [`report ${row.id}: is not what was left of it`]),
    ...wrongInKept(row, logged).map(
      (part) => `report ${row.id}: its ${part} is not the one that the log names`,
    ),
  ];
}

/** The columns that outlive the evidence and are in the entry. */
function wrongInKept({ category, urgent, subReason }: ReportRecord, logged: LoggedReport): string[] {
  return [
    ...(logged.category === category ? [] : ["category"]),
    ...((logged.urgent === true) === urgent ? [] : ["urgency"]),
    ...((logged.subReason ?? null) === subReason ? [] : ["sub-reason"]),
  ];
}

/** Returns one sentence per fault, or an empty list. */
async function verifyReport(db: Db, row: ReportRecord, logged: LoggedReport): Promise<string[]> {
  if (row.evidenceDeletedAt)
    return [...(await verifyDeleted(db, row, logged)), ...(await verifySeal(row, logged))];
  const kept = (await digestJson(asReceived(row))) === logged.digest;
  // Reports from before it was kept have none.
  const paired = row.pair === null || row.pair === shownNamePair(row.evidence);
  return [
    ...(paired ? [] : [`report ${row.id}: its pair is not what its links show`]),
    ...(kept ? [] : [`report ${row.id}: is not what was received`]),
    ...(await verifySeal(row, logged)),
  ];
}

/** The seal is verified on its own, because it outlives the evidence. */
async function verifySeal(
  { id, seal, evidence, evidenceDeletedAt }: ReportRecord,
  logged: LoggedReport,
): Promise<string[]> {
  if (logged.manifest === undefined && seal === null) return [];
  const opened = await openSeal(seal ?? "");
  if (!opened.ok) return [`report ${id}: its seal does not hold (${opened.problem.detail})`];
  const { manifest, manifestDigest } = opened.value;
  // With the evidence deleted, the seal can only be compared with the log.
  const differ = evidenceDeletedAt ? [] : await differences(evidence, manifest);
  return [
    ...(manifestDigest === logged.manifest
      ? []
      : [`report ${id}: its seal is not the one that the log names`]),
    ...(differ.length === 0 ? [] : [`report ${id}: ${differ.join(", ")} differ from the seal`]),
  ];
}

/** A merge moves reports to another case but not their entries, so a report is found by its own id. */
async function verifyReports(
  db: Db,
  entries: readonly LogRecord[],
  found: Verified,
): Promise<Map<string, ReportRecord>> {
  const logged = new Map<string, LoggedReport>();
  for (const { act, detail } of entries) {
    if (act === "report-received") logged.set(String(detail.report), detail);
  }
  if (logged.size === 0) return new Map();
  const rows = await db
    .select()
    .from(reports)
    .where(inArray(reports.id, [...logged.keys()]));
  for (const row of rows) {
    found.reports++;
    found.broken.push(...(await verifyReport(db, row, logged.get(row.id) ?? {})));
    logged.delete(row.id);
  }
  for (const id of logged.keys()) found.broken.push(`report ${id}: is gone`);
  return new Map(rows.map((row) => [row.id, row]));
}
