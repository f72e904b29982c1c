/** Reads who has shown that two names belong to the same post. */

import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Candidate } from "../../cases/rules/match-cases.ts";
import { namePair, shownAlias, shownNamePair, subjectNames } from "../../cases/rules/subject-names.ts";
import { caseSubjects, people, reports } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { Invited } from "../../people/rules/ties.ts";
import type { IncomingReport } from "./incoming-report.ts";

/** A case under one of its names. */
export type NamedCandidate = Omit<Candidate, "autoMergeable" | "proven">;

export interface Witnesses {
  /** Keyed by the pair, where a merge depends on it: the people whose evidence shows that both name one post. */
  witnesses: Map<string, Invited[]>;
  /** Keyed by case, where a merge depends on it: the subjects of its reports. */
  subjects: Map<string, string[]>;
  /** The senders of this batch, keyed by person. */
  senders: Map<string, Invited>;
}

type Candidates = ReadonlyMap<string, NamedCandidate[]>;

/** Sends no statement unless a report's names lead to a case, or to another report, that is not of its subject. */
export async function readWitnesses(
  db: Db,
  arrivals: readonly IncomingReport[],
  candidates: Candidates,
): Promise<Witnesses> {
  const together = meetInBatch(arrivals);
  const strays = arrivals.filter(
    (arrival) => leadsElsewhere(arrival, candidates) || subjectNames(arrival.report.evidence).some(together),
  );
  if (strays.length === 0) return { witnesses: new Map(), subjects: new Map(), senders: new Map() };
  const subjects = await readSubjects(db, strays, candidates);
  const pairs = new Set(strays.flatMap((arrival) => pairsOf(arrival, candidates, subjects)));
  const witnesses = await readShown(db, [...pairs]);
  return { witnesses, subjects, senders: await readSenders(db, strays) };
}

/** Returns names that are the subject of one report of the batch and the other name of another. */
function meetInBatch(arrivals: readonly IncomingReport[]): (name: string) => boolean {
  const named = arrivals.map(({ report }) => report.evidence);
  const subjects = new Set<string>(named.map(({ subject }) => subject));
  const shown = new Set(named.map(shownAlias));
  return (name) => subjects.has(name) && shown.has(name);
}

function leadsElsewhere({ report: { evidence } }: IncomingReport, candidates: Candidates): boolean {
  const own = new Set(
    (candidates.get(evidence.subject) ?? []).flatMap((candidate) =>
      candidate.own ? [candidate.caseId] : [],
    ),
  );
  return subjectNames(evidence).some((name) => candidates.get(name)?.some(({ caseId }) => !own.has(caseId)));
}

/** Reads the subjects of cases that were found under a name that none of their reports has as subject. */
async function readSubjects(
  db: Db,
  arrivals: readonly IncomingReport[],
  candidates: Candidates,
): Promise<Map<string, string[]>> {
  const named = arrivals.flatMap(({ report }) =>
    subjectNames(report.evidence).flatMap((name) => candidates.get(name) ?? []),
  );
  const caseIds = [...new Set(named.flatMap(({ own, caseId }) => (own ? [] : [caseId])))];
  const subjects = new Map<string, string[]>();
  if (caseIds.length === 0) return subjects;
  const rows = await db
    .select({ caseId: caseSubjects.caseId, subject: caseSubjects.subject })
    .from(caseSubjects)
    .where(and(inArray(caseSubjects.caseId, caseIds), caseSubjects.own));
  for (const { caseId, subject } of rows) subjects.set(caseId, [...(subjects.get(caseId) ?? []), subject]);
  return subjects;
}

/** Returns every pair that can lead from the report's subject to a case. */
function pairsOf(
  { report: { evidence } }: IncomingReport,
  candidates: Candidates,
  subjects: ReadonlyMap<string, string[]>,
): string[] {
  const shown = shownNamePair(evidence);
  const further = subjectNames(evidence).flatMap((name) =>
    (candidates.get(name) ?? []).flatMap(({ caseId }) =>
      (subjects.get(caseId) ?? []).map((subject) => namePair(name, subject)),
    ),
  );
  return [shown, ...further].filter((pair) => pair !== undefined);
}

const witness = { id: people.id, invitedBy: people.invitedBy };

/** Withdrawn reports, reports without a seal and reports of suspended people do not count. */
async function readShown(db: Db, pairs: readonly string[]): Promise<Map<string, Invited[]>> {
  const rows = await db
    .selectDistinct({ pair: reports.pair, ...witness })
    .from(reports)
    .innerJoin(people, eq(people.id, reports.personId))
    .where(
      and(
        inArray(reports.pair, [...pairs]),
        ...[isNull(reports.withdrawnAt), isNotNull(reports.seal), isNull(people.suspendedAt)],
      ),
    );
  const witnesses = new Map<string, Invited[]>(pairs.map((pair) => [pair, []]));
  for (const { pair, ...person } of rows) witnesses.get(pair ?? "")?.push(person);
  return witnesses;
}

/** Returns the people whose reports are not written yet, keyed by their ids. */
async function readSenders(db: Db, arrivals: readonly IncomingReport[]): Promise<Map<string, Invited>> {
  const personIds = [...new Set(arrivals.map(({ person }) => person.id))];
  const rows = await db.select(witness).from(people).where(inArray(people.id, personIds));
  return new Map(rows.map((row) => [row.id, row]));
}
