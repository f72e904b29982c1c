/** Requests to platforms: channels, requests with their items, dispatches, events and outcome checks. */

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
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { OutcomeProof } from "../../../utils/shared/contract/outcome-check.ts";
import type { Channel } from "../../../utils/shared/contract/platform-channel.ts";
import type {
  CheckLocation,
  ContentState,
  ItemOutcome,
  LetterKind,
  LocationBasis,
  NoPictureReason,
  RequestAct,
  RequestKind,
  RequestState,
} from "../../../utils/shared/contract/request-state.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { ofCase } from "./cases.ts";
import { deliveryColumns, inCaseOf, moment, spot } from "./columns.ts";
import { decisions } from "./decisions.ts";
import { devices, people } from "./people.ts";

/** A changed channel gets a new row, so that past dispatches keep the version that they used. */
export const channels = pgTable(
  "channels",
  {
    rowId: uuid().primaryKey(),
    id: text().notNull(),
    site: text().$type<SiteId>().notNull(),
    /** Order within its site; the first is preferred. */
    place: integer().notNull(),
    channel: jsonb().$type<Channel>().notNull(),
    since: moment().notNull(),
    endedAt: moment(),
  },
  (table) => [uniqueIndex("channels_in_use").on(table.id).where(sql`ended_at is null`)],
);

export const requests = pgTable(
  "requests",
  {
    id: uuid().primaryKey(),
    /** The year in Jakarta; `no` counts from 1 in each year; a restore leaves the only gap. */
    year: integer().notNull(),
    no: integer().notNull(),
    kind: text().$type<RequestKind>().notNull(),
    /** The order that this request takes back. */
    restores: uuid(),
    site: text().$type<SiteId>().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    action: text().$type<ActionCode>().notNull(),
    urgent: boolean().notNull(),
    /** The platform's time limit in hours; null if the state gives no order. */
    hours: integer(),
    /** A row of `channels`. */
    channelId: uuid()
      .notNull()
      .references(() => channels.rowId),
    state: text().$type<RequestState>().notNull(),
    /** Incremented with each change of the request. */
    version: integer().notNull(),
    /** The signed letter. */
    letter: jsonb().$type<Letter>().notNull(),
    /** Compact JWS of the letter, signed with the intake's key. */
    jws: text().notNull(),
    /** SHA-256 of the canonical input. Distinguishes a retry from another request with the same id. */
    digest: text().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    madeAt: moment().notNull(),
    /** When the channel accepted it; the clock starts here. */
    sentAt: moment(),
    /** `sentAt` plus the limit. */
    dueAt: moment(),
    deliveredAt: moment(),
    acknowledgedAt: moment(),
    answeredAt: moment(),
    withdrawnAt: moment(),
    withdrawnReason: text(),
    /** Number of reprimands sent, and the time of the last one. */
    reprimands: integer().notNull().default(0),
    reprimandedAt: moment(),
  },
  (table) => [
    unique("requests_number").on(table.year, table.no),
    index("requests_made").on(table.madeAt, table.id),
    // States in which a request still waits for something.
    index("requests_open")
      .on(table.dueAt, table.id)
      .where(sql`state in ('queued', 'by-hand', 'sent', 'undelivered')`),
    // For the monthly counts.
    index("requests_sent").on(table.sentAt).where(sql`sent_at is not null`),
    index("requests_due").on(table.dueAt).where(sql`due_at is not null`),
    index("requests_acknowledged").on(table.acknowledgedAt).where(sql`acknowledged_at is not null`),
    index("requests_restores").on(table.restores).where(sql`restores is not null`),
  ],
);

