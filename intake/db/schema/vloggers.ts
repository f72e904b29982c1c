/** The trusted vlogger programme: lessons, exams, review tasks, golden cases, and reviewers' reliability. */

import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Verdict } from "../../../utils/shared/contract/review.ts";
import type { LessonId } from "../../../utils/shared/policy/lessons/lesson.ts";
import { ofCase } from "./cases.ts";
import { inCaseOf, moment, spot } from "./columns.ts";
import { reviews } from "./decisions.ts";
import { people } from "./people.ts";

/** A person's progress in one edition of each lesson. */
export const lessonProgress = pgTable(
  "lesson_progress",
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    lesson: text().$type<LessonId>().notNull(),
    edition: integer().notNull(),
    /** By the id of the practice case. */
    answers: jsonb().$type<Record<string, Verdict>>().notNull(),
    at: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.lesson] })],
);

/** Drawn questions, answers and, once passed, the certificate. */
export const exams = pgTable(
  "exams",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    startedAt: moment().notNull(),
    policyVersion: integer().notNull(),
    /** Examined lessons with their editions. */
    editions: jsonb().$type<Partial<Record<LessonId, number>>>().notNull(),
    /** Ids of the bank's questions, in the order asked. */
    questions: jsonb().$type<string[]>().notNull(),
    /** By question id: whether the person answered that it violates. */
    answers: jsonb().$type<Record<string, boolean>>().notNull(),
    finishedAt: moment(),
    passed: boolean(),
    /** Compact JWS, if passed. */
    certificate: text(),
  },
  (table) => [
    index().on(table.personId, table.startedAt),
    uniqueIndex("exams_one_open").on(table.personId).where(sql`finished_at is null`),
  ],
);

/** A vlogger's data in the programme; the row is created on first use. */
export const vloggers = pgTable("vloggers", {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  /** ISO 639 codes of review languages; empty means Indonesian only. */
  languages: jsonb().$type<string[]>().notNull().default([]),
  /** Own channels, entered by a coordinator, in the form of `cases.author_key`. */
  channels: jsonb().$type<string[]>().notNull().default([]),
  /** The multi-channel network or company to which the vlogger belongs. */
  network: text(),
  rank: text().$type<"participant" | "reviewer" | "trusted">().notNull().default("participant"),
  rankedAt: moment(),
  pausedAt: moment(),
  /** `record`: paused automatically for a low share of right verdicts; `person`: paused by a coordinator. */
  pausedFor: text().$type<"record" | "person">(),
  pauseReason: text(),
  /** Earlier marks no longer count towards a pause. */
  resumedAt: moment(),
});

/** Channels that a vlogger must not judge, with the coordinator's reason. */
export const conflicts = pgTable(
  "conflicts",
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** In the form of `cases.author_key`. */
    channel: text().notNull(),
    reason: text().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.channel] })],
);

export const declaredChannels = pgTable(
  "declared_channels",
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** In the form of `cases.author_key`. */
    channel: text().notNull(),
    at: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.channel] })],
);

/** Golden cases: confirmed cases used as blind quality checks. */
export const goldenCases = pgTable(
  "golden_cases",
  {
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    violates: boolean().notNull(),
    /** Shown to the reviewer afterwards. */
    why: text().notNull(),
    setBy: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    endedAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.spot] }), ofCase(table)],
);

/** Review tasks: cases assigned to reviewers. */
export const assignments = pgTable(
  "assignments",
  {
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    /** Order among tasks assigned at the same moment. */
    place: integer().notNull().default(0),
    golden: boolean().notNull(),
    /** The task is open on `claimedBy` until then; null if it was never opened. */
    claimedUntil: moment(),
    /** Id of a device. */
    claimedBy: uuid(),
    skippedAt: moment(),
    reviewedAt: moment(),
  },
  (table) => [
    ofCase(table),
    primaryKey({ columns: [table.caseId, table.personId, table.spot] }),
    index("assignments_waiting")
      .on(table.personId, table.at)
      .where(sql`skipped_at is null and reviewed_at is null`),
    index("assignments_over").on(sql`coalesce(reviewed_at, skipped_at)`),
  ],
);

/** Marks of verdicts, given when the case is settled or at once for a golden case. */
export const marks = pgTable(
  "marks",
  {
    reviewId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** Lesson for the group of the case's category. */
    lesson: text().$type<LessonId>().notNull(),
    golden: boolean().notNull(),
    /** The final finding. */
    violates: boolean().notNull(),
    right: boolean().notNull(),
    at: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reviewId, table.spot] }),
    inCaseOf(table.reviewId, table.spot, reviews),
    index().on(table.personId, table.at),
  ],
);
