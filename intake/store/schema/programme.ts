/** The trusted vlogger programme: lessons, exams, who reviews what, hidden golden cases, and how far verdicts can be relied on. */

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
import type { Verdict } from "../../../utils/contract/review.ts";
import type { LessonId } from "../../../utils/policy/lessons/lesson.ts";
import { cases } from "./cases.ts";
import { moment } from "./columns.ts";
import { reviews } from "./judgements.ts";
import { people } from "./people.ts";

/** How far a person has come with each lesson, of one edition of it. */
export const lessonProgress = pgTable(
  "lesson_progress",
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    lesson: text().$type<LessonId>().notNull(),
    edition: integer().notNull(),
    /** By the id of the case to try. */
    answers: jsonb().$type<Record<string, Verdict>>().notNull(),
    at: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.lesson] })],
);

/** What was drawn, what was answered, and, once passed, the certificate. */
export const exams = pgTable(
  "exams",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    startedAt: moment().notNull(),
    policyVersion: integer().notNull(),
    /** The lessons that it asks about, with the edition of each. */
    editions: jsonb().$type<Partial<Record<LessonId, number>>>().notNull(),
    /** Ids of the bank's questions, in the order in which they are asked. */
    questions: jsonb().$type<string[]>().notNull(),
    /** By the question's id, whether the person says that it violates. */
    answers: jsonb().$type<Record<string, boolean>>().notNull(),
    finishedAt: moment(),
    passed: boolean(),
    /** Compact JWS; only where it was passed. */
    certificate: text(),
  },
  (table) => [
    index().on(table.personId, table.startedAt),
    uniqueIndex("exams_one_open").on(table.personId).where(sql`finished_at is null`),
  ],
);

/** What the programme knows of a vlogger; there is no row before it knows anything. */
export const vloggers = pgTable("vloggers", {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  /** ISO 639 codes of what they review in; empty: Indonesian only. */
  languages: jsonb().$type<string[]>().notNull().default([]),
  /** Their own channels as a coordinator entered them; `cases.author_key` names them so. */
  channels: jsonb().$type<string[]>().notNull().default([]),
  /** The multi-channel network or company that they are with. */
  network: text(),
  rank: text().$type<"participant" | "reviewer" | "trusted">().notNull().default("participant"),
  rankedAt: moment(),
  pausedAt: moment(),
  /** `record`: their verdicts fell below the line; `person`: the coordinator did it. */
  pausedFor: text().$type<"record" | "person">(),
  pauseReason: text(),
  /** Marks from before then say nothing about a pause any more. */
  resumedAt: moment(),
});

/** Whose channel a vlogger must not judge, and why, as the coordinator recorded it. */
export const conflicts = pgTable(
  "conflicts",
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** As `cases.author_key` names it. */
    channel: text().notNull(),
    reason: text().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.channel] })],
);

/** Which channels a vlogger declared as their own. */
export const declaredChannels = pgTable(
  "declared_channels",
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** As `cases.author_key` names it. */
    channel: text().notNull(),
    at: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.channel] })],
);

/** Decided and confirmed cases with which reviewers are tried without knowing it. */
export const goldenCases = pgTable("golden_cases", {
  caseId: uuid()
    .primaryKey()
    .references(() => cases.id),
  violates: boolean().notNull(),
  /** Told to the reviewer afterwards. */
  why: text().notNull(),
  setBy: uuid()
    .notNull()
    .references(() => people.id),
  at: moment().notNull(),
  endedAt: moment(),
});

/** Which case waits for whose verdict. */
export const assignments = pgTable(
  "assignments",
  {
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    /** Among what was given at the same moment. */
    place: integer().notNull().default(0),
    golden: boolean().notNull(),
    /** Until then the task is open at `claimedBy`; null: nobody has ever opened it. */
    claimedUntil: moment(),
    /** Id of a device. */
    claimedBy: uuid(),
    skippedAt: moment(),
    reviewedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.personId] }),
    index("assignments_waiting")
      .on(table.personId, table.at)
      .where(sql`skipped_at is null and reviewed_at is null`),
    index("assignments_over").on(sql`coalesce(reviewed_at, skipped_at)`),
  ],
);

/** What became of a verdict, once somebody else settled the case or it was a golden one. */
export const marks = pgTable(
  "marks",
  {
    reviewId: uuid()
      .primaryKey()
      .references(() => reviews.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** The group of the case's category. */
    lesson: text().$type<LessonId>().notNull(),
    golden: boolean().notNull(),
    /** What was found in the end. */
    violates: boolean().notNull(),
    right: boolean().notNull(),
    at: moment().notNull(),
  },
  (table) => [index().on(table.personId, table.at)],
);
