/** One own report: its post, state and upload, and the way to take it back. */

import { useEffect, useRef, useState } from "preact/hooks";
import { undoMs } from "../../utils/extension/browser/delays.ts";
import type { JoinedReport } from "../../utils/extension/desk/own-reports.ts";
import type { OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { OwnReport } from "../../utils/shared/contract/own-report.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { relativeTime, timeOfDay } from "../../utils/shared/i18n/time.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";
import { lazy } from "../ui/lazy.tsx";
import { SubjectName } from "../ui/SubjectName.tsx";
import { useSecondsLeft } from "../ui/use-now.ts";
import { isAsked, isDecided, type OwnCalls } from "./use-own-reports.ts";

/** With its table of actions and reasons, which a closed row does not need. */
const OwnReportDetail = lazy(
  async () => (await import("./OwnReportDetail.tsx")).OwnReportDetail,
  ["onDemand"],
);

export interface OwnReportRowProps {
  row: JoinedReport;
  state: OutboxRow["state"];
  calls: OwnCalls;
  /** In a wide window an opened report is beside the list, in a narrow one in its row. */
  isWide: boolean;
  /** The page's address names this report. */
  isNamed: boolean;
  onOpen(open: boolean): void;
  onChanged(): Promise<void>;
}

/** Runs acts on a report, and keeps the problem of the last one. */
export function useReportActs(onChanged: () => Promise<void>) {
  const [problem, setProblem] = useState<Problem>();
  const run = async (call: Promise<Result<unknown>>) => {
    const result = await call;
    setProblem(result.ok ? undefined : result.problem);
    await onChanged();
    return result.ok;
  };
  return { problem, run };
}

/** Upload progress of one report: parts sent, parts waiting with the reason, and the next attempt. */
function ReportProgress({ row }: { row: OutboxRow }) {
  const { language, t } = useLanguage();
  const { nextTryAt, filesLeft, filesTotal = filesLeft.length, tries, received, meteredUntil, problem } = row;
  const isMoving = row.state === "waiting" || row.state === "sending" || row.state === "withdrawing";
  if (!isMoving) return null;
  const isMetered = meteredUntil !== undefined && meteredUntil === nextTryAt && !problem;
  // An overdue attempt is shown as due now.
  const when = nextTryAt && relativeTime(language, nextTryAt, Math.min(Date.now(), Date.parse(nextTryAt)));
  return (
    <div class="own-progress" data-testid="own-progress">
      {received && filesTotal > 0 && row.state !== "withdrawing" ? (
        <>
          <p class="small">{t("own.filesDone", { done: filesTotal - filesLeft.length, all: filesTotal })}</p>
          <progress max={filesTotal} value={filesTotal - filesLeft.length} aria-hidden="true" />
        </>
      ) : null}
      {!received && filesTotal > 0 && row.state !== "withdrawing" ? (
        <p class="small">{t("own.filesLater", { count: filesTotal })}</p>
      ) : null}
      {isMetered && when ? <p class="small">{t("own.metered", { when })}</p> : null}
      {!isMetered && when ? <p class="small">{t("own.trying", { tries, when })}</p> : null}
    </div>
  );
}

/** Takes the report back while it waits to be sent. */
function Undo({ savedAt, onUndo }: { savedAt: string; onUndo(): void }) {
  const { t } = useLanguage();
  const seconds = useSecondsLeft(new Date(Date.parse(savedAt) + undoMs).toISOString());
  if (seconds === 0) return null;
  return (
    <button type="button" class="button" data-testid="undo-report" onClick={onUndo}>
      {t("own.undo", { seconds })}
    </button>
  );
}

/** The problem of the last attempt, unless it does not matter any more, and where the report is. */
function StoredProblem({ row: { outbox, intake }, state }: Pick<OwnReportRowProps, "row" | "state">) {
  const { t } = useLanguage();
  if (!outbox?.problem || state === "withdrawn" || (intake && isDecided(intake))) return null;
  return (
    <>
      {state === "sent" ? <p class="small">{t("own.received")}</p> : null}
      <Failure problem={outbox.problem} />
      {state === "waiting" ? <p class="small">{t("own.keptHere")}</p> : null}
    </>
  );
}

/** Whether a narrow window shows the details: the address names the report, or it has a question and was not closed. */
function useRowOpen({ row, isNamed, onOpen }: Pick<OwnReportRowProps, "row" | "isNamed" | "onOpen">) {
  const [closed, setClosed] = useState(false);
  const open = isNamed || (isAsked(row) && !closed);
  const shown = useRef(open);
  shown.current = open;
  const toggle = (next: boolean) => {
    // A change of the address is reported, too.
    if (next === shown.current) return;
    setClosed(!next);
    if (next !== isNamed) onOpen(next);
  };
  return { open, toggle };
}

export function OwnReportRow(props: OwnReportRowProps) {
  const { row, state, calls, isWide, isNamed, onOpen, onChanged } = props;
  const { language, t } = useLanguage();
  const { problem, run } = useReportActs(onChanged);
  const { outbox, intake } = row;
  const { open, toggle } = useRowOpen(props);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isNamed) line.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const undo = async () => {
    const isUndone = await run(calls.undoReport(row.reportId));
    // The report no longer exists.
    if (isUndone && isNamed) onOpen(false);
  };
  return (
    <li ref={line} class="own-row" data-testid="report-row" data-report={row.reportId} data-state={state}>
      {isWide ? (
        <button
          type="button"
          class="own-open"
          aria-current={isNamed}
          data-testid="report-summary"
          onClick={() => onOpen(true)}
        >
          <ReportHead row={row} state={state} />
        </button>
      ) : (
        <details open={open} onToggle={({ currentTarget }) => toggle(currentTarget.open)}>
          <summary data-testid="report-summary">
            <ReportHead row={row} state={state} />
          </summary>
          {open ? <OwnReportDetail row={row} state={state} calls={calls} run={run} /> : null}
        </details>
      )}
      {intake?.withdrawnAt ? (
        <p class="small">
          {t("own.withdrawn", { when: relativeTime(language, intake.withdrawnAt, Date.now()) })}
        </p>
      ) : null}
      {problem ? <Failure problem={problem} /> : <StoredProblem row={row} state={state} />}
      {outbox ? <ReportProgress row={outbox} /> : null}
      {state === "held" && outbox ? (
        <div class="buttons">
          <Undo savedAt={outbox.savedAt} onUndo={() => void undo()} />
        </div>
      ) : null}
    </li>
  );
}

