/** One own report: its state, outcome and withdrawal. */

import { useState } from "preact/hooks";
import { undoMs } from "../../utils/extension/browser/waits.ts";
import type { OwnRow } from "../../utils/extension/desk/own.ts";
import type { OutboxRow } from "../../utils/shared/contract/outbox.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { dateTime, relativeTime } from "../../utils/shared/i18n/time.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";
import { useSecondsLeft } from "../ui/use-seconds-left.ts";
import type { OwnCalls } from "./calls.ts";
import { isDecided, Outcome } from "./Outcome.tsx";
import { Progress } from "./Progress.tsx";
import { Question } from "./Question.tsx";
import { Withdraw } from "./Withdraw.tsx";

export interface OwnReportRowProps {
  row: OwnRow;
  state: OutboxRow["state"];
  calls: OwnCalls;
  onChanged(): Promise<void>;
}

export function OwnReportRow({ row, state, calls, onChanged }: OwnReportRowProps) {
  const { language, t, words } = useLanguage();
  const [problem, setProblem] = useState<Problem>();
  const { outbox, intake } = row;
  const heldUntil =
    state === "held" && outbox ? new Date(Date.parse(outbox.savedAt) + undoMs).toISOString() : undefined;
  const seconds = useSecondsLeft(heldUntil);
  const shownProblem = problem ?? (state === "sent" ? undefined : outbox?.problem);

  const run = async (call: Promise<Result<unknown>>) => {
    const result = await call;
    setProblem(result.ok ? undefined : result.problem);
    await onChanged();
    return result.ok;
  };

  return (
    <li class="own-row" data-testid="report-row" data-report={row.reportId} data-state={state}>
      <p class="row-head">
        <strong>{words(categories[row.category].short)}</strong>
        <span class={tone(state)}>{t(`outboxState.${state}`)}</span>
      </p>
      <p class="small muted">
        <Foreign text={row.subject} />
      </p>
      <p class="small muted">
        {row.number}, {dateTime(language, row.at)}
      </p>
      {intake && (state === "sent" || intake.outcome) ? <Outcome report={intake} /> : null}
      {intake?.questions.map((question) => (
        <Question
          key={question.id}
          question={question}
          closed={isDecided(intake)}
          onAnswer={(answer) => run(calls.answerQuestion(question.id, answer))}
        />
      ))}
      {intake?.withdrawnAt ? (
        <p class="small">
          {t("own.withdrawn", { when: relativeTime(language, intake.withdrawnAt, Date.now()) })}
        </p>
      ) : null}
      {shownProblem && state !== "withdrawn" ? <Failure problem={shownProblem} /> : null}
      {outbox?.problem && state === "waiting" ? <p class="small">{t("own.keptHere")}</p> : null}
      {outbox ? <Progress row={outbox} /> : null}
      <div class="buttons">
        {seconds > 0 ? (
          <button
            type="button"
            class="button"
            data-testid="undo-report"
            onClick={() => run(calls.undoReport(row.reportId))}
          >
            {t("own.undo", { seconds })}
          </button>
        ) : null}
        {state === "sent" && outbox ? (
          <Withdraw onWithdraw={(reason) => run(calls.withdrawReport(row.reportId, reason))} />
        ) : null}
      </div>
    </li>
  );
}

function tone(state: OutboxRow["state"]): string {
  if (state === "sent") return "tag done";
  if (state === "failed") return "tag urgent";
  return state === "waiting" ? "tag warning" : "tag";
}
