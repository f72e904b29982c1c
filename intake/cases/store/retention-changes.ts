/** Retention periods in force: the built-in ones, changed by administrators, and fixed by the server's file. */

import { randomUUID } from "node:crypto";
import { asc, sql } from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import {
  isShorter,
  type Outcome,
  outcomes,
  type RetentionChanges,
  type RetentionDays,
  type RetentionPolicy,
  retention,
  withChanges,
} from "../../../utils/shared/policy/retention.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { retentionChanges } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

type Change = typeof retentionChanges.$inferSelect;

export interface RetentionState {
  policy: RetentionPolicy;
  /** Newest changes that are not in force yet. */
  pending: Change[];
}

/** `file`: the server's file, which no administrator can change. */
export async function readRetentionState(db: Db, file: RetentionChanges, at: Date): Promise<RetentionState> {
  const rows = await db.select().from(retentionChanges).orderBy(asc(retentionChanges.no));
  const inForce: Partial<Record<CategoryCode, Partial<RetentionDays>>> = {};
  const newest = new Map<string, Change>();
  for (const row of rows) {
    newest.set(`${row.category}/${row.outcome}`, row);
    if (row.inForceAt <= at) inForce[row.category] = { ...inForce[row.category], [row.outcome]: row.days };
  }
  return {
    policy: withChanges(withChanges(retention, inForce), file),
    pending: [...newest.values()].filter(({ inForceAt }) => inForceAt > at),
  };
}

export async function readPolicy(db: Db, file: RetentionChanges, at: Date): Promise<RetentionPolicy> {
  return (await readRetentionState(db, file, at)).policy;
}

/** Keeps all others from changing a period until the transaction ends. */
async function lockChanges(tx: Db): Promise<void> {
  await tx.execute(sql`lock table ${retentionChanges} in share row exclusive mode`);
}

export interface PeriodsOfCategory {
  category: CategoryCode;
  /** Outcomes that are left out keep their period. */
  days: { [K in Outcome]?: number | null | undefined };
}

/** True if a period would be shorter than the one in force. Must be read in the transaction that saves. */
export async function wouldShorten(
  tx: Db,
  { category, days }: PeriodsOfCategory,
  { file, at }: { file: RetentionChanges; at: Date },
): Promise<boolean> {
  await lockChanges(tx);
  const policy = await readPolicy(tx, file, at);
  return outcomes.some((outcome) => isShorterHere(days, policy[category], outcome));
}

function isShorterHere(days: PeriodsOfCategory["days"], now: RetentionDays, outcome: Outcome): boolean {
  const wanted = days[outcome];
  return wanted !== undefined && isShorter(wanted, now[outcome]);
}

export interface Saving {
  file: RetentionChanges;
  at: Date;
  by: string;
  reason: string;
  /** Two administrators want it, or the server's operator. */
  mayShorten: boolean;
}

/**
 * A longer period is in force at once, a shorter one after `limits.retentionPauseHours`. Problems: `retention-fixed`
 * for a period of the server's file; `conflict` if it became a shorter one meanwhile.
 */
export function savePeriods(
  db: Db,
  { category, days }: PeriodsOfCategory,
  { file, at, by, reason, mayShorten }: Saving,
): Promise<Result<{ changed: Outcome[] }>> {
  return db.transaction(async (tx) => {
    await lockChanges(tx);
    const state = await readRetentionState(tx, file, at);
    const changed = outcomes.filter((outcome) => {
      const wanted = days[outcome];
      return wanted !== undefined && wanted !== newestOf(state, category, outcome);
    });
    const shorter = changed.filter((outcome) => isShorterHere(days, state.policy[category], outcome));
    if (changed.some((outcome) => file[category]?.[outcome] !== undefined)) return fail("retention-fixed");
    if (shorter.length > 0 && !mayShorten) return fail("conflict", "the period would be shorter", "now");
    const before = await tx.$count(retentionChanges);
    const pauseMs = limits.retentionPauseHours * 3_600_000;
    const rows = changed.map((outcome, index): Change => {
      const inForceAt = new Date(at.getTime() + (shorter.includes(outcome) ? pauseMs : 0));
      const change = { category, outcome, days: days[outcome] ?? null, madeAt: at, inForceAt, by, reason };
      return { id: randomUUID(), no: before + index + 1, ...change };
    });
    if (rows.length > 0) await tx.insert(retentionChanges).values(rows);
    await logTrust(tx, { act: "retention-changed", at, by }, { retention_changes: rows.map(({ id }) => id) });
    return ok({ changed });
  });
}

/** The period that is in force, or that waits to be. */
function newestOf(
  { policy, pending }: RetentionState,
  category: CategoryCode,
  outcome: Outcome,
): number | null {
  const waiting = pending.find((row) => row.category === category && row.outcome === outcome);
  return waiting ? waiting.days : policy[category][outcome];
}
