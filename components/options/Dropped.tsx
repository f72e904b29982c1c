/** Messages that were refused since the browser was opened, by name and reason. */

import type { DroppedMessages } from "../../utils/contract/dropped.ts";
import { useLanguage } from "../shared/language.ts";

export function Dropped({ dropped }: { dropped: DroppedMessages }) {
  const { t } = useLanguage();
  return (
    <section class="options-card" data-testid="dropped">
      <h2>{t("options.dropped")}</h2>
      <p>{t("options.droppedWhy")}</p>
      <ul class="sees">
        {dropped.map(({ name, reason, count }) => (
          <li
            key={`${name} ${reason}`}
            data-testid="dropped-row"
            data-name={name}
            data-reason={reason}
            data-count={count}
          >
            {t("options.droppedRow", {
              name: name || t("options.droppedUnknown"),
              why: t(`dropped.${reason}`),
              count,
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
