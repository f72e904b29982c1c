/** Calls from earlier domains into later ones. Each runs in its caller's transaction. */

import type { DecisionCallbacks } from "./decisions/store/apply-decision.ts";
import { followDecision, type ReferralIssuer } from "./referrals/store/make-referral.ts";
import { withdrawReferrals } from "./referrals/store/withdraw-reversed.ts";
import type { ReportCallbacks } from "./reports/ingest/ingest.ts";
import { onReversed } from "./requests/store/on-reversed.ts";
import { scheduleReappeared } from "./requests/store/schedule-reappeared.ts";
import { gradeDecided } from "./vloggers/store/grades.ts";

export type Callbacks = ReportCallbacks & DecisionCallbacks;

/** `issuer` is called when a letter is made, because the intake learns its address when it listens. */
export function createCallbacks(issuer: () => ReferralIssuer): Callbacks {
  return {
    onDecided: gradeDecided,
    onReported: scheduleReappeared,
    async onReversed(tx, reversed, act) {
      await withdrawReferrals(tx, reversed, act);
      await onReversed(tx, reversed, act);
    },
    onApplied: (tx, decided, act) => followDecision(tx, decided, act, issuer()),
  };
}
