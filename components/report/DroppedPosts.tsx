/** Marked posts that are not in the set, each with the reason. */

import type { Dropped } from "../../utils/shared/contract/draft.ts";
import { Fold } from "../ui/Fold.tsx";
import { useLanguage } from "../ui/language.ts";

export function DroppedPosts({ dropped }: { dropped: readonly Dropped[] }) {
  const { t } = useLanguage();
  return (
    <div class="set-dropped" data-testid="set-dropped">
      <Fold label={t("set.dropped", { count: dropped.length })}>
        <ul>
          {dropped.map(({ subject, problem }) => (
            <li key={subject} class="small">
              {t("set.droppedWhy", { subject, why: t(`problem.${problem.code}`) })}
            </li>
          ))}
        </ul>
      </Fold>
    </div>
  );
}
