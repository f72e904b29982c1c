/** Loads what the store knows about a batch of reports: earlier copies, candidate cases, and reporters. */

import { and, eq, inArray, isNull, max, type SQL, sql } from "drizzle-orm";
import { voiceKey } from "../../cases/rules/report-summary.ts";
import { subjectNames } from "../../cases/rules/subject-names.ts";
import { lockCases } from "../../cases/store/case-writes.ts";
import { readKeptApart } from "../../cases/store/merge-proposals.ts";
import { buildOnce, named } from "../../db/prepared-statements.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseSubjects, files, holds, reports } from "../../db/schema/index.ts";
import { rowsOfCases, spotOfCase, spotOfSubject } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { type ReporterWeight, readReporterWeights } from "../store/reporter-records.ts";
import { type NamedCandidate, readWitnesses, type Witnesses } from "./alias-witnesses.ts";
import type { IncomingReport } from "./incoming-report.ts";

export interface EarlierReport {
  digest: string;
  personId: string;
  caseId: string;
  receivedAt: Date;
  place: number;
  /** Compact JWS; a promise while a report of the same batch is still being signed. */
  receipt: string | Promise<string>;
  /** SHA-256 of the files already received. */
  filesHere: string[];
  /** Evidence was deleted by retention; no files are wanted any more. */
  deleted: boolean;
}

export interface IngestContext extends Witnesses {
  earlier: Map<string, EarlierReport>;
  /** By subject. */
  candidates: Map<string, NamedCandidate[]>;
  /** Cases with a legal hold. */
  heldCases: Set<string>;
  /** Pairs that a person split, by `pairKey`. */
  keptApart: Set<string>;
  /** Locked. */
  cases: Map<string, CaseRecord>;
  /** By `case person`: when the person first reported it, and whether a report of theirs is live. */
  reporters: Map<string, { firstAt: Date; live: boolean }>;
  /** By person id: unit and current weight. */
  weights: Map<string, ReporterWeight>;
  /** By `case voice`: the highest weight among its live reports. */
  voices: Map<string, number>;
}

/**
 * `everySpot`: looks for earlier copies beside the posts' own spots as well; a split can leave a report elsewhere.
 * Needs the locks of the batch's names. Statements that do not wait for each other's answers are sent together, because
 * a batch otherwise takes as many round trips as statements.
 */
export async function readIngestContext(
  db: Db,
  arrivals: readonly IncomingReport[],
  { everySpot }: { everySpot: boolean },
): Promise<IngestContext> {
  const names = [...new Set(arrivals.flatMap(({ report }) => subjectNames(report.evidence)))];
  const personIds = [...new Set(arrivals.map(({ person }) => person.id))];
  const spots = new Set(names.map(spotOfSubject));
  const [earlier, named, weights] = await Promise.all([
    readEarlier(db, arrivals, everySpot ? undefined : [...spots]),
    selectNamedCases(db, { names, spots: [...spots] }),
    readReporterWeights(db, personIds),
  ]);
  const caseIds = [...new Set(named.map(({ caseId }) => caseId))];
  const cases = new Map((await lockCases(db, caseIds)).map((row) => [row.id, row]));
  const candidates = toCandidates(named, cases);
  const further = [...new Set(caseIds.map(spotOfCase))].filter((spot) => !spots.has(spot));
  if (further.length > 0 && !everySpot)
    for (const [id, one] of await readEarlier(db, arrivals, further)) earlier.set(id, one);
  const [reporters, voices, obstacles, witnesses] = await Promise.all([
    readReporters(db, caseIds, personIds),
    readVoiceWeights(db, caseIds, weights),
    readObstacles(db, mayMerge(arrivals, candidates) ? caseIds : []),
    readWitnesses(db, arrivals, candidates),
  ]);
  return { earlier, candidates, cases, reporters, weights, voices, ...obstacles, ...witnesses };
}

/** Most batches name each post once and merge nothing. */
function mayMerge(
  arrivals: readonly IncomingReport[],
  candidates: ReadonlyMap<string, NamedCandidate[]>,
): boolean {
  const claims = arrivals.some(({ report }) => subjectNames(report.evidence).length > 1);
  return (
    claims ||
    [...candidates.values()].some((matches) => matches.length > 1 || matches.some(({ own }) => !own))
  );
}

/** Reasons why a report may not merge these cases. */
async function readObstacles(
  db: Db,
  caseIds: string[],
): Promise<Pick<IngestContext, "heldCases" | "keptApart">> {
  if (caseIds.length === 0) return { heldCases: new Set(), keptApart: new Set() };
  const rows = await db
    .selectDistinct({ caseId: holds.caseId })
    .from(holds)
    .where(and(rowsOfCases(holds, caseIds), isNull(holds.releasedAt)));
  const held = new Set(rows.map(({ caseId }) => caseId));
  return { heldCases: held, keptApart: caseIds.length > 1 ? await readKeptApart(db, caseIds) : new Set() };
}

