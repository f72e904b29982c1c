/** Assigns cases to their texts, and near-duplicate texts to a group. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, not, or, sql } from "drizzle-orm";
import type { Burst } from "../../../utils/shared/contract/group.ts";
import { burstRule, findBurst, type Sighting } from "../../../utils/shared/policy/coordinated-burst.ts";
import { insertRows } from "../../db/insert.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, groups } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  deleteUnusedTexts,
  insertTexts,
  type NewText,
  readFirstSignatures,
  readNearTexts,
  readTexts,
  type StoredText,
} from "../store/similar-texts.ts";
import { describeAgain } from "../store/undescribed.ts";
import { type Fingerprint, maxTextDistance } from "./fingerprint.ts";
import { distanceOf } from "./min-hash.ts";

interface SimilarityChanges {
  /** New texts. */
  texts: NewText[];
  groups: (typeof groups.$inferInsert)[];
  /** Stored texts that became the first of a group; their cases join it. */
  firstMembers: { textId: string; groupId: string }[];
  /** Texts that one of the cases no longer uses. */
  abandonedTexts: string[];
  /** Groups that contain one of the cases. */
  touchedGroups: Set<string>;
}

/** A distinct text and the cases that have it. */
interface CaseText {
  fingerprint: Fingerprint;
  rows: CaseRecord[];
}

/**
 * Sets texts and groups of the rows in place and writes everything else: texts, groups, bursts, and cases that were
 * alone with a text. Needs the lock `texts` and the rows' locks. `save` writes the rows.
 */
export async function assignGroups(
  db: Db,
  rows: readonly CaseRecord[],
  prints: ReadonlyMap<string, Fingerprint>,
  { at, save }: { at: Date; save(): Promise<unknown> },
): Promise<void> {
  const likeness: SimilarityChanges = {
    texts: [],
    groups: [],
    firstMembers: [],
    abandonedTexts: [],
    touchedGroups: new Set(),
  };
  const byText = casesByText(rows, prints);
  if (byText.size > 0) {
    const texts = await findTexts(db, byText, likeness, at);
    await setGroups(db, byText, texts, likeness);
  }
  for (const { groupId } of rows) if (groupId) likeness.touchedGroups.add(groupId);
  if (likeness.groups.length > 0) await db.execute(insertRows(groups, likeness.groups));
  await insertTexts(db, likeness.texts);
  await save();
  await joinFirstTexts(db, likeness.firstMembers);
  await deleteUnusedTexts(db, likeness.abandonedTexts);
  await markBursts(db, [...likeness.touchedGroups], rows);
}

/** By digest. `prints` has the newest text of each case. */
function casesByText(
  rows: readonly CaseRecord[],
  prints: ReadonlyMap<string, Fingerprint>,
): Map<string, CaseText> {
  const byText = new Map<string, CaseText>();
  for (const row of rows) {
    const print = row.withheld ? undefined : prints.get(row.id);
    if (!print) continue;
    const text = byText.get(print.sha256) ?? { fingerprint: print, rows: [] };
    text.rows.push(row);
    byText.set(print.sha256, text);
  }
  return byText;
}

/** By digest: stored and new texts, grouped with near-duplicates. */
async function findTexts(
  db: Db,
  byText: ReadonlyMap<string, CaseText>,
  likeness: SimilarityChanges,
  at: Date,
): Promise<Map<string, StoredText>> {
  const storedTexts = await readTexts(db, [...byText.keys()]);
  const texts = new Map<string, StoredText>(storedTexts.map((text) => [text.sha256, text]));
  const fresh = [...byText.values()].filter(({ fingerprint: print }) => !texts.has(print.sha256));
  const near = await readNearTexts(
    db,
    fresh.map(({ fingerprint: print }) => print.bands),
  );
  // One object per text, however it was found, so that a change of its group is visible everywhere.
  const stored = new Map([...near.flat(), ...storedTexts].map((text) => [text.id, text]));
  for (const { users, ...text } of storedTexts) {
    const rows = byText.get(text.sha256)?.rows ?? [];
    const cases = new Set([...users, ...rows.map(({ id }) => id)]);
    if (cases.size > 1) groupWith(stored.get(text.id) ?? text, likeness, at);
  }
  const byBand = new Map<number, StoredText[]>();
  for (const [index, one] of fresh.entries()) {
    const sharing = (near[index] ?? []).map((text) => stored.get(text.id) ?? text);
    const fromBatch = one.fingerprint.bands.flatMap((band) => byBand.get(band) ?? []);
    const text = addText(one, nearest(one.fingerprint, [...sharing, ...fromBatch]), likeness, at);
    for (const band of one.fingerprint.bands) byBand.set(band, [...(byBand.get(band) ?? []), text]);
    texts.set(text.sha256, text);
  }
  for (const row of likeness.texts) row.groupId = texts.get(row.sha256)?.groupId ?? null;
  return texts;
}

