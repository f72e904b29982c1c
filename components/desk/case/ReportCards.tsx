/** The case's reports side by side. The evidence above belongs to the selected one. */

import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { reportsSinceDecision } from "../decision/decided-on.ts";

export interface ReportCardsProps {
  view: CaseView;
  shown: string;
  onShow(reportId: string): void;
}

export function ReportCards({ view, shown, onShow }: ReportCardsProps) {
  const { language, t, words } = useLanguage();
  const since = reportsSinceDecision(view);
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
            <p class="row-head">
              <strong>{words(categories[report.category].short)}</strong>
              {since.includes(report) ? <span class="tag warning">{t("case.newSince")}</span> : null}
              {report.urgent ? <span class="tag urgent">{t("review.urgent")}</span> : null}
            </p>
            <p>{words(actions[report.action].label)}</p>
            <p class="small muted">
              {report.number},{" "}
              {report.by === undefined ? t("review.byOtherUnit") : t("review.by", { name: report.by })},{" "}
              {dateTime(language, report.at)}
            </p>
            {report.sentWith ? (
              <p class="small muted">{t("review.sentWith", { count: report.sentWith })}</p>
            ) : null}
            {report.note ? (
              <p>
                <span class="muted">{t("review.note")}: </span>
                <Foreign text={report.note} />
              </p>
            ) : null}
            {report.notPublicReason ? (
              <p>
                <span class="muted">{t("review.notPublicReason")}: </span>
                <Foreign text={report.notPublicReason} />
              </p>
            ) : null}
            {report.withdrawnAt ? (
              <p>{t("review.withdrawn", { reason: report.withdrawnReason ?? "–" })}</p>
            ) : null}
            {view.reportList.length > 1 ? (
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
