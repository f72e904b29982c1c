/** How a request's clock stands, in words and a sign, not by colour alone. */

import { duration } from "../../utils/language/time.ts";
import type { Clock as RequestClock } from "../../utils/policy/clock.ts";
import { CircleDashed, Clock, TriangleAlert } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";

const tones: Partial<Record<RequestClock["state"], string>> = {
  warning: "warning",
  over: "urgent",
  void: "warning",
};

export function ClockTag({ clock }: { clock: RequestClock }) {
  const { language, t } = useLanguage();
  const { state, leftMs = 0, unacknowledged } = clock;
  // Once it is answered or has not begun, what the request's own state says is enough.
  const silent = state === "answered" || state === "not-sent" || state === "void";
  const Icon = state === "over" || state === "warning" ? TriangleAlert : Clock;
  const words =
    state === "running" || state === "warning" || state === "over"
      ? t(`clock.${state}`, { duration: duration(language, Math.abs(leftMs)) })
      : t(`clock.${state}`);
  return (
    <>
      {silent ? null : (
        <span class={`tag ${tones[state] ?? ""}`.trimEnd()} data-testid="clock" data-clock={state}>
          <Icon size={12} aria-hidden="true" />
          {words}
        </span>
      )}
      {unacknowledged ? (
        <span class="tag warning" data-testid="unacknowledged">
          <CircleDashed size={12} aria-hidden="true" />
          {t("clock.unacknowledged")}
        </span>
      ) : null}
    </>
  );
}
