/** Fingerprints of received pictures, and groups of cases with similar pictures. */

import { randomUUID } from "node:crypto";
import { and, arrayOverlaps, asc, eq, isNull, ne, sql } from "drizzle-orm";
import { locks } from "../../db/locks.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, files, groups, pictures, reports } from "../../db/schema/index.ts";
import { isCase, rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { hashParts, pictureDistance } from "../rules/picture-distance.ts";
import { lockCases } from "./case-writes.ts";
import { lockFile } from "./delete-evidence.ts";

/**
 * Bits of 256. As measured, different pictures differ in at least 86 bits and recompressed ones in at most
 * 14.
 */
const maxDistance = 31 / 256;
/** Two pictures can share a part by chance; limits the comparisons. */
const maxCompared = 500;

export interface HashedPicture {
  reportId: string;
  sha256: string;
  /** Perceptual hash of 64 hex digits. */
  hash: string;
}

/** Stores nothing if the picture was deleted meanwhile or its case is in the no-pixels lane. */
export function savePictureHash(db: Db, { reportId, sha256, hash }: HashedPicture, at: Date): Promise<void> {
  return db.transaction(async (tx) => {
    // Serialised, so that two similar pictures received at once find each other.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.pictures})`);
    const [report] = await tx
      .select({ caseId: reports.caseId })
      .from(reports)
      .where(and(eq(reports.id, reportId), isNull(reports.evidenceDeletedAt)));
    if (!report) return;
    const near = await findNearest(tx, report.caseId, hash);
    const rows = await lockCases(tx, [report.caseId, ...(near ? [near.caseId] : [])]);
    const row = rows.find(({ id }) => id === report.caseId);
    const beside = rows.find(({ id }) => id === near?.caseId);
    if (!row || !isGroupable(row)) return;
    await lockFile(tx, sha256);
    if (!(await hasArrived(tx, reportId, sha256))) return;
    const picture = { sha256, createdAt: at, hash, parts: hashParts(hash) };
    await tx.insert(pictures).values(picture).onConflictDoNothing();
    if (near && beside && isGroupable(beside)) await groupPair(tx, [beside, row], at);
  });
}

function isGroupable({ withheld, mergedInto }: CaseRecord): boolean {
  return !withheld && mergedInto === null;
}

/**
 * Puts an ungrouped case into the other's group, or both into a new one. Derived from the pictures, so it is
 * not logged and does not change the case's version.
 */
async function groupPair(tx: Db, pair: [CaseRecord, CaseRecord], at: Date): Promise<void> {
  const [older, newer] = pair;
  const commonGroup = older.groupId ?? newer.groupId;
  const groupId = commonGroup ?? randomUUID();
  if (commonGroup === null) await tx.insert(groups).values({ id: groupId, createdAt: at, why: "picture" });
  for (const { id, groupId: has, leftGroups } of pair) {
    if (has !== null || leftGroups.includes(groupId)) continue;
    const groupDistance = await distanceFromFirst(tx, groupId, id);
    await tx.update(cases).set({ groupId, groupWhy: "picture", groupDistance }).where(isCase(id));
  }
}

/** Null if the group's first case has no picture, because it is a group by text. */
async function distanceFromFirst(tx: Db, groupId: string, caseId: string): Promise<number | null> {
  const [first] = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(eq(cases.groupId, groupId))
    .orderBy(asc(cases.createdAt), asc(cases.id))
    .limit(1);
  if (!first) return 0;
  const [own, others] = [await readPictureHashes(tx, caseId), await readPictureHashes(tx, first.id)];
  const distances = own.flatMap((picture) => others.map((other) => pictureDistance(picture, other)));
  return distances.length === 0 ? null : Math.min(...distances);
}

async function readPictureHashes(tx: Db, caseId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ hash: pictures.hash })
    .from(reports)
    .innerJoin(files, eq(files.reportId, reports.id))
    .innerJoin(pictures, eq(pictures.sha256, files.sha256))
    .where(rowsOfCase(reports, caseId));
  return rows.map(({ hash }) => hash);
}

async function hasArrived(tx: Db, reportId: string, sha256: string): Promise<boolean> {
  const [file] = await tx
    .select({ at: files.arrivedAt })
    .from(files)
    .where(and(eq(files.reportId, reportId), eq(files.sha256, sha256)));
  return file !== undefined;
}

interface NearPicture {
  /** Oldest case with the picture; cases in a group come before those in none. */
  caseId: string;
  distance: number;
}

/** The nearest picture of another case, among those that share a part with this one. */
async function findNearest(tx: Db, caseId: string, hash: string): Promise<NearPicture | undefined> {
  const holders = await tx
    .select({ caseId: cases.id, hash: pictures.hash, groupId: cases.groupId })
    .from(pictures)
    .innerJoin(files, eq(files.sha256, pictures.sha256))
    .innerJoin(reports, eq(reports.id, files.reportId))
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(
      and(arrayOverlaps(pictures.parts, hashParts(hash)), ne(cases.id, caseId), eq(cases.withheld, false)),
    )
    .orderBy(asc(cases.createdAt))
    .limit(maxCompared);
  const near = holders
    .map(({ hash: other, ...holder }) => ({ ...holder, distance: pictureDistance(other, hash) }))
    .filter(({ distance }) => distance <= maxDistance);
  const [nearest] = near.sort(
    (a, b) => a.distance - b.distance || Number(b.groupId !== null) - Number(a.groupId !== null),
  );
  return nearest;
}