export const requestItems = pgTable(
  "request_items",
  {
    id: uuid().notNull(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    /** Position in the letter, from 1. */
    place: integer().notNull(),
    caseId: uuid().notNull(),
    spot: spot().notNull(),
    decisionId: uuid().notNull(),
    subject: text().notNull(),
    permalink: text().notNull(),
    /** The report whose evidence is named. Without a foreign key, because a split may leave it in another case. */
    reportId: uuid(),
    pictureSha256: text(),
    noPicture: text().$type<NoPictureReason>(),
    /** Part of the notice to the uploader; its holder can object. */
    reference: text().notNull().unique(),
    /** True after the request was withdrawn; the decision may go into another one. */
    isVoid: boolean().notNull().default(false),
    outcome: text().$type<ItemOutcome>().notNull().default("pending"),
    outcomeAt: moment(),
    outcomeNote: text(),
    seen: text().$type<ContentState>(),
    seenAt: moment(),
    /**
     * The first check, and its time, that found the content as requested, while no later one contradicts it.
     * `deriveProof` defines both.
     */
    provenAt: moment(),
    provenCheck: uuid(),
    /** Time of the next outcome check; null if none is needed. */
    checkAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    ofCase(table),
    inCaseOf(table.decisionId, table.spot, decisions),
    unique("request_items_place").on(table.requestId, table.place),
    index().on(table.caseId),
    // Each decision is in at most one live request.
    uniqueIndex("request_items_once").on(table.decisionId, table.spot).where(sql`not is_void`),
    // For the monthly counts.
    index("request_items_done").on(
      sql`(least(case when ${table.outcome} = 'acted' then ${table.outcomeAt} end, ${table.provenAt}))`,
    ),
    index("request_items_outcome").on(table.outcomeAt).where(sql`outcome_at is not null`),
    index("request_items_check").on(table.checkAt, table.id).where(sql`check_at is not null and not is_void`),
  ],
);

/** Queue and record of dispatches: one row per letter, round and channel. */
export const dispatches = pgTable(
  "dispatches",
  {
    id: uuid().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    letter: text().$type<LetterKind>().notNull(),
    /** From 1; a new round follows a failed one. */
    round: integer().notNull(),
    channelId: uuid()
      .notNull()
      .references(() => channels.rowId),
    /** The person who released it. */
    personId: uuid()
      .notNull()
      .references(() => people.id),
    ...deliveryColumns(),
  },
  (table) => [
    unique("dispatches_round").on(table.requestId, table.letter, table.round),
    uniqueIndex("dispatches_message").on(table.messageId),
    index("dispatches_queue").on(table.nextAt).where(sql`state in ('queued', 'sending')`),
  ],
);

/** Append-only: a trigger refuses every change. */
export const requestEvents = pgTable(
  "request_events",
  {
    id: uuid().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    at: moment().notNull(),
    act: text().$type<RequestAct>().notNull(),
    /** Null for the platform or the intake itself. */
    personId: uuid().references(() => people.id),
    by: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of the canonical input. Distinguishes a retry from another event with the same id. */
    digest: text().notNull(),
  },
  (table) => [
    index().on(table.requestId, table.at),
    index("request_events_at").on(table.at),
    index("request_events_bounced").on(table.at).where(sql`act = 'bounced'`),
  ],
);

/**
 * Outcome checks: what a person's browser showed at an item's address, sealed by that device. Checks from
 * abroad have no seal.
 */
export const checks = pgTable(
  "checks",
  {
    id: uuid().notNull().unique(),
    itemId: uuid().notNull(),
    spot: spot().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    at: moment().notNull(),
    /** When the browser showed it: the device's time, corrected by its known offset. Null without a seal. */
    lookedAt: moment(),
    digest: text().notNull(),
    seen: text().$type<ContentState>().notNull(),
    seenFrom: text().$type<CheckLocation>().notNull(),
    /** A person stated `seen`, because the page did not tell, or entered it without a seal. */
    stated: boolean().notNull().default(false),
    basis: text().$type<LocationBasis>().notNull().default("declared"),
    /** The sealed proof. */
    proof: jsonb().$type<OutcomeProof>(),
    /** Compact JWS of the proof, signed with the device's key. */
    seal: text(),
    note: text(),
    /** When the picture that the seal names arrived. */
    pictureAt: moment(),
    /** Time from which its bytes are no longer needed; they are removed afterwards. */
    pictureDeletedAt: moment(),
    /** Content address of its bytes until they are removed. */
    pictureFile: text(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.spot] }),
    inCaseOf(table.itemId, table.spot, requestItems),
    index().on(table.itemId, table.at),
    index("checks_at").on(table.at),
    index("checks_picture_file").on(table.pictureFile).where(sql`picture_file is not null`),
  ],
);
