import { Check } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export type TaskResult = "sent" | "skipped";

export function TaskDone({ done }: { done: TaskResult | undefined }) {
  const { t } = useLanguage();
  if (done === undefined) return null;
  return (
    <p class="message done" role="status" data-testid={`review-${done}`}>
      <Check size={16} aria-hidden="true" />
      {t(`vlogger.${done}`)}
    </p>
  );
}
