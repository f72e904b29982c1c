/** The type of a condition, and helpers that all conditions share: time limits and existing alerts. */

import { and, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { AlertEvent, AlertSubjectKind } from "../../../../utils/shared/contract/alert.ts";
import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { alerts, cases } from "../../../db/schema/index.ts";
import type { Db } from "../../../db/store.ts";

/** A condition that holds now. */
export interface Due {
  event: AlertEvent;
  /** Names the condition. The same condition has the same key at every reading. */
  key: string;
  kind: AlertSubjectKind;
  subject: string;
  caseId?: string;
  requestId?: string;
  /** The only person concerned. */
  personId?: string;
  /** The subject's name for people; by default it is read when the alert is made. */
  reference?: string;
  site?: SiteId;
  category?: CategoryCode;
  urgent: boolean;
  /** When the condition began. */
  at: Date;
  dueAt?: Date | undefined;
  /** Each return is an act of a person and needs an alert. */
  returnsAtOnce?: boolean;
}

/** Conditions whose alerts are opened and closed together. */
export interface ConditionGroup {
  events: readonly AlertEvent[];
  /** Minimum interval between two readings. */
  everyMs: number;
  reads: readonly ((db: Db, at: Date) => Promise<Due[]>)[];
  /**
   * Ids of open alerts whose condition ended. Then `reads` leave out conditions that have an alert. By default every
   * condition is read, and the alerts of all others are closed.
   */
  readEnded?(db: Db): Promise<string[]>;
}

/** A condition that ended and returned within this time is not alerted again. */
const returnMs = 3_600_000;

/** Alerts that closed until then may be made again. */
export function returnableAt(at: Date): Date {
  return new Date(at.getTime() - returnMs);
}

export const hourMs = 3_600_000;

/** Share of a limit after which it counts as nearly passed; the same as in `utils/shared/policy/request-clock.ts`. */
const warningShare = 0.75;

/** Literal instead of parameters, to match the partial index. */
export const pending = sql`${cases.mergedInto} is null and ${cases.state} in ('open', 'proposed', 'panel')`;

/** Alerts with a key of the outer query, open or closed too recently to return. */
export function alertsWith(db: Db, key: SQL, at: Date) {
  const isOpenOrRecent = or(isNull(alerts.closedAt), gt(alerts.closedAt, returnableAt(at)));
  return db
    .select({ one: sql`1` })
    .from(alerts)
    .where(and(eq(alerts.key, key), isOpenOrRecent));
}

/** When three quarters of the time between two instants have passed. */
function warningOf(start: Date, due: Date): Date {
  return new Date(start.getTime() + (due.getTime() - start.getTime()) * warningShare);
}

/** Whether three quarters of the time between two columns have passed, or all of it. */
export function isNearlyOver(start: PgColumn, due: PgColumn, at: Date): SQL {
  return sql`${due} - (${due} - ${start}) * ${1 - warningShare}::float8 <= ${at.toISOString()}::timestamptz`;
}

interface Running {
  kind: AlertSubjectKind;
  id: string;
  start: Date;
  due: Date;
}

/** The event of a running clock; undefined before three quarters of its time. */
export function clockEvent({ kind, id, start, due }: Running, at: Date) {
  const warnedAt = warningOf(start, due);
  if (at < warnedAt) return undefined;
  const isOver = at >= due;
  const event = isOver ? "clock-over" : "clock-warning";
  const key = `${event}/${id}/${due.toISOString()}`;
  return { event, key, kind, subject: id, at: isOver ? due : warnedAt, dueAt: due } as const;
}
