/** Reporters' records: how decisions change them, and the weight that follows for the next report. */

import { and, count, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import type { ReporterAccuracy } from "../../../utils/shared/contract/desk.ts";
import { neutralWeight, weightOf, wilsonLower } from "../../../utils/shared/policy/reporter-reliability.ts";
import type { OwnScope } from "../../core/scope.ts";
import { buildOnce, named } from "../../db/prepared-statements.ts";
import { people, records, reports, vloggers } from "../../db/schema/index.ts";
import { reportsIn } from "../../db/scope-filters.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

export interface ReporterWeight {
  /** Null if the person belongs to no unit. */
  unitId: string | null;
  weight: number;
}

/** Current weights, by person. */
export async function readReporterWeights(db: Db, personIds: string[]): Promise<Map<string, ReporterWeight>> {
  if (personIds.length === 0) return new Map();
  const rows = await selectReporters(db, { personIds });
  return new Map(
    rows.map(({ id, unitId, role, record, vlogger }) => {
      const weight = weightOf(record ?? undefined);
      const isKnown = role !== "vlogger" || hasVoice(vlogger);
      return [id, { unitId, weight: isKnown ? weight : Math.min(weight, neutralWeight) }];
    }),
  );
}

const selectReporters = buildOnce((db) =>
  db
    .select({ id: people.id, unitId: people.unitId, role: people.role, record: records, vlogger: vloggers })
    .from(people)
    .leftJoin(records, eq(records.personId, people.id))
    .leftJoin(vloggers, eq(vloggers.personId, people.id))
    .where(sql`${people.id} = any(${sql.placeholder("personIds")}::uuid[]) ${named}`),
);

/** Vloggers who are not yet reviewers, or are paused, get at most a newcomer's weight. */
function hasVoice(vlogger: typeof vloggers.$inferSelect | null): boolean {
  return vlogger !== null && vlogger.rank !== "participant" && vlogger.pausedAt === null;
}

/** `upheld` if the case was approved or referred to another agency. */
export type Outcome = "upheld" | "rejected";

/**
 * Counts a settled decision once for every person with a live report on the case. Runs in the decision's
 * transaction, under the case's lock.
 */
export async function countOutcome(db: Db, caseId: string, outcome: Outcome): Promise<void> {
  const upheld = outcome === "upheld" ? 1 : 0;
  // Sorted by id, so that two decisions with the same reporters cannot deadlock.
  await db.execute(sql`
    insert into ${records} (person_id, decided, upheld)
    select distinct ${reports.personId}, 1, ${upheld}::integer from ${reports}
    where ${and(rowsOfCase(reports, caseId), isNull(reports.withdrawnAt))}
    order by 1
    on conflict (person_id) do update
      set decided = ${records}.decided + 1, upheld = ${records}.upheld + excluded.upheld`);
}

/**
 * Corrects records after a reversal. People counted before keep their number of decisions, and `upheld` is
 * corrected; people who reported later are counted for the first time.
 * Runs in the reversal's transaction, under the case's lock.
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
      from ${reports} where ${rowsOfCase(reports, caseId)} group by ${personId}
    ) reported
    where counted or stands
    order by 1
    on conflict (person_id) do update
      set decided = ${records}.decided + excluded.decided,
        upheld = greatest(0, ${records}.upheld + excluded.upheld),
        reversed = ${records}.reversed + excluded.reversed`);
}

/** A person's own record. Capture times are corrected to the intake's clock if the device knew the offset. */
export async function readRecord(db: Db, scope: OwnScope): Promise<ReporterAccuracy> {
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
