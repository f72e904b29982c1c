import type { RejectedMessages } from "../../utils/shared/contract/messages.ts";
import { number } from "../../utils/shared/i18n/time.ts";
import { useLanguage } from "../ui/language.ts";

/** Messages refused since the browser started, by name and reason. */
export function RejectedMessagesList({ dropped }: { dropped: RejectedMessages }) {
  const { language, t } = useLanguage();
  return (
    <section class="options-card" data-testid="dropped">
      <h2>{t("options.dropped")}</h2>
      <p>{t("options.droppedWhy")}</p>
      <ul class="dropped">
        {dropped.map(({ name, reason, count }) => (
          <li
            key={`${name} ${reason}`}
            data-testid="dropped-row"
            data-name={name}
            data-reason={reason}
            data-count={count}
          >
            <span>{name || t("options.droppedUnknown")}</span>
            <span class="small muted">{t(`dropped.${reason}`)}</span>
            <span class="dropped-count">{t("options.droppedCount", { count: number(language, count) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
