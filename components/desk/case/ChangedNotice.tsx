import { Foreign } from "../../ui/Foreign.tsx";
import { RefreshCw } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { logActName } from "./CaseTimeline.tsx";
import type { CaseChanges } from "./case-changes.ts";

const shownEntries = 5;

/** Tells what colleagues did while the case was open. What the person wrote stays. */
export function ChangedNotice({ entries, onSeen }: Pick<CaseChanges, "entries" | "onSeen">) {
  const { language, t } = useLanguage();
  return (
    <div role="status">
      {entries.length === 0 ? null : (
        <div class="message warning" data-testid="case-changes">
          <RefreshCw size={16} aria-hidden="true" />
          <div class="block">
            <p>
              <strong>{t("changes.title")}</strong>
            </p>
            <ul>
              {entries.slice(-shownEntries).map(({ seq, act, by }) => (
                <li key={seq}>
                  <Foreign text={t("review.logEntry", { act: logActName(language, act), name: by })} />
                </li>
              ))}
            </ul>
            <button type="button" class="button link" data-testid="case-changes-seen" onClick={onSeen}>
              {t("changes.seen")}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
