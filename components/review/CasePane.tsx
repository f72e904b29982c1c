/** A case opened: evidence first, then who said what, then the decision. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { CaseView } from "../../utils/contract/case.ts";
import type { Result } from "../../utils/contract/result.ts";
import { categories } from "../../utils/policy/categories.ts";
import { Failure } from "../shared/Failure.tsx";
import { ArrowLeft, ExternalLink } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { Skeleton } from "../shared/Skeleton.tsx";
import { useLoad } from "../shared/use-load.ts";
import { CaseEvidence } from "./CaseEvidence.tsx";
import { CaseLog, Decisions, Reviews } from "./CaseHistory.tsx";
import { Holds } from "./CaseSeal.tsx";
import { DecidePanel } from "./DecidePanel.tsx";
import { ExportMenu, type ExportMenuProps } from "./ExportMenu.tsx";
import { ReportCards } from "./ReportCards.tsx";
import { TimeLeft } from "./TimeLeft.tsx";
import type { FileCalls } from "./use-case-file.ts";
import type { DecisionCalls } from "./use-decision.ts";

export interface CaseCalls extends DecisionCalls, FileCalls {
  getCase(id: string): Promise<Result<CaseView>>;
  exportCase: ExportMenuProps["exportCase"];
}

export interface CasePaneProps {
  caseId: string;
  calls: CaseCalls;
  leftMs(row: CaseView): number | undefined;
  onBack(): void;
  onChanged(): void;
}

export function CasePane({ caseId, calls, leftMs, onBack, onChanged }: CasePaneProps) {
  const { t, words } = useLanguage();
  const { value: view, problem, reload } = useLoad(caseId, () => calls.getCase(caseId));
  const [chosen, setChosen] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const here = view !== undefined;
  useEffect(() => {
    if (here) heading.current?.focus({ preventScroll: true });
  }, [caseId, here]);
  const report = view?.reportList.find(({ id }) => id === chosen) ?? newest(view);

  return (
    <section class="case" data-testid="case-view" data-case={caseId} data-state={view?.state}>
      <header class="case-head">
        <button
          type="button"
          class="button quiet icon case-back"
          aria-label={t("review.back")}
          title={t("review.back")}
          data-testid="case-back"
          onClick={onBack}
        >
          <ArrowLeft size={16} aria-hidden="true" />
        </button>
        {view ? (
          <>
            <h2 class="title" ref={heading} tabIndex={-1}>
              {words(categories[view.category].short)}
            </h2>
            <p class="case-tags">
              {view.urgent ? <span class="tag urgent">{t("review.urgent")}</span> : null}
              <span class={view.state === "approved" ? "tag done" : "tag"}>
                {t(`caseState.${view.state}`)}
              </span>
              <TimeLeft row={view} leftMs={leftMs(view)} />
            </p>
            {view.permalink && view.category !== "PORNO_ANAK" ? (
              <a
                class="button quiet icon case-link"
                href={view.permalink}
                target="_blank"
                rel="noreferrer noopener"
                aria-label={t("review.open")}
                title={t("review.open")}
              >
                <ExternalLink size={16} aria-hidden="true" />
              </a>
            ) : null}
            <ExportMenu key={caseId} caseId={caseId} exportCase={calls.exportCase} onExported={reload} />
          </>
        ) : null}
      </header>
      {problem ? (
        <Failure problem={problem}>
          <button type="button" class="button" onClick={reload}>
            {t("home.retry")}
          </button>
        </Failure>
      ) : null}
      {view && report ? (
        <div class="case-body">
          <div class="case-main">
            <Holds view={view} />
            <CaseEvidence view={view} report={report} calls={calls} onRevealed={reload} />
            <ReportCards view={view} shown={report.id} onShow={setChosen} />
          </div>
          <div class="case-side">
            <Reviews view={view} />
            <Decisions view={view} />
            <DecidePanel
              key={caseId}
              view={view}
              calls={calls}
              onChanged={async () => {
                await reload();
                onChanged();
              }}
            />
            <CaseLog view={view} />
          </div>
        </div>
      ) : problem ? null : (
        <Skeleton label={t("home.loading")} rows={4} height={96} />
      )}
    </section>
  );
}

/** The newest report that stands; a withdrawn one only where no other is left. */
function newest(view: CaseView | undefined) {
  const byTime = [...(view?.reportList ?? [])].sort((a, b) => b.at.localeCompare(a.at));
  return byTime.find(({ withdrawnAt }) => withdrawnAt === undefined) ?? byTime[0];
}
