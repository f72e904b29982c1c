/** One own report: its state, outcome and withdrawal. */

import { useEffect, useRef, useState } from "preact/hooks";
import { undoMs } from "../../utils/extension/browser/delays.ts";
import type { Acts, Client } from "../../utils/extension/desk/client.ts";
import type { JoinedReport } from "../../utils/extension/desk/own-reports.ts";
import type { QuestionView } from "../../utils/shared/contract/desk.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { OwnReport } from "../../utils/shared/contract/own-report.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { dateTime, relativeTime, timeOfDay } from "../../utils/shared/i18n/time.ts";
import { actions } from "../../utils/shared/policy/action-labels.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { isPlatformRequest } from "../../utils/shared/policy/decision-destinations.ts";
import { rejections } from "../../utils/shared/policy/rejection-reasons.ts";
import { Failure } from "../ui/Failure.tsx";
import { FollowUpLine } from "../ui/FollowUpLine.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";
import { TextArea } from "../ui/TextArea.tsx";
import { useSecondsLeft } from "../ui/use-now.ts";
import { usePersistedState } from "../ui/use-persisted-state.ts";

export type OwnCalls = Pick<Client, "listOutbox" | "listOwnReports" | "readRecord"> &
  Acts<"answerQuestion" | "drainOutbox" | "undoReport" | "withdrawReport">;

export interface OwnReportRowProps {
  row: JoinedReport;
  state: OutboxRow["state"];
  calls: OwnCalls;
  onChanged(): Promise<void>;
}

export function isDecided({ caseState }: OwnReport): boolean {
  return caseState === "approved" || caseState === "rejected" || caseState === "escalated";
}

