/** Reading the cohort: everybody in reach who is a vlogger and has come, with all that the coordinator's table says. */

import { and, asc, count, desc, eq, exists, inArray, max, ne, sql } from "drizzle-orm";
import type { Cohort, CohortRow } from "../../../utils/contract/cohort.ts";
import { limits } from "../../../utils/contract/limits.ts";
import type { Lesson } from "../../../utils/policy/lessons/lesson.ts";
import { wilsonLower } from "../../../utils/policy/wilson.ts";
import { alphaOf } from "../../programme/agreement.ts";
import { examOf, lessonsDone } from "../../programme/cohort.ts";
import {
  assignments,
  cases,
  devices,
  exams,
  lessonProgress,
  marks,
  people,
  reviews,
  vloggers,
} from "../schema/index.ts";
import { peopleIn, type UnitScope } from "../scope.ts";
import type { Db } from "../store.ts";
import { isVoice, isWaiting } from "./task-filters.ts";
import { readTaught } from "./taught.ts";

export interface CohortQuery {
  scope: UnitScope;
  at: Date;
  /** This one alone. */
  personId?: string;
}

export async function readCohort(db: Db, { scope, at, personId }: CohortQuery): Promise<CohortRow[]> {
  const come = db.select({ one: sql`1` }).from(devices).where(eq(devices.personId, people.id));
  const found = await db
    .select({ personId: people.id, name: people.name, known: vloggers })
    .from(people)
    .leftJoin(vloggers, eq(vloggers.personId, people.id))
    .where(
      and(
        eq(people.role, "vlogger"),
        peopleIn(db, scope),
        exists(come),
        personId === undefined ? undefined : eq(people.id, personId),
      ),
    )
    .orderBy(asc(people.name), asc(people.id))
    .limit(limits.cohortRows);
  if (found.length === 0) return [];
  const lessons = await readTaught(db);
  const facts = await readFacts(
    db,
    found.map((one) => one.personId),
  );
  return found.map(({ personId: id, name, known }) => ({
    ...{ personId: id, name, rank: known?.rank ?? ("participant" as const) },
    ...factsOf(id, { lessons, ...facts }, at),
    ...pauseOf(known),
  }));
}

function pauseOf(known: typeof vloggers.$inferSelect | null): Pick<CohortRow, "pause"> {
  if (!known?.pausedAt) return {};
  const { pausedAt, pausedFor, pauseReason } = known;
  const reason = pauseReason === null ? {} : { reason: pauseReason };
  return { pause: { at: pausedAt.toISOString(), for: pausedFor ?? "person", ...reason } };
}

type Facts = Awaited<ReturnType<typeof readFacts>> & { lessons: readonly Lesson[] };

async function readFacts(db: Db, ids: string[]) {
  const given = db
    .select({ personId: reviews.personId, count: count(), at: max(reviews.at) })
    .from(reviews)
    .where(inArray(reviews.personId, ids))
    .groupBy(reviews.personId);
  const right = sql<number>`(count(*) filter (where ${marks.right}))::int`;
  const marked = db
    .select({ personId: marks.personId, right, of: count() })
    .from(marks)
    .where(inArray(marks.personId, ids))
    .groupBy(marks.personId);
  const open = db
    .select({ personId: assignments.personId, count: count() })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .leftJoin(vloggers, eq(vloggers.personId, assignments.personId))
    .where(and(inArray(assignments.personId, ids), isWaiting))
    .groupBy(assignments.personId);
  const learned = db.select().from(lessonProgress).where(inArray(lessonProgress.personId, ids));
  const sat = db.select().from(exams).where(inArray(exams.personId, ids)).orderBy(desc(exams.startedAt));
  return {
    given: await given,
    marked: await marked,
    open: await open,
    learned: await learned,
    sat: await sat,
  };
}

function factsOf(id: string, { lessons, given, marked, open, learned, sat }: Facts, now: Date) {
  const of = <T extends { personId: string }>(rows: T[]) => rows.filter(({ personId }) => personId === id);
  const [reviewed, mark] = [of(given)[0], of(marked)[0] ?? { right: 0, of: 0 }];
  const times = [
    reviewed?.at,
    ...of(learned).map(({ at }) => at),
    ...of(sat).map(({ startedAt }) => startedAt),
  ];
  const latest = Math.max(...times.map((time) => time?.getTime() ?? 0));
  return {
    lessons: lessonsDone(lessons, of(learned)),
    exam: examOf(lessons, of(sat), now),
    reviews: reviewed?.count ?? 0,
    marks: { right: mark.right, of: mark.of, lower: wilsonLower(mark.right, mark.of) },
    load: of(open)[0]?.count ?? 0,
    ...(latest > 0 ? { activeAt: new Date(latest).toISOString() } : {}),
  };
}

/** Of the programme as a whole: a number tells nothing of one person or case. Who cannot tell says nothing. */
export async function readAgreement(db: Db): Promise<Pick<Cohort, "agreement" | "compared">> {
  const said = await db
    .select({ verdicts: sql<string[]>`array_agg(${reviews.verdict})` })
    .from(reviews)
    .where(and(ne(reviews.verdict, "cannot-tell"), isVoice))
    .groupBy(reviews.caseId)
    .having(sql`count(*) > 1`)
    .orderBy(desc(max(reviews.at)))
    .limit(limits.comparedCases);
  const agreement = alphaOf(said.map(({ verdicts }) => verdicts));
  return { compared: said.length, ...(agreement === undefined ? {} : { agreement }) };
}
