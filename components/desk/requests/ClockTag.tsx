/** A request's clock as a tag, with text and an icon so that it does not depend on colour. */

import { duration } from "../../../utils/shared/i18n/time.ts";
import type { Clock as RequestClock } from "../../../utils/shared/policy/request-clock.ts";
import { CircleDashed, Clock, TriangleAlert } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

const tones: Partial<Record<RequestClock["state"], string>> = {
  warning: "warning",
  over: "urgent",
  proven: "done",
};

export function ClockTag({ clock }: { clock: RequestClock }) {
  const { language, t } = useLanguage();
  const { state, leftMs = 0, unacknowledged } = clock;
  const Icon = state === "over" || state === "warning" ? TriangleAlert : Clock;
  const isRunning = state === "running" || state === "warning" || state === "over";
  const words = isRunning
    ? t(`clock.${state}`, { duration: duration(language, Math.abs(leftMs)) })
    : // Answered, or the clock has not begun: the request's own state says enough.
      state === "none" || state === "reversed" || state === "proven"
      ? t(`clock.${state}`)
      : undefined;
  return (
    <>
      {words ? (
        <span class={`tag ${tones[state] ?? ""}`.trimEnd()} data-testid="clock" data-clock={state}>
          <Icon size={12} aria-hidden="true" />
          {words}
        </span>
      ) : null}
      {unacknowledged ? (
        <span class="tag warning" data-testid="unacknowledged">
          <CircleDashed size={12} aria-hidden="true" />
          {t("clock.unacknowledged")}
        </span>
      ) : null}
    </>
  );
}
