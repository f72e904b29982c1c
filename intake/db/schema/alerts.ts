/** Alerts to staff: conditions found, the people notified, their mails, preferences and turns on call. */

import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type {
  AlertEvent,
  AlertPreferences,
  AlertSubjectKind,
  MailChoice,
} from "../../../utils/shared/contract/alert.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { ofCase } from "./cases.ts";
import { moment, spot } from "./columns.ts";
import { people } from "./people.ts";
import { requests } from "./requests.ts";

/** A condition that needs people. It closes when the condition ends. */
export const alerts = pgTable(
  "alerts",
  {
    id: uuid().primaryKey(),
    event: text().$type<AlertEvent>().notNull(),
    /** Names the condition, for example `clock-over/REQUEST/DUE-TIME`. */
    key: text().notNull(),
    /** From 1; the next one if the condition returns after it ended. */
    occurrence: integer().notNull(),
    kind: text().$type<AlertSubjectKind>().notNull(),
    /** Id of the subject, or `site/kind/version/browser` of a recipe. */
    subject: text().notNull(),
    caseId: uuid(),
    spot: spot(),
    requestId: uuid().references(() => requests.id),
    /** The only person concerned; null if roles and scopes decide. */
    personId: uuid().references(() => people.id),
    reference: text().notNull(),
    site: text().$type<SiteId>(),
    category: text().$type<CategoryCode>(),
    urgent: boolean().notNull(),
    /** When the condition began. */
    at: moment().notNull(),
    dueAt: moment(),
    madeAt: moment().notNull(),
    /** Number of times that it passed to another person. */
    stage: integer().notNull().default(0),
    /** Time at which it passes on; null if it does not. */
    passOnAt: moment(),
    acknowledgedBy: uuid().references(() => people.id),
    acknowledgedAt: moment(),
    acknowledgedHow: text().$type<"press" | "claim">(),
    closedAt: moment(),
  },
  (table) => [
    ofCase(table),
    unique("alerts_once").on(table.key, table.occurrence),
    index("alerts_open").on(table.event).where(sql`closed_at is null`),
    index("alerts_pass_on").on(table.passOnAt).where(sql`closed_at is null and acknowledged_at is null`),
    index("alerts_closed").on(table.closedAt).where(sql`closed_at is not null`),
  ],
);

/** Mails about alerts: queue and record. One mail names all alerts that are due for its person. */
export const alertMails = pgTable(
  "alert_mails",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    madeAt: moment().notNull(),
    state: text().$type<"queued" | "sending" | "sent" | "failed" | "cancelled">().notNull(),
    attempts: integer().notNull().default(0),
    nextAt: moment(),
    /** Lease of a replica; after a crash it expires and others take over. */
    leaseUntil: moment(),
    sentAt: moment(),
    /** The mail server's answer, or why it was not sent. */
    answer: text(),
  },
  (table) => [index("alert_mails_queue").on(table.nextAt).where(sql`state in ('queued', 'sending')`)],
);

/** One row per alert and person notified. */
export const alertNotices = pgTable(
  "alert_notices",
  {
    id: uuid().primaryKey(),
    alertId: uuid()
      .notNull()
      .references(() => alerts.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** The alert's stage at which the person was notified. */
    stage: integer().notNull(),
    /** Devices show it from then on. */
    notifyAt: moment().notNull(),
    /** When it is to be mailed; null if it is not. */
    mailAt: moment(),
    mailId: uuid().references(() => alertMails.id),
    /** When a device of the person first received it. */
    fetchedAt: moment(),
  },
  (table) => [
    unique("alert_notices_once").on(table.alertId, table.personId),
    index().on(table.personId),
    index("alert_notices_unmailed").on(table.mailAt).where(sql`mail_at is not null and mail_id is null`),
    index().on(table.mailId),
  ],
);

export const alertSettings = pgTable("alert_settings", {
  personId: uuid()
    .primaryKey()
    .references(() => people.id),
  mail: text().$type<MailChoice>().notNull(),
  email: text(),
  quiet: jsonb().$type<NonNullable<AlertPreferences["quiet"]>>(),
});

/** Turns on call. */
export const onCall = pgTable(
  "on_call",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    startsAt: moment().notNull(),
    endsAt: moment().notNull(),
    /** 1 is called first. */
    place: integer().notNull(),
  },
  (table) => [index().on(table.endsAt)],
);
