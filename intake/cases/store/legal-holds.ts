/** Legal holds on cases, placed and released by an administrator and recorded in the case's log. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { anyScope } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { holds } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readHolds } from "./case-reads.ts";
import { lockInScope, saveWithLog, withDerived } from "./case-writes.ts";
import { destroyContent } from "./destroy-content.ts";

type Hold = typeof holds.$inferSelect;

export interface HoldAct {
  caseId: string;
  reason: string;
  /** Name of an account on the intake's machine. */
  by: string;
}

/** Throws if there is no such case; the message is shown to the administrator. */
export function placeHold(db: Db, { caseId, reason, by }: HoldAct, at: Date): Promise<Hold> {
  return changeHold(db, caseId, async (tx, row) => {
    const [hold] = await tx
      .insert(holds)
      .values({ id: randomUUID(), caseId: row.id, spot: row.spot, at, by, reason })
      .returning();
    if (!hold) throw new Error("the hold was not stored");
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by,
      act: "hold-placed",
      rows: { holds: [hold.id] },
      detail: { hold: hold.id, reasonDigest: await digestJson(reason) },
    });
    return hold;
  });
}

/**
 * Releases the case's hold, or the named one if there are several. Throws if it is ambiguous; the message is
 * shown to the administrator.
 */
export function releaseHold(db: Db, act: HoldAct & { hold?: string | undefined }, at: Date): Promise<Hold> {
  const { caseId, reason, by } = act;
  return changeHold(db, caseId, async (tx, row) => {
    const active = await readHolds(tx, row.id);
    const [first, ...others] = active.filter(({ id }) => act.hold === undefined || id === act.hold);
    if (!first) throw new Error("This case has no such active hold.");
    if (others.length > 0) {
      const list = active.map((hold) => `${hold.id}  ${hold.reason}`);
      throw new Error(["This case has several active holds. Name one with --hold:", ...list].join("\n"));
    }
    const change = { releasedAt: at, releasedBy: by, releaseReason: reason };
    await tx.update(holds).set(change).where(eq(holds.id, first.id));
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by,
      act: "hold-released",
      rows: { holds: [first.id] },
      detail: { hold: first.id, reasonDigest: await digestJson(reason) },
    });
    // The hold had postponed the destruction.
    if (row.decidedCategory === "PORNO_ANAK") await destroyContent(tx, row.id, at);
    return { ...first, ...change };
  });
}

/** Runs under the case's lock; follows a merged case to the one that contains it. */
function changeHold(
  db: Db,
  caseId: string,
  change: (tx: Db, row: CaseRecord) => Promise<Hold>,
): Promise<Hold> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, { id: caseId, scope: anyScope });
    if (!row) throw new Error(`There is no case ${caseId}.`);
    if (row.mergedInto) throw new Error("The case was merged meanwhile. Try again.");
    return change(tx, row);
  });
}
