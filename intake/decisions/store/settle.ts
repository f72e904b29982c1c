/** Applies a decision once a second person has confirmed it or a panel has upheld it. */

import { and, eq, isNull, ne } from "drizzle-orm";
import { type LogAct, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import { destroyContent } from "../../cases/store/destroy-content.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import { decisions } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { countOutcome, countReversal } from "../../reports/store/records.ts";
import { onReversed } from "../../requests/store/reversed.ts";
import { verdictOfAct } from "../../vloggers/golden.ts";
import { gradeDecided } from "../../vloggers/store/marks.ts";
import { notifyHooks } from "../../webhooks/store/hooks.ts";
import { closesCase, effectWhenConfirmed } from "../rules/effect.ts";

/** Needs the case's lock. */
export async function applyDecision(
  tx: Db,
  row: CaseRecord,
  decision: DecisionRecord,
  act: LogAct,
): Promise<void> {
  const reversed = decision.reverses === null ? [] : await markReversed(tx, row.id, decision, act.at);
  const settled = await saveWithLog(tx, withDerived(row, effectWhenConfirmed(decision, row, act.at)), {
    ...act,
    rows: { decisions: [decision.id, ...reversed] },
  });
  const violates = verdictOfAct(decision.act);
  if (violates !== undefined) await gradeDecided(tx, settled, violates, act.at);
  const outcome = decision.act === "reject" ? "rejected" : "upheld";
  if (decision.reverses !== null) {
    await countReversal(tx, row.id, row.decidedAt ?? act.at, outcome);
    await onReversed(tx, { reversed, by: decision.id }, act);
  } else if (closesCase(decision.act)) await countOutcome(tx, row.id, outcome);
  if (decision.category === "PORNO_ANAK") await destroyContent(tx, row.id, act.at);
  if (!closesCase(decision.act)) return;
  const { id: caseId, site, category, state } = settled;
  await notifyHooks(tx, "case-decided", { caseId, decisionId: decision.id, site, category, state }, act.at);
}

/** A merge can leave several decisions in force; all with the same result are reversed together. */
async function markReversed(tx: Db, caseId: string, decision: DecisionRecord, at: Date): Promise<string[]> {
  const opposite = decision.act === "approve" ? "reject" : "approve";
  const standing = and(
    eq(decisions.caseId, caseId),
    eq(decisions.state, "confirmed"),
    isNull(decisions.reversedAt),
    eq(decisions.act, opposite),
    ne(decisions.id, decision.id),
  );
  const reversed = await tx
    .update(decisions)
    .set({ reversedAt: at })
    .where(standing)
    .returning({ id: decisions.id });
  return reversed.map(({ id }) => id);
}
