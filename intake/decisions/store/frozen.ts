/** Reads what a decision freezes of its case, at proposal time or later for decisions older than freezing. */

import { and, desc, eq, isNull, lte, type SQL, sql } from "drizzle-orm";
import type { FrozenPost } from "../../../utils/shared/contract/decision.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { manifestOf } from "../../../utils/shared/seal/manifest.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { caseSubjects, cases, type decisions, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type FrozenReport, freezeFromReport, freezePost } from "../rules/frozen.ts";

const excerptChars = 200;

/** Needs the case's lock. `input` is the digest of the decision's input. */
export async function freezeCase(
  tx: Db,
  row: CaseRecord,
  { category, digest: input }: Pick<DecisionRecord, "category" | "digest">,
): Promise<FrozenPost> {
  const bare = row.withheld || category === "PORNO_ANAK";
  return freezePost({
    row,
    input,
    bare,
    names: await readNames(tx, row.id),
    report: await readNewestReport(tx, row.id),
  });
}

export async function readFrozenPost(
  tx: Db,
  row: CaseRecord,
  { frozen, category, digest: input, at }: DecisionRecord,
): Promise<FrozenPost> {
  if (frozen) return frozen;
  const bare = row.withheld || category === "PORNO_ANAK";
  return freezeFromReport({
    row,
    input,
    bare,
    names: await readNames(tx, row.id),
    report: await readNewestReport(tx, row.id, at),
  });
}

function readNames(tx: Db, caseId: string): Promise<{ subject: string; own: boolean }[]> {
  const { subject, own } = caseSubjects;
  return tx
    .select({ subject, own })
    .from(caseSubjects)
    .where(eq(caseSubjects.caseId, caseId))
    .orderBy(subject);
}

/** Newest live report, received no later than `until`. */
async function readNewestReport(tx: Db, caseId: string, until?: Date): Promise<FrozenReport | undefined> {
  const [report] = await tx
    .select({
      id: reports.id,
      evidence: reports.evidence,
      seal: reports.seal,
      deletedAt: reports.evidenceDeletedAt,
    })
    .from(reports)
    .where(
      and(eq(reports.caseId, caseId), isNull(reports.withdrawnAt), until && lte(reports.receivedAt, until)),
    )
    .orderBy(desc(reports.receivedAt), desc(reports.id))
    .limit(1);
  if (!report) return undefined;
  const { id: reportId, evidence, seal, deletedAt } = report;
  const hasManifest = seal !== null && deletedAt === null;
  return {
    reportId,
    evidence,
    ...(hasManifest ? { manifest: await digestJson(await manifestOf(evidence)) } : {}),
  };
}

/** Selects the report on which the decision was made; needs a join with reports. */
export function isFrozenReport({ frozen }: typeof decisions): SQL {
  return sql`${reports.id} = (${frozen} -> 'evidence' ->> 'reportId')::uuid`;
}

/**
 * Columns that show the post as it was decided; decisions older than freezing show the case's current values.
 */
export function frozenColumns({ frozen }: typeof decisions) {
  const text = sql`${reports.evidence} -> 'fields' -> 'text' ->> 'value'`;
  const since = <T>(kept: SQL, before: T) =>
    sql<string | null>`case when ${frozen} is null then ${before} else ${kept} end`;
  return {
    subject: sql<string>`coalesce(${frozen} ->> 'subject', ${cases.subject})`,
    author: since(sql`${frozen} ->> 'author'`, cases.author),
    excerpt: since(sql`left(${text}, ${excerptChars}::integer)`, cases.excerpt),
  };
}
