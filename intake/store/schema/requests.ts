/** What goes to platforms: channels, requests with their items, letters on their way, what happened, and what was seen afterwards. */

import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ActionCode, CategoryCode } from "../../../utils/contract/category.ts";
import type { Channel } from "../../../utils/contract/channel.ts";
import type {
  DispatchState,
  ItemOutcome,
  LetterKind,
  NoPictureReason,
  RequestAct,
  RequestKind,
  RequestState,
  SeenFrom,
  SeenState,
} from "../../../utils/contract/request-state.ts";
import type { SiteId } from "../../../utils/contract/site.ts";
import { cases, reports } from "./cases.ts";
import { moment } from "./columns.ts";
import { decisions } from "./judgements.ts";
import { devices, people } from "./people.ts";

/** A channel that changed is another row: what was sent by it keeps naming the one it was. */
export const channels = pgTable(
  "channels",
  {
    rowId: uuid().primaryKey(),
    /** As the administrator calls it. */
    id: text().notNull(),
    site: text().$type<SiteId>().notNull(),
    /** Among those of its site, the first is preferred. */
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
    /** Jakarta's year, and from 1 in each without gaps. */
    year: integer().notNull(),
    no: integer().notNull(),
    kind: text().$type<RequestKind>().notNull(),
    /** The order that this one takes back. */
    restores: uuid(),
    site: text().$type<SiteId>().notNull(),
    category: text().$type<CategoryCode>().notNull(),
    action: text().$type<ActionCode>().notNull(),
    urgent: boolean().notNull(),
    /** The platform's limit once it has the request; null where the state gives no order. */
    hours: integer(),
    /** Of `channels`. */
    channelId: uuid()
      .notNull()
      .references(() => channels.rowId),
    state: text().$type<RequestState>().notNull(),
    /** Grows with each change of the request. */
    version: integer().notNull(),
    /** As signed; its shape is `contract/letter.ts`. */
    letter: jsonb().$type<Record<string, unknown>>().notNull(),
    /** Compact JWS of the letter by the intake's key. */
    jws: text().notNull(),
    /** SHA-256 of the canonical input: tells a retry from another request under the same id. */
    digest: text().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    madeAt: moment().notNull(),
    /** When the channel took it: the clock runs from here. */
    sentAt: moment(),
    /** `sentAt` and the limit. */
    dueAt: moment(),
    deliveredAt: moment(),
    acknowledgedAt: moment(),
    answeredAt: moment(),
    withdrawnAt: moment(),
    withdrawnReason: text(),
    /** Reprimands sent, and when the last one was. */
    reprimands: integer().notNull().default(0),
    reprimandedAt: moment(),
  },
  (table) => [
    unique("requests_number").on(table.year, table.no),
    index("requests_made").on(table.madeAt, table.id),
    // What a person or the clock still waits for.
    index("requests_open")
      .on(table.dueAt, table.id)
      .where(sql`state in ('queued', 'by-hand', 'sent', 'undelivered')`),
    index("requests_restores").on(table.restores).where(sql`restores is not null`),
  ],
);

export const requestItems = pgTable(
  "request_items",
  {
    id: uuid().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    /** In the letter, from 1. */
    place: integer().notNull(),
    caseId: uuid()
      .notNull()
      .references(() => cases.id),
    decisionId: uuid()
      .notNull()
      .references(() => decisions.id),
    subject: text().notNull(),
    permalink: text().notNull(),
    /** Whose evidence it names. */
    reportId: uuid().references(() => reports.id),
    pictureSha256: text(),
    noPicture: text().$type<NoPictureReason>(),
    /** What the uploader's notice carries; whoever knows it can object. */
    reference: text().notNull().unique(),
    /** Its request was withdrawn: the decision may go into another one. */
    isVoid: boolean().notNull().default(false),
    outcome: text().$type<ItemOutcome>().notNull().default("pending"),
    outcomeAt: moment(),
    outcomeNote: text(),
    /** As last seen from Indonesia. */
    seen: text().$type<SeenState>(),
    seenAt: moment(),
    /** When somebody should look at its address; null: no more. */
    checkAt: moment(),
  },
  (table) => [
    unique("request_items_place").on(table.requestId, table.place),
    index().on(table.caseId),
    // No decision is asked for twice, and none is taken back twice.
    uniqueIndex("request_items_once").on(table.decisionId).where(sql`not is_void`),
    index("request_items_check").on(table.checkAt, table.id).where(sql`check_at is not null and not is_void`),
  ],
);

/** The queue and the record of sending: a row is one letter over one channel, sent once. */
export const dispatches = pgTable(
  "dispatches",
  {
    id: uuid().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => requests.id),
    letter: text().$type<LetterKind>().notNull(),
    /** From 1; another where the one before did not arrive. */
    round: integer().notNull(),
    channelId: uuid()
      .notNull()
      .references(() => channels.rowId),
    state: text().$type<DispatchState>().notNull(),
    /** Whoever released it. */
    personId: uuid()
      .notNull()
      .references(() => people.id),
    at: moment().notNull(),
    attempts: integer().notNull().default(0),
    nextAt: moment(),
    /** A replica is at it until then; one that died leaves it to the others. */
    leaseUntil: moment(),
    /** The same with every attempt: what arrives twice is seen to be one. */
    messageId: text().notNull(),
    sentAt: moment(),
    /** What the other side answered, or why it failed. */
    answer: text(),
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
    /** Null: the platform, or the intake itself. */
    personId: uuid().references(() => people.id),
    by: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of the canonical input: tells a retry from another event under the same id. */
    digest: text().notNull(),
  },
  (table) => [index().on(table.requestId, table.at), index("request_events_at").on(table.at)],
);

/** What a person's browser was shown at an item's address, sealed by that device; entries about abroad have no seal. */
export const checks = pgTable(
  "checks",
  {
    id: uuid().primaryKey(),
    itemId: uuid()
      .notNull()
      .references(() => requestItems.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    at: moment().notNull(),
    digest: text().notNull(),
    seen: text().$type<SeenState>().notNull(),
    seenFrom: text().$type<SeenFrom>().notNull(),
    /** As sealed; its shape is `contract/check.ts`. */
    proof: jsonb().$type<Record<string, unknown>>(),
    /** Compact JWS of the proof by the device's key. */
    seal: text(),
    note: text(),
  },
  (table) => [index().on(table.itemId, table.at)],
);
