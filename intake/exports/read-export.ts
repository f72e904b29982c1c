/** Reads and signs a case for export, from one snapshot. */

import { sql } from "drizzle-orm";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { caseFormat, type ExportedReport } from "../../utils/shared/contract/export.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { Report } from "../../utils/shared/contract/report.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { signExport } from "../../utils/shared/seal/signed-kinds.ts";
import { readAuditProof } from "../audit-log/audit-proof.ts";
import { readCaseAndMerged } from "../audit-log/store/merged-cases.ts";
import { toLinkLook } from "../cases/routes/link-inspections.ts";
import { isWaiting } from "../cases/rules/allowed-acts.ts";
import { pixelPolicyOf } from "../cases/rules/case-priority.ts";
import { checkReveal } from "../cases/rules/original-access.ts";
import { isQuarantined, withholdReview, withholdSealed } from "../cases/rules/withheld-content.ts";
import { readNamedCategories } from "../cases/store/case-files.ts";
import { findCase } from "../cases/store/case-reads.ts";
import { readLinkLooks } from "../cases/store/link-inspections.ts";
import type { Person } from "../core/caller.ts";
import type { Ref } from "../core/scope.ts";
import { type CaseRecord, omitNulls } from "../db/rows.ts";
import { log, reports } from "../db/schema/index.ts";
import { rowsOfCase, rowsOfCases } from "../db/spot.ts";
import type { Db } from "../db/store.ts";
import {
  decisionsOf,
  hiddenDismissals,
  hidesAnyProposer,
  hidesReviewers,
  otherUnitsReports,
  reviewerActs,
  toDecisionView,
  toLogEntry,
  type Viewer,
} from "../decisions/routes/decision-view.ts";
import { withholdDecision } from "../decisions/store/frozen-post.ts";
import { toCaseRow } from "../desk/routes/case-view.ts";
import { readWholeCase, type WholeCase } from "../desk/store/case-parts.ts";
import type { CaseContent, ExportSource } from "../documents/export-source.ts";
import { readEvidence } from "../evidence/read-evidence.ts";
import type { Intake } from "../intake.ts";
import { readInviteTies } from "../people/store/inviters.ts";
import { asReceived } from "../reports/store/rebuild-report.ts";
import { toReviewView } from "../vloggers/routes/reviews.ts";
import { readExportedReferrals } from "./store/exported-referrals.ts";
import { readExportedRequests, readPictureFiles } from "./store/exported-requests.ts";
import { readWaczKey } from "./wacz-key.ts";

/**
 * An export is signed over one text, of which V8 allows 512 MB, and is in memory several times while it is written. A
 * report has 1 MB at most.
 */
export const maxExportBytes = 200_000_000;

export interface ExportQuery {
  /** The case, or one merged into it. */
  ref: Ref;
  /** Undefined for outsiders, to whom no hidden name is shown. */
  asker: Person | undefined;
  /** Recipient named in the export. */
  by: string;
  at: Date;
  /** For the platform that was asked: limits the export to this report and to what two people decided. */
  reportId?: string;
}

/**
 * Problems: `export-too-large`; `not-found` also for a case out of scope; `decision-waits` if the complete log contains a
 * name hidden from the caller; `role-forbidden` if other units have reports on it, or if the caller may not open its
 * pictures.
 */
