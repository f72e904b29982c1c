/** Referrals to partners: channels, referrals with their letters and events, and watched posts with their looks. */

import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { PartnerChannel } from "../../../utils/shared/contract/partner-channel.ts";
import type { ReferralLetter } from "../../../utils/shared/contract/referral.ts";
import type {
  PartnerCode,
  ReferralAct,
  ReferralLetterKind,
  ReferralOutcome,
  ReferralState,
  WatchOutcome,
  WatchState,
} from "../../../utils/shared/contract/referral-state.ts";
import type { ContentState } from "../../../utils/shared/contract/request-state.ts";
import { ofCase } from "./cases.ts";
import { deliveryColumns, inCaseOf, moment, spot } from "./columns.ts";
import { decisions } from "./decisions.ts";
import { people } from "./people.ts";

/** A changed channel gets a new row, so that past letters keep the version that they used. */
export const partnerChannels = pgTable(
  "partner_channels",
  {
    rowId: uuid().primaryKey(),
    id: text().notNull(),
    partner: text().$type<PartnerCode>().notNull(),
    /** Order within its partner; the first is preferred. */
    place: integer().notNull(),
    channel: jsonb().$type<PartnerChannel>().notNull(),
    since: moment().notNull(),
    endedAt: moment(),
  },
  (table) => [uniqueIndex("partner_channels_in_use").on(table.id).where(sql`ended_at is null`)],
);

export const referrals = pgTable(
  "referrals",
  {
    id: uuid().notNull(),
    /** The year in Jakarta; `no` counts from 1 in each year, without gaps. */
    year: integer().notNull(),
    no: integer().notNull(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    decisionId: uuid().notNull(),
    partner: text().$type<PartnerCode>().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    /** Null if the case was escalated. */
    action: text().$type<ActionCode>(),
    urgent: boolean().notNull(),
    /** A row of `partner_channels`; null if none was configured. */
    channelId: uuid().references(() => partnerChannels.rowId),
    acknowledgeHours: integer().notNull(),
    answerDays: integer().notNull(),
    state: text().$type<ReferralState>().notNull(),
    /** Number of its events. */
    version: integer().notNull(),
    /** The signed letter. */
    letter: jsonb().$type<ReferralLetter>().notNull(),
    /** Compact JWS of the letter, signed with the intake's key. */
    jws: text().notNull(),
    madeAt: moment().notNull(),
    sentAt: moment(),
    /** When the answer is due. */
    dueAt: moment(),
    /** When the next reminder is due. Null if none is. */
    remindAt: moment(),
    reminders: integer().notNull().default(0),
    deliveredAt: moment(),
    acknowledgedAt: moment(),
    answeredAt: moment(),
    outcome: text().$type<ReferralOutcome>(),
    outcomeNote: text(),
    closedAt: moment(),
    closedReason: text(),
    withdrawnAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    inCaseOf(table.decisionId, table.spot, decisions),
    unique().on(table.decisionId, table.spot),
    unique("referrals_number").on(table.year, table.no),
    index("referrals_made").on(table.madeAt, table.id),
    index().on(table.caseId),
    index("referrals_open")
      .on(table.dueAt, table.id)
      .where(sql`state in ('queued', 'by-hand', 'sent', 'undelivered')`),
    index("referrals_remind").on(table.remindAt).where(sql`remind_at is not null`),
  ],
);

/** Queue and record of deliveries: one row per letter, round and channel. */
export const referralLetters = pgTable(
  "referral_letters",
  {
    id: uuid().notNull(),
    referralId: uuid().notNull(),
    spot: spot().notNull(),
    letter: text().$type<ReferralLetterKind>().notNull(),
    /** From 1; the number of the reminder, or of the attempt over another channel. */
    round: integer().notNull(),
    /** Null if a person delivers it without a channel. */
    channelId: uuid().references(() => partnerChannels.rowId),
    ...deliveryColumns(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    inCaseOf(table.referralId, table.spot, referrals),
    unique("referral_letters_round").on(table.referralId, table.letter, table.round, table.spot),
    uniqueIndex("referral_letters_message").on(table.messageId),
    index("referral_letters_queue").on(table.nextAt).where(sql`state in ('queued', 'sending')`),
  ],
);

/** Append-only: a trigger refuses every change but that of the spot. */
export const referralEvents = pgTable(
  "referral_events",
  {
    id: uuid().notNull().unique(),
    referralId: uuid().notNull(),
    spot: spot().notNull(),
    /** From 1, without gaps. */
    no: integer().notNull(),
    at: moment().notNull(),
    /** When it happened, as far as the intake knows. */
    happenedAt: moment().notNull(),
    act: text().$type<ReferralAct>().notNull(),
    /** Null for the partner or the intake itself. */
    personId: uuid().references(() => people.id),
    by: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of the canonical input. Distinguishes a retry from another event with the same id. */
    digest: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    inCaseOf(table.referralId, table.spot, referrals),
    unique("referral_events_order").on(table.referralId, table.no, table.spot),
    index("referral_events_bounced").on(table.at).where(sql`act = 'bounced'`),
  ],
);

/** A post that is watched under the decision PANTAU. */
export const watches = pgTable(
  "watches",
  {
    id: uuid().notNull(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    decisionId: uuid().notNull(),
    subject: text().notNull(),
    /** Null if the post has no address. */
    permalink: text(),
    category: text().$type<CategoryCode>().notNull(),
    since: moment().notNull(),
    state: text().$type<WatchState>().notNull(),
    /** When to look next; null if it ended. */
    lookAt: moment(),
    looks: integer().notNull().default(0),
    outcome: text().$type<WatchOutcome>(),
    endedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    inCaseOf(table.decisionId, table.spot, decisions),
    unique().on(table.decisionId, table.spot),
    index().on(table.caseId),
    index("watches_due").on(table.lookAt, table.id).where(sql`look_at is not null`),
    index("watches_made").on(table.since, table.id),
  ],
);

/** Append-only: a trigger refuses every change but that of the spot. */
export const watchLooks = pgTable(
  "watch_looks",
  {
    id: uuid().notNull().unique(),
    watchId: uuid().notNull(),
    spot: spot().notNull(),
    /** From 1, without gaps. */
    no: integer().notNull(),
    at: moment().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    seen: text().$type<ContentState>().notNull(),
    /** When to look next; null if this look ended it. */
    againAt: moment(),
    outcome: text().$type<WatchOutcome>(),
    note: text(),
    digest: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    inCaseOf(table.watchId, table.spot, watches),
    unique("watch_looks_order").on(table.watchId, table.no, table.spot),
  ],
);
