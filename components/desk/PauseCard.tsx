/** Suggests a pause after many graphic cases. It blocks nothing. */

import { Timer } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";

export interface PauseCardProps {
  count: number;
  onOther(): void;
  onGoOn(): void;
}

export function PauseCard({ count, onOther, onGoOn }: PauseCardProps) {
  const { t } = useLanguage();
  return (
    <section
      class="message pause-card"
      aria-live="polite"
      aria-label={t("wellbeing.title")}
      data-testid="pause"
    >
      <Timer size={16} aria-hidden="true" />
      <div class="block">
        <h2>{t("wellbeing.title")}</h2>
        <p>{t("wellbeing.text", { count })}</p>
        <div class="buttons">
          <button type="button" class="button" data-testid="pause-other" onClick={onOther}>
            {t("wellbeing.other")}
          </button>
          <button type="button" class="button quiet" data-testid="pause-go-on" onClick={onGoOn}>
            {t("wellbeing.goOn")}
          </button>
        </div>
      </div>
    </section>
  );
}
