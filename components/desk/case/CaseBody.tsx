import { useRef, useState } from "preact/hooks";
import type { CaseAct, CaseView } from "../../../utils/shared/contract/case.ts";
import { useLanguage } from "../../ui/language.ts";
import { DecidePanel } from "../decision/DecidePanel.tsx";
import { Decisions } from "../decision/Decisions.tsx";
import { firstShown } from "../decision/decided-on.ts";
import { Standing } from "../decision/Standing.tsx";
import { Objections } from "../objections/Objections.tsx";
import { CaseRequests } from "../requests/CaseRequests.tsx";
import { AuthorHistory } from "./AuthorHistory.tsx";
import { CaseEvidence } from "./CaseEvidence.tsx";
import { CaseLog } from "./CaseLog.tsx";
import { Holds } from "./CaseSeal.tsx";
import type { CaseCalls } from "./case-calls.ts";
import { Golden } from "./Golden.tsx";
import { Links } from "./Links.tsx";
import { Questions } from "./Questions.tsx";
import { Reappearance } from "./Reappearance.tsx";
import { ReportCards } from "./ReportCards.tsx";
import { Reviews } from "./Reviews.tsx";
import { SelfReviews } from "./SelfReviews.tsx";
import { SimilarCases } from "./SimilarCases.tsx";
import { useClaim } from "./use-claim.ts";

export interface CaseBodyProps {
  view: CaseView;
  calls: CaseCalls;
  /** Opens the request form immediately. */
  making: boolean;
  reload(): Promise<void>;
  onOpen(caseId: string): void;
  onChanged(): Promise<void>;
}

export function CaseBody({ view, calls, making, reload, onOpen, onChanged }: CaseBodyProps) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState<string>();
  const similar = useRef<HTMLElement>(null);
  const claim = useClaim(view, view.can.some(needsClaim), calls, reload);
  const report = view.reportList.find(({ id }) => id === chosen) ?? firstShown(view);
  return (
    <div class="case-body">
      <div class="case-main">
        <Holds view={view} />
        {report ? (
          <>
            <CaseEvidence view={view} report={report} calls={calls} onRevealed={reload} />
            <ReportCards view={view} shown={report.id} onShow={setChosen} />
          </>
        ) : (
          <p class="muted">{t("case.noReports")}</p>
        )}
        <Standing row={view} />
      </div>
      <div class="case-side">
        <Decisions view={view} />
        {calls.requests && isDecided(view) ? (
          <CaseRequests view={view} desk={calls.requests} making={making} onChanged={reload} />
        ) : null}
        <DecidePanel
          view={view}
          heldId={view.id}
          calls={calls}
          claim={claim}
          onChanged={onChanged}
          onRegroup={() => similar.current?.focus()}
        />
        <Objections view={view} calls={calls} onChanged={onChanged} />
        <Reviews view={view} />
        <Links view={view} calls={calls} onOpen={onOpen} onChanged={reload} />
        <Golden view={view} calls={calls} onChanged={reload} />
        <SelfReviews view={view} />
        <Questions view={view} />
        {view.reappearanceOf ? <Reappearance back={view.reappearanceOf} onOpen={onOpen} /> : null}
        <SimilarCases view={view} calls={calls} onOpen={onOpen} onChanged={onChanged} sectionRef={similar} />
        <AuthorHistory history={view.history} onOpen={onOpen} />
        <CaseLog view={view} />
      </div>
    </div>
  );
}

/** Requests can be made only after a confirmed decision. */
const isDecided = ({ decisions }: CaseView) => decisions.some(({ state }) => state === "confirmed");

/** Acts that need no claim: a vote, undoing one's own proposal, and a reversal of a decided case. */
const needsClaim = (act: CaseAct) => act !== "vote" && act !== "undo" && act !== "reverse";
