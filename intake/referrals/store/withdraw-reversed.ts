/** After a reversal, withdraws the referrals and watches of the reversed decisions. */

import { randomUUID } from "node:crypto";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { LogAct } from "../../cases/store/case-writes.ts";
import { anyScope } from "../../core/scope.ts";
import type { Db } from "../../db/store.ts";
import { lockReferral, referralsOf, saveReferralEvent } from "./change-referral.ts";
import { withdrawWatches } from "./watches.ts";

/** Runs in the reversal's transaction. A partner that may have the letter gets a withdrawal. */
export async function withdrawReferrals(
  tx: Db,
  { reversed, by: reversal }: { reversed: readonly string[]; by: string },
  { at, by, device }: Pick<LogAct, "at" | "by" | "device">,
): Promise<void> {
  if (reversed.length === 0) return;
  await withdrawWatches(tx, reversed, { at, by, ...(device === undefined ? {} : { device }) });
  for (const { id } of await referralsOf(tx, reversed)) {
    const locked = await lockReferral(tx, { id, scope: anyScope });
    if (!locked || locked.referral.state === "withdrawn") continue;
    const detail = { reversal };
    const saved = await saveReferralEvent(
      tx,
      locked,
      { type: "withdrawn", at },
      {
        id: randomUUID(),
        digest: await digestJson({ referral: id, ...detail }),
        at,
        by,
        detail,
        ...(device === undefined ? {} : { deviceId: device }),
      },
    );
    if (!saved.ok) throw new Error(`referral ${id} could not be withdrawn: ${saved.problem.code}`);
  }
}
