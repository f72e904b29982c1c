/** Posts that were marked and are not in the set, each with its reason. */

import type { Dropped } from "../../utils/contract/draft.ts";
import { useLanguage } from "../shared/language.ts";

export function DroppedPosts({ dropped }: { dropped: readonly Dropped[] }) {
  const { t } = useLanguage();
  return (
    <details class="set-dropped" data-testid="set-dropped">
      <summary>{t("set.dropped", { count: dropped.length })}</summary>
      <ul>
        {dropped.map(({ subject, problem }) => (
          <li key={subject} class="small break">
            {t("set.droppedWhy", { subject, why: t(`problem.${problem.code}`) })}
          </li>
        ))}
      </ul>
    </details>
  );
}
