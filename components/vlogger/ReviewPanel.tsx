/** A vlogger's own verdict on a flagged video: blind, with a reason and moments. */

import { useEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../utils/contract/limits.ts";
import type { Problem } from "../../utils/contract/problem.ts";
import { fail } from "../../utils/contract/result.ts";
import type { ReviewTask, Timecode, Verdict } from "../../utils/contract/review.ts";
import { categories } from "../../utils/policy/categories.ts";
import { Chips } from "../shared/Chips.tsx";
import { Failure } from "../shared/Failure.tsx";
import { IconButton } from "../shared/IconButton.tsx";
import { ArrowLeft, ExternalLink } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { TextArea } from "../shared/TextArea.tsx";
import { useKept } from "../shared/use-kept.ts";
import { verdicts } from "../shared/verdicts.ts";
import type { TaskCalls } from "./calls.ts";
import { Timecodes } from "./Timecodes.tsx";

export interface ReviewPanelProps {
  task: ReviewTask;
  calls: TaskCalls;
  onBack(): void;
  onSent(): void;
}

interface ReviewDraft {
  /** The same review tried again carries the same id, so that it is taken once. */
  id: string;
  verdict?: Verdict;
  reason: string;
  timecodes: Timecode[];
}

const firstReview = (): ReviewDraft => ({ id: crypto.randomUUID(), reason: "", timecodes: [] });

export function ReviewPanel({ task, calls, onBack, onSent }: ReviewPanelProps) {
  const { t, words } = useLanguage();
  const kept = useKept(`review:${task.caseId}`, firstReview);
  const { id, verdict, reason, timecodes } = kept.value;
  const change = (part: Partial<ReviewDraft>) => kept.set((old) => ({ ...old, ...part }));
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const reasonMissing = problem?.code === "reason-needed" && reason.trim() === "";
  useEffect(() => {
    if (reasonMissing) field.current?.focus();
  }, [problem]);

  const send = async (event: Event) => {
    event.preventDefault();
    if (verdict === undefined || sending) return;
    if (reason.trim() === "") return setProblem(fail("reason-needed").problem);
    setSending(true);
    setProblem(undefined);
    const result = await calls.sendReview(task.caseId, { id, verdict, reason: reason.trim(), timecodes });
    setSending(false);
    if (!result.ok) return setProblem(result.problem);
    kept.clear();
    onSent();
  };

  return (
    <form class="pane" noValidate data-testid="review-panel" data-case={task.caseId} onSubmit={send}>
      <header class="case-head">
        <IconButton label={t("vlogger.back")} icon={ArrowLeft} onClick={onBack} />
        <h2 ref={heading} class="title break" tabIndex={-1}>
          {task.title ?? task.subject}
        </h2>
      </header>
      <p class="muted">
        {task.author ? `${task.author}. ` : ""}
        {t("vlogger.flaggedAs", { category: words(categories[task.category].label) })}.
      </p>
      <p class="small muted">{words(categories[task.category].hint)}</p>
      {task.permalink ? (
        <a class="button" href={task.permalink} target="_blank" rel="noreferrer noopener">
          <ExternalLink size={16} aria-hidden="true" />
          {t("vlogger.watch")}
        </a>
      ) : null}
      <Chips<Verdict>
        label={t("vlogger.question")}
        value={verdict}
        onChange={(next) => change({ verdict: next })}
        options={verdicts.map((value) => ({
          value,
          label: t(`verdict.${value}`),
          testId: `verdict-${value}`,
        }))}
      />
      <TextArea
        label={t("vlogger.reason")}
        hint={t("vlogger.reasonHint")}
        error={reasonMissing ? t("problem.reason-needed") : undefined}
        value={reason}
        onChange={(next) => change({ reason: next })}
        maxChars={limits.reasonChars}
        testId="review-reason"
        inputRef={field}
        required
        rows={3}
      />
      <Timecodes
        value={timecodes}
        onChange={(next) => change({ timecodes: next })}
        takeSeconds={calls.takeSeconds}
        testId="review-timecodes"
      />
      {problem && problem.code !== "reason-needed" ? <Failure problem={problem} /> : null}
      <footer class="pane-foot">
        <p class="small muted">{t("vlogger.blind")}</p>
        <button
          type="submit"
          class="button primary"
          data-testid="review-send"
          aria-disabled={verdict === undefined || sending}
          title={verdict === undefined ? t("vlogger.chooseVerdict") : undefined}
        >
          {t("vlogger.send")}
        </button>
      </footer>
    </form>
  );
}
