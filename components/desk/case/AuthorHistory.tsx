/** The author's decided cases at this intake. Undecided cases are left out because they prove nothing. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";

export interface AuthorHistoryProps {
  history: CaseView["history"];
  onOpen(caseId: string): void;
}

export function AuthorHistory({ history, onOpen }: AuthorHistoryProps) {
  const { language, t, words } = useLanguage();
  return (
    <Fold label={`${t("history.title")} (${history.length})`}>
      {history.length === 0 ? <p class="muted">{t("history.none")}</p> : null}
      <ul class="other-cases">
        {history.map((one) => (
          <li key={one.caseId}>
            <button
              type="button"
              class="button link"
              data-testid="history-row"
              data-case={one.caseId}
              onClick={() => onOpen(one.caseId)}
            >
              {words(categories[one.category].short)}
            </button>
            <span class="small muted">
              {t(`caseState.${one.state}`)}, {date(language, one.at)}
            </span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
