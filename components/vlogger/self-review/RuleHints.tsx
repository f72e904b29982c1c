/** Places in the transcript that may concern a rule. Each can be added as a timecode. */

import type { TranscriptHit } from "../../../utils/extension/vlogger/transcript.ts";
import type { Timecode } from "../../../utils/shared/contract/review.ts";
import { timecode } from "../../../utils/shared/i18n/time.ts";
import { Check, Plus } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { isFull } from "../tasks/timecode-list.ts";

export interface RuleHintsProps {
  rule: string;
  hits: readonly TranscriptHit[];
  noted: readonly Timecode[];
  onTake(hit: TranscriptHit): void;
}

/** Limits the list so that the next rule stays in sight. */
const mostShown = 5;

export function RuleHints({ rule, hits, noted, onTake }: RuleHintsProps) {
  const { t } = useLanguage();
  if (hits.length === 0) return null;
  return (
    <div class="rule-hints small" data-testid={`hints-${rule}`}>
      <span>{t("self.hint.rule")}</span>
      {hits.slice(0, mostShown).map((hit) => {
        const values = { at: timecode(hit.seconds), term: hit.term };
        const isNoted = noted.some(({ seconds }) => seconds === hit.seconds);
        const label = t(isNoted ? "self.hint.taken" : "self.hint.take", values);
        return (
          <button
            key={`${hit.seconds} ${hit.term}`}
            type="button"
            class="chip"
            data-testid={`hint-${rule}`}
            aria-disabled={isNoted || isFull(noted)}
            aria-label={label}
            title={label}
            onClick={() => onTake(hit)}
          >
            {isNoted ? <Check size={14} aria-hidden="true" /> : <Plus size={14} aria-hidden="true" />}
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
