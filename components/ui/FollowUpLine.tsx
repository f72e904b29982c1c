/** The referral or the watch that a decision led to, and how it ended, in one sentence. */

import type { FollowUp } from "../../utils/shared/contract/referral-state.ts";
import { date } from "../../utils/shared/i18n/time.ts";
import { partnerLabel } from "../../utils/shared/policy/decision-destinations.ts";
import { useLanguage } from "./language.ts";

interface FollowUpLineProps {
  followUp: FollowUp;
  /** Start of the test ids. */
  place: "own" | "decision";
}

export function FollowUpLine({ followUp: { referral, watch }, place }: FollowUpLineProps) {
  const { language, t, words } = useLanguage();
  const day = (instant?: string) => (instant === undefined ? "" : date(language, instant));
  if (referral) {
    const { state, outcome } = referral;
    const partner = words(partnerLabel(referral.partner));
    const values = {
      partner,
      when: day(state === "answered" ? referral.answeredAt : referral.sentAt),
      outcome: outcome ? t(`referralOutcome.${outcome}`) : "",
    };
    const shown = state === "queued" || state === "by-hand" ? "waiting" : state;
    return (
      <span data-testid={`${place}-referral`} data-state={state}>
        {t(`own.referral.${shown}`, values)}
      </span>
    );
  }
  if (!watch) return null;
  const { state, outcome } = watch;
  const values = {
    when: day(state === "open" ? watch.lookAt : watch.endedAt),
    outcome: outcome ? t(`watchOutcome.${outcome}`) : "",
  };
  return (
    <span data-testid={`${place}-watch`} data-state={state}>
      {t(`own.watch.${state}`, values)}
    </span>
  );
}
