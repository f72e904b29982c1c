/** Assigns flagged videos that lack reviewers: three reviewers each, blind to each other, mixed with golden cases. */

import {
  and,
  asc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  not,
  notExists,
  or,
  sql,
} from "drizzle-orm";
import {
  fewTasks,
  goldenShare,
  openTasks,
  reviewersPerCase,
} from "../../../utils/shared/policy/review-tasks.ts";
import { graphicCategories } from "../../../utils/shared/policy/wellbeing.ts";
import { authorKeysOfCase } from "../../cases/store/channel-ties.ts";
import { waitsForDescription } from "../../cases/store/undescribed.ts";
import { sha256Of } from "../../core/digest.ts";
import { severalLanguages } from "../../core/scope.ts";
import { locks } from "../../db/locks.ts";
import {
  assignments,
  cases,
  decisions,
  goldenCases,
  people,
  reports,
  reviews,
  vloggers,
} from "../../db/schema/index.ts";
import { areCases, spotOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { type ScopedCase, unitSees } from "../../db/unit-sees.ts";
import {
  type Choice,
  canReview,
  createChooser,
  type Reviewer,
  type WaitingCase,
} from "../choose-reviewers.ts";
import { type Candidate, readCandidates } from "./reviewers.ts";
import {
  isAwaited,
  isBarred,
  isBarredVoice,
  isReviewable,
  isShowableTrial,
  isVoice,
} from "./task-filters.ts";

/** Cases per page, and cases considered in one run. */
const [pageCases, maxCases] = [500, 10_000];

/**
 * Returns the number of tasks assigned, or 0 while another replica assigns. Must not be called with a case's
 * lock, because this could deadlock.
 */
export async function giveTasks(db: Db, at: Date, random: () => number = Math.random): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await tryLock(tx))) return 0;
    const candidates = await readCandidates(tx, at);
    if (candidates.length === 0) return 0;
    const trials = await readGoldenTasks(tx, candidates);
    const first = candidates.flatMap((candidate) => firstGoldenTasks(candidate, trials));
    const isTried = new Set(first.map(({ personId }) => personId));
    const free = candidates.filter(({ id, paused }) => !paused && !isTried.has(id));
    const chosen = await chooseOpen(tx, at, free);
    const trialsOf = ({ id }: { id: string }) =>
      free
        .filter((candidate) => candidate.id === id)
        .flatMap((candidate) => goldenTasksFor(candidate, trials));
    return insert(tx, [...first, ...mixInGolden(chosen, trialsOf, random)], at);
  });
}

