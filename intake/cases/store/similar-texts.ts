/** Distinct texts of cases: found by digest or similarity, deleted with the last case that uses them. */

import { and, eq, inArray, notExists, sql } from "drizzle-orm";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { cases, texts } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { emptyDescriptionAndGroup } from "../rules/description.ts";

/** A stored text with which new ones are compared. */
export interface StoredText {
  id: string;
  sha256: string;
  groupId: string | null;
  signature: number[];
}

/** Limits the texts per band: a larger band holds variants of one text, and any of them serves. */
const maxPerBand = 250;
const maxNear = 4;

/** Texts with these digests, each with up to two of its cases. */
export function readTexts(db: Db, digests: string[]): Promise<(StoredText & { users: string[] })[]> {
  const { id, sha256, groupId, signature } = texts;
  // Drizzle omits the table name for columns of a single table.
  const users = sql<
    string[]
  >`array(select one.id from cases one where one.text_id = texts.id and one.merged_into is null limit 2)`;
  return db.select({ id, sha256, groupId, signature, users }).from(texts).where(inArray(sha256, digests));
}

/** For each text, the stored texts that share most of its bands. */
export async function readNearTexts(db: Db, all: readonly number[][]): Promise<StoredText[][]> {
  const wanted = all.flatMap((bands, place) => bands.map((band) => ({ place, band })));
  if (wanted.length === 0) return all.map(() => []);
  // Ordered by id, so that crowded bands contribute the same texts.
  const rows = await rowsOf<StoredText & { place: number }>(
    db,
    sql`with wanted as (
      select * from unnest(${intArray(wanted.map(({ place }) => place))}, ${intArray(wanted.map(({ band }) => band))})
        as one (place, band)
    ), sharing as (
      select place, text_id, count(*) as shared from wanted cross join lateral (
        select text_id from text_bands where text_bands.band = wanted.band order by text_id limit ${maxPerBand}
      ) one group by place, text_id
    ), nearest as (
      select *, row_number() over (partition by place order by shared desc, text_id) as rank from sharing
    )
    select place, id, sha256, group_id as "groupId", signature
    from nearest join texts on id = text_id where rank <= ${maxNear} order by place, rank`,
  );
  return all.map((_, place) => rows.filter((row) => row.place === place));
}

function intArray(numbers: readonly number[]) {
  return sql`${`{${numbers.join(",")}}`}::int[]`;
}

/** The oldest text of each group, from which distances are measured. */
export async function readFirstSignatures(db: Db, groupIds: string[]): Promise<Map<string, number[]>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([texts.groupId], { groupId: texts.groupId, signature: texts.signature })
    .from(texts)
    .where(inArray(texts.groupId, groupIds))
    .orderBy(texts.groupId, texts.createdAt, texts.id);
  return new Map(rows.map(({ groupId, signature }) => [String(groupId), signature]));
}

export async function readTextIds(db: Db, caseIds: string[]): Promise<string[]> {
  const rows = await db.select({ textId: cases.textId }).from(cases).where(inArray(cases.id, caseIds));
  return rows.flatMap(({ textId }) => textId ?? []);
}

/** Deletes texts that no case uses any more. */
export async function deleteUnusedTexts(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const used = db.select({ id: cases.id }).from(cases).where(eq(cases.textId, texts.id));
  await db.delete(texts).where(and(inArray(texts.id, [...ids]), notExists(used)));
}

/** Removes a case, and those merged into it, from comparison, groups and search. */
export async function clearSimilarity(db: Db, caseId: string): Promise<void> {
  const family = await readCaseAndMerged(db, caseId);
  const textIds = await readTextIds(db, family);
  await db.update(cases).set(emptyDescriptionAndGroup).where(inArray(cases.id, family));
  await deleteUnusedTexts(db, textIds);
}
