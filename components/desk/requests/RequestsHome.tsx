/** Follow-up of decisions: requests, referrals, watched posts, and the addresses due for an outcome check. */

import { useEffect } from "preact/hooks";
import { Chips } from "../../ui/Chips.tsx";
import { useLanguage } from "../../ui/language.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { OutcomeChecks, type OutcomeChecksProps } from "../checks/OutcomeChecks.tsx";
import { Referrals } from "../referrals/Referrals.tsx";
import type { ReferralCalls } from "../referrals/referral-calls.ts";
import { Watches } from "../referrals/Watches.tsx";
import { Requests, type RequestsProps } from "./Requests.tsx";
import type { OutcomeCheckCalls } from "./request-calls.ts";

export interface RequestsHomeProps extends Omit<RequestsProps, "calls"> {
  calls: RequestsProps["calls"] & OutcomeCheckCalls & ReferralCalls;
  inFront: OutcomeChecksProps["inFront"];
}

type Part = "requests" | "referrals" | "watches" | "checks";

export function RequestsHome({ calls, inFront, ...props }: RequestsHomeProps) {
  const { t } = useLanguage();
  const kept = usePersistedState<Part>("request-part", () => "requests");
  // A link to a request opens the requests tab, even if another tab was used last.
  useEffect(() => {
    if (props.first !== undefined) kept.set(() => "requests");
  }, [props.first]);
  // Only roles that may act make outcome checks.
  const part = kept.value === "checks" && !props.mayAct ? "requests" : kept.value;
  return (
    <div class="requests-home">
      <div class="request-parts">
        <Chips
          label={t("request.part")}
          labelHidden
          value={part}
          onChange={(next) => kept.set(() => next)}
          options={[
            { value: "requests", label: t("request.tab"), testId: "part-requests" },
            { value: "referrals", label: t("referral.tab"), testId: "part-referrals" },
            { value: "watches", label: t("watch.tab"), testId: "part-watches" },
            ...(props.mayAct
              ? [{ value: "checks" as const, label: t("checks.tab"), testId: "part-checks" }]
              : []),
          ]}
        />
      </div>
      {part === "requests" ? <Requests calls={calls} {...props} /> : null}
      {part === "checks" ? <OutcomeChecks calls={calls} inFront={inFront} /> : null}
      {part === "referrals" ? (
        <Referrals calls={calls} mayAct={props.mayAct} onOpenCase={props.onOpenCase} />
      ) : null}
      {part === "watches" ? (
        <Watches calls={calls} mayAct={props.mayAct} onOpenCase={props.onOpenCase} />
      ) : null}
    </div>
  );
}
