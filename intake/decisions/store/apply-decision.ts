/** Applies a decision once a second person has confirmed it or a panel has upheld it. */

import { and, eq, isNull, ne, or } from "drizzle-orm";
import { closesCase, effectWhenConfirmed, type FinalEffect } from "../../cases/rules/decision-effects.ts";
import { type LogAct, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import { destroyContent } from "../../cases/store/destroy-content.ts";
import type { CaseCallbacks } from "../../cases/store/merge-cases.ts";
import { restoreDescription } from "../../cases/store/restore-description.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { decisions } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { countOutcome, countReversal } from "../../reports/store/reporter-records.ts";
import { notifyHooks } from "../../webhooks/store/hooks.ts";

export interface ReversedDecisions {
  /** Decisions no longer in force. */
  reversed: readonly string[];
  /** The decision now in force. */
  by: string;
}

export interface DecisionCallbacks extends CaseCallbacks {
  onReversed(tx: Db, decisions: ReversedDecisions, act: LogAct): Promise<void>;
  /** Called last, with a reversal that ended without a second person's judgement. May log in the case. */
  onReversalDropped(tx: Db, reversal: DecisionRecord, act: LogAct): Promise<void>;
  /** Called last, with the decision that took effect. May log in the case. */
  onApplied(tx: Db, applied: { caseId: string; decision: DecisionRecord }, act: LogAct): Promise<void>;
}

/** Needs the case's lock. */
export async function applyDecision(
  tx: Db,
  { row, decision }: { row: CaseRecord; decision: DecisionRecord },
  act: LogAct,
  callbacks: DecisionCallbacks,
): Promise<void> {
  const reversed = decision.reverses === null ? [] : await markReversed(tx, row.id, decision, act.at);
  const settled = await saveEffect(tx, row, effectWhenConfirmed(decision, row, act.at), {
    ...act,
    rows: { decisions: [decision.id, ...reversed.map(({ id }) => id)] },
  });
  await callbacks.onDecided(tx, settled, act.at);
  const outcome = decision.act === "reject" ? "rejected" : "upheld";
  if (decision.reverses !== null) {
    // A watch that gives way to another action was right, and stays counted once.
    const isOther = reversed.some((other) => other.act !== decision.act);
    if (isOther) await countReversal(tx, row.id, row.decidedAt ?? act.at, outcome);
    await callbacks.onReversed(tx, { reversed: reversed.map(({ id }) => id), by: decision.id }, act);
  } else if (closesCase(decision.act)) await countOutcome(tx, row.id, outcome);
  if (decision.category === "PORNO_ANAK") await destroyContent(tx, row.id, act.at);
  if (!closesCase(decision.act)) return;
  const { id: caseId, site, category, state } = settled;
  await callbacks.onApplied(tx, { caseId: row.id, decision }, act);
  await notifyHooks(tx, "case-decided", { caseId, decisionId: decision.id, site, category, state }, act.at);
}

/** Saves the end of a decision with its log entry. A case that leaves the no-pixels lane is described again. */
export async function saveEffect(
  tx: Db,
  row: CaseRecord,
  effect: Partial<FinalEffect>,
  act: LogAct,
): Promise<CaseRecord> {
  const changed = withDerived(row, effect);
  const leavesLane = row.withheld && !changed.withheld;
  return saveWithLog(tx, leavesLane ? await restoreDescription(tx, changed) : changed, act);
}

/**
 * A merge can leave several decisions in force; all with the same result are reversed together. An approval with
 * another action also ends a watch.
 */
async function markReversed(
  tx: Db,
  caseId: string,
  decision: DecisionRecord,
  at: Date,
): Promise<Pick<DecisionRecord, "id" | "act">[]> {
  const opposite = decision.act === "approve" ? "reject" : "approve";
  const isInForce = and(
    rowsOfCase(decisions, caseId),
    eq(decisions.state, "confirmed"),
    isNull(decisions.reversedAt),
    decision.act === "approve"
      ? or(eq(decisions.act, opposite), eq(decisions.action, "PANTAU"))
      : eq(decisions.act, opposite),
    ne(decisions.id, decision.id),
  );
  return tx
    .update(decisions)
    .set({ reversedAt: at })
    .where(isInForce)
    .returning({ id: decisions.id, act: decisions.act });
}
