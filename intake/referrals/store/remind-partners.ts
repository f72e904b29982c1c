/** Reminds partners that have not answered in time. */

import { randomUUID } from "node:crypto";
import { and, asc, eq, lte } from "drizzle-orm";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { anyScope } from "../../core/scope.ts";
import { referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { lockReferral, queueReferralLetter, saveReferralEvent } from "./change-referral.ts";
import { cancelReferralLetters } from "./referral-letters.ts";

/** The intake's name in records. */
const intakeActor = "intake";

/** Queues the reminders that are due. Each is recorded once, whatever the number of replicas. Returns their number. */
export async function remindPartners(db: Db, at: Date): Promise<number> {
  const due = await db
    .select({ id: referrals.id })
    .from(referrals)
    .where(and(eq(referrals.state, "sent"), lte(referrals.remindAt, at)))
    .orderBy(asc(referrals.remindAt), asc(referrals.id));
  let reminded = 0;
  for (const { id } of due) if (await remind(db, id, at)) reminded++;
  return reminded;
}

function remind(db: Db, id: string, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const locked = await lockReferral(tx, { id, scope: anyScope });
    const { referral } = locked ?? {};
    if (!locked || !referral?.remindAt || referral.state !== "sent" || referral.remindAt > at) return false;
    const round = referral.reminders + 1;
    const detail = { round };
    const saved = await saveReferralEvent(
      tx,
      locked,
      { type: "reminded", at },
      { id: randomUUID(), digest: await digestJson(detail), at, by: intakeActor, detail },
    );
    if (!saved.ok) throw new Error(`referral ${id}: ${saved.problem.code}`);
    // An earlier reminder that still waits has the same content.
    await cancelReferralLetters(tx, id, ["reminder"], at);
    await queueReferralLetter(tx, saved.value.referral, { letter: "reminder", round, at });
    return true;
  });
}
