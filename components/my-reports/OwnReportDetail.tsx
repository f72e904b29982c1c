/** Details of an opened own report: outcome, questions, post and withdrawal. Loaded on the first opening. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { JoinedReport } from "../../utils/extension/desk/own-reports.ts";
import type { QuestionView } from "../../utils/shared/contract/desk.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { OwnReport } from "../../utils/shared/contract/own-report.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { dateTime, relativeTime } from "../../utils/shared/i18n/time.ts";
import { actions } from "../../utils/shared/policy/action-labels.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { isPlatformRequest } from "../../utils/shared/policy/decision-destinations.ts";
import { rejections } from "../../utils/shared/policy/rejection-reasons.ts";
import { FollowUpLine } from "../ui/FollowUpLine.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";
import { SubjectName } from "../ui/SubjectName.tsx";
import { refuseTooLong, TextArea } from "../ui/TextArea.tsx";
import { useFocusFallback } from "../ui/use-focus.ts";
import { usePersistedState } from "../ui/use-persisted-state.ts";
import { isDecided, type OwnCalls } from "./use-own-reports.ts";

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

interface WithdrawProps {
  reportId: string;
  /** Resolves to true if the withdrawal was accepted. */
  onWithdraw(reason: string): Promise<boolean>;
}

/** "Tarik laporan" (withdraw report). Asks for a reason first, which is kept until it is sent. */
function WithdrawForm({ reportId, onWithdraw }: WithdrawProps) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const kept = usePersistedState(`withdraw:${reportId}`, () => "");
  const reason = kept.value.trim();
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
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
    if (reason === "") return setMissing(true);
    if (refuseTooLong(kept.value, limits.reasonChars)) return;
    if (!(await onWithdraw(reason))) return;
    kept.clear(kept.value);
    setOpen(false);
  };

  return (
    <form class="withdraw" onSubmit={send}>
      <TextArea
        label={t("own.withdrawReason")}
        hint={t("own.withdrawHint")}
        error={missing && reason === "" ? t("problem.reason-needed") : undefined}
        value={kept.value}
        onChange={(value) => kept.set(() => value)}
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

/** Removes a failed report from this browser, after a question. */
function Removal({ onRemove }: { onRemove(): Promise<boolean> }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (open) keep.current?.focus();
  }, [open]);
  if (!open)
    return (
      <button type="button" class="button link" data-testid="remove-report" onClick={() => setOpen(true)}>
        {t("own.remove")}
      </button>
    );
  return (
    <div class="withdraw">
      <p>{t("own.removeHint")}</p>
      <div class="buttons">
        <button ref={keep} type="button" class="button quiet" onClick={() => setOpen(false)}>
          {t("own.keep")}
        </button>
        <button
          type="button"
          class="button"
          data-testid="remove-confirm"
          onClick={() => void onRemove().then((removed) => removed && setOpen(false))}
        >
          {t("own.remove")}
        </button>
      </div>
    </div>
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
    if (refuseTooLong(kept.value, limits.questionChars)) return;
    if (await onAnswer(answer)) kept.clear(kept.value);
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

export interface OwnReportDetailProps {
  row: JoinedReport;
  state: OutboxRow["state"];
  calls: OwnCalls;
  /** Resolves to true if the call succeeded; shows its problem otherwise. */
  run(call: Promise<Result<unknown>>): Promise<boolean>;
}

export function OwnReportDetail({ row, state, calls, run }: OwnReportDetailProps) {
  const { language, t, words } = useLanguage();
  const { outbox, intake, post } = row;
  const holdFocus = useFocusFallback();
  const isKnown = outbox?.received || (intake && /failed|undone/.test(outbox?.state ?? ""));
  const isWithdrawable =
    isKnown && !outbox?.isOthers && /sent|waiting/.test(state) && !(intake && isDecided(intake));
  return (
    <div class="own-detail" ref={holdFocus} tabIndex={-1}>
      <p class="small">
        {t("own.inCategory", { category: words(categories[row.category].short) })},{" "}
        {dateTime(language, row.at)}
      </p>
      <p class="small muted">
        <SubjectName subject={row.subject} />
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
        {post?.permalink ? (
          <a
            class="button"
            href={post.permalink}
            target="_blank"
            rel="noreferrer noopener"
            data-testid="open-post"
          >
            {t("own.openPost")}
          </a>
        ) : null}
        {isWithdrawable ? (
          <WithdrawForm
            reportId={row.reportId}
            onWithdraw={(reason) => run(calls.withdrawReport(row.reportId, reason))}
          />
        ) : null}
        {outbox?.state === "failed" && !outbox.received && outbox.problem?.code !== "other-person" ? (
          <Removal onRemove={() => run(calls.undoReport(row.reportId))} />
        ) : null}
      </div>
    </div>
  );
}
