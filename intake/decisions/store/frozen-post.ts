/** Reads what a decision freezes of its case, at proposal time or later for decisions older than freezing. */

import { and, desc, eq, isNull, lte, notInArray, type SQL, sql } from "drizzle-orm";
import type { DecisionView, FrozenPost } from "../../../utils/shared/contract/decision.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { manifestOf } from "../../../utils/shared/seal/evidence-manifest.ts";
import { addressOf } from "../../../utils/shared/subject/address-of.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";
import { permalinkOf } from "../../cases/rules/subject-names.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { caseSubjects, cases, type decisions, reports } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

const excerptChars = 200;

/** A report as a decision references it. */
interface FrozenReport {
  reportId: string;
  evidence: Evidence;
  manifest?: string | undefined;
}

export interface FreezeInput {
  row: Pick<CaseRecord, "version" | "subject" | "permalink" | "author">;
  /** Subjects of the case; `own` if a report has it as its subject. */
  names: readonly { subject: string; own: boolean }[];
  /** Digest of the decision's input. */
  input: string;
  /** True in the no-pixels lane: the account is identified by its id only. */
  bare: boolean;
  report?: FrozenReport | undefined;
}

/** Freezes address and author as the case shows them, with id and times of the newest report. */
export function freezePost({ row, names, input, bare, report }: FreezeInput): FrozenPost {
  const author = row.author === null || bare ? {} : { author: row.author };
  return {
    caseVersion: row.version,
    input,
    subject: row.subject,
    // A letter names reported posts only, so aliases are left out.
    aliases: names.filter(({ subject, own }) => own && subject !== row.subject).map(({ subject }) => subject),
    address: addressIn(row, names) ?? addressOf(row.subject) ?? "",
    ...author,
    ...reportFields(report),
  };
}

/** The case's address, if it names the case; rows older than this check may contain any address. */
function addressIn({ permalink }: FreezeInput["row"], names: FreezeInput["names"]): string | undefined {
  const parsed = permalink === null ? undefined : parseAddress(permalink);
  const named = parsed?.ok ? parsed.value.subject : undefined;
  return names.some(({ subject }) => subject === named) ? (permalink ?? undefined) : undefined;
}

/**
 * Takes address and author from the report, because the case has changed since.
 */
export function freezeFromReport({ row, report, ...seen }: FreezeInput): FrozenPost {
  const fields = report?.evidence.fields;
  return freezePost({
    ...seen,
    report,
    row: {
      ...row,
      permalink: (report && permalinkOf(report.evidence)) ?? null,
      author: fields?.authorName?.value ?? fields?.authorHandle?.value ?? null,
    },
  });
}

function reportFields(report: FrozenReport | undefined): Partial<FrozenPost> {
  if (!report) return {};
  const { reportId, manifest, evidence } = report;
  const { authorId, publishedAt } = evidence.fields;
  return {
    ...(authorId ? { authorId: authorId.value } : {}),
    ...(publishedAt ? { publishedAt: publishedAt.value } : {}),
    evidence: { reportId, capturedAt: evidence.capturedAt, ...(manifest === undefined ? {} : { manifest }) },
  };
}

function withholdPost({ author, ...frozen }: FrozenPost): FrozenPost {
  return author === undefined ? frozen : { ...frozen, withheld: true };
}

/** The account's name may quote what must not be repeated. */
export function withholdDecision({ frozen, ...view }: DecisionView): DecisionView {
  return frozen ? { ...view, frozen: withholdPost(frozen) } : view;
}

/** A case as a person saw it. */
export interface SeenCase {
  row: CaseRecord;
  version: number;
  /** Reports since that version, which are not frozen. */
  repeats: readonly string[];
}

/** Needs the case's lock. `input` is the digest of the decision's input. */
export async function freezeCase(
  tx: Db,
  { row, version, repeats }: SeenCase,
  { category, digest: input }: Pick<DecisionRecord, "category" | "digest">,
): Promise<FrozenPost> {
  const bare = row.withheld || category === "PORNO_ANAK";
  // The case shows address and author of its newest reports.
  const freeze = repeats.length > 0 ? freezeFromReport : freezePost;
  return freeze({
    row: { ...row, version },
    input,
    bare,
    names: await readNames(tx, row.id),
    report: await readNewestReport(tx, row.id, { without: repeats }),
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
    report: await readNewestReport(tx, row.id, { until: at }),
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

/** Newest live report, received no later than `until`, and none of `without`. */
async function readNewestReport(
  tx: Db,
  caseId: string,
  { until, without = [] }: { until?: Date; without?: readonly string[] },
): Promise<FrozenReport | undefined> {
  const [report] = await tx
    .select({
      id: reports.id,
      evidence: reports.evidence,
      seal: reports.seal,
      deletedAt: reports.evidenceDeletedAt,
    })
    .from(reports)
    .where(
      and(
        rowsOfCase(reports, caseId),
        isNull(reports.withdrawnAt),
        until && lte(reports.receivedAt, until),
        notInArray(reports.id, [...without]),
      ),
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
