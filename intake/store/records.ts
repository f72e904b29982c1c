/** How reporters fared: what each decision adds to their record, and what their next report weighs by it. */

import { and, count, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { OfficerRecord } from "../../utils/contract/desk.ts";
import { neutralWeight, weightOf, wilsonLower } from "../../utils/policy/wilson.ts";
import { people, records, reports, vloggers } from "./schema/index.ts";
import { type OwnScope, reportsIn } from "./scope.ts";
import type { Db } from "./store.ts";

export interface Weighed {
  /** Null: the person is of none. */
  unitId: string | null;
  weight: number;
}

/** By person, as of now. */
export async function readReporterWeights(db: Db, personIds: string[]): Promise<Map<string, Weighed>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .select({ id: people.id, unitId: people.unitId, role: people.role, record: records, vlogger: vloggers })
    .from(people)
    .leftJoin(records, eq(records.personId, people.id))
    .leftJoin(vloggers, eq(vloggers.personId, people.id))
    .where(inArray(people.id, personIds));
  return new Map(
    rows.map(({ id, unitId, role, record, vlogger }) => {
      const weight = weightOf(record ?? undefined);
      const isKnown = role !== "vlogger" || isCounted(vlogger);
      return [id, { unitId, weight: isKnown ? weight : Math.min(weight, neutralWeight) }];
    }),
  );
}

/** Whoever is no reviewer yet, or not for now, flags like a newcomer at best. */
function isCounted(vlogger: typeof vloggers.$inferSelect | null): boolean {
  return vlogger !== null && vlogger.rank !== "participant" && vlogger.pausedAt === null;
}

/** `upheld`: the case was approved, or passed on to another agency. */
export type Outcome = "upheld" | "rejected";

/**
 * A decision on the case has taken effect: it counts once for everybody whose report stands there. In the transaction of
 * the decision, under the case's lock.
 */
export async function countOutcome(db: Db, caseId: string, outcome: Outcome): Promise<void> {
  const upheld = outcome === "upheld" ? 1 : 0;
  // In the order of their ids, so that two decisions with the same reporters never wait for each other.
  await db.execute(sql`
    insert into ${records} (person_id, decided, upheld)
    select distinct ${reports.personId}, 1, ${upheld}::integer from ${reports}
    where ${and(eq(reports.caseId, caseId), isNull(reports.withdrawnAt))}
    order by 1
    on conflict (person_id) do update
      set decided = ${records}.decided + 1, upheld = ${records}.upheld + excluded.upheld`);
}

/**
 * What was decided since `decidedAt` stands no more. Whoever it counted for keeps the number of decisions, and how many
 * were upheld is set right; whoever reported the case later is counted for the first time. In the transaction of the
 * reversal, under the case's lock.
 */
export async function countReversal(
  db: Db,
  caseId: string,
  decidedAt: Date,
  outcome: Outcome,
): Promise<void> {
  const upheld = outcome === "upheld" ? 1 : 0;
  const { personId, receivedAt, withdrawnAt } = reports;
  const stoodThen = and(lte(receivedAt, decidedAt), or(isNull(withdrawnAt), gt(withdrawnAt, decidedAt)));
  const known = sql`${personId} in (select ${records.personId} from ${records})`;
  await db.execute(sql`
    insert into ${records} (person_id, decided, upheld, reversed)
    select person, case when counted then 0 else 1 end,
      case when counted then ${upheld}::integer * 2 - 1 else ${upheld}::integer end,
      case when counted then 1 else 0 end
    from (
      select ${personId} person, bool_or(${stoodThen}) and ${known} counted,
        bool_or(${isNull(withdrawnAt)}) stands
      from ${reports} where ${eq(reports.caseId, caseId)} group by ${personId}
    ) reported
    where counted or stands
    order by 1
    on conflict (person_id) do update
      set decided = ${records}.decided + excluded.decided,
        upheld = greatest(0, ${records}.upheld + excluded.upheld),
        reversed = ${records}.reversed + excluded.reversed`);
}

/** A person's own record; times by the intake's clock, where the device had heard it. */
export async function readRecord(db: Db, scope: OwnScope): Promise<OfficerRecord> {
  const heardOff = sql`coalesce((${reports.evidence}->'clock'->>'offsetMs')::float8, 0) / 1000`;
  const captured = sql`(${reports.evidence}->>'capturedAt')::timestamptz`;
  const seconds = sql`greatest(0, extract(epoch from ${reports.receivedAt} - ${captured}) + ${heardOff})`;
  const [made] = await db
    .select({
      reports: count(),
      medianSeconds: sql<number | null>`percentile_cont(0.5) within group (order by ${seconds})`,
    })
    .from(reports)
    .where(and(reportsIn(db, scope), isNull(reports.withdrawnAt)));
  const [record] = await db.select().from(records).where(eq(records.personId, scope.personId));
  const { decided = 0, upheld = 0, reversed = 0 } = record ?? {};
  return {
    reports: made?.reports ?? 0,
    decided,
    upheld,
    reversed,
    ...(decided === 0 ? {} : { precision: wilsonLower(upheld, decided) }),
    ...(made?.medianSeconds == null ? {} : { medianSeconds: made.medianSeconds }),
  };
}
