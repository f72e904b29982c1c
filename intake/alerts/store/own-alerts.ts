/** A person's alerts, checked against the person's present role and scope at every reading. */

import {
  and,
  asc,
  count,
  eq,
  exists,
  gt,
  inArray,
  isNull,
  lte,
  min,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { AlertEvent, AlertSubjectKind, AlertView } from "../../../utils/shared/contract/alert.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { alertRules } from "../../../utils/shared/policy/alerts.ts";
import type { Scope } from "../../core/scope.ts";
import { alertNotices, alerts, cases, people, reports, requests } from "../../db/schema/index.ts";
import { casesIn, requestsIn } from "../../db/scope-filters.ts";
import type { Db } from "../../db/store.ts";
import type { AlertRecord } from "./alerts.ts";

export interface Reader {
  personId: string;
  role: Role;
  /** `own`, and `panel`: only alerts about the person. */
  scope: Scope;
}

/** Alerts about a person that only show while the person sees the case. */
const inScope: AlertSubjectKind[] = ["note", "assignment"];

/** Filters the table `alerts`: those that the person may read, as they are now. */
export function alertsFor(db: Db, { personId, role, scope }: Reader): SQL {
  const mine = eq(alerts.personId, personId);
  if (scope.reach === "own" || scope.reach === "panel")
    return and(mine, notInArray(alerts.kind, inScope)) as SQL;
  const events = (Object.keys(alertRules) as AlertEvent[]).filter(
    // Administrators are the last to whom an alert passes.
    (event) => role === "admin" || alertRules[event].roles.includes(role),
  );
  const anyRow = { one: sql`1` };
  const ofCase = db
    .select(anyRow)
    .from(cases)
    .where(and(eq(cases.id, alerts.caseId), casesIn(db, scope)));
  const ofRequest = db
    .select(anyRow)
    .from(requests)
    .where(and(eq(requests.id, alerts.requestId), requestsIn(db, scope)));
  const own = and(mine, or(notInArray(alerts.kind, inScope), exists(ofCase)));
  const ofStaff = and(
    isNull(alerts.personId),
    inArray(alerts.event, events),
    or(isNull(alerts.caseId), exists(ofCase)),
    or(isNull(alerts.requestId), exists(ofRequest)),
  );
  return or(own, ofStaff) as SQL;
}

export interface OwnAlert {
  alert: AlertRecord;
  notifyAt: Date;
  /** Name of the person who took it over. */
  by: string | null;
}

/** Alerts that another person took over stay visible for this time. */
const shownMs = 12 * 3_600_000;
const mostRows = 200;

function selectOwn(db: Db) {
  return db
    .select({ alert: alerts, notifyAt: alertNotices.notifyAt, by: people.name })
    .from(alertNotices)
    .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
    .leftJoin(people, eq(people.id, alerts.acknowledgedBy))
    .$dynamic();
}

function ownAlerts(db: Db, reader: Reader): SQL {
  return and(eq(alertNotices.personId, reader.personId), alertsFor(db, reader)) as SQL;
}

/** Open alerts first, urgent ones before others, the oldest first. */
const workingOrder = [
  sql`${alerts.acknowledgedAt} is not null`,
  sql`not ${alerts.urgent}`,
  asc(alerts.at),
  asc(alerts.id),
];

/**
 * Each alert's turn: its place among those of the same reporter, the earliest if several people reported the case. An
 * alert about no case counts with those of its event.
 */
function readTurns(db: Db, own: SQL | undefined) {
  const source = sql`coalesce(${reports.personId}::text, ${alerts.event})`;
  const turn = sql`dense_rank() over (partition by ${source} order by ${sql.join(workingOrder, sql`, `)})`;
  const places = db
    .select({ id: alerts.id, turn: turn.as("turn") })
    .from(alertNotices)
    .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
    .leftJoin(reports, and(eq(reports.caseId, alerts.caseId), eq(reports.spot, alerts.spot)))
    .where(own)
    .as("places");
  return db
    .select({ id: places.id, turn: min(places.turn).as("turn") })
    .from(places)
    .groupBy(places.id)
    .as("turns");
}

/**
 * Open alerts first, urgent ones before others, then the first of each reporter, then the second: no person can fill the
 * list with invented cases. Notes that a device has received them.
 */
export async function readOwnAlerts(
  db: Db,
  reader: Reader,
  at: Date,
): Promise<{ rows: OwnAlert[]; open: number }> {
  const since = new Date(at.getTime() - shownMs);
  const shown = or(isNull(alerts.acknowledgedAt), gt(alerts.acknowledgedAt, since));
  const own = and(ownAlerts(db, reader), isNull(alerts.closedAt), shown);
  const turns = readTurns(db, own);
  const [first, ...rest] = workingOrder as [SQL, ...SQL[]];
  const found = await selectOwn(db)
    .innerJoin(turns, eq(turns.id, alerts.id))
    .where(own)
    .orderBy(first, turns.turn, ...rest)
    .limit(mostRows);
  const lane = ({ alert }: OwnAlert) => (alert.acknowledgedAt ? 2 : 0) + (alert.urgent ? 0 : 1);
  const rows = found.sort((one, other) => lane(one) - lane(other));
  const fresh = and(
    eq(alertNotices.personId, reader.personId),
    isNull(alertNotices.fetchedAt),
    lte(alertNotices.notifyAt, at),
    inArray(
      alertNotices.alertId,
      rows.map(({ alert }) => alert.id),
    ),
  );
  if (rows.length > 0) await db.update(alertNotices).set({ fetchedAt: at }).where(fresh);
  return { rows, open: rows.length < mostRows ? rows.filter(isOpen).length : await countOpen(db, own) };
}

const isOpen = ({ alert }: OwnAlert) => alert.acknowledgedAt === null;

async function countOpen(db: Db, own: SQL | undefined): Promise<number> {
  const [row] = await db
    .select({ open: count() })
    .from(alertNotices)
    .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
    .where(and(own, isNull(alerts.acknowledgedAt)));
  return row?.open ?? 0;
}

/** Returns undefined if the person was not notified of it or may not read it any more. Includes ended alerts. */
export async function readOwnAlert(db: Db, reader: Reader, id: string): Promise<OwnAlert | undefined> {
  const [row] = await selectOwn(db).where(and(ownAlerts(db, reader), eq(alerts.id, id)));
  return row;
}

export function toAlertView({ alert, notifyAt, by }: OwnAlert, personId: string): AlertView {
  const { id, event, kind, reference, caseId, requestId, site, category, urgent, at, dueAt, stage } = alert;
  const { acknowledgedAt, acknowledgedBy, acknowledgedHow } = alert;
  return {
    id,
    event,
    kind,
    reference,
    urgent,
    at: at.toISOString(),
    notifyAt: notifyAt.toISOString(),
    stage,
    ...(caseId === null || kind === "question" ? {} : { caseId }),
    ...(requestId === null ? {} : { requestId }),
    ...(site === null ? {} : { site }),
    ...(category === null ? {} : { category }),
    ...(dueAt === null ? {} : { dueAt: dueAt.toISOString() }),
    ...(acknowledgedAt === null
      ? {}
      : {
          acknowledged: {
            by: by ?? "",
            at: acknowledgedAt.toISOString(),
            mine: acknowledgedBy === personId,
            how: acknowledgedHow ?? "press",
          },
        }),
  };
}
