/** Texts about a report's seal, its deleted evidence and a legal hold. */

import type { CaseView, ReportView } from "../../../utils/shared/contract/case.ts";
import { date, dateTime } from "../../../utils/shared/i18n/time.ts";
import { retentionReasons } from "../../../utils/shared/policy/retention.ts";
import { LockKeyhole } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

/** The intake's check of the seal at receipt. */
export function SealLine({ report }: { report: ReportView }) {
  const { language, t } = useLanguage();
  const { sealed, evidence } = report;
  const captured = dateTime(language, evidence.capturedAt);
  const words = () => {
    if (!sealed) return t("review.unsealed");
    const received = dateTime(language, sealed.at);
    return sealed.by === undefined
      ? t("review.sealedByUnknown", { captured, received })
      : t("review.sealedBy", { name: sealed.by, captured, received });
  };
  return (
    <p class="small muted seal-line" data-testid="seal" data-sealed={sealed !== undefined}>
      {sealed ? <LockKeyhole size={16} aria-hidden="true" /> : null}
      <span>{words()}</span>
    </p>
  );
}

/** Replaces evidence that was deleted. */
export function DeletedEvidence({ at }: { at: string }) {
  const { language, t, words } = useLanguage();
  return (
    <div class="message" data-testid="evidence-deleted">
      <LockKeyhole size={16} aria-hidden="true" />
      <p>
        {t("review.evidenceDeleted", { date: date(language, at) })} {words(retentionReasons.deleted)}{" "}
        {words(retentionReasons.kept)}
      </p>
    </div>
  );
}

export function LegalHolds({ view }: { view: CaseView }) {
  const { language, t, words } = useLanguage();
  return (
    <>
      {view.holds.map(({ id, reason, by, at }) => (
        <div key={id} class="message" data-testid="hold">
          <LockKeyhole size={16} aria-hidden="true" />
          <div>
            <p>
              <strong>{t("review.held", { reason })}</strong>
            </p>
            <p class="small muted">
              {t("review.by", { name: by })}, {dateTime(language, at)}. {words(retentionReasons.held)}
            </p>
          </div>
        </div>
      ))}
    </>
  );
}
