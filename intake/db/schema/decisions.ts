/** People's judgements: supervisors' decisions, vloggers' reviews and checks of their own videos. */

import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type {
  DecisionView,
  FrozenPost,
  Look,
  PanelGap,
  PanelReview,
} from "../../../utils/shared/contract/decision.ts";
import type { AgencyCode, RejectionCode } from "../../../utils/shared/contract/decision-grounds.ts";
import type {
  Confidence,
  ElementAnswer,
  SelfReviewAnswer,
  SelfReviewInput,
  Timecode,
  Verdict,
} from "../../../utils/shared/contract/review.ts";
import { ofCase } from "./cases.ts";
import { moment, spot } from "./columns.ts";
import { people } from "./people.ts";

export const decisions = pgTable(
  "decisions",
  {
    id: uuid().notNull().unique(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    /** SHA-256 of the canonical input. Distinguishes a retry from another decision with the same id. */
    digest: text().notNull(),
    act: text().$type<DecisionView["act"]>().notNull(),
    category: text().$type<CategoryCode>(),
    subReason: text(),
    action: text().$type<ActionCode>(),
    basis: jsonb().$type<string[]>().notNull(),
    elements: jsonb().$type<string[]>().notNull().default([]),
    exceptions: jsonb().$type<string[]>().notNull().default([]),
    why: text().$type<RejectionCode>(),
    agency: text().$type<AgencyCode>(),
    bulkId: uuid(),
    reason: text().notNull(),
    /** The reason is a prepared text (`utils/shared/policy/canned-analysis.ts`), as judged at that time. */
    canned: boolean().notNull().default(false),
    /** Set for approvals; null in older rows. */
    look: text().$type<Look>(),
    unseenReason: text(),
    /** The post as it was decided; null for decisions older than freezing. */
    frozen: jsonb().$type<FrozenPost>(),
    state: text().$type<DecisionView["state"]>().notNull(),
    answeredBy: uuid().references(() => people.id),
    answeredAt: moment(),
    answerReason: text(),
    answerLook: text().$type<Look>(),
    answerUnseenReason: text(),
    /** When the panel had enough votes. */
    settledAt: moment(),
    /** The decision that this one reverses. */
    reverses: uuid(),
    /** When another decision replaced it. */
    reversedAt: moment(),
    /** Random number from 0 to 99, drawn when a second person confirmed an approval; null without a draw. */
    draw: integer(),
    /** Per cent; draws below it are reviewed by the panel. */
    drawShare: integer(),
    review: text().$type<PanelReview["state"]>(),
    reviewedAt: moment(),
    /** Set if a refusal was final because no panel could be formed. */
    panelGap: jsonb().$type<PanelGap>(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    index().on(table.caseId),
    index().on(table.bulkId),
    index("decisions_list").on(table.at, table.id),
    index("decisions_by_person").on(table.personId, table.at, table.id),
    index("decisions_reviewed").on(table.review).where(sql`review is not null`),
    // For the monthly counts: when decisions took effect, were drawn for the panel, and were reviewed by it.
    index("decisions_settled").on(sql`(coalesce(settled_at, answered_at))`).where(sql`state = 'confirmed'`),
    index("decisions_drawn").on(table.answeredAt).where(sql`draw is not null`),
    index("decisions_review_ended").on(table.reviewedAt).where(sql`reviewed_at is not null`),
    uniqueIndex("decisions_one_waiting")
      .on(table.caseId, table.spot)
      .where(sql`state in ('proposed', 'disputed')`),
  ],
);

export const reviews = pgTable(
  "reviews",
  {
    id: uuid().notNull().unique(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    digest: text().notNull(),
    verdict: text().$type<Verdict>().notNull(),
    reason: text().notNull(),
    timecodes: jsonb().$type<Timecode[]>().notNull(),
    /** Null for reviews older than this question. */
    confidence: text().$type<Confidence>(),
    elements: jsonb().$type<Record<string, ElementAnswer>>().notNull().default({}),
    /** Local context that outsiders would not know. */
    localContext: text(),
    /** The reviewer's weight at that time. */
    weight: real().notNull().default(0),
    /** True for a golden task, which is no evidence about the case. */
    trial: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    index().on(table.caseId),
    index().on(table.personId),
    index("reviews_at").on(table.at),
  ],
);

export const selfReviews = pgTable(
  "self_reviews",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    digest: text().notNull(),
    subject: text().notNull(),
    title: text(),
    policyVersion: integer().notNull(),
    answers: jsonb().$type<SelfReviewAnswer[]>().notNull(),
    result: text().$type<SelfReviewInput["result"]>().notNull(),
    /** True if supervisors may read it when the video is flagged; otherwise they see only that it exists. */
    open: boolean().notNull().default(false),
  },
  (table) => [index().on(table.subject), index().on(table.personId, table.at, table.id)],
);
