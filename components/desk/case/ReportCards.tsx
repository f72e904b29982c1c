/** The case's reports side by side. The evidence above belongs to the selected one. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { SubReasonName } from "../../ui/SubReasonName.tsx";
import { reportsSinceDecision } from "../decision/current-decision.ts";

export interface ReportCardsProps {
  view: CaseView;
  shown: string;
  onShow(reportId: string): void;
}

export function ReportCards({ view, shown, onShow }: ReportCardsProps) {
  const { t } = useLanguage();
  const since = reportsSinceDecision(view);
  const severalReports = view.reportList.length > 1;
  return (
    <section class="block">
      <h2>{t("review.reportsBy", { count: view.reports, people: view.reporters })}</h2>
      {since.length > 0 ? (
        <p class="small muted" data-testid="new-since">
          {t("case.newSinceHint", { count: since.length })}
        </p>
      ) : null}
      <ul class="report-cards">
        {view.reportList.map((report) => (
          <li key={report.id} class="card">
            <ReportCard report={report} isNew={since.includes(report)} />
            {severalReports ? (
              <button
                type="button"
                class="button link"
                aria-pressed={report.id === shown}
                onClick={() => onShow(report.id)}
              >
                {t(report.id === shown ? "review.shownEvidence" : "review.showEvidence")}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `isNew`: arrived after the decision. */
function ReportCard({ report, isNew }: { report: CaseView["reportList"][number]; isNew: boolean }) {
  const { language, t, words } = useLanguage();
  const by = report.by === undefined ? t("review.byOtherUnit") : t("review.by", { name: report.by });
  return (
    <>
      <p class="row-head">
        <strong>
          {words(categories[report.category].short)}
          <SubReasonName category={report.category} subReason={report.subReason} />
        </strong>
        {isNew ? <span class="tag warning">{t("case.newSince")}</span> : null}
        {report.urgent ? <span class="tag urgent">{t("review.urgent")}</span> : null}
      </p>
      <p>{words(actions[report.action].label)}</p>
      <p class="small muted">
        {report.number}, {by}, {dateTime(language, report.at)}
      </p>
      {report.sentWith ? <p class="small muted">{t("review.sentWith", { count: report.sentWith })}</p> : null}
      <ReporterText label={t("review.note")} text={report.note} />
      <ReporterText label={t("review.notPublicReason")} text={report.notPublicReason} />
      {report.withdrawnAt ? <p>{t("review.withdrawn", { reason: report.withdrawnReason ?? "–" })}</p> : null}
    </>
  );
}

function ReporterText({ label, text }: { label: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <p>
      <span class="muted">{label}: </span>
      <Foreign text={text} />
    </p>
  );
}
