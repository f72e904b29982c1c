/** Finds cases related to one case: similar ones, merged ones, and decided ones by the same author. */

import { and, asc, desc, eq, exists, inArray, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import type { CaseScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, files, pictures, reports, texts } from "../../db/schema/index.ts";
import { isCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { byDistance, measureNearness, type Nearness, type SimilarityFacts } from "../rules/similarity.ts";
import { findCase } from "./case-reads.ts";
import { type Groups, isVisible, readGroups } from "./groups.ts";
import { type Merge, readMerges } from "./merge-history.ts";
import { readAgreement, readProposals } from "./merge-proposals.ts";
import { waitsForDescription } from "./undescribed.ts";

export interface SimilarCaseRow {
  row: CaseRecord;
  near: Nearness;
}

export interface MaybeSameRow {
  row: CaseRecord;
  /** Person whose agreement to merge the two cases counts. */
  agreedBy: string | null;
}

export interface RelatedCases {
  groups: Groups;
  similar: SimilarCaseRow[];
  merged: Merge[];
  maybeSame: MaybeSameRow[];
  history: CaseRecord[];
  /** True while a report of the case is not yet compared with other cases. */
  comparing: boolean;
}

const maxShown = 20;
/** Limit for large groups: only the cases nearest by stored distance are measured. */
const maxMeasured = 200;

export async function readRelatedCases(db: Db, row: CaseRecord, scope: CaseScope): Promise<RelatedCases> {
  return {
    groups: await readGroups(db, scope, [row]),
    similar: await readSimilar(db, row, scope),
    merged: await readMerges(db, row.id),
    maybeSame: await readMaybeSame(db, row, scope),
    history: await readHistory(db, row, scope),
    comparing: !row.withheld && (await isComparing(db, row.id)),
  };
}

async function isComparing(db: Db, caseId: string): Promise<boolean> {
  const waiting = await db
    .select({ one: sql`1` })
    .from(cases)
    .where(and(isCase(caseId), exists(waitsForDescription(db))))
    .limit(1);
  return waiting.length > 0;
}

/** Follows merges, so that each case appears once. */
async function readMaybeSame(db: Db, row: CaseRecord, scope: CaseScope): Promise<MaybeSameRow[]> {
  const family = await readCaseAndMerged(db, row.id);
  const byId = new Map<string, MaybeSameRow>();
  for (const proposal of await readProposals(db, family)) {
    const { oneId, otherId } = proposal;
    const other = await findCase(db, { id: family.includes(oneId) ? otherId : oneId, scope });
    if (!other || other.id === row.id || byId.has(other.id) || byId.size === maxShown) continue;
    byId.set(other.id, { row: other, agreedBy: await readAgreement(db, proposal, [row, other]) });
  }
  return [...byId.values()];
}

async function readSimilar(db: Db, row: CaseRecord, scope: CaseScope): Promise<SimilarCaseRow[]> {
  if (row.groupId === null || row.withheld) return [];
  const others = await db
    .select()
    .from(cases)
    .where(and(eq(cases.groupId, row.groupId), ne(cases.id, row.id), isVisible(db, scope)))
    .orderBy(
      sql`${cases.textId} = ${row.textId} desc nulls last`,
      sql`abs(${cases.groupDistance} - ${row.groupDistance}) asc nulls last`,
      asc(cases.queueKey),
    )
    .limit(maxMeasured);
  return (await measureSimilar(db, row, others)).slice(0, maxShown);
}

/** The nearest first. */
export async function measureSimilar(
  db: Db,
  row: CaseRecord,
  others: readonly CaseRecord[],
): Promise<SimilarCaseRow[]> {
  if (others.length === 0) return [];
  const looks = await readSimilarityFacts(db, [row, ...others]);
  return others
    .map((other) => ({ row: other, near: measureNearness(looks(row), looks(other)) }))
    .sort((a, b) => byDistance(a.near, b.near));
}

async function readSimilarityFacts(
  db: Db,
  rows: readonly CaseRecord[],
): Promise<(row: CaseRecord) => SimilarityFacts> {
  const textIds = [...new Set(rows.flatMap(({ textId }) => textId ?? []))];
  const signed =
    textIds.length === 0
      ? []
      : await db
          .select({ id: texts.id, signature: texts.signature })
          .from(texts)
          .where(inArray(texts.id, textIds));
  const signatures = new Map(signed.map(({ id, signature }) => [id, signature]));
  const seen = await db
    .selectDistinct({ caseId: reports.caseId, hash: pictures.hash })
    .from(reports)
    .innerJoin(files, eq(files.reportId, reports.id))
    .innerJoin(pictures, eq(pictures.sha256, files.sha256))
    .where(
      inArray(
        reports.caseId,
        rows.map(({ id }) => id),
      ),
    );
  return ({ id, groupId, groupWhy, groupDistance, textId }) => ({
    groupId,
    groupWhy,
    groupDistance,
    signature: textId === null ? undefined : signatures.get(textId),
    pictures: seen.filter(({ caseId }) => caseId === id).map(({ hash }) => hash),
  });
}

/** Decided cases only; a mere report is no evidence about its author. */
function readHistory(db: Db, row: CaseRecord, scope: CaseScope): Promise<CaseRecord[]> {
  const isSame = isBySameAuthor(row);
  if (!isSame || row.withheld) return Promise.resolve([]);
  return db
    .select()
    .from(cases)
    .where(and(isSame, isNotNull(cases.decidedAt), ne(cases.id, row.id), isVisible(db, scope)))
    .orderBy(desc(cases.decidedAt), desc(cases.id))
    .limit(maxShown);
}

/**
 * Filter on `cases`: the same author by number, so that a new name changes nothing. By name only if one of the two
 * cases has no number, because names change hands. Undefined without an author.
 */
export function isBySameAuthor({
  authorKey,
  authorName,
}: Pick<CaseRecord, "authorKey" | "authorName">): SQL | undefined {
  if (authorKey === null) return undefined;
  const isByNumber = eq(cases.authorKey, authorKey);
  if (authorName === null) return isByNumber;
  const isByName = eq(cases.authorName, authorName);
  if (authorKey === authorName) return or(isByNumber, isByName);
  return or(isByNumber, and(isByName, eq(cases.authorKey, cases.authorName)));
}
