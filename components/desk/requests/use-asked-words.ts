import type { OutcomeCheckTask } from "../../../utils/shared/contract/outcome-check.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { useLanguage } from "../../ui/language.ts";

export function useActionWords({ kind, action }: Pick<OutcomeCheckTask, "kind" | "action">): string {
  const { t, words } = useLanguage();
  return kind === "restore"
    ? t("checks.restore")
    : t("checks.asked", { action: words(actions[action].label) });
}
