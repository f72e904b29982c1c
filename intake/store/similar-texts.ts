/** The distinct texts of cases: found by digest and by likeness, forgotten with the last case that has them. */

import { and, eq, inArray, notExists, sql } from "drizzle-orm";
import { undescribed } from "../rules/describe.ts";
import { readFamily } from "./case-family.ts";
import { rowsOf } from "./read-cursor.ts";
import { cases, texts } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** A stored text that new ones are compared with. */
export interface KnownText {
  id: string;
  sha256: string;
  groupId: string | null;
  signature: number[];
}

/** Of each band so many texts are counted: more are variants of one text, of which any will do. */
const mostInBand = 250;
const mostNear = 4;

/** Those with these digests, and of each up to two of its cases. */
export function readTexts(db: Db, digests: string[]): Promise<(KnownText & { users: string[] })[]> {
  const { id, sha256, groupId, signature } = texts;
  // Drizzle names a lone table's columns without the table.
  const users = sql<
    string[]
  >`array(select one.id from cases one where one.text_id = texts.id and one.merged_into is null limit 2)`;
  return db.select({ id, sha256, groupId, signature, users }).from(texts).where(inArray(sha256, digests));
}

/** For each text's bands the stored texts that share the most of them. */
export async function readNear(db: Db, all: readonly number[][]): Promise<KnownText[][]> {
  const wanted = all.flatMap((bands, place) => bands.map((band) => ({ place, band })));
  if (wanted.length === 0) return all.map(() => []);
  // In the order of their ids, so that a crowded band counts the same texts as the next one.
  const rows = await rowsOf<KnownText & { place: number }>(
    db,
    sql`with wanted as (
      select * from unnest(${listOf(wanted.map(({ place }) => place))}, ${listOf(wanted.map(({ band }) => band))})
        as one (place, band)
    ), sharing as (
      select place, text_id, count(*) as shared from wanted cross join lateral (
        select text_id from text_bands where text_bands.band = wanted.band order by text_id limit ${mostInBand}
      ) one group by place, text_id
    ), nearest as (
      select *, row_number() over (partition by place order by shared desc, text_id) as rank from sharing
    )
    select place, id, sha256, group_id as "groupId", signature
    from nearest join texts on id = text_id where rank <= ${mostNear} order by place, rank`,
  );
  return all.map((_, place) => rows.filter((row) => row.place === place));
}

function listOf(numbers: readonly number[]) {
  return sql`${`{${numbers.join(",")}}`}::int[]`;
}

/** The oldest text of each group: distances are measured from it. */
export async function readFirstTexts(db: Db, groupIds: string[]): Promise<Map<string, number[]>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([texts.groupId], { groupId: texts.groupId, signature: texts.signature })
    .from(texts)
    .where(inArray(texts.groupId, groupIds))
    .orderBy(texts.groupId, texts.createdAt, texts.id);
  return new Map(rows.map(({ groupId, signature }) => [String(groupId), signature]));
}

/** Texts that these cases have. */
export async function readTextIds(db: Db, caseIds: string[]): Promise<string[]> {
  const rows = await db.select({ textId: cases.textId }).from(cases).where(inArray(cases.id, caseIds));
  return rows.flatMap(({ textId }) => textId ?? []);
}

/** Removes those that no case has any more. */
export async function forgetTexts(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const used = db.select({ id: cases.id }).from(cases).where(eq(cases.textId, texts.id));
  await db.delete(texts).where(and(inArray(texts.id, [...ids]), notExists(used)));
}

/** Takes a case, and those that it took in, out of everything that compares, groups or searches. */
export async function forgetSimilar(db: Db, caseId: string): Promise<void> {
  const family = await readFamily(db, caseId);
  const textIds = await readTextIds(db, family);
  await db.update(cases).set(undescribed).where(inArray(cases.id, family));
  await forgetTexts(db, textIds);
}
