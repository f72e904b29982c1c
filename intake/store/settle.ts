/** Makes a decision stand: confirmed by a second person, or upheld by a panel. */

import { closes, onceConfirmed } from "../rules/effect.ts";
import { type Act, restate, saveAct } from "./case-writes.ts";
import { countOutcome } from "./records.ts";
import type { CaseRecord, DecisionRecord } from "./rows.ts";
import type { Db } from "./store.ts";

/** Takes away what a case shows that turned out to be child sexual abuse material, in the same transaction. */
export type Destroy = (tx: Db, caseId: string, at: Date) => Promise<void>;

/** Needs the case's lock. */
export async function confirm(
  tx: Db,
  row: CaseRecord,
  decision: DecisionRecord,
  act: Act,
  destroy: Destroy,
): Promise<void> {
  await saveAct(tx, restate(row, onceConfirmed(decision, row, act.at)), act);
  if (closes(decision.act)) await countOutcome(tx, row.id, decision.act !== "reject");
  if (decision.category === "PORNO_ANAK") await destroy(tx, row.id, act.at);
}
