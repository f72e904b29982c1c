/** The data of a person in the programme, for a person who asks. Without the colleagues who recorded it, who have rights too. */

import { asc, eq, sql } from "drizzle-orm";
import { type LoggedCoordination, trustLogId } from "../../audit-log/store/trust-log.ts";
import {
  assignments,
  conflicts,
  exams,
  lessonProgress,
  log,
  marks,
  reviews,
  selfReviews,
} from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readDeclared } from "./own-channels.ts";
import { findVlogger } from "./vloggers.ts";

export async function readProgrammeData(db: Db, personId: string) {
  const { channel, reason, at } = conflicts;
  return {
    /** Languages, channels, network, level and pause; null before their first use. */
    profile: (await findVlogger(db, personId)) ?? null,
    declared: await readDeclared(db, personId),
    conflicts: await db
      .select({ channel, reason, at })
      .from(conflicts)
      .where(eq(conflicts.personId, personId))
      .orderBy(asc(at), asc(channel)),
    history: await readHistory(db, personId),
    lessons: await db.select().from(lessonProgress).where(eq(lessonProgress.personId, personId)),
    exams: await db.select().from(exams).where(eq(exams.personId, personId)).orderBy(asc(exams.startedAt)),
    tasks: await readTasks(db, personId),
    reviews: await readReviews(db, personId),
    selfReviews: await db
      .select()
      .from(selfReviews)
      .where(eq(selfReviews.personId, personId))
      .orderBy(asc(selfReviews.at), asc(selfReviews.id)),
  };
}

/** Coordinators' acts on the person, oldest first. */
function readHistory(db: Db, personId: string) {
  const said = sql<LoggedCoordination>`${log.detail} -> 'coordination'`;
  const member = (name: keyof LoggedCoordination) => sql<string | null>`${said} ->> ${name}`;
  return db
    .select({
      act: log.act,
      at: log.at,
      channel: member("channel"),
      network: member("network"),
      reason: member("reason"),
    })
    .from(log)
    .where(sql`${log.caseId} = ${trustLogId} and ${member("vlogger")} = ${personId}`)
    .orderBy(asc(log.seq));
}

/** Does not say which tasks are golden cases, because some are still to be reviewed. */
function readTasks(db: Db, personId: string) {
  const { caseId, at, skippedAt, reviewedAt } = assignments;
  return db
    .select({ case: caseId, at, skippedAt, reviewedAt })
    .from(assignments)
    .where(eq(assignments.personId, personId))
    .orderBy(asc(at), asc(caseId));
}

function readReviews(db: Db, personId: string) {
  const { id, caseId, at, verdict, reason, timecodes, confidence, elements, localContext, weight } = reviews;
  return db
    .select({
      ...{ review: id, case: caseId, at, verdict, reason, timecodes, confidence, elements, localContext },
      ...{ weight, right: marks.right, markedAt: marks.at },
    })
    .from(reviews)
    .leftJoin(marks, eq(marks.reviewId, id))
    .where(eq(reviews.personId, personId))
    .orderBy(asc(at), asc(id));
}
