/** Cases, the subjects they answer to, the reports in them, arrived files and the append-only log. */

import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, real, text, uuid } from "drizzle-orm/pg-core";
import type { CaseState } from "../../../utils/contract/case-state.ts";
import type { ActionCode, CategoryCode } from "../../../utils/contract/category.ts";
import type { Evidence } from "../../../utils/contract/evidence.ts";
import type { QualityCode } from "../../../utils/contract/files.ts";
import type { Likeness } from "../../../utils/contract/group.ts";
import type { Kind, SiteId } from "../../../utils/contract/site.ts";
import { moment, sortable } from "./columns.ts";
import { devices, people } from "./people.ts";
import { groups, texts } from "./similar.ts";

export const cases = pgTable(
  "cases",
  {
    id: uuid().primaryKey(),
    version: integer().notNull(),
    createdAt: moment().notNull(),
    site: text().$type<SiteId>().notNull(),
    kind: text().$type<Kind>().notNull(),
    subject: text().notNull(),
    /** Telegram's numeric channel id; empty while unknown, and on the other sites. */
    channelId: text().notNull(),
    state: text().$type<CaseState>().notNull(),
    /** The tally of its live reports; see `rules/tally.ts`. */
    reports: integer().notNull(),
    reporters: integer().notNull(),
    reportedCategory: text().$type<CategoryCode>().notNull(),
    /** Of all its live reports: units see by them, and no list reads reports to find out. */
    categories: text().array().$type<CategoryCode[]>().notNull().default([]),
    markedUrgent: boolean().notNull(),
    forbidsPixels: boolean().notNull(),
    firstAt: moment().notNull(),
    lastAt: moment().notNull(),
    permalink: text(),
    author: text(),
    title: text(),
    excerpt: text(),
    /** The highest count that any report's page showed; see `rules/reach.ts`. */
    reach: integer().notNull().default(0),
    /** Of each unit its most reliable reporter, weighted by their record. */
    voices: real().notNull().default(0),
    /** ISO 639 code; null while unknown. */
    language: text(),
    /** `site:author`, as the page names the account for good; null while unknown, and in the no-pixels lane. */
    authorKey: text(),
    /** When the page says that it was published; null while unknown, and in the no-pixels lane. */
    postedAt: moment(),
    /** Normalised words to be searched for; empty in the no-pixels lane. */
    searchText: text().notNull().default(""),
    /** Distinct text of its newest report. */
    textId: uuid().references(() => texts.id),
    groupId: uuid().references(() => groups.id),
    groupWhy: text().$type<Likeness>(),
    /** 0 the same, 1 nothing in common. */
    groupDistance: real(),
    /** Groups that a person took it out of. */
    leftGroups: jsonb().$type<string[]>().notNull().default([]),
    /** When a reporter was asked something that waits for an answer. */
    askedAt: moment(),
    reviewAskedAt: moment(),
    decidedAt: moment(),
    /** Of the confirmed and of the waiting approval. */
    decidedCategory: text().$type<CategoryCode>(),
    proposedCategory: text().$type<CategoryCode>(),
    /** What follows from the tally and the decision; see `rules/standing.ts`. */
    category: text().$type<CategoryCode>().notNull(),
    urgent: boolean().notNull(),
    withheld: boolean().notNull(),
    dueAt: moment(),
    queueKey: sortable().notNull(),
    /** The older case that took this one in; its own log stays here. */
    mergedInto: uuid(),
    /** Last link of the case's log; the row's lock is the chain's lock. */
    headSeq: integer().notNull(),
    headHash: text().notNull(),
  },
  (table) => [
    index("cases_queue").on(table.queueKey).where(sql`merged_into is null`),
    // What waits for a person is little beside what is decided, and the decided ones were due first.
    index("cases_queue_pending")
      .on(table.queueKey)
      .where(sql`merged_into is null and state in ('open', 'proposed', 'panel')`),
    index("cases_queue_by_state").on(table.state, table.queueKey).where(sql`merged_into is null`),
    index("cases_first_at").on(table.firstAt),
    index("cases_tasks")
      .on(sql`(review_asked_at is null)`, table.queueKey)
      .where(
        sql`site = 'youtube' and kind = 'video' and merged_into is null and state in ('open', 'proposed')`,
      ),
    index("cases_group").on(table.groupId),
    index("cases_text").on(table.textId),
    index("cases_decided_by_author").on(table.authorKey, table.decidedAt).where(sql`decided_at is not null`),
    index("cases_search").using("gin", sql`to_tsvector('simple', ${table.searchText})`),
  ],
);

