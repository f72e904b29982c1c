/** Deletes evidence whose time is over: what it says first, then the bytes of its files; a crash in between leaves rows that the next run finds. */

import { and, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Evidence } from "../../utils/contract/evidence.ts";
import { filesOf } from "../../utils/contract/files.ts";
import type { RetentionPolicy } from "../../utils/policy/retention.ts";
import { digestJson } from "../../utils/seal/digest.ts";
import { manifestOf } from "../../utils/seal/manifest.ts";
import type { EvidenceFiles } from "../evidence/files.ts";
import { describe, unsaid } from "../rules/describe.ts";
import { emptied } from "../rules/tally.ts";
import { readFamily } from "./case-family.ts";
import { lockCase, restate, saveAct } from "./case-writes.ts";
import { type DueReport, findDue, readDue } from "./due-evidence.ts";
import { readTally } from "./ingest/merge.ts";
import { areFilesKept } from "./keep-files.ts";
import { locks } from "./locks.ts";
import { cases, files, reports } from "./schema/index.ts";
import { forgetTexts, readTextIds } from "./similar-texts.ts";
import type { Db } from "./store.ts";

export interface Deleted {
  /** Evidence that was deleted in this run. */
  reports: DueReport[];
  /** Files whose bytes were removed, those that an earlier run left behind included. */
  files: number;
}

/** What the log's entry says did it. */
const by = "retention";

export async function deleteDue(
  db: Db,
  stored: EvidenceFiles,
  policy: RetentionPolicy,
  at: Date,
): Promise<Deleted> {
  const deleted: DueReport[] = [];
  for await (const due of findDue(db, policy, at)) {
    const done = await deleteEvidence(db, due, policy, at);
    if (done) deleted.push(done);
  }
  return { reports: deleted, files: await removeFiles(db, stored) };
}

/** Judged once more under the case's lock: a hold or a merge may have come first, and then nothing happens. */
function deleteEvidence(
  db: Db,
  found: DueReport,
  policy: RetentionPolicy,
  at: Date,
): Promise<DueReport | undefined> {
  return db.transaction(async (tx) => {
    const row = await lockCase(tx, found.caseId);
    const due = await readDue(tx, found.report, policy, at);
    if (!row || due?.caseId !== row.id) return undefined;
    const [kept] = await tx.select().from(reports).where(eq(reports.id, due.report));
    if (!kept) return undefined;
    const { evidence } = kept;
    const left = emptiedEvidence(evidence);
    await tx
      .update(reports)
      .set({
        ...{ evidence: left, evidenceDeletedAt: at },
        ...{ note: null, notPublicReason: null, withdrawnReason: null },
      })
      .where(eq(reports.id, due.report));
    const nothing = { permalink: null, author: null, title: null, excerpt: null, ...unsaid };
    // A case that was taken in is shown nowhere, and still repeats what its reports said.
    const family = await readFamily(tx, row.id);
    const textIds = await readTextIds(tx, family);
    const absorbed = family.filter((id) => id !== row.id);
    if (absorbed.length > 0) await tx.update(cases).set(nothing).where(inArray(cases.id, absorbed));
    const tally = (await readTally(tx, row.id)) ?? { ...emptied(row), ...nothing };
    const said = await readSaid(tx, row.id);
    const emptier = restate(row, { ...tally, ...unsaid });
    await saveAct(tx, said ? describe(emptier, said) : emptier, {
      ...{ at, by, act: "evidence-deleted" },
      detail: {
        report: due.report,
        // What remains is held to this: the report's own digest covers what is gone.
        left: await digestJson(left),
        manifest: await digestJson(await manifestOf(evidence)),
        files: filesOf(evidence).map(({ sha256 }) => sha256),
        rule: due.rule,
      },
    });
    await forgetTexts(tx, textIds);
    return due;
  });
}

/** Evidence of the newest report that still has it. */
async function readSaid(db: Db, caseId: string): Promise<Evidence | undefined> {
  const [newest] = await db
    .select({ evidence: reports.evidence })
    .from(reports)
    .where(and(eq(reports.caseId, caseId), isNull(reports.evidenceDeletedAt), isNull(reports.withdrawnAt)))
    .orderBy(desc(reports.receivedAt), desc(reports.id))
    .limit(1);
  return newest?.evidence;
}

/** What the seal signs in clear stays. Without the salt nobody finds out a short field from its digest. */
function emptiedEvidence({ page: _page, ...evidence }: Evidence): Evidence {
  return { ...evidence, fields: {}, salt: "0".repeat(32) };
}

/** The rows of deleted evidence's files are the list of what is still to be done. */
async function removeFiles(db: Db, stored: EvidenceFiles): Promise<number> {
  const left = await db
    .selectDistinct({ sha256: files.sha256 })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(isNotNull(reports.evidenceDeletedAt));
  let removed = 0;
  for (const { sha256 } of left) if (await removeUnneeded(db, stored, sha256)) removed++;
  return removed;
}

/** Removes a file's bytes unless some report still needs them, then forgets whose deleted evidence it was. */
export function removeUnneeded(db: Db, stored: EvidenceFiles, sha256: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockFile(tx, sha256);
    const ofReport = and(eq(files.sha256, sha256), eq(reports.id, files.reportId));
    const [needed] = await tx
      .select({ sha256: files.sha256 })
      .from(files)
      .innerJoin(reports, eq(reports.id, files.reportId))
      .where(and(ofReport, isNull(reports.evidenceDeletedAt)))
      .limit(1);
    if (!needed) {
      // A backup's snapshot may be older than the deletion; the next run finds the rows.
      if ((await areFilesKept(tx, new Date())) && (await hasRows(tx, sha256))) return false;
      await stored.remove(sha256);
    }
    const deleted = tx.select({ id: reports.id }).from(reports).where(isNotNull(reports.evidenceDeletedAt));
    await tx.delete(files).where(and(eq(files.sha256, sha256), inArray(files.reportId, deleted)));
    return needed === undefined;
  });
}

async function hasRows(db: Db, sha256: string): Promise<boolean> {
  const rows = await db.select({ id: files.reportId }).from(files).where(eq(files.sha256, sha256)).limit(1);
  return rows.length > 0;
}

/** Until the transaction ends nobody else notes or removes this file. */
export async function lockFile(db: Db, sha256: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${locks.file}, hashtext(${sha256}))`);
}