/** `like`: the nearest text, whose group the new one joins. */
function addText(
  { fingerprint: print, rows }: CaseText,
  like: StoredText | undefined,
  likeness: SimilarityChanges,
  at: Date,
): StoredText {
  const text: StoredText = { id: randomUUID(), ...print, groupId: null };
  likeness.texts.push({ ...print, id: text.id, groupId: null, createdAt: at });
  if (like) text.groupId = groupWith(like, likeness, at);
  else if (rows.length > 1) groupWith(text, likeness, at);
  return text;
}

function nearest(print: Fingerprint, candidates: readonly StoredText[]): StoredText | undefined {
  let best: { text: StoredText; distance: number } | undefined;
  for (const text of candidates) {
    const distance = distanceOf(print.signature, text.signature);
    if (distance <= maxTextDistance && distance < (best?.distance ?? 2)) best = { text, distance };
  }
  return best?.text;
}

/** Returns the text's group; without one, the text becomes the first of a new group. */
function groupWith(text: StoredText, { groups, firstMembers: firsts }: SimilarityChanges, at: Date): string {
  if (text.groupId) return text.groupId;
  const groupId = randomUUID();
  groups.push({ id: groupId, createdAt: at, why: "text", unmeasured: 0 });
  firsts.push({ textId: text.id, groupId });
  text.groupId = groupId;
  return groupId;
}

async function setGroups(
  db: Db,
  byText: ReadonlyMap<string, CaseText>,
  found: ReadonlyMap<string, StoredText>,
  { firstMembers: firsts, abandonedTexts: left }: SimilarityChanges,
): Promise<void> {
  const measured = await readSignatures(db, [...found.values()], firsts);
  for (const [sha256, { fingerprint: print, rows }] of byText) {
    const text = found.get(sha256);
    if (!text) continue;
    const first = text.groupId === null ? undefined : measured.get(text.groupId);
    const distance = first ? distanceOf(print.signature, first) : 0;
    for (const row of rows) {
      if (row.textId && row.textId !== text.id) left.push(row.textId);
      row.textId = text.id;
      joinGroup(row, text.groupId, distance);
    }
  }
}

/** A case already in a group stays there. A case that a person took out of a group is not put back. */
function joinGroup(row: CaseRecord, groupId: string | null, distance: number): void {
  if (groupId === null || row.groupId || row.leftGroups.includes(groupId)) return;
  row.groupId = groupId;
  row.groupWhy = "text";
  row.groupDistance = distance;
}

/** By group: the signature of its first text. */
async function readSignatures(
  db: Db,
  found: readonly StoredText[],
  firsts: SimilarityChanges["firstMembers"],
): Promise<Map<string, StoredText["signature"]>> {
  const groupIds = new Set(found.flatMap(({ groupId }) => groupId ?? []));
  const measured = await readFirstSignatures(db, [...groupIds]);
  const signatures = new Map(found.map(({ id, signature }) => [id, signature]));
  for (const { textId, groupId } of firsts) {
    const signature = signatures.get(textId);
    if (signature && !measured.has(groupId)) measured.set(groupId, signature);
  }
  return measured;
}

/**
 * Groups texts that became the first of a group, and their cases. Skips cases that another transaction has locked,
 * because waiting while holding locks could deadlock; the next round describes these again.
 */
