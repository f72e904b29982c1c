/** Cases, their subjects, reports, received files, links, merges and legal holds, and the append-only log. */

import { type SQL, sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  type PgColumn,
  pgTable,
  primaryKey,
  real,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { QualityCode } from "../../../utils/shared/contract/files.ts";
import type { GroupBasis } from "../../../utils/shared/contract/group.ts";
import type { LinkedPageKind } from "../../../utils/shared/contract/link-inspection.ts";
import type { Kind, SiteId } from "../../../utils/shared/contract/site.ts";
import { digest, inCaseOf, jws, moment, sortable, spot } from "./columns.ts";
import { devices, people } from "./people.ts";
import { groups, texts } from "./similarity.ts";

type FacetColumns = Record<"site" | "language" | "category" | "reportedCategory" | "categories", PgColumn>;

/** All values that filters compare, as one list; see `hasFacet`. */
function facetsOf({ site, language, category, reportedCategory, categories }: FacetColumns): SQL {
  return sql`(array[${site}, coalesce(${language}, '-'), ${category}, ${reportedCategory}] || ${categories})`;
}

export const cases = pgTable(
  "cases",
  {
    id: uuid().notNull(),
    spot: spot().notNull(),
    version: integer().notNull(),
    createdAt: moment().notNull(),
    site: text().$type<SiteId>().notNull(),
    kind: text().$type<Kind>().notNull(),
    subject: text().notNull(),
    /** Telegram's numeric channel id; empty while unknown, and on the other sites. */
    channelId: text().notNull(),
    state: text().$type<CaseState>().notNull(),
    /** Summary of its live reports; see `rules/report-summary.ts`. */
    reports: integer().notNull(),
    reporters: integer().notNull(),
    reportedCategory: text().$type<CategoryCode>().notNull(),
    /** Categories of all live reports. Denormalised so that scope filters need no join on reports. */
    categories: text().array().$type<CategoryCode[]>().notNull().default([]),
    markedUrgent: boolean().notNull(),
    forbidsPixels: boolean().notNull(),
    firstAt: moment().notNull(),
    lastAt: moment().notNull(),
    permalink: text(),
    author: text(),
    title: text(),
    excerpt: text(),
    /** Highest count shown on any report's page; see `cases/rules/description.ts`. */
    reach: integer().notNull().default(0),
    /** Sum of the weights of each unit's most reliable reporter. */
    voices: real().notNull().default(0),
    /** ISO 639 code, or `severalLanguages`; null while unknown. */
    language: text(),
    /**
     * `site:author`: the account's number, otherwise its name; null while unknown and in the no-pixels lane.
     */
    authorKey: text(),
    /** `site:name` in lower case. Equals `authorKey` while no report has the number. */
    authorName: text(),
    /** Publication time according to the page; null while unknown and in the no-pixels lane. */
    postedAt: moment(),
    /** Normalised words for the search; empty in the no-pixels lane. */
    searchText: text().notNull().default(""),
    /** The text of its newest report. */
    textId: uuid().references(() => texts.id),
    groupId: uuid().references(() => groups.id),
    groupWhy: text().$type<GroupBasis>(),
    /** 0 means the same, 1 nothing in common. */
    groupDistance: real(),
    /** Groups from which a person removed it. */
    leftGroups: jsonb().$type<string[]>().notNull().default([]),
    /** Time of the oldest unanswered question to a reporter. */
    askedAt: moment(),
    reviewAskedAt: moment(),
    decidedAt: moment(),
    /** Categories of the confirmed and of the waiting decision. */
    decidedCategory: text().$type<CategoryCode>(),
    proposedCategory: text().$type<CategoryCode>(),
    /** Derived from reports and decision; see `rules/case-priority.ts`. */
    category: text().$type<CategoryCode>().notNull(),
    urgent: boolean().notNull(),
    withheld: boolean().notNull(),
    dueAt: moment(),
    queueKey: sortable().notNull(),
    /** The older case into which this one was merged. Its own log stays here. */
    mergedInto: uuid(),
    /** Head of the case's hash chain. Locking the row locks the chain. */
    headSeq: integer().notNull(),
    headHash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    check("cases_spot", sql`spot = spot_of_case(id)`),
    index("cases_queue").on(table.queueKey).where(sql`merged_into is null`),
    // Partial, because pending cases are few and decided ones would sort before them.
    index("cases_queue_pending")
      .on(table.queueKey)
      .where(sql`merged_into is null and state in ('open', 'proposed', 'panel')`),
    index("cases_queue_by_state").on(table.state, table.queueKey).where(sql`merged_into is null`),
    // Finds cases with rare properties, for which a scan in queue order would read most of the queue.
    index("cases_facets").using("gin", facetsOf(table)).where(sql`merged_into is null`),
    // The same for cases that wait: a unit's decided ones are many.
    index("cases_facets_pending")
      .using("gin", facetsOf(table))
      .where(sql`merged_into is null and state in ('open', 'proposed', 'panel')`),
    index("cases_urgent")
      .on(table.lastAt)
      .where(sql`merged_into is null and state in ('open', 'proposed', 'panel') and urgent and reports > 0`),
    index("cases_first_at").on(table.firstAt),
    // Also holds what the monthly count reads.
    index("cases_created").on(table.createdAt, table.site, table.category).where(sql`merged_into is null`),
    index("cases_tasks")
      .on(sql`(review_asked_at is null)`, table.queueKey)
      .where(
        sql`site = 'youtube' and kind = 'video' and merged_into is null and state in ('open', 'proposed')`,
      ),
    // For members of a group, and for those of them near a time.
    index("cases_group").on(table.groupId, sql`(coalesce(posted_at, first_at))`),
    index("cases_text").on(table.textId),
    index("cases_decided_by_author").on(table.authorKey, table.decidedAt).where(sql`decided_at is not null`),
    index("cases_decided_by_author_name")
      .on(table.authorName, table.decidedAt)
      .where(sql`decided_at is not null`),
    index("cases_search").using("gin", sql`to_tsvector('simple', ${table.searchText})`),
  ],
);

/** Foreign key of a row that lies at its case's spot. */
export function ofCase(table: { caseId: PgColumn; spot: PgColumn }) {
  return foreignKey({ columns: [table.caseId, table.spot], foreignColumns: [cases.id, cases.spot] });
}

export const caseSubjects = pgTable(
  "case_subjects",
  {
    subject: text().notNull(),
    /** Without a foreign key, because the case may lie at another spot. */
    caseId: uuid().notNull(),
    /** That of the subject, not of the case. */
    spot: spot().notNull(),
    /** A report has it as its subject; false: a report's links show it as another name of the post. */
    own: boolean().notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.subject, table.caseId, table.spot] }),
    index().on(table.caseId),
    // A separate migration creates the function.
    index("case_subjects_sha256").on(sql`subject_sha256(${table.subject}) collate "C"`),
  ],
);

