/** Where the transcript names something that one rule may be about: each place can be noted as a moment. */

import { timecode } from "../../utils/language/time.ts";
import { Plus } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import type { TranscriptHit } from "./TranscriptSearch.tsx";

export interface RuleHintsProps {
  rule: string;
  hits: readonly TranscriptHit[];
  onTake(hit: TranscriptHit): void;
}

/** More would push the next rule out of sight. */
const mostShown = 5;

export function RuleHints({ rule, hits, onTake }: RuleHintsProps) {
  const { t } = useLanguage();
  if (hits.length === 0) return null;
  return (
    <div class="rule-hints small" data-testid={`hints-${rule}`}>
      <span>{t("self.hint.rule")}</span>
      {hits.slice(0, mostShown).map((hit) => {
        const values = { at: timecode(hit.seconds), term: hit.term };
        return (
          <button
            key={`${hit.seconds} ${hit.term}`}
            type="button"
            class="chip"
            data-testid={`hint-${rule}`}
            aria-label={t("self.hint.take", values)}
            title={t("self.hint.take", values)}
            onClick={() => onTake(hit)}
          >
            <Plus size={14} aria-hidden="true" />
            {t("self.hint.term", values)}
          </button>
        );
      })}
      {hits.length > mostShown ? (
        <span class="muted">{t("self.hint.more", { count: hits.length - mostShown })}</span>
      ) : null}
    </div>
  );
}
