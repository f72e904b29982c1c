/** Follow-up of decisions: the requests, and the addresses due for an outcome check. */

import { useEffect } from "preact/hooks";
import { Chips } from "../../ui/Chips.tsx";
import { useLanguage } from "../../ui/language.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";
import { OutcomeChecks, type OutcomeChecksProps } from "../checks/OutcomeChecks.tsx";
import { Requests, type RequestsProps } from "./Requests.tsx";
import type { OutcomeCheckCalls } from "./request-calls.ts";

export interface RequestsHomeProps extends Omit<RequestsProps, "calls"> {
  calls: RequestsProps["calls"] & OutcomeCheckCalls;
  inFront: OutcomeChecksProps["inFront"];
}

type Part = "requests" | "checks";

export function RequestsHome({ calls, inFront, ...props }: RequestsHomeProps) {
  const { t } = useLanguage();
  const kept = usePersistedState<Part>("request-part", () => "requests");
  // A link to a request opens the requests tab, even if another tab was used last.
  useEffect(() => {
    if (props.first !== undefined) kept.set(() => "requests");
  }, [props.first]);
  // Only roles that may act make outcome checks.
  const part = props.mayAct ? kept.value : "requests";
  return (
    <div class="requests-home">
      {props.mayAct ? (
        <div class="request-parts">
          <Chips
            label={t("request.part")}
            labelHidden
            value={part}
            onChange={(next) => kept.set(() => next)}
            options={[
              { value: "requests", label: t("request.tab"), testId: "part-requests" },
              { value: "checks", label: t("checks.tab"), testId: "part-checks" },
            ]}
          />
        </div>
      ) : null}
      {part === "checks" ? (
        <OutcomeChecks calls={calls} inFront={inFront} />
      ) : (
        <Requests calls={calls} {...props} />
      )}
    </div>
  );
}