export const reports = pgTable(
  "reports",
  {
    id: uuid().notNull().unique(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    receivedAt: moment().notNull(),
    /** The reporter's unit and weight at that time; see `utils/shared/policy/reporter-reliability.ts`. */
    unitId: uuid(),
    weight: real().notNull().default(0),
    /** Shared by reports that a person sent together. */
    setId: uuid(),
    /** SHA-256 of the report's canonical JSON. Distinguishes a retry from another report with the same id. */
    digest: text().notNull(),
    /** Number of reports in the case including this one; part of its receipt. */
    place: integer().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    /** As sent; may be unknown to this version. */
    subReason: text(),
    action: text().$type<ActionCode>().notNull(),
    basis: jsonb().$type<string[]>().notNull(),
    policyVersion: integer().notNull(),
    urgent: boolean().notNull(),
    note: text(),
    notPublicReason: text(),
    evidence: jsonb().$type<Evidence>().notNull(),
    /** Distinct hosts of its links; see `utils/shared/policy/link-host.ts`. */
    hosts: text().array().notNull().default([]),
    /** Null for reports older than seals. */
    seal: jws(),
    /** Both names of its post, where its links show a second one (`rules/subject-names.ts`); null in reports from before. */
    pair: text(),
    overridden: jsonb().$type<QualityCode[]>(),
    withdrawnAt: moment(),
    withdrawnReason: text(),
    /** Compact JWS (`contract/audit-log.ts`); empty for reports older than receipts. */
    receipt: jws().notNull().default(""),
    /** Time when fields, page and salt were deleted from the evidence; its files are removed afterwards. */
    evidenceDeletedAt: moment(),
    /** Time from which devices may keep only identity and times. */
    forgottenAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    // With the time, so that the monthly count does not read the rows.
    index().on(table.caseId, table.personId, table.receivedAt),
    index().on(table.caseId, table.receivedAt, table.id),
    index().on(table.personId, table.receivedAt, table.id),
    index("reports_voice").on(table.caseId, sql`coalesce(${table.unitId}, ${table.personId})`),
    /** Receipt numbers contain only the id's suffix. */
    index("reports_id_end").on(sql`right(${table.id}::text, 12)`),
    index().on(table.setId),
    index("reports_hosts").using("gin", table.hosts).where(sql`cardinality(hosts) > 0`),
    index("reports_pair").on(table.pair).where(sql`pair is not null`),
    index().on(table.receivedAt),
    // For the hourly deletion: reports with evidence, withdrawn ones among them, and those without.
    index("reports_kept").on(table.caseId).where(sql`evidence_deleted_at is null and withdrawn_at is null`),
    index("reports_withdrawn")
      .on(table.withdrawnAt)
      .where(sql`withdrawn_at is not null and evidence_deleted_at is null`),
    index("reports_emptied").on(table.evidenceDeletedAt).where(sql`evidence_deleted_at is not null`),
    index("reports_forgotten").on(table.personId, table.forgottenAt).where(sql`forgotten_at is not null`),
  ],
);

/** Received files. The evidence lists the expected ones. */
export const files = pgTable(
  "files",
  {
    reportId: uuid().notNull(),
    spot: spot().notNull(),
    sha256: text().notNull(),
    arrivedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reportId, table.sha256, table.spot] }),
    inCaseOf(table.reportId, table.spot, reports),
    index().on(table.sha256),
  ],
);

