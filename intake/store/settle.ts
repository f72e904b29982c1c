/** Makes a decision stand: confirmed by a second person, or upheld by a panel. */

import { and, eq, isNull, ne } from "drizzle-orm";
import { findingOf } from "../programme/golden.ts";
import { closes, onceConfirmed } from "../rules/effect.ts";
import { type Act, restate, saveAct } from "./case-writes.ts";
import { destroyContent } from "./destroy-content.ts";
import { tellHooks } from "./hooks.ts";
import { markSettled } from "./programme/marks.ts";
import { countOutcome, countReversal, type Outcome } from "./records.ts";
import { onReversed } from "./requests/reversed.ts";
import type { CaseRecord, DecisionRecord } from "./rows.ts";
import { decisions } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** Needs the case's lock. */
export async function confirm(tx: Db, row: CaseRecord, decision: DecisionRecord, act: Act): Promise<void> {
  const settled = await saveAct(tx, restate(row, onceConfirmed(decision, row, act.at)), act);
  const violates = findingOf(decision.act);
  if (violates !== undefined) await markSettled(tx, settled, violates, act.at);
  const outcome = decision.act === "reject" ? "rejected" : "upheld";
  if (decision.reverses !== null) await reverse(tx, { before: row, settled, decision, outcome }, act);
  else if (closes(decision.act)) await countOutcome(tx, row.id, outcome);
  if (decision.category === "PORNO_ANAK") await destroyContent(tx, row.id, act.at);
  if (!closes(decision.act)) return;
  const { id: caseId, site, category, state } = settled;
  await tellHooks(tx, "case-decided", { caseId, decisionId: decision.id, site, category, state }, act.at);
}

interface Reversal {
  /** The case as it stood on the earlier decision, and as it stands now. */
  before: CaseRecord;
  settled: CaseRecord;
  decision: DecisionRecord;
  outcome: Outcome;
}

/** Where two decided cases became one, every decision that said the same goes with the one that was named. */
async function reverse(tx: Db, { before, settled, decision, outcome }: Reversal, act: Act): Promise<void> {
  const opposite = decision.act === "approve" ? "reject" : "approve";
  const standing = and(
    ...[eq(decisions.caseId, settled.id), eq(decisions.state, "confirmed"), isNull(decisions.reversedAt)],
    ...[eq(decisions.act, opposite), ne(decisions.id, decision.id)],
  );
  const reversed = await tx
    .update(decisions)
    .set({ reversedAt: act.at })
    .where(standing)
    .returning({ id: decisions.id });
  await countReversal(tx, settled.id, before.decidedAt ?? act.at, outcome);
  const ids = reversed.map(({ id }) => id);
  await onReversed(tx, { reversed: ids, by: decision.id }, act);
}
