/** The case's reports side by side. The evidence above belongs to the selected one. */

import { useEffect, useRef } from "preact/hooks";
import type { CaseView, ReportView } from "../../../utils/shared/contract/case.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { SubReasonName } from "../../ui/SubReasonName.tsx";
import { reportsSinceDecision } from "../decision/current-decision.ts";
import { wordsIn } from "./CompareCaptures.tsx";

export interface ReportCardsProps {
  view: CaseView;
  shown: ReportView;
  /** Ids of reports that arrived while the case was open. */
  news: ReadonlySet<string>;
  onShow(reportId: string): void;
  /** Undefined while captures are compared. */
  onCompare: (() => void) | undefined;
}

/** More reports than this are folded. */
const unfoldedReports = 4;

export function ReportCards({ view, shown, news, onShow, onCompare }: ReportCardsProps) {
  const { t } = useLanguage();
  const since = reportsSinceDecision(view);
  const severalReports = view.reportList.length > 1;
  const cards = view.reportList.map((report) => (
    <li key={report.id} class="card">
      <ReportCard report={report} isNew={since.includes(report)} />
      {news.has(report.id) ? <p class="tag warning">{t("changes.new")}</p> : null}
      <Differences report={report} shown={shown} />
      {severalReports ? (
        <EvidenceChoice isShown={report.id === shown.id} onShow={() => onShow(report.id)} />
      ) : null}
    </li>
  ));
  return (
    <section class="block">
      <div class="reports-head">
        <h2>{t("review.reportsBy", { count: view.reports, people: view.reporters })}</h2>
        {severalReports && onCompare ? (
          <button type="button" class="button" data-testid="compare-open" onClick={onCompare}>
            {t("compare.open")}
          </button>
        ) : null}
      </div>
      {since.length > 0 ? (
        <p class="small muted" data-testid="new-since">
          {t("case.newSinceHint", { count: since.length })}
        </p>
      ) : null}
      <ul class="report-cards">{cards.slice(0, unfoldedReports)}</ul>
      {cards.length > unfoldedReports ? (
        <Fold
          label={t("review.moreReports", { count: cards.length - unfoldedReports })}
          testId="more-reports"
        >
          <ul class="report-cards">{cards.slice(unfoldedReports)}</ul>
        </Fold>
      ) : null}
    </section>
  );
}

/** Which report the evidence above belongs to. The focus moves from the pressed button to the state that takes its place. */
function EvidenceChoice({ isShown, onShow }: { isShown: boolean; onShow(): void }) {
  const { t } = useLanguage();
  const state = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    if (pressed.current) state.current?.focus({ preventScroll: true });
    pressed.current = false;
  }, [isShown]);
  if (isShown)
    return (
      <p ref={state} class="small muted" tabIndex={-1} data-testid="shown-evidence">
        {t("review.shownEvidence")}
      </p>
    );
  const show = () => {
    pressed.current = true;
    onShow();
  };
  return (
    <button type="button" class="button link" data-testid="show-evidence" onClick={show}>
      {t("review.showEvidence")}
    </button>
  );
}

/** Lists how the capture differs from the one that is shown. */
function Differences({ report, shown }: { report: ReportView; shown: ReportView }) {
  const { t } = useLanguage();
  const parts = differencesOf(report, shown);
  if (parts.length === 0) return null;
  return (
    <p class="tag warning" data-testid="report-differs">
      {t("compare.differs", { parts: parts.map((part) => t(`compare.part.${part}`)).join(", ") })}
    </p>
  );
}

type DifferentPart = "words" | "author" | "category" | "address";

/** Parts that one of the two lacks do not count: a page shows more or less of the same post. */
function differencesOf(report: ReportView, shown: ReportView): DifferentPart[] {
  if (report.id === shown.id) return [];
  const differ = (a: string | undefined, b: string | undefined) => Boolean(a && b && a !== b);
  const [mine, other] = [report.evidence.fields, shown.evidence.fields];
  return [
    ...(differ(wordsIn(report), wordsIn(shown)) ? (["words"] as const) : []),
    ...(differ(mine.authorName?.value, other.authorName?.value) ? (["author"] as const) : []),
    ...(differ(mine.permalink?.value, other.permalink?.value) ? (["address"] as const) : []),
    ...(report.category === shown.category ? [] : (["category"] as const)),
  ];
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
