/** Gives flagged videos to reviewers: three each, blind to each other, and now and then a case that is decided already. */

import { sql } from "drizzle-orm";
import { fewTasks, goldenShare, openTasks } from "../../../utils/policy/tasks.ts";
import { type Choice, choose, type Waiting } from "../../programme/choose.ts";
import { locks } from "../locks.ts";
import { assignments } from "../schema/index.ts";
import type { Db } from "../store.ts";
import { type Candidate, readCandidates } from "./reviewers.ts";
import { readGolden, trialsFor } from "./trials.ts";
import { readLacking, toWaiting } from "./waiting.ts";

interface Given {
  caseId: string;
  personId: string;
  golden: boolean;
  /** Comes before the rest of what is given with it. */
  asked: boolean;
}

/** Cases looked at in one go. */
const mostCases = 10_000;
/** So many decided cases beside each open one make the share of all tasks. */
const trialsPerTask = goldenShare / (1 - goldenShare);

/**
 * One replica at a time. Answers how many tasks were given. Must not be called with a case's lock: whoever has both
 * would wait for whoever has the other.
 */
export function giveTasks(db: Db, at: Date, random: () => number = Math.random): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.tasks})`);
    const candidates = await readCandidates(tx, at);
    if (candidates.length === 0) return 0;
    const hands = new Map(candidates.map((one) => [one.id, one]));
    const golden = await readGolden(tx, candidates);
    const first = candidates.flatMap((one) => firstTrials(one, golden));
    const isTried = new Set(first.map(({ personId }) => personId));
    const free = candidates.filter(({ id, paused }) => !paused && !isTried.has(id));
    const lacking = free.length === 0 ? [] : await readLacking(tx, at, mostCases);
    const given = giveOpen(
      lacking.map((one) => ({ asked: one.asked, waiting: toWaiting(one, candidates) })),
      free,
    );
    const beside = given.flatMap(({ personId, asked }) => {
      const person = hands.get(personId);
      return person && person.rank !== "participant" && random() < trialsPerTask ? [{ person, asked }] : [];
    });
    const rows = [...first, ...given, ...nextTrials(beside, golden)];
    await insert(tx, rows, at);
    return rows.length;
  });
}

/** A participant begins with decided cases, and whoever is paused gets no others. */
function firstTrials(person: Candidate, golden: readonly Waiting[]): Given[] {
  if (!person.paused && person.rank !== "participant") return [];
  return trialsFor(person, golden)
    .slice(0, Math.max(0, fewTasks - person.load))
    .map((caseId) => ({ caseId, personId: person.id, golden: true, asked: false }));
}

/** Each beside an open one, and in no other place than that. */
function nextTrials(
  beside: readonly { person: Candidate; asked: boolean }[],
  golden: readonly Waiting[],
): Given[] {
  const left = new Map(beside.map(({ person }) => [person.id, trialsFor(person, golden)]));
  return beside.flatMap(({ person, asked }) => {
    const caseId = left.get(person.id)?.shift();
    return caseId === undefined ? [] : [{ caseId, personId: person.id, golden: true, asked }];
  });
}

/** What was asked about goes out whatever people have to do already; the rest only as far as they have room. */
function giveOpen(
  cases: readonly { asked: boolean; waiting: Waiting }[],
  candidates: readonly Candidate[],
): Given[] {
  const of = (asked: boolean) => cases.filter((one) => one.asked === asked).map(({ waiting }) => waiting);
  const asked = choose(of(true), candidates);
  const load = new Map(candidates.map((one) => [one.id, one.load]));
  const graphic = new Set(cases.filter(({ waiting }) => waiting.graphic).map(({ waiting }) => waiting.id));
  const left = new Map(candidates.map((one) => [one.id, one.graphicLeft]));
  const note = ({ caseId, personId }: Choice) => {
    load.set(personId, (load.get(personId) ?? 0) + 1);
    if (graphic.has(caseId)) left.set(personId, (left.get(personId) ?? 0) - 1);
  };
  for (const choice of asked) note(choice);
  const roomy = candidates
    .map((one) => ({ ...one, load: load.get(one.id) ?? 0, graphicLeft: left.get(one.id) ?? 0 }))
    .filter((one) => one.load < openTasks);
  const unasked = choose(of(false), roomy).filter((choice) => {
    const fits = (load.get(choice.personId) ?? 0) < openTasks;
    if (fits) note(choice);
    return fits;
  });
  const toGiven = (isAsked: boolean) => (one: Choice) => ({
    ...{ caseId: one.caseId, personId: one.personId },
    ...{ golden: false, asked: isAsked },
  });
  return [...asked.map(toGiven(true)), ...unasked.map(toGiven(false))];
}

/** In the order of the cases' ids, in which everybody locks them. */
async function insert(tx: Db, given: readonly Given[], at: Date): Promise<void> {
  if (given.length === 0) return;
  const rows = given
    .map(({ asked, ...one }) => ({ ...one, at: new Date(at.getTime() + (asked ? 0 : 1)) }))
    .sort((a, b) => (a.caseId < b.caseId ? -1 : a.caseId > b.caseId ? 1 : 0));
  await tx.insert(assignments).values(rows).onConflictDoNothing();
}