/** Author, words and site of the post, and the one state that matters now. */
export function ReportHead({ row, state }: Pick<OwnReportRowProps, "row" | "state">) {
  const { t, words } = useLanguage();
  const { intake, post } = row;
  const [site] = row.subject.split(":") as [SiteId];
  const outcome = state === "sent" && intake ? outcomeOf(intake) : undefined;
  return (
    <>
      <span class="row-head">
        <strong class="own-author">
          {post?.author ? <Foreign text={post.author} /> : words(categories[row.category].short)}
        </strong>
        <span
          class={outcome ? outcomeTones[outcome] : tone(state)}
          data-testid="report-state"
          data-outcome={outcome}
        >
          {t(outcome ? `own.is.${outcome}` : `outboxState.${state}`)}
        </span>
      </span>
      <span class="own-excerpt small">
        {post?.excerpt ? <Foreign text={post.excerpt} /> : <SubjectName subject={row.subject} />}
      </span>
      <span class="small muted">
        {t(`site.${site}`)} · {row.number} · {timeOfDay(row.at)}
      </span>
    </>
  );
}

type Outcome = "asked" | "waiting" | "approved" | "rejected" | "escalated";

function outcomeOf(report: OwnReport): Outcome {
  const { caseState, questions } = report;
  if (caseState === "approved" || caseState === "rejected" || caseState === "escalated") return caseState;
  return questions.some(({ answer }) => answer === undefined) ? "asked" : "waiting";
}

const outcomeTones: Record<Outcome, string> = {
  asked: "tag warning",
  waiting: "tag",
  approved: "tag done",
  rejected: "tag",
  escalated: "tag",
};

function tone(state: OutboxRow["state"]): string {
  if (state === "failed") return "tag urgent";
  return state === "waiting" ? "tag warning" : "tag";
}