export const caseSubjects = pgTable(
  "case_subjects",
  {
    subject: text().notNull(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    /** A report has it as its subject; false: a report's links show it as another name of the post. */
    own: boolean().notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.subject, table.caseId] }),
    index().on(table.caseId),
    // The function is made by a migration of its own.
    index("case_subjects_sha256").on(sql`subject_sha256(${table.subject}) collate "C"`),
  ],
);

export const reports = pgTable(
  "reports",
  {
    id: uuid().primaryKey(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    receivedAt: moment().notNull(),
    /** The person's unit when it came, and how reliable they were by then; see `utils/policy/wilson.ts`. */
    unitId: uuid(),
    weight: real().notNull().default(0),
    /** Shared by what one person sent together. */
    setId: uuid(),
    /** SHA-256 of the report's canonical JSON: tells a retry from another report under the same id. */
    digest: text().notNull(),
    /** How many reports the case held with this one; part of its receipt. */
    place: integer().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    action: text().$type<ActionCode>().notNull(),
    basis: jsonb().$type<string[]>().notNull(),
    policyVersion: integer().notNull(),
    urgent: boolean().notNull(),
    note: text(),
    notPublicReason: text(),
    evidence: jsonb().$type<Evidence>().notNull(),
    /** Where its links lead, each once; see `utils/policy/link-host.ts`. */
    hosts: text().array().notNull().default([]),
    /** Absent where the report came before there were seals. */
    seal: text(),
    /** Both names of its post, where its links show a second one (`rules/names.ts`); null in reports from before. */
    pair: text(),
    overridden: jsonb().$type<QualityCode[]>(),
    withdrawnAt: moment(),
    withdrawnReason: text(),
    /** Compact JWS (`contract/custody.ts`); empty where the report came before there were any. */
    receipt: text().notNull().default(""),
    /** Since then the evidence holds no fields, page or salt, and its files are gone. */
    evidenceDeletedAt: moment(),
    /** Since then no device may keep more of it than identity and times. */
    forgottenAt: moment(),
  },
  (table) => [
    index().on(table.caseId, table.personId),
    index().on(table.caseId, table.receivedAt, table.id),
    index().on(table.personId, table.receivedAt, table.id),
    index("reports_voice").on(table.caseId, sql`coalesce(${table.unitId}, ${table.personId})`),
    /** Of a receipt number nothing but the end of the id is known. */
    index("reports_id_end").on(sql`right(${table.id}::text, 12)`),
    index().on(table.setId),
    index("reports_hosts").using("gin", table.hosts).where(sql`cardinality(hosts) > 0`),
    index("reports_pair").on(table.pair).where(sql`pair is not null`),
    index("reports_forgotten").on(table.personId, table.forgottenAt).where(sql`forgotten_at is not null`),
  ],
);

/** Files that have arrived; which ones a report lists stands in its evidence. */
export const files = pgTable(
  "files",
  {
    reportId: uuid()
      .notNull()
      .references(() => reports.id),
    sha256: text().notNull(),
    arrivedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.reportId, table.sha256] }), index().on(table.sha256)],
);

/** Append-only: a trigger refuses every change. */
export const log = pgTable(
  "log",
  {
    /** Or `trustLogId`. */
    caseId: uuid().notNull(),
    seq: integer().notNull(),
    at: moment().notNull(),
    by: text().notNull(),
    act: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    previous: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.seq] })],
);
