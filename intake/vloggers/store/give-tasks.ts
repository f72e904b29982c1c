/** Assigns flagged videos to reviewers: three each, blind to each other, mixed with golden cases. */

import { and, inArray, isNull, sql } from "drizzle-orm";
import { fewTasks } from "../../../utils/shared/policy/review-tasks.ts";
import { locks } from "../../db/locks.ts";
import { assignments, cases } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { createChooser, type WaitingCase } from "../choose-reviewers.ts";
import { type ChosenTask, mixInGolden, type TaskAssignment } from "../mix-in-golden.ts";
import { type CaseNeedingReviews, readCasesNeedingReviews, toWaitingCase } from "./cases-needing-reviews.ts";
import { goldenTasksFor, readGoldenTasks } from "./golden-tasks.ts";
import { type Candidate, readCandidates } from "./reviewers.ts";

/** Cases per page, and cases considered in one run. */
const [pageCases, maxCases] = [500, 10_000];

/**
 * Returns the number of tasks assigned, or 0 while another replica assigns. Must not be called with a case's
 * lock, because this could deadlock.
 */
export function giveTasks(db: Db, at: Date, random: () => number = Math.random): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await tryLock(tx))) return 0;
    const candidates = await readCandidates(tx, at);
    if (candidates.length === 0) return 0;
    const trials = await readGoldenTasks(tx, candidates);
    const first = candidates.flatMap((one) => firstGoldenTasks(one, trials));
    const isTried = new Set(first.map(({ personId }) => personId));
    const free = candidates.filter(({ id, paused }) => !paused && !isTried.has(id));
    const chosen = await chooseOpen(tx, at, free);
    const trialsOf = ({ id }: { id: string }) =>
      free.filter((one) => one.id === id).flatMap((one) => goldenTasksFor(one, trials));
    return insert(tx, [...first, ...mixInGolden(chosen, trialsOf, random)], at);
  });
}

async function tryLock(tx: Db): Promise<boolean> {
  const { rows } = (await tx.execute(
    sql`select pg_try_advisory_xact_lock(${locks.tasks}) as "isFirst"`,
  )) as unknown as { rows: { isFirst: boolean }[] };
  return rows[0]?.isFirst === true;
}

/** Participants start with golden cases; paused reviewers get nothing else. */
function firstGoldenTasks(person: Candidate, trials: readonly WaitingCase[]): TaskAssignment[] {
  const room = fewTasks - person.load;
  if (room <= 0 || (!person.paused && person.rank !== "participant")) return [];
  let { graphicLeft } = person;
  return goldenTasksFor(person, trials)
    .filter(({ graphic }) => !graphic || graphicLeft-- > 0)
    .slice(0, room)
    .map(({ id }) => ({ caseId: id, personId: person.id, golden: true }));
}

/** Reads pages until no reviewer has room for the waiting cases. */
async function chooseOpen(tx: Db, at: Date, free: readonly Candidate[]): Promise<ChosenTask[]> {
  if (free.length === 0) return [];
  const chooser = createChooser(free);
  const people = new Map(free.map((one) => [one.id, one]));
  const chosen: ChosenTask[] = [];
  let after: CaseNeedingReviews | undefined;
  for (let read = 0; read < maxCases; read += pageCases) {
    const page = await readCasesNeedingReviews(tx, at, {
      after,
      languages: chooser.languages(),
      most: pageCases,
    });
    const waiting = new Map(page.map((one) => [one.id, toWaitingCase(one, free)]));
    for (const { caseId, personId } of chooser.choose([...waiting.values()])) {
      const [one, person] = [waiting.get(caseId), people.get(personId)];
      if (one && person) chosen.push({ one, person });
    }
    after = page.at(-1);
    if (page.length < pageCases) break;
  }
  return chosen;
}

/** Skips cases that were merged meanwhile; waits for one that is being merged or decided. */
async function insert(tx: Db, given: readonly TaskAssignment[], at: Date): Promise<number> {
  if (given.length === 0) return 0;
  const ids = [...new Set(given.map(({ caseId }) => caseId))];
  // In the order of ids, as in every other place that locks cases.
  const there = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(inArray(cases.id, ids), isNull(cases.mergedInto)))
    .orderBy(cases.id)
    .for("key share");
  const isThere = new Set(there.map(({ id }) => id));
  const rows = given.flatMap((one, place) => (isThere.has(one.caseId) ? [{ ...one, at, place }] : []));
  if (rows.length === 0) return 0;
  const made = await tx
    .insert(assignments)
    .values(rows)
    .onConflictDoNothing()
    .returning({ caseId: assignments.caseId });
  return made.length;
}
