/** The clock of an opened request in full sentences: deadline, elapsed limits and possible next steps. */

import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { type Clock, reprimandLevels } from "../../../utils/shared/policy/clock.ts";
import { TriangleAlert } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export function ClockWords({ view, clock }: { view: RequestView; clock: Clock }) {
  const { language, t } = useLanguage();
  const { hours, reprimands, reprimandedAt, acknowledgeHours } = view;
  const { state, dueAt, proposes, unacknowledged } = clock;
  const last = reprimandLevels[reprimands - 1];
  const sentences = [
    ...(state === "not-sent" ? [t("clock.notSentWords")] : []),
    ...(view.state === "undelivered" ? [t("clock.voidWords")] : []),
    ...(state === "reversed" ? [t("clock.reversedWords")] : []),
    ...(dueAt && hours
      ? [t(state === "over" ? "clock.overSince" : "clock.due", { hours, when: dateTime(language, dueAt) })]
      : []),
    ...(unacknowledged ? [t("clock.unacknowledgedWords", { hours: acknowledgeHours })] : []),
    ...(last && reprimandedAt
      ? [t("clock.after", { title: t(`letterKind.${last}`), when: dateTime(language, reprimandedAt) })]
      : []),
    ...(proposes ? [t("clock.proposes", { title: t(`letterKind.${proposes}`) })] : []),
    ...(state === "over" && last === "st3" ? [t("clock.last")] : []),
  ];
  if (sentences.length === 0) return null;
  const tone = state === "over" ? "urgent" : state === "void" || unacknowledged ? "warning" : "";
  return (
    <div class={tone === "" ? "clock-words" : `message ${tone}`} data-testid="clock-words">
      {tone === "" ? null : <TriangleAlert size={16} aria-hidden="true" />}
      <p>{sentences.join(" ")}</p>
    </div>
  );
}