export function CaseOutcome({ report }: { report: OwnReport }) {
  const { language, t, words } = useLanguage();
  const { caseState, outcome } = report;
  const why = rejections.find(({ code }) => code === outcome?.why);
  return (
    <div class="own-outcome" data-testid="own-outcome">
      <p>{t("own.outcome", { outcome: t(`caseState.${caseState}`) })}</p>
      {isDecided(report) && outcome ? (
        <>
          {outcome.action ? (
            <p>
              {t(isPlatformRequest(outcome.action) ? "own.asked" : "own.action", {
                action: words(actions[outcome.action].label),
              })}
            </p>
          ) : null}
          {report.referral || report.watch ? (
            <p>
              <FollowUpLine followUp={report} place="own" />
            </p>
          ) : null}
          {why ? <p>{t("own.why", { why: words(why.label) })}</p> : null}
          <p>{t("own.outcomeReason", { reason: outcome.reason })}</p>
          <p class="small muted">{t("own.decidedAt", { when: dateTime(language, outcome.at) })}</p>
        </>
      ) : null}
    </div>
  );
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
      {received && filesTotal > 0 ? (
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

/** "Tarik laporan" (withdraw report). Asks for a reason first. */
function WithdrawForm({ onWithdraw }: { onWithdraw(reason: string): Promise<boolean> }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);

  if (!open) {
    return (
      <button type="button" class="button link" data-testid="withdraw" onClick={() => setOpen(true)}>
        {t("own.withdraw")}
      </button>
    );
  }

  const send = async (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return setMissing(true);
    if (await onWithdraw(reason.trim())) setOpen(false);
  };

  return (
    <form class="withdraw" onSubmit={send}>
      <TextArea
        label={t("own.withdrawReason")}
        hint={t("own.withdrawHint")}
        error={missing && reason.trim() === "" ? t("problem.reason-needed") : undefined}
        value={reason}
        onChange={setReason}
        maxChars={limits.reasonChars}
        testId="withdraw-reason"
        inputRef={field}
      />
      <div class="buttons">
        <button type="button" class="button quiet" onClick={() => setOpen(false)}>
          {t("own.keep")}
        </button>
        <button type="submit" class="button" data-testid="withdraw-send">
          {t("own.withdrawSend")}
        </button>
      </div>
    </form>
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

interface QuestionProps {
  question: QuestionView;
  /** The case is decided, so an answer is no longer needed. */
  closed: boolean;
  /** Resolves to true if the answer was saved. */
  onAnswer(answer: string): Promise<boolean>;
}

/** A supervisor's question about one's own report, with a field for the answer. Drafts are kept. */
export function ReporterQuestion({ question, closed, onAnswer }: QuestionProps) {
  const { language, t } = useLanguage();
  const kept = usePersistedState(`answer:${question.id}`, () => "");
  const [missing, setMissing] = useState(false);
  const answer = kept.value.trim();
  const when = relativeTime(language, question.at, Date.now());

  const send = async (event: Event) => {
    event.preventDefault();
    if (answer === "") return setMissing(true);
    if (await onAnswer(answer)) kept.clear();
  };

  return (
    <div class="own-question" data-testid="own-question" data-question={question.id}>
      <p class="small muted">{t("question.asked", { when })}</p>
      <p>
        <Foreign text={question.text} />
      </p>
      {question.answer !== undefined ? (
        <p class="small">{t("question.answered", { answer: question.answer })}</p>
      ) : null}
      {question.answer === undefined && closed ? <p class="small muted">{t("question.closed")}</p> : null}
      {question.answer === undefined && !closed ? (
        <form onSubmit={send}>
          <TextArea
            label={t("question.answer")}
            hint={t("question.hint")}
            error={missing && answer === "" ? t("question.missing") : undefined}
            value={kept.value}
            onChange={(value) => kept.set(() => value)}
            maxChars={limits.questionChars}
            testId="answer"
          />
          <div class="buttons">
            <button type="submit" class="button" data-testid="answer-send">
              {t("question.send")}
            </button>
          </div>
        </form>
      ) : null}
    </div>
  );
}

export function OwnReportRow({ row, state, calls, onChanged }: OwnReportRowProps) {
  const { language, t } = useLanguage();
  const [problem, setProblem] = useState<Problem>();
  const { outbox, intake } = row;
  const shownProblem = problem ?? (state === "sent" ? undefined : outbox?.problem);

  const run = async (call: Promise<Result<unknown>>) => {
    const result = await call;
    setProblem(result.ok ? undefined : result.problem);
    await onChanged();
    return result.ok;
  };

  const asks = intake?.questions.some(({ answer }) => answer === undefined) ?? false;
  return (
    <li class="own-row" data-testid="report-row" data-report={row.reportId} data-state={state}>
      <details open={asks}>
        <summary data-testid="report-summary">
          <ReportHead row={row} state={state} />
        </summary>
        <ReportDetail row={row} state={state} calls={calls} run={run} />
      </details>
      {intake?.withdrawnAt ? (
        <p class="small">
          {t("own.withdrawn", { when: relativeTime(language, intake.withdrawnAt, Date.now()) })}
        </p>
      ) : null}
      {shownProblem && state !== "withdrawn" ? <Failure problem={shownProblem} /> : null}
      {outbox?.problem && state === "waiting" ? <p class="small">{t("own.keptHere")}</p> : null}
      {outbox ? <ReportProgress row={outbox} /> : null}
      {state === "held" && outbox ? (
        <div class="buttons">
          <Undo savedAt={outbox.savedAt} onUndo={() => void run(calls.undoReport(row.reportId))} />
        </div>
      ) : null}
    </li>
  );
}

interface ReportDetailProps extends Omit<OwnReportRowProps, "onChanged"> {
  run(call: Promise<Result<unknown>>): Promise<boolean>;
}

function ReportDetail({ row, state, calls, run }: ReportDetailProps) {
  const { language, t, words } = useLanguage();
  const { outbox, intake } = row;
  const isWithdrawable = state === "sent" && outbox && !(intake && isDecided(intake));
  return (
    <div class="own-detail">
      <p class="small">
        {t("own.inCategory", { category: words(categories[row.category].short) })},{" "}
        {dateTime(language, row.at)}
      </p>
      <p class="small muted">
        <Foreign text={row.subject} />
      </p>
      {intake && (state === "sent" || intake.outcome) ? <CaseOutcome report={intake} /> : null}
      {intake?.questions.map((question) => (
        <ReporterQuestion
          key={question.id}
          question={question}
          closed={isDecided(intake)}
          onAnswer={(answer) => run(calls.answerQuestion(question.id, answer))}
        />
      ))}
      <div class="buttons">
        {intake?.post?.permalink ? (
          <a
            class="button"
            href={intake.post.permalink}
            target="_blank"
            rel="noreferrer noopener"
            data-testid="open-post"
          >
            {t("own.openPost")}
          </a>
        ) : null}
        {isWithdrawable ? (
          <WithdrawForm onWithdraw={(reason) => run(calls.withdrawReport(row.reportId, reason))} />
        ) : null}
      </div>
    </div>
  );
}

/** Author, words and site of the post, and the one state that matters now. */
function ReportHead({ row, state }: Pick<OwnReportRowProps, "row" | "state">) {
  const { t, words } = useLanguage();
  const { intake } = row;
  const post = intake?.post;
  const [site] = row.subject.split(":") as [SiteId];
  const outcome = state === "sent" && intake ? outcomeOf(intake) : undefined;
  return (
    <>
      <span class="row-head">
        <strong class="own-author">
          {post?.author ? <Foreign text={post.author} /> : words(categories[row.category].short)}
        </strong>
        <span class={outcome ? outcomeTones[outcome] : tone(state)} data-testid="report-state">
          {t(outcome ? `own.is.${outcome}` : `outboxState.${state}`)}
        </span>
      </span>
      <span class="own-excerpt small">
        <Foreign text={post?.excerpt ?? row.subject} />
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
