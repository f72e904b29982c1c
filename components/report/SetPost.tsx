/** One post of a set: included or not, author and text, and a link to its full evidence. */

import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import { isMaybeHidden } from "../../utils/shared/contract/limits.ts";
import { relativeTime } from "../../utils/shared/i18n/time.ts";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";
import { useSuggestion } from "./suggestions.ts";
import { qualityNeedingOverride } from "./use-answers.ts";

export interface SetPostProps {
  post: DraftPost;
  included: boolean;
  onInclude(included: boolean): void;
  onSeeAll(): void;
}

export function SetPost({ post, included, onInclude, onSeeAll }: SetPostProps) {
  const { language, t } = useLanguage();
  const { evidence, reportedAt, maybeReported } = post;
  const { fields } = evidence;
  const suggestion = useSuggestion(fields);
  const name = nameOf(post);
  const weak = qualityNeedingOverride(evidence.quality).length;
  const body = fields.text?.value ?? fields.title?.value ?? fields.permalink?.value;
  return (
    <li class="set-post" data-testid="set-post" data-subject={evidence.subject}>
      <label class="set-include">
        <input
          type="checkbox"
          data-testid="set-include"
          aria-label={t("set.include", { name })}
          checked={included}
          onChange={(event) => onInclude(event.currentTarget.checked)}
        />
        <span class="set-words">
          <strong class="set-name">
            <Foreign text={name} />
          </strong>
          <span class={body ? "set-text" : "set-text muted"}>
            <Foreign text={body ?? t("form.noText")} />
          </span>
          {reportedAt ? (
            <span class="set-mark">
              {t("set.reportedBefore", { when: relativeTime(language, reportedAt, Date.now()) })}
            </span>
          ) : null}
          {maybeReported ? (
            <span class="set-mark" data-testid="set-maybe-reported">
              {t("form.maybeReported")}
            </span>
          ) : null}
          {suggestion ? (
            <span class="set-mark" data-testid="set-suggested">
              {suggestion}
            </span>
          ) : null}
          {isMaybeHidden(fields) ? (
            <span class="set-mark">
              {t(fields.audience?.value === "unknown" ? "set.audienceUnknown" : "set.notPublic")}
            </span>
          ) : null}
          {weak > 0 ? <span class="set-mark">{t("set.weakened", { count: weak })}</span> : null}
        </span>
      </label>
      <button
        type="button"
        class="button link set-more"
        data-testid="set-details"
        aria-label={t("set.detailsOf", { name })}
        onClick={onSeeAll}
      >
        {t("set.details")}
      </button>
    </li>
  );
}

/** The author's name; in the no-pixels lane only the subject is left. */
export function nameOf({ evidence: { fields, subject } }: DraftPost): string {
  return fields.authorName?.value ?? fields.authorHandle?.value ?? subject;
}