/** Without `spots`, at all of them. */
async function readEarlier(
  db: Db,
  arrivals: readonly IncomingReport[],
  spots: readonly number[] | undefined,
): Promise<Map<string, EarlierReport>> {
  const ids = arrivals.map(({ report }) => report.id);
  const rows = await (spots ? selectEarlierAtSpots(db, { ids, spots }) : selectEarlier(db, { ids }));
  const earlier = new Map<string, EarlierReport>();
  for (const { id: reportId, file, evidenceDeletedAt: deletedAt, ...row } of rows) {
    const known = earlier.get(reportId) ?? { ...row, filesHere: [], deleted: deletedAt !== null };
    if (file) known.filesHere.push(file);
    earlier.set(reportId, known);
  }
  return earlier;
}

const isAnyOfIds = sql`${reports.id} = any(${sql.placeholder("ids")}::uuid[])`;
const selectEarlier = buildOnce((db) => earlierReports(db, isAnyOfIds));
const selectEarlierAtSpots = buildOnce((db) =>
  earlierReports(
    db,
    sql`${isAnyOfIds} and ${reports.spot} = any(${sql.placeholder("spots")}::smallint[]) ${named}`,
  ),
);

function earlierReports(db: Db, where: SQL) {
  const { id, digest, personId, caseId, receivedAt, place, receipt, evidenceDeletedAt } = reports;
  return db
    .select({
      id,
      digest,
      personId,
      caseId,
      receivedAt,
      place,
      receipt,
      evidenceDeletedAt,
      file: files.sha256,
    })
    .from(reports)
    .leftJoin(files, and(eq(files.reportId, reports.id), eq(files.spot, reports.spot)))
    .where(where);
}

type NamedCase = typeof caseSubjects.$inferSelect;

const selectNamedCases = buildOnce((db) =>
  db
    .select()
    .from(caseSubjects)
    .where(
      sql`${caseSubjects.subject} = any(${sql.placeholder("names")}::text[])
        and ${caseSubjects.spot} = any(${sql.placeholder("spots")}::smallint[]) ${named}`,
    ),
);

/** By name. Takes the cases as locked, because another batch may have changed them before. */
function toCandidates(
  named: readonly NamedCase[],
  locked: ReadonlyMap<string, CaseRecord>,
): Map<string, NamedCandidate[]> {
  const byName = new Map<string, NamedCandidate[]>();
  for (const { subject, caseId, own } of named) {
    const row = locked.get(caseId);
    if (!row) continue;
    const { channelId, createdAt } = row;
    byName.set(subject, [...(byName.get(subject) ?? []), { caseId, channelId, createdAt, own }]);
  }
  return byName;
}

async function readReporters(
  db: Db,
  caseIds: string[],
  personIds: string[],
): Promise<IngestContext["reporters"]> {
  if (caseIds.length === 0) return new Map();
  const { caseId, personId, receivedAt, withdrawnAt } = reports;
  const rows = await db
    .select({
      caseId,
      personId,
      firstAt: sql<Date>`min(${receivedAt})`.mapWith(receivedAt),
      live: sql<boolean>`bool_or(${withdrawnAt} is null)`,
    })
    .from(reports)
    .where(and(rowsOfCases(reports, caseIds), inArray(personId, personIds)))
    .groupBy(caseId, personId);
  return new Map(
    rows.map(({ firstAt, live, ...row }) => [`${row.caseId} ${row.personId}`, { firstAt, live }]),
  );
}

/** Only the voices of the batch's senders, because a case may have ten thousand reports. */
async function readVoiceWeights(
  db: Db,
  caseIds: string[],
  weights: Map<string, ReporterWeight>,
): Promise<Map<string, number>> {
  if (caseIds.length === 0) return new Map();
  const voice = sql<string>`coalesce(${reports.unitId}, ${reports.personId})`;
  const senders = [...weights].map(([personId, { unitId }]) => voiceKey({ personId, unitId }));
  const rows = await db
    .select({ caseId: reports.caseId, voice, weight: max(reports.weight) })
    .from(reports)
    .where(and(rowsOfCases(reports, caseIds), inArray(voice, senders), isNull(reports.withdrawnAt)))
    .groupBy(reports.caseId, voice);
  return new Map(rows.map((row) => [`${row.caseId} ${row.voice}`, row.weight ?? 0]));
}
