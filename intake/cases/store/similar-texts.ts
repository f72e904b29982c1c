/** Distinct texts of cases: found by digest or similarity, deleted with the last case that uses them. */

import { and, eq, inArray, notExists, type SQL, sql } from "drizzle-orm";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import { named } from "../../db/prepared-statements.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import { bandColumns, cases, texts } from "../../db/schema/index.ts";
import { areCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { emptyDescriptionAndGroup } from "../rules/description.ts";

/** A stored text with which new ones are compared. */
export interface StoredText {
  id: string;
  sha256: string;
  groupId: string | null;
  signature: Uint8Array;
}

export interface NewText extends StoredText {
  bands: readonly number[];
  createdAt: Date;
}

/** Limits the texts per band: a larger band holds variants of one text, and any of them serves. */
const maxPerBand = 250;
/** Texts that share few words may share a band, too. */
const maxNear = 8;

/** Texts with these digests, each with up to two of its cases. */
export function readTexts(db: Db, digests: string[]): Promise<(StoredText & { users: string[] })[]> {
  const { id, sha256, groupId, signature } = texts;
  // Drizzle omits the table name for columns of a single table.
  const users = sql<
    string[]
  >`array(select one.id from cases one where one.text_id = texts.id and one.merged_into is null limit 2)`;
  return db.select({ id, sha256, groupId, signature, users }).from(texts).where(inArray(sha256, digests));
}

/** Needs the lock `texts`, under which numbers are given. */
export async function insertTexts(db: Db, made: readonly NewText[]): Promise<void> {
  if (made.length === 0) return;
  const rows = made.map(({ id, sha256, createdAt, signature, bands, groupId }) => ({
    id,
    sha256: `\\x${sha256}`,
    created_at: createdAt,
    signature: `\\x${Buffer.from(signature).toString("hex")}`,
    ...Object.fromEntries(bands.map((band, index) => [bandColumns[index], band])),
    group_id: groupId,
  }));
  const columns = sql.raw(`id, sha256, created_at, signature, group_id, ${bandColumns.join(", ")}`);
  await db.execute(sql`
    insert into ${texts} (no, ${columns})
    select (select coalesce(max(no), 0) from ${texts}) + row_number() over (), ${columns}
    from json_populate_recordset(null::${texts}, ${JSON.stringify(rows)}::json)`);
}

/** For each text, the stored texts that share most of its bands. */
export async function readNearTexts(db: Db, all: readonly number[][]): Promise<StoredText[][]> {
  const places = all.flatMap((bands, index) => (bands.length === bandColumns.length ? [index] : []));
  if (places.length === 0) return all.map(() => []);
  const wanted = places.flatMap((place) => all[place] ?? []);
  // Ordered by number, so that crowded bands contribute the same texts. One list per text is sorted, not one of all.
  const rows = await rowsOf<StoredText & { place: number }>(
    db,
    sql`${named} select place, id, encode(sha256, 'hex') as sha256, group_id as "groupId", signature
      from (select ${intArray(wanted)} as bands) as wanted,
        unnest(${intArray(places)}) with ordinality as text (place, nth) cross join lateral (
        select text_no, count(*) as shared
        from (${sharingTexts()}) as one
        group by text_no order by shared desc, text_no limit ${maxNear}
      ) as near join texts on texts.no = text_no order by place, shared desc, text_no`,
  );
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return all.map((_, index) => byPlace.get(index) ?? []);
}

/** One step into the index of each band of the text `nth`; `wanted` has the bands of all texts. */
function sharingTexts(): SQL {
  const each = bandColumns.map(
    (name, index) =>
      sql`(select no as text_no from texts where ${sql.identifier(name)} = wanted.bands[(nth - 1) * ${sql.raw(`${bandColumns.length} + ${index + 1}`)}]
        order by no limit ${sql.raw(`${maxPerBand}`)})`,
  );
  return sql.join(each, sql` union all `);
}

function intArray(numbers: readonly number[]) {
  return sql`${`{${numbers.join(",")}}`}::int[]`;
}

/** The oldest text of each group, from which distances are measured. */
export async function readFirstSignatures(db: Db, groupIds: string[]): Promise<Map<string, Uint8Array>> {
  if (groupIds.length === 0) return new Map();
  // One step of the index per group, because the group of an attack has thousands of texts.
  const rows = await rowsOf<{ groupId: string; signature: Uint8Array }>(
    db,
    sql`select wanted.id as "groupId", signature from unnest(${`{${groupIds.join(",")}}`}::uuid[]) as wanted (id)
      cross join lateral (
        select signature from texts where group_id = wanted.id order by created_at, texts.id limit 1
      ) as first_text`,
  );
  return new Map(rows.map(({ groupId, signature }) => [groupId, signature]));
}

export async function readTextIds(db: Db, caseIds: string[]): Promise<string[]> {
  const rows = await db.select({ textId: cases.textId }).from(cases).where(areCases(caseIds));
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
  await db.update(cases).set(emptyDescriptionAndGroup).where(areCases(family));
  await deleteUnusedTexts(db, textIds);
}
