import type { ReviewTask } from "../../../utils/shared/contract/review.ts";
import { relativeTime } from "../../../utils/shared/i18n/time.ts";
import { videoName } from "../../../utils/shared/i18n/video-name.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";

export interface TaskRowProps {
  task: ReviewTask;
  /** Button label, if pressing does more than open the task here. */
  label?: string | undefined;
  onOpen(): void;
}

export function TaskRow({ task, label, onOpen }: TaskRowProps) {
  const { language, t, words } = useLanguage();
  const { claim } = task;
  return (
    <button type="button" class="row" data-testid="task-row" data-case={task.caseId} onClick={onOpen}>
      <span class="row-head title-head">
        <strong>
          <Foreign text={videoName(task)} />
        </strong>
        {claim ? <span class="tag">{t(claim.here ? "vlogger.here" : "vlogger.elsewhere")}</span> : null}
      </span>
      {task.author ? (
        <span class="row-body">
          <Foreign text={task.author} />
        </span>
      ) : null}
      <span class="row-foot">
        {t("vlogger.flaggedAs", { category: words(categories[task.category].short) })},{" "}
        {t("vlogger.yours", { when: relativeTime(language, task.since, Date.now()) })}
      </span>
      {label ? <span class="row-act">{label}</span> : null}
    </button>
  );
}