/** Files that reports list and that have not arrived. Triggers insert them with the report and delete them with the file. */
export const wantedFiles = pgTable(
  "wanted_files",
  {
    reportId: uuid().notNull(),
    spot: spot().notNull(),
    sha256: digest().notNull(),
    receivedAt: moment().notNull(),
  },
  // A report lists few files, so its id alone finds them.
  (table) => [index().on(table.reportId, table.spot), index().on(table.receivedAt)],
);

/** Append-only: a trigger refuses every change. */
export const log = pgTable(
  "log",
  {
    /** Or `trustLogId`. */
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    seq: integer().notNull(),
    at: moment().notNull(),
    by: text().notNull(),
    act: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    previous: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.seq, table.spot] }),
    // So that no case has two entries of one number.
    check("log_spot", sql`spot = spot_of_case(case_id)`),
  ],
);

/** Legal holds: while one is active, nothing of the case is deleted. */
export const holds = pgTable(
  "holds",
  {
    id: uuid().notNull(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    at: moment().notNull(),
    /** Account name of the administrator on that machine. */
    by: text().notNull(),
    reason: text().notNull(),
    releasedAt: moment(),
    releasedBy: text(),
    releaseReason: text(),
  },
  (table) => [primaryKey({ columns: [table.id, table.spot] }), ofCase(table), index().on(table.caseId)],
);

/** People's observations on pages to which cases link. */
export const linkLooks = pgTable(
  "link_looks",
  {
    id: uuid().notNull().unique(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    /** Emptied together with the evidence that names it. */
    host: text().notNull(),
    page: text().$type<LinkedPageKind>().notNull(),
    advertisements: integer().notNull(),
    covering: boolean().notNull(),
    note: text(),
    /** SHA-256 of the observation in canonical JSON. */
    digest: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.spot] }), ofCase(table), index().on(table.caseId)],
);

/**
 * Pairs of cases that may concern the same post: claimed by a report, agreed by one person, or denied by a
 * person. The cases may lie at two spots, so the rows have none.
 */
export const mergeProposals = pgTable(
  "merge_proposals",
  {
    /** The lesser of the two ids. */
    oneId: uuid().notNull(),
    otherId: uuid().notNull(),
    at: moment().notNull(),
    /** Report that claims it; null if a person proposed it. */
    reportId: uuid(),
    /** `apart`: a person split them, and no report merges them again. */
    state: text().$type<"open" | "apart">().notNull(),
    /** The first of the two people who must agree. */
    agreedBy: uuid().references(() => people.id),
    /** States of both cases at the agreement; if they changed, the agreement no longer counts. */
    agreedOn: text(),
  },
  (table) => [primaryKey({ columns: [table.oneId, table.otherId] })],
);

/** Which server stores the posts of a spot, if several servers share them. Without rows, this one owns every spot. */
export const spotOwners = pgTable("spot_owners", {
  /** A spot with four digits, or `rest` for every spot without a row. */
  name: sortable().primaryKey(),
  /** Name of the server to which this one gave it; null if this server owns it. */
  owner: text(),
  /** Servers that owned it before. They keep the posts that they know. */
  former: text().array().notNull().default([]),
  /** Number of times that it moved; the newer of two statements about a spot has the higher one. */
  moves: integer().notNull(),
  movedAt: moment().notNull(),
});