export async function readExport(intake: Intake, ask: ExportQuery): Promise<Result<ExportSource>> {
  const { db } = intake.store;
  const { key } = intake;
  if (ask.reportId === undefined && (await isTooLarge(db, ask.ref))) return fail("export-too-large");
  const wacz = await readWaczKey(db);
  const read = await db.transaction(
    async (tx) => {
      const row = await findCase(tx, ask.ref);
      if (!row) return undefined;
      const ids = await readCaseAndMerged(tx, row.id);
      const parts = await readWholeCase(tx, row.id);
      const [logs, custody] = [await readLogs(tx, ids), await readAuditProof(tx, ids, key.publicKey)];
      // An undecided report of child sexual abuse material keeps the content inside.
      const withheld = row.withheld || pixelPolicyOf(row, row) !== "taken";
      const asked = { logs, scope: ask.ref.scope, withheld };
      const requests = await readExportedRequests(tx, asked);
      const referrals = await readExportedReferrals(tx, asked);
      const looks = await readLinkLooks(tx, row.id);
      const pictures = withheld ? [] : await readPictureFiles(tx, row.id);
      const named = await readNamedCategories(tx, row);
      const uncounted = await readUncountedReviews(tx, parts);
      const whole = { row: { ...row, withheld }, parts, logs, uncounted };
      return { ...whole, custody, requests, referrals, looks, pictures, named };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (!read) return fail("not-found");

  const { custody, requests, referrals, looks, pictures } = read;
  const { row, parts, logs } = ask.reportId === undefined ? read : onlyDecided(read, ask.reportId);
  const opens = row.withheld ? ok(undefined) : checkPictures(ask, read.named);
  if (!opens.ok) return opens;
  const viewer = { asker: ask.asker, blind: intake.blindConfirm };
  if (hidesAnyProposer(parts, viewer) || (ask.reportId === undefined && hidesAnyOther(read, viewer)))
    return fail("decision-waits");
  // The complete log and the seals would reveal reporters of other units.
  if (otherUnitsReports(parts, ask).size > 0)
    return fail("role-forbidden", "other units have reports on this case");
  const content: Omit<CaseContent, "jws"> = {
    format: caseFormat,
    organisation: intake.organisation,
    exportedAt: ask.at.toISOString(),
    exportedBy: ask.by,
    // The similarity to other cases is no evidence about this one.
    case: {
      ...toCaseRow(row, new Map()),
      aliases: parts.subjects.filter((subject) => subject !== row.subject),
    },
    ...reportsAndDecisions(row, parts, read.uncounted),
    requests,
    referrals,
    ...(row.withheld || looks.length === 0
      ? {}
      : { linkNotes: looks.map(({ look, by }) => ({ ...toLinkLook(look, by), host: look.host })).reverse() }),
    logs,
    ...custody,
    keys: { ...custody.keys, wacz: wacz.publicKey },
  };
  const here = new Set(row.withheld ? [] : [...parts.fileRows.map(({ sha256 }) => sha256), ...pictures]);
  return ok({
    content: { ...content, jws: await signExport(content, key) },
    reportOrder: orderReports(parts),
    readFile: async (sha256) =>
      here.has(sha256) ? (await readEvidence(intake.files, sha256))?.bytes : undefined,
  });
}

/** Names that the outsider's export leaves out. */
function hidesAnyOther(read: ReadCase, viewer: Viewer): boolean {
  const hidesDismissal = read.logs.some(({ entries }) => hiddenDismissals(entries, viewer).length > 0);
  return hidesDismissal || hidesAnyReviewer(read, viewer);
}

function hidesAnyReviewer({ row, logs }: ReadCase, viewer: Viewer): boolean {
  return (
    hidesReviewers(row, viewer) &&
    logs.some(({ entries }) => entries.some(({ act }) => reviewerActs.includes(act)))
  );
}

/** An export has the pictures without the entries of single openings, so it needs the same right. */
function checkPictures({ asker }: ExportQuery, categories: readonly CategoryCode[]): Result<undefined> {
  if (!asker) return ok(undefined);
  return checkReveal({ withheld: false, role: asker.role, categories, votes: false });
}

/** Measures the texts only if there are enough reports, because it reads all of them. */
async function isTooLarge(db: Db, ref: Ref): Promise<boolean> {
  const row = await findCase(db, ref);
  if (!row) return false;
  const ofCase = rowsOfCase(reports, row.id);
  const count = await db.$count(reports, ofCase);
  if (count * limits.bodyBytes <= maxExportBytes) return false;
  const bytes = sql<number>`sum(octet_length(${reports.evidence}::text))`.mapWith(Number);
  const [measured] = await db.select({ bytes }).from(reports).where(ofCase);
  return (measured?.bytes ?? 0) > maxExportBytes;
}

/** Reports that decisions froze, then the newest of each person, then the others: no person's files displace another's. */
function orderReports({ decisionRows, reportRows }: WholeCase): string[] {
  const frozen = decisionRows.flatMap(({ decision }) => decision.frozen?.evidence?.reportId ?? []);
  const counts = new Map<string, number>();
  const turns = reportRows.map(({ report: { id, personId } }) => {
    const turn = counts.get(personId) ?? 0;
    counts.set(personId, turn + 1);
    return { id, turn };
  });
  const byTurn = turns.sort((one, other) => one.turn - other.turn).map(({ id }) => id);
  return [...new Set([...frozen, ...byTurn])];
}

interface ReadCase {
  row: CaseRecord;
  parts: WholeCase;
  logs: CaseContent["logs"];
}

/**
 * Leaves out other reports and a decision that waits, with the log from its proposal on. The approval behind the letter
 * is in force until two people have reversed it.
 */
function onlyDecided({ row, parts, logs }: ReadCase, reportId: string): ReadCase {
  const reportRows = parts.reportRows.filter(({ report }) => report.id === reportId);
  const waiting = parts.decisionRows.find(({ decision }) => isWaiting(decision))?.decision.id;
  if (waiting === undefined) return { row, parts: { ...parts, reportRows }, logs };
  const decisionRows = parts.decisionRows.filter(({ decision }) => decision.id !== waiting);
  return {
    row: { ...row, state: "approved" },
    parts: { ...parts, reportRows, decisionRows },
    logs: logs.map((log) => {
      const end = log.entries.findIndex(({ detail }) => detail.decision === waiting);
      return end < 0 ? log : { ...log, entries: log.entries.slice(0, end) };
    }),
  };
}

/** Ids of reviews that the case page shows and does not count, also those tied to the proposer of a confirmed decision. */
async function readUncountedReviews(db: Db, { reviewRows, decisionRows }: WholeCase): Promise<string[]> {
  const proposers = decisionRows.flatMap(({ decision }) =>
    decision.state === "confirmed" ? decision.personId : [],
  );
  const tied = reviewRows.length === 0 ? [] : [...proposers, ...(await readInviteTies(db, proposers))];
  return reviewRows
    .filter(
      ({ review, counts, isTiedToReporter, isBarred }) =>
        !counts || review.weight === 0 || isTiedToReporter || isBarred || tied.includes(review.personId),
    )
    .map(({ review }) => review.id);
}

function reportsAndDecisions(
  row: CaseRecord,
  parts: WholeCase,
  uncounted: readonly string[],
): Pick<CaseContent, "reports" | "reviews" | "replacedReviews" | "decisions"> {
  const reviews = parts.reviewRows.map(({ review, by }) => toReviewView(review, by));
  const decisions = decisionsOf(parts).map((decision) =>
    toDecisionView(decision, { asker: undefined, blind: false }),
  );
  return {
    reports: parts.reportRows
      .map((reportRow) => toExported(reportRow, isQuarantined(row, reportRow.report.category)))
      .reverse(),
    reviews: (row.withheld ? reviews.map(withholdReview) : reviews).reverse(),
    ...(uncounted.length > 0 ? { replacedReviews: [...uncounted] } : {}),
    decisions: (row.withheld ? decisions.map(withholdDecision) : decisions).reverse(),
  };
}

/** The report as received, because the log contains its digest. */
function toExported({ report: row, by }: WholeCase["reportRows"][number], withheld: boolean): ExportedReport {
  const { receipt, evidenceDeletedAt } = row;
  // A report older than seals has the seal `none`.
  const report: Report = { seal: "none", ...asReceived(row) };
  return {
    by,
    receipt,
    receivedAt: row.receivedAt.toISOString(),
    report: withheld ? withholdSealed(report) : report,
    ...omitNulls({
      deletedAt: evidenceDeletedAt?.toISOString() ?? null,
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      withdrawnReason: withheld ? null : row.withdrawnReason,
    }),
    ...(withheld ? { withheld: true } : {}),
  };
}

async function readLogs(db: Db, caseIds: readonly string[]): Promise<CaseContent["logs"]> {
  const rows = await db.select().from(log).where(rowsOfCases(log, caseIds)).orderBy(log.seq);
  return caseIds.map((caseId) => ({
    caseId,
    entries: rows.filter((row) => row.caseId === caseId).map(toLogEntry),
  }));
}
