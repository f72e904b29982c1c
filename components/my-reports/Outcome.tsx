import type { OwnReport } from "../../utils/shared/contract/own-report.ts";
import { dateTime } from "../../utils/shared/i18n/time.ts";
import { actions } from "../../utils/shared/policy/actions.ts";
import { rejections } from "../../utils/shared/policy/rejections.ts";
import { useLanguage } from "../ui/language.ts";

export function isDecided({ caseState }: OwnReport): boolean {
  return caseState === "approved" || caseState === "rejected" || caseState === "escalated";
}

export function Outcome({ report }: { report: OwnReport }) {
  const { language, t, words } = useLanguage();
  const { caseState, outcome } = report;
  const why = rejections.find(({ code }) => code === outcome?.why);
  return (
    <div class="own-outcome" data-testid="own-outcome">
      <p>{t("own.outcome", { outcome: t(`caseState.${caseState}`) })}</p>
      {isDecided(report) && outcome ? (
        <>
          {outcome.action ? <p>{t("own.asked", { action: words(actions[outcome.action].label) })}</p> : null}
          {why ? <p>{t("own.why", { why: words(why.label) })}</p> : null}
          <p>{t("own.outcomeReason", { reason: outcome.reason })}</p>
          <p class="small muted">{t("own.decidedAt", { when: dateTime(language, outcome.at) })}</p>
        </>
      ) : null}
    </div>
  );
}
