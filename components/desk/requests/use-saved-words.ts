import type { OutcomeCheckView } from "../../../utils/shared/contract/outcome-check.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { useLanguage } from "../../ui/language.ts";

export function useCheckResultWords(saved: OutcomeCheckView | undefined): string {
  const { language, t } = useLanguage();
  if (!saved) return "";
  const seen = t(`seen.${saved.seen}`);
  if (saved.seenFrom === "abroad") return t("checks.abroadSaved", { seen });
  const next = saved.next
    ? t("checks.nextLook", { when: dateTime(language, saved.next) })
    : t("checks.noNext");
  return t("checks.saved", { seen, next });
}
