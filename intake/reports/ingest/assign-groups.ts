/** Assigns each case in a batch to a text, and near-duplicate texts to a group. */

import { randomUUID } from "node:crypto";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { textOf } from "../../cases/rules/description.ts";
import { type Fingerprint, fingerprintOf, maxTextDistance } from "../../cases/similar/fingerprint.ts";
import { distanceOf } from "../../cases/similar/min-hash.ts";
import {
  readFirstSignatures,
  readNearTexts,
  readTexts,
  type StoredText,
} from "../../cases/store/similar-texts.ts";
import type { CaseRecord } from "../../db/rows.ts";
import type { groups, texts } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export interface SimilarityChanges {
  /** New texts. */
  texts: (typeof texts.$inferInsert)[];
  groups: (typeof groups.$inferInsert)[];
  /** Stored texts that became the first of a group; their cases join it. */
  firstMembers: { textId: string; groupId: string }[];
  /** Texts that a case of the batch no longer uses. */
  abandonedTexts: string[];
  /** Groups that contain a case of the batch. */
  touchedGroups: Set<string>;
}

/** A distinct text of the batch and the cases that have it. */
interface CaseText {
  fingerprint: Fingerprint;
  rows: CaseRecord[];
}

/** Sets the rows' texts and groups in place; returns what else must be written. */
export async function assignGroups(
  db: Db,
  cases: ReadonlyMap<string, CaseRecord>,
  reports: readonly { caseId: string; evidence: Evidence }[],
  at: Date,
): Promise<SimilarityChanges> {
  const likeness: SimilarityChanges = {
    texts: [],
    groups: [],
    firstMembers: [],
    abandonedTexts: [],
    touchedGroups: new Set(),
  };
  const said = await readCaseTexts(cases, reports);
  if (said.size > 0) {
    const found = await findTexts(db, said, likeness, at);
    await setGroups(db, said, found, likeness);
  }
  for (const { groupId } of cases.values()) if (groupId) likeness.touchedGroups.add(groupId);
  return likeness;
}

/** By digest. A case's newest report with a text counts. */
async function readCaseTexts(
  cases: ReadonlyMap<string, CaseRecord>,
  reports: readonly { caseId: string; evidence: Evidence }[],
): Promise<Map<string, CaseText>> {
  const newest = new Map<string, string>();
  for (const { caseId, evidence } of reports) {
    const text = textOf(evidence);
    if (text !== undefined) newest.set(caseId, text);
  }
  const said = new Map<string, CaseText>();
  for (const [caseId, text] of newest) {
    const row = cases.get(caseId);
    const print = row && !row.withheld ? await fingerprintOf(text) : undefined;
    if (!row || !print) continue;
    const one = said.get(print.sha256) ?? { fingerprint: print, rows: [] };
    one.rows.push(row);
    said.set(print.sha256, one);
  }
  return said;
}

/** By digest: stored and new texts, grouped with near-duplicates. */
async function findTexts(
  db: Db,
  said: ReadonlyMap<string, CaseText>,
  likeness: SimilarityChanges,
  at: Date,
): Promise<Map<string, StoredText>> {
  const known = await readTexts(db, [...said.keys()]);
  const found = new Map<string, StoredText>(known.map((text) => [text.sha256, text]));
  const fresh = [...said.values()].filter(({ fingerprint: print }) => !found.has(print.sha256));
  const near = await readNearTexts(
    db,
    fresh.map(({ fingerprint: print }) => print.bands),
  );
  // One object per text, however it was found, so that a change of its group is visible everywhere.
  const stored = new Map([...near.flat(), ...known].map((text) => [text.id, text]));
  for (const { users, ...text } of known) {
    const rows = said.get(text.sha256)?.rows ?? [];
    const cases = new Set([...users, ...rows.map(({ id }) => id)]);
    if (cases.size > 1) groupWith(stored.get(text.id) ?? text, likeness, at);
  }
  const byBand = new Map<number, StoredText[]>();
  for (const [place, one] of fresh.entries()) {
    const sharing = (near[place] ?? []).map((text) => stored.get(text.id) ?? text);
    const fromBatch = one.fingerprint.bands.flatMap((band) => byBand.get(band) ?? []);
    const text = addText(one, nearest(one.fingerprint, [...sharing, ...fromBatch]), likeness, at);
    for (const band of one.fingerprint.bands) byBand.set(band, [...(byBand.get(band) ?? []), text]);
    found.set(text.sha256, text);
  }
  for (const row of likeness.texts) row.groupId = found.get(row.sha256)?.groupId ?? null;
  return found;
}

/** `like`: the nearest text, whose group the new one joins. */
function addText(
  { fingerprint: print, rows }: CaseText,
  like: StoredText | undefined,
  likeness: SimilarityChanges,
  at: Date,
): StoredText {
  const text: StoredText = { id: randomUUID(), ...print, groupId: null };
  likeness.texts.push({ ...print, id: text.id, createdAt: at });
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
  groups.push({ id: groupId, createdAt: at, why: "text" });
  firsts.push({ textId: text.id, groupId });
  text.groupId = groupId;
  return groupId;
}

async function setGroups(
  db: Db,
  said: ReadonlyMap<string, CaseText>,
  found: ReadonlyMap<string, StoredText>,
  { firstMembers: firsts, abandonedTexts: left }: SimilarityChanges,
): Promise<void> {
  const measured = await readSignatures(db, [...found.values()], firsts);
  for (const [sha256, { fingerprint: print, rows }] of said) {
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
