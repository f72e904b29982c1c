/** The data of a person in the programme: given to a person who asks, and deleted some time after they left. */

import { and, asc, eq, exists, isNotNull, lt, not, or, type SQL, sql } from "drizzle-orm";
import {
  type LoggedCoordination,
  logTrust,
  readNewestRestore,
  trustLogId,
} from "../../audit-log/store/trust-log.ts";
import { rowsOf } from "../../db/read-cursor.ts";
import {
  assignments,
  conflicts,
  declaredChannels,
  exams,
  lessonProgress,
  log,
  marks,
  people,
  reviews,
  selfReviews,
  vloggers,
} from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { lockPerson } from "./lessons.ts";
import { readDeclared } from "./own-channels.ts";
import { findVlogger } from "./vloggers.ts";

/** Without the colleagues who recorded it, because they have rights too. */
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
  const member = (name: keyof LoggedCoordination) => sql<string | null>`${said} ->> ${name}::text`;
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

const dayMs = 24 * 3_600_000;
/** A suspension or a new role can be undone within this time without losing data. */
const keptMs = 90 * dayMs;
/** After a restore, administrators have this time to repeat what was done after the backup, such as the end of a suspension. */
const restoredMs = 7 * dayMs;

/** Tables with a person's results. Reviews and tasks are not among them, because they belong to their cases. */
const records = [lessonProgress, exams, selfReviews, marks] as const;
/** Tables with channels that bar a person from cases. They are kept for a person with another role, who can decide. */
const interests = [declaredChannels, conflicts] as const;

const noInterests = { channels: [], network: null };
const noLevel = { languages: [], rank: "participant" as const, rankedAt: null, resumedAt: null };
const isPausedForRecord = sql<boolean>`${vloggers.pausedFor} is not distinct from 'record'`;
const noPause = { pausedAt: null, pausedFor: null, pauseReason: null };

/**
 * Deletes the data of people who left the programme, by a suspension or another role, and about whom nothing was logged
 * for some time. People with another role keep what bars them from cases. An automatic pause is kept, because without it
 * the person's earlier reviews would count again.
 */
export async function deleteEndedProgrammes(db: Db, at: Date): Promise<void> {
  const restore = await readNewestRestore(db);
  if (restore && at.getTime() - restore.at.getTime() < restoredMs) return;
  for (const { id } of await findEnded(db, at))
    await db.transaction(async (tx) => {
      await lockPerson(tx, id);
      const [ended] = await findEnded(tx, at, id);
      if (!ended) return;
      for (const table of records) await tx.delete(table).where(eq(table.personId, id));
      if (ended.role === "vlogger") await deleteInterests(tx, id);
      else await clearLevel(tx, id);
      await logTrust(tx, { act: "programme-data-deleted", at, by: "intake" }, { people: [id] });
    });
}

async function deleteInterests(tx: Db, personId: string): Promise<void> {
  for (const table of interests) await tx.delete(table).where(eq(table.personId, personId));
  const own = eq(vloggers.personId, personId);
  await tx.delete(vloggers).where(and(own, not(isPausedForRecord)));
  await tx
    .update(vloggers)
    .set({ ...noLevel, ...noInterests })
    .where(own);
}

async function clearLevel(tx: Db, personId: string): Promise<void> {
  const own = eq(vloggers.personId, personId);
  await tx.update(vloggers).set(noLevel).where(own);
  await tx
    .update(vloggers)
    .set(noPause)
    .where(and(own, eq(vloggers.pausedFor, "person")));
}

/** Finds people whose data is due for deletion. */
async function findEnded(db: Db, at: Date, personId?: string) {
  const since = new Date(at.getTime() - keptMs);
  const left = await findLeft(db, since, personId);
  if (left.length === 0) return left;
  const named = await readNamed(db, { ids: left.map(({ id }) => id), since, at });
  return left.filter(({ id }) => !named.has(id));
}

/** Finds people who left and still have data. Does not read the log. */
function findLeft(db: Db, since: Date, personId: string | undefined) {
  const hasAny = (table: (typeof records | typeof interests)[number] | typeof vloggers, which?: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(table)
        .where(and(eq(table.personId, people.id), which)),
    );
  const hasLevel = sql<boolean>`(${vloggers.rank} <> 'participant' or ${vloggers.pausedFor} = 'person'
    or ${vloggers.resumedAt} is not null or ${vloggers.languages} <> '[]')`;
  const hasInterests = or(isNotNull(vloggers.network), sql`${vloggers.channels} <> '[]'`);
  const hasMore = or(not(isPausedForRecord), hasLevel, hasInterests);
  const isVlogger = eq(people.role, "vlogger");
  return db
    .select({ id: people.id, role: people.role })
    .from(people)
    .where(
      and(
        personId === undefined ? undefined : eq(people.id, personId),
        or(not(isVlogger), lt(people.suspendedAt, since)),
        or(
          ...records.map((table) => hasAny(table)),
          and(isVlogger, or(...interests.map((table) => hasAny(table)), hasAny(vloggers, hasMore))),
          and(not(isVlogger), hasAny(vloggers, hasLevel)),
        ),
      ),
    );
}

/**
 * Returns those of the people about whom the trust log has an entry since then: a change of their row, or a coordinator's
 * act. A sign-on counts only if it changed the role. An entry also counts if it follows one of that time, because a clock
 * that was behind may have dated it too early.
 */
async function readNamed(
  db: Db,
  { ids, since, at }: { ids: string[]; since: Date; at: Date },
): Promise<Set<string>> {
  const isSince = sql`at >= ${since.toISOString()}::timestamptz`;
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`with entries as (select seq, at, act, detail from ${log} where case_id = ${trustLogId}),
      first as (select min(seq) as seq from entries where ${isSince} and at <= ${at.toISOString()}::timestamptz),
      stated as (
        select substr(key, 8) as id, seq, at,
          act <> 'signed-on' or value ->> 'role' is distinct from
            lag(value ->> 'role') over (partition by key order by seq) as counts
        from entries, jsonb_each(detail -> 'rows') where key like 'people/%'
        union all
        select detail -> 'coordination' ->> 'vlogger', seq, at, true from entries
      )
      select distinct id from stated where counts and id = any(${sql.param(ids)}::text[])
        and (${isSince} or seq >= (select seq from first))`,
  );
  return new Set(rows.map(({ id }) => id));
}
