import type { RequestView } from "../../../utils/shared/contract/request.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { useLanguage } from "../../ui/language.ts";
import { channelWords } from "./channel-words.ts";

export function RequestFacts({ view, onOpen }: { view: RequestView; onOpen(requestId: string): void }) {
  const { language, t, words } = useLanguage();
  const { site, category, action, by, madeAt, restores, restoredBy, withdrawnReason } = view;
  const related = (id: string, words: string, testId: string) => (
    <button type="button" class="button link" data-testid={testId} onClick={() => onOpen(id)}>
      {words}
    </button>
  );
  return (
    <section class="block request-facts">
      <p class="request-asked">
        {t(`site.${site}`)} · {words(categories[category].label)} · {words(actions[action].label)}
      </p>
      <p class="small muted">
        {channelWords(language, view.channel)}.{" "}
        {t("request.by", { name: by, when: dateTime(language, madeAt) })}.
      </p>
      {withdrawnReason ? <p>{t("request.withdrawnReason", { reason: withdrawnReason })}</p> : null}
      {restores
        ? related(restores.id, t("request.restores", { number: restores.number }), "request-restores")
        : null}
      {restoredBy
        ? related(
            restoredBy.id,
            t("request.restoredBy", { number: restoredBy.number }),
            "request-restored-by",
          )
        : null}
    </section>
  );
}
