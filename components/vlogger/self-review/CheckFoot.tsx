/** The result of a self-review, with buttons to save it, export it or start another. */

import type { SelfReviewInput } from "../../../utils/shared/contract/review.ts";
import { selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Download } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export interface SelfReviewFootProps {
  /** Undefined until every rule is answered. */
  result: SelfReviewInput["result"] | undefined;
  answered: number;
  saving: boolean;
  saved: boolean;
  onSave(): void;
  onKeep(): void;
  onAgain(): void;
}

export function SelfReviewFoot({
  result,
  answered,
  saving,
  saved,
  onSave,
  onKeep,
  onAgain,
}: SelfReviewFootProps) {
  const { t } = useLanguage();
  return (
    <footer class="pane-foot" aria-live="polite">
      {result === undefined ? (
        <p class="muted">{t("self.progress", { done: answered, all: selfReviewRules.length })}</p>
      ) : (
        <p data-testid="self-result" data-result={result}>
          <span class={tones[result]}>{t(`selfResult.${result}`)}</span>{" "}
          <span class="small">{saved ? t("self.saved") : t(`self.${result}`)}</span>
        </p>
      )}
      <span class="foot-acts">
        {result === undefined ? null : (
          <IconButton label={t("self.keep")} icon={Download} data-testid="self-keep-now" onClick={onKeep} />
        )}
        {saved ? (
          <button type="button" class="button" data-testid="self-other" onClick={onAgain}>
            {t("self.again")}
          </button>
        ) : (
          <button
            type="button"
            class="button primary"
            data-testid="self-save"
            aria-disabled={result === undefined || saving}
            title={result === undefined ? t("self.answerAll") : undefined}
            onClick={onSave}
          >
            {t("self.save")}
          </button>
        )}
      </span>
    </footer>
  );
}

const tones: Record<SelfReviewInput["result"], string> = {
  safe: "tag done",
  change: "tag warning",
  "do-not-publish": "tag urgent",
};
