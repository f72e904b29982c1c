/** One due outcome check: its address, request, reason and last observation. */

import type { OutcomeCheckTask } from "../../../utils/shared/contract/outcome-check.ts";
import { relativeTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";

export function OutcomeCheckRow({ task, onOpen }: { task: OutcomeCheckTask; onOpen(): void }) {
  const { t } = useLanguage();
  return (
    <button type="button" class="row" data-testid="check-row" data-item={task.itemId} onClick={onOpen}>
      <OutcomeCheckFacts task={task} />
      <span class="row-act">{t("checks.open")}</span>
    </button>
  );
}

function useActionWords({ kind, action }: Pick<OutcomeCheckTask, "kind" | "action">): string {
  const { t, words } = useLanguage();
  return kind === "restore"
    ? t("checks.restore")
    : t("checks.asked", { action: words(actions[action].label) });
}

export function OutcomeCheckFacts({ task }: { task: OutcomeCheckTask }) {
  const { language, t } = useLanguage();
  const asked = useActionWords(task);
  const { seen, seenAt, urgent, why, number, site, address } = task;
  const last =
    seen && seenAt
      ? t("checks.last", {
          seen: t(`seen.${seen}`),
          when: relativeTime(language, seenAt, Date.now()),
        })
      : t("checks.never");
  return (
    <>
      <span class="row-head">
        <strong>{t(`checks.why.${why}`)}</strong>
        {urgent ? <span class="tag urgent">{t("review.urgent")}</span> : null}
      </span>
      <span class="row-body">
        <Foreign text={address.replace(/^https?:\/\/(?:www\.)?/, "")} />
      </span>
      <span class="row-foot">
        {t(`site.${site}`)}, {number}. {asked}. {last}
      </span>
    </>
  );
}
