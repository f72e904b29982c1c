/**
 * Removes the content of reports and everything derived from it, under the case's lock. Seal, digests and log
 * stay.
 */

import { and, desc, eq, inArray, isNotNull, isNull, notExists } from "drizzle-orm";
import type { FrozenPost } from "../../../utils/shared/contract/decision.ts";
import type { Evidence, FieldName } from "../../../utils/shared/contract/evidence.ts";
import { filesOf } from "../../../utils/shared/contract/files.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { deletedSalt, manifestOf } from "../../../utils/shared/seal/evidence-manifest.ts";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import { readRowStates, type WrittenRows } from "../../audit-log/store/row-states.ts";
import { insertRows, upsertRows } from "../../db/insert.ts";
import type { CaseRecord, LogRecord, ReportRecord } from "../../db/rows.ts";
import {
  cases,
  decisions,
  files,
  linkLooks,
  log,
  pictures,
  questions,
  reports,
} from "../../db/schema/index.ts";
import { areCases, rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { emptyDescription, withDescription } from "../rules/description.ts";
import { withoutReports as emptiedTally } from "../rules/report-summary.ts";
import { appendLog, withDerived } from "./case-writes.ts";
import { emptyNotes } from "./notes.ts";
import { readReportSummary } from "./report-summary.ts";
import { deleteUnusedTexts, readTextIds } from "./similar-texts.ts";

export interface Redaction {
  at: Date;
  /** Author and rule of the log entries. */
  by: string;
  rule: string;
  /** Fields to keep. */
  fields: readonly FieldName[];
  /** Rows of other tables that the caller emptied before. */
  rows?: WrittenRows;
}

/** Writes one log entry, and thereby one version of the case, per report. */
export async function redactReports(
  tx: Db,
  row: CaseRecord,
  found: readonly ReportRecord[],
  { at, by, rule, fields, rows = {} }: Redaction,
): Promise<void> {
  if (found.length === 0) return;
  const redactedRows = found.map((report) => ({
    ...report,
    evidence: redactedEvidence(report.evidence, fields),
    evidenceDeletedAt: at,
    note: null,
    notPublicReason: null,
    withdrawnReason: null,
    hosts: [],
  }));
  await tx.execute(upsertRows(reports, redactedRows, ["id", "spot"]));
  const ids = found.map(({ id }) => id);
  await tx.update(questions).set({ text: "", answer: null }).where(inArray(questions.reportId, ids));
  const emptied = await redactFrozenPosts(tx, row.id, { reportIds: ids, fields, at });
  const newestEvidence = await readNewestEvidence(tx, row.id);
  // Without any evidence, nothing that describes it stays.
  const emptiedNotes = newestEvidence ? [] : await emptyNotes(tx, row.id);
  const states = await readRowStates(tx, { ...rows, decisions: emptied, case_notes: emptiedNotes });
  const digests = found.flatMap(({ evidence }) => filesOf(evidence).map(({ sha256 }) => sha256));
  await deleteUnshownPictures(tx, digests);

  const family = await readCaseAndMerged(tx, row.id);
  const textIds = await readTextIds(tx, family);
  const redacted = {
    ...row,
    ...((await readReportSummary(tx, row.id)) ?? emptiedTally(row)),
    ...emptyDescription,
  };
  if (!newestEvidence)
    await tx.update(linkLooks).set({ host: "", note: null }).where(rowsOfCase(linkLooks, row.id));
  let changed: CaseRecord = newestEvidence
    ? { ...withDescription(redacted, newestEvidence), language: row.language }
    : redacted;
  const entries: LogRecord[] = [];
  for (const [index, { id, evidence }] of found.entries()) {
    const detail = {
      report: id,
      // `verify` compares what remains with this digest; the report's own digest covers deleted content.
      left: await digestJson(redactedRows[index]?.evidence),
      manifest: await digestJson(await manifestOf(evidence)),
      files: filesOf(evidence).map(({ sha256 }) => sha256),
      rule,
      ...(index === 0 ? states : {}),
    };
    const linked = appendLog(withDerived(changed, {}), { at, by, act: "evidence-deleted", detail });
    changed = linked.row;
    entries.push(linked.entry);
  }
  await tx.execute(upsertRows(cases, [changed], ["id", "spot"]));
  await tx.execute(insertRows(log, entries));
  const absorbed = family.filter((id) => id !== row.id);
  if (absorbed.length > 0) await tx.update(cases).set(emptyDescription).where(areCases(absorbed));
  await deleteUnusedTexts(tx, textIds);
}

/**
 * Keeps what the seal signs in the clear. Removes the salt, so that a short field cannot be guessed from its
 * digest.
 */
function redactedEvidence({ page: _page, ...evidence }: Evidence, fields: readonly string[]): Evidence {
  const kept = Object.entries(evidence.fields).filter(([name]) => fields.includes(name));
  return { ...evidence, fields: Object.fromEntries(kept), salt: deletedSalt };
}

/** Deletes a picture's fingerprint together with the last report that shows it. */
async function deleteUnshownPictures(tx: Db, digests: readonly string[]): Promise<void> {
  if (digests.length === 0) return;
  const shown = tx
    .select({ id: reports.id })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(and(eq(files.sha256, pictures.sha256), isNull(reports.evidenceDeletedAt)));
  await tx.delete(pictures).where(and(inArray(pictures.sha256, [...digests]), notExists(shown)));
}

/** Evidence of the newest live report that still has any. */
async function readNewestEvidence(tx: Db, caseId: string): Promise<Evidence | undefined> {
  const [newest] = await tx
    .select({ evidence: reports.evidence })
    .from(reports)
    .where(and(rowsOfCase(reports, caseId), isNull(reports.evidenceDeletedAt), isNull(reports.withdrawnAt)))
    .orderBy(desc(reports.receivedAt), desc(reports.id))
    .limit(1);
  return newest?.evidence;
}

/**
 * Removes from decisions the frozen copies of fields deleted from their evidence. Returns the ids of changed
 * decisions.
 */
export async function redactFrozenPosts(
  tx: Db,
  caseId: string,
  { reportIds, fields, at }: { reportIds: readonly string[]; fields: readonly FieldName[]; at: Date },
): Promise<string[]> {
  const emptied: string[] = [];
  const kept = await tx
    .select({ id: decisions.id, frozen: decisions.frozen })
    .from(decisions)
    .where(and(rowsOfCase(decisions, caseId), isNotNull(decisions.frozen)));
  for (const { id, frozen } of kept) {
    if (!frozen || frozen.deletedAt) continue;
    const of = frozen.evidence?.reportId;
    if (of !== undefined && !reportIds.includes(of)) continue;
    await tx
      .update(decisions)
      .set({ frozen: redactedPost(frozen, fields, at) })
      .where(eq(decisions.id, id));
    emptied.push(id);
  }
  return emptied;
}

const fieldOf = {
  address: "permalink",
  author: "authorName",
  authorId: "authorId",
  publishedAt: "publishedAt",
} as const satisfies Partial<Record<keyof FrozenPost, FieldName>>;

/** Deletes all but the given fields. In the no-pixels lane the letter still needs the address. */
export function redactedPost(frozen: FrozenPost, fields: readonly FieldName[], at: Date): FrozenPost {
  const redacted = { ...frozen, deletedAt: at.toISOString() };
  for (const part of Object.keys(fieldOf) as (keyof typeof fieldOf)[])
    if (!fields.includes(fieldOf[part])) delete redacted[part];
  return redacted;
}
