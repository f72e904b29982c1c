/** The case's audit log: each act, its author and its chained hash. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { logActName } from "./log-act.ts";

export function CaseLog({ view }: { view: CaseView }) {
  const { language, t } = useLanguage();
  return (
    <Fold label={t("review.log")}>
      <ol class="log">
        {view.log.map((entry) => (
          <li key={entry.seq}>
            <p>{t("review.logEntry", { act: logActName(language, entry.act), name: entry.by })}</p>
            <p class="small muted">
              {dateTime(language, entry.at)},{" "}
              <span title={entry.hash}>{t("review.logHash", { hash: entry.hash.slice(0, 12) })}</span>
            </p>
          </li>
        ))}
      </ol>
    </Fold>
  );
}
