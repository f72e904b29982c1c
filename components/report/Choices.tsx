/** Questions after the category: sub-reason, action, legal basis, urgency, note. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type { CategoryCode, SubReasonKey } from "../../utils/shared/contract/category.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { date } from "../../utils/shared/i18n/time.ts";
import { actions } from "../../utils/shared/policy/action-labels.ts";
import { categories, isPlatformPolicyOnly } from "../../utils/shared/policy/categories.ts";
import { basesInForce } from "../../utils/shared/policy/legal-bases.ts";
import { subReasonPickKeys, subReasons } from "../../utils/shared/policy/sub-reasons.ts";
import { Chips } from "../ui/Chips.tsx";
import { useLanguage } from "../ui/language.ts";
import { TextArea } from "../ui/TextArea.tsx";
import type { AnswerState } from "./use-answers.ts";

export interface ChoicesProps {
  /** Its site and date determine the legal basis. */
  evidence: Evidence | undefined;
  answers: AnswerState;
  /** Explains why a reason is required; undefined if everything is public. */
  notPublic: string | undefined;
  reasonMissing: boolean;
  onSubReason(key: SubReasonKey): void;
  onChange(part: Partial<AnswerState>): void;
}

interface BasisProps {
  category: CategoryCode;
  /** ISO time. Its date in Jakarta counts. */
  at: string;
  site: SiteId;
}

const jakartaMinutes = 7 * 60;

/** The legal bases in force on the day of capture. Marks those without a verified source. */
function Basis({ category, at, site }: BasisProps) {
  const { language, t } = useLanguage();
  const rule = categories[category].platform[site] ?? t("form.platformRuleUnknown");
  if (isPlatformPolicyOnly(category)) {
    return <p class="basis small">{t("form.platformOnly", { rule })}</p>;
  }
  return (
    <div class="basis small" title={t("form.platformRule", { rule })}>
      <h3>{t("form.basis", { date: date(language, at, jakartaMinutes) })}:</h3>{" "}
      <ul>
        {basesInForce(category, at).map((basis) => (
          <li key={basis.id}>
            {basis.text}
            {basis.verified ? null : <span class="tag warning">{t("form.unverified")}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SubReasonsProps {
  category: CategoryCode;
  value: SubReasonKey | undefined;
  onToggle(key: SubReasonKey): void;
}

/** Optional: one press chooses, a second press takes it back. */
function SubReasons({ category, value, onToggle }: SubReasonsProps) {
  const { t, words } = useLanguage();
  const offered = subReasons[category];
  if (offered.length === 0) return null;
  return (
    <fieldset class="sub-reasons">
      <legend class="hidden-text">{t("form.subReason")}</legend>
      {offered.map(({ key, label, short }, index) => (
        <button
          key={key}
          type="button"
          class="chip"
          aria-pressed={key === value}
          aria-keyshortcuts={subReasonPickKeys[index]?.toUpperCase()}
          title={`${t("form.subReason")}: ${words(label)}`}
          data-testid={`sub-reason-${key}`}
          onClick={() => onToggle(key)}
        >
          <kbd>{subReasonPickKeys[index]?.toUpperCase()}</kbd>
          {words(short)}
        </button>
      ))}
    </fieldset>
  );
}

export function Choices(props: ChoicesProps) {
  const { evidence, answers, notPublic, reasonMissing, onSubReason, onChange } = props;
  const { t, words } = useLanguage();
  const reason = useRef<HTMLTextAreaElement>(null);
  const { category } = answers;
  const noPixels = category === "PORNO_ANAK";
  useLayoutEffect(() => {
    if (reasonMissing) reason.current?.focus();
  }, [reasonMissing]);

  return (
    <section class="choices">
      {notPublic && !noPixels ? (
        <TextArea
          label={t("form.notPublicReason")}
          hint={notPublic}
          error={reasonMissing ? t("problem.reason-needed") : undefined}
          value={answers.notPublicReason}
          onChange={(notPublicReason) => onChange({ notPublicReason })}
          maxChars={limits.reasonChars}
          testId="not-public-reason"
          inputRef={reason}
          required
        />
      ) : null}
      <div class="choices-follow" aria-live="polite">
        {category === undefined ? (
          <p class="small muted">{t("form.chooseHint")}</p>
        ) : (
          <>
            <SubReasons category={category} value={answers.subReason} onToggle={onSubReason} />
            <Chips
              label={t("form.action")}
              value={answers.action}
              onChange={(action) => onChange({ action })}
              options={categories[category].actions.map((code) => ({
                value: code,
                label: words(actions[code].label),
                hint: words(actions[code].hint),
                testId: `action-${code}`,
              }))}
            />
            {evidence ? <Basis category={category} at={evidence.capturedAt} site={evidence.site} /> : null}
          </>
        )}
      </div>
      <div class="choices-row">
        <label class="check">
          <input
            type="checkbox"
            data-testid="urgent"
            checked={answers.urgent}
            onChange={(event) => onChange({ urgent: event.currentTarget.checked })}
          />
          {t("form.urgent")}
        </label>
        {noPixels ? null : (
          <TextArea
            label={t("form.note")}
            labelHidden
            placeholder={t("form.notePlaceholder")}
            value={answers.note}
            onChange={(note) => onChange({ note })}
            maxChars={limits.noteChars}
            rows={1}
            testId="note"
          />
        )}
      </div>
    </section>
  );
}
