/** The referral or watch of an open case, with the acts on it. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { destinationOf } from "../../../utils/shared/policy/decision-destinations.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useFocusFallback } from "../../ui/use-focus.ts";
import { useLoad } from "../../ui/use-load.ts";
import { ReferralCard } from "./ReferralCard.tsx";
import type { ReferralDesk } from "./referral-calls.ts";
import { WatchCard } from "./Watches.tsx";

export interface CaseReferralsProps {
  view: CaseView;
  desk: ReferralDesk;
  /** Called when the case's log has a new entry. */
  onChanged(): Promise<void>;
}

export function CaseReferrals({ view, desk, onChanged }: CaseReferralsProps) {
  const { t } = useLanguage();
  const { calls, mayAct } = desk;
  const part = useFocusFallback();
  const leads = view.decisions.some((decision) => {
    const { to } = destinationOf(decision);
    return decision.state === "confirmed" && (to === "partner" || to === "watch");
  });
  const followUps = useLoad(leads ? `follow-ups of ${view.id} at ${view.version}` : "none", async () => {
    if (!leads) return ok({ referrals: [], watches: [] });
    const filter = { caseId: view.id };
    const [referrals, watches] = [await calls.listReferrals(filter), await calls.listWatches(filter)];
    if (!referrals.ok) return referrals;
    return watches.ok
      ? ok({ referrals: referrals.value.referrals, watches: watches.value.watches })
      : watches;
  });
  if (!leads) return null;
  const reload = async () => {
    await followUps.reload();
    await onChanged();
  };
  const common = { calls, mayAct, onChanged: reload };
  return (
    <section
      class="block case-requests"
      aria-label={t("referral.caseTitle")}
      data-testid="case-referrals"
      ref={part}
      tabIndex={-1}
    >
      <h2>{t("referral.caseTitle")}</h2>
      {followUps.problem ? <Failure problem={followUps.problem} onRetry={followUps.reload} /> : null}
      {followUps.value?.referrals.map((row) => (
        <ReferralCard key={row.id} row={row} {...common} />
      ))}
      {followUps.value?.watches.map((watch) => (
        <WatchCard key={watch.id} watch={watch} {...common} />
      ))}
    </section>
  );
}