async function tryLock(tx: Db): Promise<boolean> {
  const { rows } = await tx.execute<{ isFirst: boolean }>(
    sql`select pg_try_advisory_xact_lock(${locks.tasks}) as "isFirst"`,
  );
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

/** A case with everyone to whom it was assigned or who reviewed or reported it. */
type CaseWithPeople = ScopedCase & {
  id: string;
  /** Keys of the possible authors' channels. */
  channels: readonly (string | null)[];
  involved: readonly string[];
  reporters: readonly string[];
  /** Inviters of the reporters. */
  reportersInviters: readonly string[];
  /** Inviters of people who have the case or reviewed it. */
  inviters: readonly string[];
};

type CaseNeedingTask = CaseWithPeople & Pick<WaitingCase, "asked" | "participantAsked" | "lacks">;

type CaseNeedingReviews = CaseNeedingTask & { queueKey: string };

/** Columns of `cases`; read together with `involvedPeople`. */
const caseColumns = {
  id: cases.id,
  site: cases.site,
  category: cases.category,
  reportedCategory: cases.reportedCategory,
  categories: cases.categories,
  language: cases.language,
  channels: authorKeysOfCase,
};

/** Ids of everyone already involved in the case, such as people who decided it before they became vloggers. */
const involvedPeople = (db: Db) => {
  const ofCase = (table: typeof assignments | typeof reviews | typeof reports) =>
    db.select({ id: table.personId }).from(table).where(eq(table.caseId, cases.id));
  const { personId, answeredBy, caseId } = decisions;
  const deciders = sql`select unnest(array[${personId}, ${answeredBy}]) from ${decisions} where ${caseId} = ${cases}.id`;
  const judges = sql`select ${goldenCases.setBy} from ${goldenCases} where ${goldenCases.caseId} = ${cases}.id`;
  return sql<
    string[]
  >`array_remove(array(${ofCase(assignments)} union ${ofCase(reviews)} union ${ofCase(reports)}
    union ${deciders} union ${judges}), null)`;
};

/** Columns of people whom the case does not name. Only people with an inviter are read of those. */
const tiedPeople = (db: Db) => {
  const invitersOf = (table: typeof assignments | typeof reviews | typeof reports) =>
    db
      .select({ id: people.invitedBy })
      .from(table)
      .innerJoin(people, eq(people.id, table.personId))
      .where(and(eq(table.caseId, cases.id), isNotNull(people.invitedBy)));
  const reporters = db.select({ id: reports.personId }).from(reports).where(eq(reports.caseId, cases.id));
  return {
    reporters: sql<string[]>`array(${reporters})`,
    reportersInviters: sql<string[]>`array(${invitersOf(reports)})`,
    inviters: sql<string[]>`array(${invitersOf(assignments)} union ${invitersOf(reviews)})`,
  };
};

interface NeedingReviewsQuery {
  /** The last row of the previous page. */
  after: CaseNeedingReviews | undefined;
  /** Other languages are left out, unless a supervisor asked. */
  languages: readonly string[];
  most: number;
}

/** In working order. */
async function readCasesNeedingReviews(
  db: Db,
  at: Date,
  { after, languages, most }: NeedingReviewsQuery,
): Promise<CaseNeedingReviews[]> {
  const has = sql<number>`(${countAwaited(db, at)}) + (${countVoices(db)})`.mapWith(Number);
  const taken = db
    .select({ has: has.as("has") })
    .from(sql`(select) as nothing`)
    .as("taken");
  const unasked = sql<boolean>`(${cases.reviewAskedAt} is null)`;
  // Written as a comparison so that the index is used.
  const asked = sql`${unasked} < true`;
  const isRead =
    languages.length === 0
      ? asked
      : or(asked, isNull(cases.language), inArray(cases.language, [severalLanguages, ...languages]));
  const rows = await db
    .select({
      ...caseColumns,
      queueKey: cases.queueKey,
      asked: sql<boolean>`not ${unasked}`,
      has: taken.has,
      participantAsked: sql<boolean>`${hasParticipantTask(db)}`,
      involved: involvedPeople(db),
      ...tiedPeople(db),
    })
    .from(cases)
    .crossJoinLateral(taken)
    .where(
      and(
        isReviewable,
        lt(taken.has, reviewersPerCase),
        isRead,
        // Until the language is known, a reviewer who does not read it could be asked.
        notExists(waitsForDescription(db)),
        after &&
          sql`(${unasked}, ${cases.queueKey}, ${cases.id}) > (${!after.asked}, ${after.queueKey}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(asc(unasked), asc(cases.queueKey), asc(cases.id))
    .limit(most);
  return rows.map(({ has, ...row }) => ({ ...row, lacks: reviewersPerCase - has }));
}

/** Participants' tasks do not count, so the case lacks as many reviewers as without them. */
function countAwaited(db: Db, at: Date) {
  const counts = inArray(vloggers.rank, ["reviewer", "trusted"]);
  const isThere = and(isNull(people.suspendedAt), isNull(vloggers.pausedAt), not(isBarred));
  return db
    .select({ n: sql`count(*)` })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.personId))
    .innerJoin(vloggers, eq(vloggers.personId, assignments.personId))
    .where(
      and(eq(assignments.caseId, cases.id), eq(assignments.golden, false), isAwaited(at), counts, isThere),
    );
}

/** Counts only reviews that had weight when they were given. */
function countVoices(db: Db) {
  return db
    .select({ n: sql`count(*)` })
    .from(reviews)
    .where(and(eq(reviews.caseId, cases.id), gt(reviews.weight, 0), isVoice, not(isBarredVoice)));
}

function hasParticipantTask(db: Db) {
  const given = db
    .select({ one: sql`1` })
    .from(assignments)
    .leftJoin(vloggers, eq(vloggers.personId, assignments.personId))
    .where(
      and(
        eq(assignments.caseId, cases.id),
        eq(assignments.golden, false),
        sql`coalesce(${vloggers.rank}, 'participant') = 'participant'`,
      ),
    );
  return exists(given);
}

/**
 * The case as the chooser needs it. `never` contains people involved in the case, inviters and invitees of its reporters,
 * and people whose unit does not see it.
 */
function toWaitingCase(row: CaseNeedingTask, candidates: readonly Candidate[]): WaitingCase {
  const { id, language, channels, category, asked, participantAsked, lacks, involved } = row;
  const reporters = new Set<string | null>(row.reporters);
  // `isInvitation` between a candidate and a reporter, by sets.
  const invitees = candidates
    .filter(({ inviter }) => reporters.has(inviter))
    .map((candidate) => candidate.id);
  const blind = candidates.filter(({ unit }) => !unitSees(unit, row)).map((candidate) => candidate.id);
  return {
    id,
    lacks,
    asked,
    participantAsked,
    graphic: graphicCategories.has(category),
    language: language === null || language === severalLanguages ? undefined : language,
    channels: channels.flatMap((key) => key ?? []),
    never: new Set([...involved, ...row.reportersInviters, ...invitees, ...blind]),
    inviters: new Set(row.inviters),
  };
}

/** Reads pages until no reviewer has room for the waiting cases. */
async function chooseOpen(tx: Db, at: Date, free: readonly Candidate[]): Promise<ChosenTask[]> {
  if (free.length === 0) return [];
  const chooser = createChooser(free);
  const people = new Map(free.map((candidate) => [candidate.id, candidate]));
  const chosen: ChosenTask[] = [];
  let after: CaseNeedingReviews | undefined;
  for (let read = 0; read < maxCases; read += pageCases) {
    const page = await readCasesNeedingReviews(tx, at, {
      after,
      languages: chooser.languages(),
      most: pageCases,
    });
    const waiting = new Map(page.map((caseRow) => [caseRow.id, toWaitingCase(caseRow, free)]));
    for (const { caseId, personId } of chooser.choose([...waiting.values()])) {
      const [waitingCase, person] = [waiting.get(caseId), people.get(personId)];
      if (waitingCase && person) chosen.push({ waitingCase, person });
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
    .where(and(areCases(ids), isNull(cases.mergedInto)))
    .orderBy(cases.id)
    .for("key share");
  const isThere = new Set(there.map(({ id }) => id));
  const rows = given.flatMap((task, index) =>
    isThere.has(task.caseId) ? [{ ...task, spot: spotOfCase(task.caseId), at, place: index }] : [],
  );
  if (rows.length === 0) return 0;
  const made = await tx
    .insert(assignments)
    .values(rows)
    .onConflictDoNothing()
    .returning({ caseId: assignments.caseId });
  return made.length;
}

export interface TaskAssignment extends Choice {
  golden: boolean;
}

/** A choice with its case and person. */
export interface ChosenTask {
  waitingCase: WaitingCase;
  person: Reviewer;
}

/**
 * Inserts golden cases at the given share; they count against the limits, and an ordinary case without room
 * is assigned another time. Participants already started with golden cases and get none here.
 */
export function mixInGolden(
  chosen: readonly ChosenTask[],
  trialsOf: (person: Reviewer) => WaitingCase[],
  random: () => number,
): TaskAssignment[] {
  const hands = new Map<string, { load: number; graphicLeft: number; trials?: WaitingCase[] }>();
  const mixed: TaskAssignment[] = [];
  for (const { waitingCase, person } of chosen) {
    const hand = hands.get(person.id) ?? { load: person.load, graphicLeft: person.graphicLeft };
    hands.set(person.id, hand);
    const fits = ({ graphic, asked }: WaitingCase) =>
      (asked || hand.load < openTasks) && (!graphic || hand.graphicLeft > 0);
    const give = ({ id, graphic }: WaitingCase, golden: boolean) => {
      mixed.push({ caseId: id, personId: person.id, golden });
      hand.load++;
      if (graphic) hand.graphicLeft--;
    };
    while (person.rank !== "participant" && random() < goldenShare) {
      hand.trials ??= trialsOf(person);
      const index = hand.trials.findIndex(fits);
      const [trial] = index < 0 ? [] : hand.trials.splice(index, 1);
      if (!trial) break;
      give(trial, true);
    }
    if (fits(waitingCase)) give(waitingCase, false);
  }
  return mixed;
}

export async function readGoldenTasks(db: Db, candidates: readonly Candidate[]): Promise<WaitingCase[]> {
  const rows = await db
    .select({ ...caseColumns, involved: involvedPeople(db) })
    .from(goldenCases)
    .innerJoin(cases, eq(cases.id, goldenCases.caseId))
    .where(
      and(
        isNull(goldenCases.endedAt),
        isShowableTrial,
        inArray(cases.state, ["approved", "rejected", "escalated"]),
      ),
    );
  // The answer to a golden case is known, so a tie to its reporter does not matter.
  const untied = { reporters: [], reportersInviters: [], inviters: [] };
  const given = { asked: false, participantAsked: true, lacks: 1, ...untied };
  return rows.map((row) => toWaitingCase({ ...row, ...given }, candidates));
}

/**
 * Golden cases still possible for this person, in a pseudo-random order per person so that reviewers cannot
 * compare notes.
 */
export function goldenTasksFor(person: Candidate, trials: readonly WaitingCase[]): WaitingCase[] {
  return trials
    .filter((trial) => canReview(person, trial))
    .map((trial) => ({ trial, place: sha256Of(`${person.id} ${trial.id}`) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ trial }) => trial);
}
