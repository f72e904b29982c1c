/** Explains why a vlogger's verdicts are not counted for now, and how the pause ends. */

import type { PauseView } from "../../../utils/shared/contract/vlogger-record.ts";
import { date, percentDown } from "../../../utils/shared/i18n/time.ts";
import type { Words } from "../../../utils/shared/policy/category.ts";
import { useLanguage } from "../../ui/language.ts";

export interface PausedProps {
  pause: PauseView;
  /** Title of the lesson whose cases were misjudged; undefined if the overall score caused the pause. */
  title: Words | undefined;
}

export function Paused({ pause, title }: PausedProps) {
  const { language, t, words } = useLanguage();
  const { right, of, needed, neededLower } = pause.refresher;
  const lower = percentDown(language, neededLower);
  return (
    <div class="message warning" role="status" data-testid="paused" data-for={pause.for}>
      <div class="verdict-pause">
        <p>{t("trust.paused", { date: date(language, pause.at) })}</p>
        {pause.for === "person" ? (
          <>
            {pause.reason ? <p>{t("trust.pausedReason", { reason: pause.reason })}</p> : null}
            <p>{t("trust.backPerson")}</p>
          </>
        ) : (
          <>
            <p>{title ? t("trust.pausedGroup", { group: words(title) }) : t("trust.pausedAll")}</p>
            <p>{t("trust.back", { needed, lower, right, of })}</p>
          </>
        )}
      </div>
    </div>
  );
}
