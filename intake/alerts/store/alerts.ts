/** Writes alerts: made once per condition, taken over by the first person, passed on, closed. */

import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { type AlertEvent, staffEvents } from "../../../utils/shared/contract/alert.ts";
import { passesOnAfterMs } from "../../../utils/shared/policy/alerts.ts";
import { clockErrorMs } from "../../core/clock.ts";
import { insertRows } from "../../db/insert.ts";
import { alertMails, alertNotices, alerts, claims } from "../../db/schema/index.ts";
import { spotOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { notifyHooks } from "../../webhooks/store/hooks.ts";
import type { GivenNotice, PlannedNotice } from "../rules/plan-alerts.ts";
import { type Due, returnableAt } from "./conditions/condition.ts";

export type AlertRecord = typeof alerts.$inferSelect;

/** Ids of open alerts by key. Must be read before the conditions, so that no newer alert is closed by them. */
export async function readOpen(db: Db, events: readonly AlertEvent[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ key: alerts.key, id: alerts.id })
    .from(alerts)
    .where(and(isNull(alerts.closedAt), inArray(alerts.event, [...events])));
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** The occurrence that a condition without an open alert would have; undefined while it is too soon. */
export async function nextOccurrence(
  db: Db,
  { key, returnsAtOnce }: Pick<Due, "key" | "returnsAtOnce">,
  at: Date,
): Promise<number | undefined> {
  const [last] = await db
    .select({ occurrence: alerts.occurrence, closedAt: alerts.closedAt })
    .from(alerts)
    .where(eq(alerts.key, key))
    .orderBy(desc(alerts.occurrence))
    .limit(1);
  if (!last) return 1;
  const isOver = last.closedAt !== null && (returnsAtOnce || last.closedAt <= returnableAt(at));
  return isOver ? last.occurrence + 1 : undefined;
}

export interface NewAlert {
  due: Due;
  occurrence: number;
  reference: string;
  notices: readonly PlannedNotice[];
}

/**
 * Makes an alert with its notices and webhook messages in one transaction. Returns undefined if another replica was
 * first.
 */
export function makeAlert(
  db: Db,
  { due, occurrence, reference, notices }: NewAlert,
  at: Date,
): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    const id = randomUUID();
    const afterMs = passesOnAfterMs(due);
    const row: typeof alerts.$inferInsert = {
      id,
      event: due.event,
      key: due.key,
      occurrence,
      kind: due.kind,
      subject: due.subject,
      caseId: due.caseId ?? null,
      spot: due.caseId === undefined ? null : spotOfCase(due.caseId),
      requestId: due.requestId ?? null,
      personId: due.personId ?? null,
      reference,
      site: due.site ?? null,
      category: due.category ?? null,
      urgent: due.urgent,
      at: due.at,
      dueAt: due.dueAt ?? null,
      madeAt: at,
      passOnAt: afterMs === undefined ? null : new Date(at.getTime() + afterMs),
    };
    const made = await tx.insert(alerts).values(row).onConflictDoNothing().returning({ id: alerts.id });
    if (made.length === 0) return undefined;
    await notifySystems(tx, id, due, at);
    const rows = notices.map((notice) => ({
      id: randomUUID(),
      alertId: id,
      stage: 0,
      mailId: null,
      fetchedAt: null,
      ...notice,
    }));
    if (rows.length > 0) await tx.execute(insertRows(alertNotices, rows));
    return id;
  });
}

async function notifySystems(tx: Db, alertId: string, due: Due, at: Date): Promise<void> {
  const event = staffEvents.find((staffEvent) => staffEvent === due.event);
  if (!event) return;
  const { kind, subject, site, category, urgent, dueAt } = due;
  await notifyHooks(
    tx,
    event,
    {
      alertId,
      subject: { kind, id: subject },
      urgent,
      ...(site ? { site } : {}),
      ...(category ? { category } : {}),
      ...(dueAt ? { dueAt: dueAt.toISOString() } : {}),
    },
    at,
  );
}

export async function closeAlerts(db: Db, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(alerts)
    .set({ closedAt: at, passOnAt: null })
    .where(and(inArray(alerts.id, [...ids]), isNull(alerts.closedAt)));
}

const untouched = and(isNull(alerts.acknowledgedAt), isNull(alerts.closedAt)) as SQL;

interface Taking {
  alertId: string;
  personId: string;
  how: "press" | "claim";
}

/** The first person wins; returns false if another one was first, or if the condition ended. */
export async function acknowledge(db: Db, { alertId, personId, how }: Taking, at: Date): Promise<boolean> {
  const taken = await db
    .update(alerts)
    .set({ acknowledgedBy: personId, acknowledgedAt: at, acknowledgedHow: how, passOnAt: null })
    .where(and(eq(alerts.id, alertId), untouched))
    .returning({ id: alerts.id });
  return taken.length > 0;
}

