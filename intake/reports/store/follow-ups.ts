/** The referral or watch that a decision led to, as its reporters and the list of decisions show it. */

import { inArray } from "drizzle-orm";
import type { FollowUp } from "../../../utils/shared/contract/referral-state.ts";
import { omitNulls } from "../../db/rows.ts";
import { referrals, watches } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** By decision. The partner's words stay with the supervisors. */
export async function readFollowUps(
  db: Db,
  decisionIds: readonly string[],
): Promise<ReadonlyMap<string, FollowUp>> {
  if (decisionIds.length === 0) return new Map();
  const referred = await db
    .select()
    .from(referrals)
    .where(inArray(referrals.decisionId, [...decisionIds]));
  const watched = await db
    .select()
    .from(watches)
    .where(inArray(watches.decisionId, [...decisionIds]));
  return new Map<string, FollowUp>([
    ...referred.map(
      ({ decisionId, partner, state, sentAt, answeredAt, outcome, withdrawnAt }) =>
        [
          decisionId,
          {
            referral: {
              partner,
              state,
              ...omitNulls({
                sentAt: iso(sentAt),
                answeredAt: iso(answeredAt),
                outcome,
                withdrawnAt: iso(withdrawnAt),
              }),
            },
          },
        ] as const,
    ),
    ...watched.map(
      ({ decisionId, state, lookAt, endedAt, outcome }) =>
        [
          decisionId,
          { watch: { state, ...omitNulls({ lookAt: iso(lookAt), endedAt: iso(endedAt), outcome }) } },
        ] as const,
    ),
  ]);
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
