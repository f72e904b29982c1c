/** Why a vlogger's verdicts are not counted for now, and what ends that. */

import type { PauseView } from "../../utils/contract/vlogger-record.ts";
import { date } from "../../utils/language/time.ts";
import { lessons } from "../../utils/policy/lessons/index.ts";
import { useLanguage } from "../shared/language.ts";

export function Paused({ pause }: { pause: PauseView }) {
  const { language, t, words } = useLanguage();
  const { right, of, needed, neededLower } = pause.refresher;
  const group = lessons.find(({ id }) => id === pause.group);
  const lower = Math.floor(neededLower * 100);
  return (
    <div class="message warning" role="status" data-testid="paused" data-for={pause.for}>
      <div class="verdict-pause">
        <p>{t("trust.paused", { date: date(language, pause.at) })}</p>
        {pause.for === "person" ? (
          <>
            {pause.reason ? <p class="break">{t("trust.pausedReason", { reason: pause.reason })}</p> : null}
            <p>{t("trust.backPerson")}</p>
          </>
        ) : (
          <>
            <p>{group ? t("trust.pausedGroup", { group: words(group.title) }) : t("trust.pausedAll")}</p>
            <p>{t("trust.back", { needed, lower, right, of })}</p>
          </>
        )}
      </div>
    </div>
  );
}