async function joinFirstTexts(db: Db, firsts: SimilarityChanges["firstMembers"]): Promise<void> {
  if (firsts.length === 0) return;
  const rows = firsts.map(({ textId, groupId }) => ({ text_id: textId, group_id: groupId }));
  const members = sql`json_to_recordset(${JSON.stringify(rows)}::json) as first_text (text_id uuid, group_id uuid)`;
  await db.execute(
    sql`update texts set group_id = first_text.group_id from ${members} where texts.id = first_text.text_id`,
  );
  await db.execute(sql`
    with alone as (
      select cases.id, first_text.group_id from cases join ${members} on cases.text_id = first_text.text_id
      where cases.group_id is null and not cases.withheld for update of cases skip locked
    )
    update cases set group_id = alone.group_id, group_why = 'text', group_distance = 0
    from alone where cases.id = alone.id`);
  await describeAgain(
    db,
    firsts.map(({ textId }) => textId),
  );
}

interface DueGroup {
  id: string;
  /** Cases joined since the last measurement, at any time. */
  whole: boolean;
}

/**
 * Counts the cases that joined each group, and returns the groups whose burst is to be measured: after a tenth more
 * than it has authors. To measure it for each batch would read the whole attack again for each hundred of its posts.
 */
async function countJoined(
  db: Db,
  groupIds: readonly string[],
  rows: readonly CaseRecord[],
): Promise<DueGroup[]> {
  const joined = groupIds.map((id) => ({ id, joined: rows.filter(({ groupId }) => groupId === id).length }));
  return rowsOf<DueGroup>(
    db,
    sql`with counted as (
      select groups.id, unmeasured, unmeasured + joined as total,
        unmeasured + joined >= coalesce((burst->>'authors')::int, 0) / 10 as due
      from groups join json_to_recordset(${JSON.stringify(joined)}::json) as one (id uuid, joined int) using (id)
    ), saved as (
      update groups set unmeasured = case when due then 0 else total end from counted where groups.id = counted.id
    ) select id, unmeasured > 0 as whole from counted where due`,
  );
}

/** Checks only sightings near these cases in time, if the others were checked before. */
async function markBursts(db: Db, touched: string[], rows: readonly CaseRecord[]): Promise<void> {
  if (touched.length === 0) return;
  const due = await countJoined(db, touched, rows);
  if (due.length === 0) return;
  const groupIds = due.map(({ id }) => id);
  const whole = due.flatMap((group) => (group.whole ? [group.id] : []));
  const times = rows.map(({ postedAt, firstAt }) => (postedAt ?? firstAt).getTime());
  const from = new Date(Math.min(...times) - burstRule.withinMs);
  const to = new Date(Math.max(...times) + burstRule.withinMs);
  const at = sql<Date>`coalesce(${cases.postedAt}, ${cases.firstAt})`.mapWith(cases.firstAt);
  const seen = await db
    .selectDistinct({ groupId: cases.groupId, author: cases.authorKey, at, burst: groups.burst })
    .from(cases)
    .innerJoin(groups, eq(groups.id, cases.groupId))
    .where(
      and(
        inArray(cases.groupId, groupIds),
        isNull(cases.mergedInto),
        not(isNull(cases.authorKey)),
        or(
          inArray(cases.groupId, whole),
          sql`${at} between ${from.toISOString()}::timestamptz and ${to.toISOString()}::timestamptz`,
        ),
      ),
    );
  const sightings = new Map<string, { burst: Burst | null; all: Sighting[] }>();
  for (const { groupId, author, at, burst } of seen) {
    const sighting = sightings.get(String(groupId)) ?? { burst, all: [] };
    sighting.all.push({ author: String(author), at });
    sightings.set(String(groupId), sighting);
  }
  for (const [groupId, { burst: known, all }] of sightings) {
    const burst = findBurst(all);
    if (burst && burst.authors > (known?.authors ?? 0))
      await db.update(groups).set({ burst }).where(eq(groups.id, groupId));
  }
}
