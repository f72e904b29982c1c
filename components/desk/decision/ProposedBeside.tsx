/** Shows what the first supervisor saw and wrote beside the second one's answer, and marks later changes. */

import type { CaseView, ReportView } from "../../../utils/shared/contract/case.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { initialReport, reportsSinceDecision } from "./current-decision.ts";
import { DecisionSummary } from "./Decisions.tsx";

export function ProposedBeside({ view }: { view: CaseView }) {
  const { t } = useLanguage();
  const proposed = view.decisions.find(({ state }) => state === "proposed");
  if (!proposed) return null;
  const by = proposed.by ?? t("review.byOther");
  return (
    <div class="proposed-beside" data-testid="proposed-beside">
      <p>
        <strong>{t("decide.proposal", { name: by, act: t(`act.${proposed.act}`) })}</strong>
      </p>
      <DecisionSummary decision={proposed} />
      <blockquote class="quoted">
        <Foreign text={proposed.reason} />
      </blockquote>
      {proposed.canned ? <p class="tag warning">{t("decision.canned")}</p> : null}
      <dl class="facts">
        <SeenRows view={view} proposed={proposed} />
      </dl>
    </div>
  );
}

/** Facts of both people; a row that differs is marked. */
function SeenRows({ view, proposed }: { view: CaseView; proposed: DecisionView }) {
  const { language, t } = useLanguage();
  const since = reportsSinceDecision(view).length;
  const then = initialReport(view);
  const now = newestReport(view);
  const looked = (look: DecisionView["look"]) => t(`beside.look.${look ?? "none"}`);
  return (
    <>
      {proposed.look && view.look ? (
        <Row
          name={t("beside.looked")}
          then={looked(proposed.look)}
          now={looked(view.look)}
          differs={proposed.look !== view.look}
        />
      ) : null}
      {then && now ? (
        <Row
          name={t("beside.evidence")}
          then={dateTime(language, then.evidence.capturedAt)}
          now={dateTime(language, now.evidence.capturedAt)}
          differs={then.id !== now.id}
        />
      ) : null}
      {then && now && textOf(then) !== textOf(now) ? (
        <Row name={t("beside.words")} then={textOf(then)} now={textOf(now)} differs />
      ) : null}
      {since > 0 ? (
        <Row
          name={t("beside.reports")}
          then={String(view.reports - since)}
          now={String(view.reports)}
          differs
        />
      ) : null}
    </>
  );
}

interface RowProps {
  name: string;
  then: string;
  now: string;
  differs: boolean;
}

function Row({ name, then, now, differs }: RowProps) {
  const { t } = useLanguage();
  return (
    <div data-differs={differs || undefined} data-testid="beside-row">
      <dt>{name}</dt>
      <dd>
        {differs ? (
          <>
            <span class="muted">{t("beside.first")}: </span>
            <Foreign text={then} />
            <br />
            <span class="muted">{t("beside.you")}: </span>
            <mark>
              <Foreign text={now} />
            </mark>
          </>
        ) : (
          <>
            <Foreign text={then} /> <span class="small muted">{t("beside.same")}</span>
          </>
        )}
      </dd>
    </div>
  );
}

const textOf = ({ evidence }: ReportView) =>
  evidence.fields.text?.value ?? evidence.fields.title?.value ?? "";

/** The newest report that was not withdrawn. */
function newestReport({ reportList }: CaseView): ReportView | undefined {
  return [...reportList]
    .sort((a, b) => b.at.localeCompare(a.at))
    .find(({ withdrawnAt }) => withdrawnAt === undefined);
}