/** Opening a case to decide it takes its alerts over, if the person was notified of them. */
export async function acknowledgeClaimed(db: Db, at: Date): Promise<void> {
  const rows = await db
    .select({ alertId: alerts.id, personId: claims.personId })
    .from(alerts)
    .innerJoin(claims, eq(claims.caseId, alerts.caseId))
    .innerJoin(
      alertNotices,
      and(eq(alertNotices.alertId, alerts.id), eq(alertNotices.personId, claims.personId)),
    )
    .where(and(eq(alerts.kind, "case"), untouched, gt(claims.until, at)));
  for (const taking of rows) await acknowledge(db, { ...taking, how: "claim" }, at);
}

/** Alerts not acknowledged in time, oldest first. */
export function readUnanswered(db: Db, at: Date): Promise<AlertRecord[]> {
  return db
    .select()
    .from(alerts)
    .where(and(untouched, isNotNull(alerts.passOnAt), lte(alerts.passOnAt, at)))
    .orderBy(asc(alerts.passOnAt), asc(alerts.id))
    .limit(100);
}

export async function readNotices(db: Db, alertId: string): Promise<GivenNotice[]> {
  const { personId, notifyAt, mailAt, stage } = alertNotices;
  const mailed = sql<boolean>`coalesce(${alertMails.state} <> 'cancelled', false)`;
  return db
    .select({ personId, notifyAt, mailAt, stage, mailed })
    .from(alertNotices)
    .leftJoin(alertMails, eq(alertMails.id, alertNotices.mailId))
    .where(eq(alertNotices.alertId, alertId));
}

/**
 * Passes an alert to the next person; without a notice it stays where it is and does not pass on again. Returns false
 * if another replica did it, or if a person took it over meanwhile.
 */
export function passOn(
  db: Db,
  alert: Pick<AlertRecord, "id" | "stage">,
  { notice, passOnAt }: { notice: PlannedNotice | undefined; passOnAt: Date | null },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const stage = alert.stage + 1;
    const passed = await tx
      .update(alerts)
      .set(notice ? { stage, passOnAt } : { passOnAt })
      .where(
        and(eq(alerts.id, alert.id), eq(alerts.stage, alert.stage), isNotNull(alerts.passOnAt), untouched),
      )
      .returning({ id: alerts.id });
    if (passed.length === 0) return false;
    if (!notice) return true;
    const change = { stage, notifyAt: notice.notifyAt, mailAt: notice.mailAt, mailId: null };
    await tx
      .insert(alertNotices)
      .values({ id: randomUUID(), alertId: alert.id, personId: notice.personId, ...change })
      .onConflictDoUpdate({
        target: [alertNotices.alertId, alertNotices.personId],
        set: change,
        setWhere: isNull(alertNotices.mailId),
      });
    return true;
  });
}

/** Longer than any time until an alert passes on, plus a clock's error. */
const longestPassOnMs = 6 * 3_600_000;

/**
 * Moves times that a clock wrote while it was ahead: until then the alert would not be shown, mailed or passed on, and its
 * condition could not return.
 */
export async function correctTimesAhead(db: Db, at: Date): Promise<void> {
  const instant = sql`${at.toISOString()}::timestamptz`;
  const later = (ms: number) => new Date(at.getTime() + ms);
  const error = sql`(${alerts.madeAt} - ${instant})`;
  const ahead = gt(alerts.madeAt, later(clockErrorMs));
  await db.transaction(async (tx) => {
    await tx
      .update(alertNotices)
      .set({
        notifyAt: sql`${alertNotices.notifyAt} - ${error}`,
        mailAt: sql`${alertNotices.mailAt} - ${error}`,
      })
      .from(alerts)
      .where(and(eq(alerts.id, alertNotices.alertId), ahead));
    await tx
      .update(alerts)
      .set({ madeAt: at, passOnAt: sql`${alerts.passOnAt} - ${error}` })
      .where(ahead);
  });
  await db
    .update(alerts)
    .set({ closedAt: at })
    .where(gt(alerts.closedAt, later(clockErrorMs)));
  await db
    .update(alerts)
    .set({ passOnAt: at })
    .where(gt(alerts.passOnAt, later(longestPassOnMs)));
  await db
    .update(alertMails)
    .set({ nextAt: at })
    .where(gt(alertMails.nextAt, later(clockErrorMs)));
  await db
    .update(alertMails)
    .set({ madeAt: at })
    .where(gt(alertMails.madeAt, later(clockErrorMs)));
}

/** Kept as the record of the people notified. After that time nothing refers to them. */
const keptDays = 365;

export async function deleteOldAlerts(db: Db, at: Date): Promise<void> {
  const before = new Date(at.getTime() - keptDays * 86_400_000);
  const old = db.select({ id: alerts.id }).from(alerts).where(lt(alerts.closedAt, before));
  await db.delete(alertNotices).where(inArray(alertNotices.alertId, old));
  await db.delete(alerts).where(lt(alerts.closedAt, before));
  const used = db.select({ one: sql`1` }).from(alertNotices).where(eq(alertNotices.mailId, alertMails.id));
  await db.delete(alertMails).where(and(lt(alertMails.madeAt, before), sql`not exists ${used}`));
}
