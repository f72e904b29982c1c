/** The queue of alert mails: composed per person, leased, and finished. */

import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { routes } from "../../../utils/shared/contract/routes.ts";
import { scopeOf } from "../../core/scope.ts";
import { alertMails, alertNotices, alertSettings, alerts, people, units } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { unitColumns } from "../../db/unit-sees.ts";
import type { AlertRecord } from "./alerts.ts";
import { alertsFor, type Reader } from "./own-alerts.ts";

export type AlertMail = typeof alertMails.$inferSelect;

const batchSize = 20;
/** Maximum alerts in one mail; the rest follows in the next. */
const mailAlerts = 100;

/** Groups due notices into one mail per person. Returns the number of mails. */
export async function composeMails(db: Db, at: Date): Promise<number> {
  const due = and(isNotNull(alertNotices.mailAt), lte(alertNotices.mailAt, at), isNull(alertNotices.mailId));
  const waiting = await db
    .selectDistinct({ personId: alertNotices.personId })
    .from(alertNotices)
    .where(due)
    .orderBy(asc(alertNotices.personId));
  for (const { personId } of waiting)
    await db.transaction(async (tx) => {
      const rows = await tx
        .select({ id: alertNotices.id })
        .from(alertNotices)
        .where(and(due, eq(alertNotices.personId, personId)))
        .orderBy(asc(alertNotices.mailAt), asc(alertNotices.id))
        .limit(mailAlerts)
        .for("update", { skipLocked: true });
      if (rows.length === 0) return;
      const mail = { id: randomUUID(), personId, madeAt: at, state: "queued", nextAt: at } as const;
      await tx.insert(alertMails).values(mail);
      const ids = rows.map(({ id }) => id);
      await tx.update(alertNotices).set({ mailId: mail.id }).where(inArray(alertNotices.id, ids));
    });
  return waiting.length;
}

/** Takes due mails under a lease; after a crash another process takes them. */
export function leaseMails(db: Db, at: Date, leaseMs: number): Promise<AlertMail[]> {
  const instant = at.toISOString();
  const due = sql`select id from ${alertMails}
    where state in ('queued', 'sending') and next_at <= ${instant}::timestamptz
    order by next_at, id limit ${batchSize} for update skip locked`;
  const until = new Date(at.getTime() + leaseMs);
  return db
    .update(alertMails)
    .set({ state: "sending", leaseUntil: until, nextAt: until, attempts: sql`${alertMails.attempts} + 1` })
    .where(sql`${alertMails.id} in (${due})`)
    .returning();
}

export interface MailContent {
  to: string;
  alerts: AlertRecord[];
}

/**
 * The mail's address and its unacknowledged alerts that the person may still read. Undefined if there are none, or
 * if the person has no address any more or is suspended.
 */
export async function readMailContent(db: Db, mail: AlertMail): Promise<MailContent | undefined> {
  const [person] = await db
    .select({
      personId: people.id,
      role: people.role,
      unit: unitColumns,
      to: alertSettings.email,
    })
    .from(people)
    .innerJoin(alertSettings, eq(alertSettings.personId, people.id))
    .leftJoin(units, eq(units.id, people.unitId))
    .where(and(eq(people.id, mail.personId), isNull(people.suspendedAt)));
  if (!person?.to) return undefined;
  const { to, personId, role, unit } = person;
  // The same scope as when the person reads the list.
  const scope = scopeOf(routes.listAlerts.callers[role], { personId, unit });
  const rows = await readOpenOf(db, { personId, role, scope }, mail.id);
  return rows.length > 0 ? { to, alerts: rows } : undefined;
}

async function readOpenOf(db: Db, reader: Reader, mailId: string): Promise<AlertRecord[]> {
  const rows = await db
    .select({ alert: alerts })
    .from(alertNotices)
    .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
    .where(
      and(
        eq(alertNotices.mailId, mailId),
        isNull(alerts.closedAt),
        isNull(alerts.acknowledgedAt),
        alertsFor(db, reader),
      ),
    )
    .orderBy(asc(alerts.at), asc(alerts.id));
  return rows.map(({ alert }) => alert);
}

type MailResult = Pick<AlertMail, "state" | "nextAt" | "sentAt" | "answer">;

/** Matches only while this process has the lease; returns false otherwise. */
export async function finishMail(
  db: Db,
  { id, leaseUntil }: AlertMail,
  result: MailResult,
): Promise<boolean> {
  if (!leaseUntil) return false;
  const finished = await db
    .update(alertMails)
    .set({ ...result, leaseUntil: null })
    .where(and(eq(alertMails.id, id), eq(alertMails.state, "sending"), eq(alertMails.leaseUntil, leaseUntil)))
    .returning({ id: alertMails.id });
  return finished.length > 0;
}

/** The address refused the mail, so the mail's alerts pass on at once. */
export async function hastenMailed(db: Db, mailId: string, at: Date): Promise<void> {
  const named = db
    .select({ id: alertNotices.alertId })
    .from(alertNotices)
    .where(eq(alertNotices.mailId, mailId));
  await db
    .update(alerts)
    .set({ passOnAt: at })
    .where(and(inArray(alerts.id, named), isNotNull(alerts.passOnAt), isNull(alerts.acknowledgedAt)));
}
