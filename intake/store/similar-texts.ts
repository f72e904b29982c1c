/** The distinct texts of cases: found by digest and by likeness, forgotten with the last case that has them. */

import { and, eq, inArray, notExists, sql } from "drizzle-orm";
import { undescribed } from "../rules/describe.ts";
import { rowsOf } from "./all-tables.ts";
import { readFamily } from "./case-family.ts";
import { cases, texts } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** A stored text that new ones are compared with. */
export interface KnownText {
  id: string;
  sha256: string;
  groupId: string | null;
  signature: number[];
}

/** Of so many that share a band the nearest are picked out: more are variants of one text, and any of them will do. */
const mostSharing = 1_000;
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
  if (all.length === 0) return [];
  // The limit makes the planner hope to meet enough of them by chance, and read the whole table when there are none.
  await db.execute(sql`set local enable_seqscan = off`);
  // Written out: the planner counts on what the values are.
  const searches = all.map((bands, place) => {
    const wanted = sql.raw(`'{${bands.join(",")}}'::int[]`);
    return sql`(select ${place}::int as place, id, sha256, group_id as "groupId", signature from (
      select *, (select count(*) from unnest(bands) one where one = any(${wanted})) as shared
      from (select * from texts where bands && ${wanted} limit ${mostSharing}) sharing
      order by shared desc limit ${mostNear}) nearest)`;
  });
  const rows = await rowsOf<KnownText & { place: number }>(db, sql.join(searches, sql` union all `));
  await db.execute(sql`set local enable_seqscan = on`);
  return all.map((_, place) => rows.filter((row) => row.place === place));
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
