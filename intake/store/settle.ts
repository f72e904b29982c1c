/** Makes a decision stand: confirmed by a second person, or upheld by a panel. */

import { findingOf } from "../programme/golden.ts";
import { closes, onceConfirmed } from "../rules/effect.ts";
import { type Act, restate, saveAct } from "./case-writes.ts";
import { destroyContent } from "./destroy-content.ts";
import { tellHooks } from "./hooks.ts";
import { markSettled } from "./programme/marks.ts";
import { countOutcome } from "./records.ts";
import type { CaseRecord, DecisionRecord } from "./rows.ts";
import type { Db } from "./store.ts";

/** Needs the case's lock. */
export async function confirm(tx: Db, row: CaseRecord, decision: DecisionRecord, act: Act): Promise<void> {
  const settled = await saveAct(tx, restate(row, onceConfirmed(decision, row, act.at)), act);
  const violates = findingOf(decision.act);
  if (violates !== undefined) await markSettled(tx, settled, violates, act.at);
  if (closes(decision.act)) await countOutcome(tx, row.id, decision.act === "reject" ? "rejected" : "upheld");
  if (closes(decision.act)) {
    const { id: caseId, site, category, state } = settled;
    await tellHooks(tx, "case-decided", { caseId, decisionId: decision.id, site, category, state }, act.at);
  }
  if (decision.category === "PORNO_ANAK") await destroyContent(tx, row.id, act.at);
}
