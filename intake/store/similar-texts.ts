/** The distinct texts of cases: found by digest and by likeness, forgotten with the last case that has them. */

import { and, eq, inArray, notExists, type SQL, sql } from "drizzle-orm";
import { undescribed } from "../rules/describe.ts";
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
const mostSharing = 400;
const mostNear = 4;

/** Those with these digests, and of each up to two of its cases. */
export function readTexts(db: Db, digests: string[]): Promise<(KnownText & { users: string[] })[]> {
  const { id, sha256, groupId, signature } = texts;
  const users = sql<
    string[]
  >`array(select ${cases.id} from ${cases} where ${cases.textId} = ${texts.id} limit 2)`;
  return db.select({ id, sha256, groupId, signature, users }).from(texts).where(inArray(sha256, digests));
}

/** For each text's bands the stored texts that share the most of them. */
export async function readNear(db: Db, all: readonly number[][]): Promise<KnownText[][]> {
  if (all.length === 0) return [];
  // Written out: with the values before it the planner takes the index, whatever the table's size.
  const searches = all.map((bands, place) => {
    const wanted = sql.raw(`'{${bands.join(",")}}'::int[]`);
    return sql`(select ${place}::int as place, id, sha256, group_id as "groupId", signature from (
      select *, (select count(*) from unnest(bands) one where one = any(${wanted})) as shared
      from (select * from texts where bands && ${wanted} limit ${mostSharing}) sharing
      order by shared desc limit ${mostNear}) nearest)`;
  });
  const rows = await rowsOf<KnownText & { place: number }>(db, sql.join(searches, sql` union all `));
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

/** Removes those that no case has any more. */
export async function forgetTexts(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const used = db.select({ id: cases.id }).from(cases).where(eq(cases.textId, texts.id));
  await db.delete(texts).where(and(inArray(texts.id, [...ids]), notExists(used)));
}

/** Takes a case, and those that it took in, out of everything that compares, groups or searches. */
export async function forgetSimilar(db: Db, caseId: string): Promise<void> {
  const family = await readFamily(db, caseId);
  const rows = await db.select({ textId: cases.textId }).from(cases).where(inArray(cases.id, family));
  await db.update(cases).set(undescribed).where(inArray(cases.id, family));
  await forgetTexts(
    db,
    rows.flatMap(({ textId }) => textId ?? []),
  );
}

/** Both engines answer raw queries in this shape, which drizzle's common type does not name. */
async function rowsOf<T>(db: Db, query: SQL): Promise<T[]> {
  return ((await db.execute(query)) as unknown as { rows: T[] }).rows;
}
