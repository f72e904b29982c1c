/** Urgent cases that wait for a decision, and the time limits of all cases. */

import { and, asc, eq, exists, isNotNull, isNull, lte, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { alerts, cases, decisions } from "../../../db/schema/index.ts";
import type { Db } from "../../../db/store.ts";
import { alertsWith, clockEvent, type Due, hourMs, isNearlyOver, pending } from "./condition.ts";

/** A proposal for an urgent case waits this long before others are alerted again. */
const proposalMs = hourMs / 4;

/** Matches the partial index. */
const isUrgent = sql`${pending} and ${cases.urgent} and ${cases.reports} > 0`;

const urgentKey = sql`'case-urgent/' || ${cases.id}`;
/** More wait for the next reading. */
const mostUrgent = 500;

/** Urgent cases without an alert, not every one that is open: these may be thousands. */
export async function readUrgentCases(db: Db, at: Date): Promise<Due[]> {
  const { id, site, category, dueAt, lastAt } = cases;
  const alerted = alertsWith(db, urgentKey, at);
  const rows = await db
    .select({ id, site, category, dueAt, lastAt })
    .from(cases)
    .where(and(isUrgent, notExists(alerted)))
    .orderBy(asc(lastAt))
    .limit(mostUrgent);
  return rows.map(({ lastAt, ...row }) => ({ ...onUrgent(row), key: `case-urgent/${row.id}`, at: lastAt }));
}

function onUrgent({ id, site, category, dueAt }: UrgentPart) {
  const event = "case-urgent" as const;
  const kind = "case" as const;
  return { event, kind, subject: id, caseId: id, site, category, urgent: true, dueAt: dueAt ?? undefined };
}

type UrgentPart = Pick<typeof cases.$inferSelect, "id" | "site" | "category" | "dueAt">;

const proposalKey = sql`${urgentKey} || '/' || ${decisions.id}`;

/**
 * Proposals that wait for a second person although the case's own alert was acknowledged, which ended its passing on.
 * `readSubject` leaves out who proposed it.
 */
export async function readWaitingProposals(db: Db, at: Date): Promise<Due[]> {
  const { id, site, category, dueAt } = cases;
  const own = alias(alerts, "own");
  const isTaken = db
    .select({ one: sql`1` })
    .from(own)
    .where(and(sql`${own.key} = ${urgentKey}`, isNull(own.closedAt), isNotNull(own.acknowledgedAt)));
  const alerted = alertsWith(db, proposalKey, at);
  const rows = await db
    .select({ id, site, category, dueAt, decisionId: decisions.id, proposedAt: decisions.at })
    .from(cases)
    .innerJoin(decisions, eq(decisions.caseId, id))
    .where(
      and(
        isUrgent,
        eq(decisions.state, "proposed"),
        lte(decisions.at, new Date(at.getTime() - proposalMs)),
        exists(isTaken),
        notExists(alerted),
      ),
    )
    .orderBy(asc(decisions.at))
    .limit(mostUrgent);
  return rows.map(({ decisionId, proposedAt, ...row }) => ({
    ...onUrgent(row),
    key: `case-urgent/${row.id}/${decisionId}`,
    at: proposedAt,
  }));
}

export async function readEndedUrgent(db: Db): Promise<string[]> {
  const waiting = db
    .select({ one: sql`1` })
    .from(cases)
    .where(and(eq(cases.id, alerts.caseId), isUrgent));
  const proposed = db
    .select({ one: sql`1` })
    .from(cases)
    .innerJoin(decisions, eq(decisions.caseId, cases.id))
    .where(and(eq(cases.id, alerts.caseId), eq(decisions.state, "proposed"), eq(alerts.key, proposalKey)));
  const isOver = or(notExists(waiting), and(sql`${alerts.key} like 'case-urgent/%/%'`, notExists(proposed)));
  const rows = await db
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(eq(alerts.event, "case-urgent"), isNull(alerts.closedAt), isOver));
  return rows.map(({ id }) => id);
}

export async function readCaseClocks(db: Db, at: Date): Promise<Due[]> {
  const { id, site, category, urgent, firstAt, dueAt } = cases;
  const rows = await db
    .select({ id, site, category, urgent, firstAt, dueAt })
    .from(cases)
    .where(and(pending, isNotNull(dueAt), sql`${cases.reports} > 0`, isNearlyOver(firstAt, dueAt, at)));
  return rows.flatMap((row) => {
    const due = row.dueAt && clockEvent({ kind: "case", id: row.id, start: row.firstAt, due: row.dueAt }, at);
    const { site: on, category: as, urgent: isUrgent } = row;
    return due ? [{ ...due, caseId: row.id, site: on, category: as, urgent: isUrgent }] : [];
  });
}
