/** Follow-up of decisions: requests, referrals, watched posts, and the addresses due for an outcome check. */

import { Chips } from "../../ui/Chips.tsx";
import { useLanguage } from "../../ui/language.ts";
import { usePlace } from "../../ui/use-place.ts";
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

const parts = ["requests", "referrals", "watches", "checks"] as const;

export function RequestsHome({ calls, inFront, ...props }: RequestsHomeProps) {
  const { t } = useLanguage();
  const { place, go } = usePlace();
  const named = parts.find((one) => one === place?.head) ?? "requests";
  // Only roles that may act make outcome checks.
  const part = named === "checks" && !props.mayAct ? "requests" : named;
  return (
    <div class="requests-home">
      <div class="request-parts">
        <Chips
          label={t("request.part")}
          labelHidden
          value={part}
          onChange={(head) => go({ head })}
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
