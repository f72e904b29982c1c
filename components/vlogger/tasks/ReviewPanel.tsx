/** The blind review of a flagged video: verdict, findings and timecodes. */

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { videoPollMs } from "../../../utils/extension/browser/delays.ts";
import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Problem, ProblemCode } from "../../../utils/shared/contract/problem.ts";
import type {
  Confidence,
  ElementAnswer,
  ReviewTask,
  SkipReason,
  Verdict,
} from "../../../utils/shared/contract/review.ts";
import { timecode } from "../../../utils/shared/i18n/time.ts";
import { elements, videoGone } from "../../../utils/shared/policy/decision-elements.ts";
import { verdicts } from "../../../utils/shared/policy/reviewer-agreement.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { ExternalLink, Timer } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { lazy } from "../../ui/lazy.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { ShownProblem } from "./ShownProblem.tsx";
import { TaskHead } from "./TaskHead.tsx";
import { Timecodes } from "./Timecodes.tsx";
import { isFull, withTimecode } from "./timecode-list.ts";
import { type ReviewCalls, useReview, useTaskClaim, type WrittenReview } from "./use-review.ts";

export interface ReviewPanelProps {
  task: ReviewTask;
  calls: ReviewCalls;
  /** Opened from a list, so it has a back button. The side panel has none. */
  listed?: boolean;
  /** Leaves the task without answering. */
  onBack(): void;
  onSent(): void;
  onSkipped(): void;
}

const KeysHelp = lazy(async () => (await import("../../ui/KeysHelp.tsx")).KeysHelp, ["work"]);

const confidences: readonly Confidence[] = ["low", "medium", "high"];

interface WatchedVideo {
  now: VideoNow | undefined;
  /** Reads the state now instead of waiting for the next poll. */
  readVideo(): Promise<VideoNow>;
}

/** State of the task's video, polled while the page is visible. */
function useVideo(subject: string, calls: ReviewCalls): WatchedVideo {
  const [now, setNow] = useState<VideoNow>();
  const latest = useRef(calls);
  latest.current = calls;
  const readVideo = useCallback(async () => {
    const seen = await latest.current.videoNow(subject);
    setNow(seen);
    return seen;
  }, [subject]);
  useEffect(() => {
    void readVideo();
    const timer = setInterval(() => {
      if (!document.hidden) void readVideo();
    }, videoPollMs);
    return () => clearInterval(timer);
  }, [readVideo]);
  return { now, readVideo };
}

interface TaskProblemProps {
  problem: Problem;
  onTakeOver(): void;
  /** Leaves the task without answering. */
  onLeave(): void;
}

/** Permanent problems; their texts advise another task. */
const endingCodes: readonly ProblemCode[] = [
  "graphic-limit",
  "task-over",
  "already-reviewed",
  "not-reviewable",
];

/** Explains why a task cannot be reviewed, and offers the next step. */
function TaskProblem({ problem, onTakeOver, onLeave }: TaskProblemProps) {
  const { t } = useLanguage();
  return (
    <Failure problem={problem}>
      {problem.code === "task-elsewhere" ? (
        <button type="button" class="button" data-testid="take-over" onClick={onTakeOver}>
          {t("vlogger.takeOver")}
        </button>
      ) : null}
      {endingCodes.includes(problem.code) ? (
        <button type="button" class="button" data-testid="leave-task" onClick={onLeave}>
          {t("vlogger.leave")}
        </button>
      ) : null}
    </Failure>
  );
}

/** Marks the second that the video shows, by a press, a page key or the browser's command. */
function useMark({
  video,
  review,
  calls,
}: {
  video: WatchedVideo;
  review: WrittenReview;
  calls: ReviewCalls;
}) {
  const [marked, setMarked] = useState<number>();
  // Reads the current second at the press; the displayed one may be a second old.
  const mark = async () => {
    if (isFull(review.draft.timecodes)) return;
    const now = await video.readVideo();
    if (now.state !== "shown") return;
    review.change((old) => ({ timecodes: withTimecode(old.timecodes, now.seconds) }));
    setMarked(now.seconds);
  };
  const latest = useRef(mark);
  latest.current = mark;
  useLayoutEffect(() => calls.onMarkKey(() => void latest.current()), []);
  return { marked, mark: () => void mark() };
}

interface SkipTaskProps {
  caseId: string;
  calls: ReviewCalls;
  onSkipped(): void;
}

const skipReasons: readonly SkipReason[] = ["gone", "language", "conflict"];

/** Skips a task, without penalty. A reason is optional. */
function SkipTask({ caseId, calls, onSkipped }: SkipTaskProps) {
  const { t } = useLanguage();
  const [why, setWhy] = useState<SkipReason>();
  const { problem, busy: sending, run } = useAct();
  const skip = async () => {
    if (await run(() => calls.skipTask(caseId, why === undefined ? {} : { why }))) onSkipped();
  };
  return (
    <Fold label={t("vlogger.skip")} testId="skip">
      <div class="skip">
        <p class="small muted">{t("vlogger.skipHint")}</p>
        <Chips<SkipReason>
          label={t("vlogger.skipWhy")}
          value={why}
          onChange={setWhy}
          options={skipReasons.map((value) => ({
            value,
            label: t(`skipWhy.${value}`),
            testId: `skip-${value}`,
          }))}
        />
        {problem ? <Failure problem={problem} /> : null}
        <button
          type="button"
          class="button"
          data-testid="skip-send"
          aria-disabled={sending}
          onClick={() => void skip()}
        >
          {t("vlogger.skipSend")}
        </button>
      </div>
    </Fold>
  );
}

export function ReviewPanel({ task, calls, listed = false, onBack, onSent, onSkipped }: ReviewPanelProps) {
  const { t } = useLanguage();
  const { caseId, subject, permalink } = task;
  const claim = useTaskClaim(caseId, calls);
  const video = useVideo(subject, calls);
  const review = useReview(caseId, calls, onSent);
  const { draft, change, problem, sending, send, clear } = review;
  const { marked, mark } = useMark({ video, review, calls });
  const [help, setHelp] = useState(false);
  const open = () => void calls.openVideo(subject, permalink);
  const submit = () => void send(t("timecode.unsaid"));
  useKeys({
    mark,
    verdict: (key) => {
      const chosen = verdicts[Number(key) - 1];
      return chosen === undefined ? false : change(() => ({ verdict: chosen }));
    },
    showVideo: open,
    sendReview: submit,
    help: () => setHelp(true),
    leave: () => {
      if (!(document.activeElement instanceof HTMLElement)) return false;
      document.activeElement.blur();
    },
  });

  return (
    <form
      class="pane task"
      noValidate
      data-testid="review-panel"
      data-case={caseId}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TaskHead task={task} onBack={listed ? onBack : undefined} />
      {claim.problem ? (
        <TaskProblem problem={claim.problem} onTakeOver={claim.takeOver} onLeave={onBack} />
      ) : null}
      <TaskVideo now={video.now} marked={marked} review={review} onMark={mark} onOpen={open} />
      <Findings category={task.category} review={review} />
      <SkipTask
        caseId={caseId}
        calls={calls}
        onSkipped={() => {
          clear();
          onSkipped();
        }}
      />
      {problem && problem.code !== "reason-needed" ? (
        <ShownProblem problem={problem}>
          <TaskProblem problem={problem} onTakeOver={claim.takeOver} onLeave={onBack} />
        </ShownProblem>
      ) : null}
      <SendFoot verdict={draft.verdict} sending={sending} onHelp={() => setHelp(true)} />
      {help ? <KeysHelp places={["task"]} onClose={() => setHelp(false)} /> : null}
    </form>
  );
}

interface TaskVideoProps {
  now: VideoNow | undefined;
  marked: number | undefined;
  review: WrittenReview;
  onMark(): void;
  onOpen(): void;
}

/** The task's video and the timecodes marked in it. */
function TaskVideo({ now, marked, review: { draft, change }, onMark, onOpen }: TaskVideoProps) {
  const { t } = useLanguage();
  return (
    <>
      <VideoLine
        now={now}
        full={isFull(draft.timecodes)}
        goneNoted={draft.elements[videoGone] === "yes"}
        onMark={onMark}
        onOpen={onOpen}
        onGone={(noted) => {
          change(({ elements: { [videoGone]: _, ...others } }) => ({
            elements: noted ? { ...others, [videoGone]: "yes" } : others,
          }));
        }}
      />
      <p class="hidden-text" role="status">
        {marked === undefined ? "" : t("timecode.done", { at: timecode(marked) })}
      </p>
      <Timecodes
        value={draft.timecodes}
        onChange={(next) => change(() => ({ timecodes: next }))}
        testId="mark"
      />
    </>
  );
}

interface ElementQuestionsProps {
  category: CategoryCode;
  answers: Readonly<Record<string, ElementAnswer>>;
  onAnswer(id: string, answer: ElementAnswer): void;
}

const choices: readonly ElementAnswer[] = ["yes", "no", "unsure"];

/** The elements of a category as questions; all must be met for a violation. */
function ElementQuestions({ category, answers, onAnswer }: ElementQuestionsProps) {
  const { t, words } = useLanguage();
  return (
    <section class="elements" aria-label={t("vlogger.elements")}>
      <h3 class="legend">{t("vlogger.elements")}</h3>
      {elements[category].map(({ id, words: said }) => (
        <div key={id} class="element" data-testid={`element-${id}`}>
          <p>{words(said)}</p>
          <Chips<ElementAnswer>
            label={words(said)}
            labelHidden
            value={answers[id]}
            onChange={(answer) => onAnswer(id, answer)}
            options={choices.map((value) => ({
              value,
              label: t(`elementAnswer.${value}`),
              testId: `element-${id}-${value}`,
            }))}
          />
        </div>
      ))}
    </section>
  );
}

/** The reviewer's answers about the elements, the verdict and its reason. */
function Findings({ category, review }: Pick<ReviewTask, "category"> & { review: WrittenReview }) {
  const { t } = useLanguage();
  const { draft, change, problem } = review;
  const field = useRef<HTMLTextAreaElement>(null);
  const reasonMissing = problem?.code === "reason-needed" && draft.reason.trim() === "";
  useEffect(() => {
    if (reasonMissing) field.current?.focus();
  }, [problem]);
  return (
    <>
      <ElementQuestions
        category={category}
        answers={draft.elements}
        onAnswer={(id, answer) => change((old) => ({ elements: { ...old.elements, [id]: answer } }))}
      />
      <Chips<Verdict>
        label={t("vlogger.question")}
        value={draft.verdict}
        onChange={(verdict) => change(() => ({ verdict }))}
        options={verdicts.map((value, index) => ({
          value,
          label: t(`verdict.${value}`),
          hint: `${index + 1}`,
          testId: `verdict-${value}`,
        }))}
      />
      <Chips<Confidence>
        label={t("vlogger.confidence")}
        value={draft.confidence}
        onChange={(confidence) => change(() => ({ confidence }))}
        options={confidences.map((value) => ({
          value,
          label: t(`confidence.${value}`),
          testId: `confidence-${value}`,
        }))}
      />
      <TextArea
        label={t("vlogger.reason")}
        hint={t("vlogger.reasonHint")}
        error={reasonMissing ? t("problem.reason-needed") : undefined}
        value={draft.reason}
        onChange={(reason) => change(() => ({ reason }))}
        maxChars={limits.reasonChars}
        testId="review-reason"
        inputRef={field}
        required
        rows={3}
      />
      <Fold label={t("vlogger.context")} testId="context-fold">
        <TextArea
          label={t("vlogger.context")}
          hint={t("vlogger.contextHint")}
          value={draft.localContext}
          onChange={(localContext) => change(() => ({ localContext }))}
          maxChars={limits.reasonChars}
          testId="review-context"
        />
      </Fold>
    </>
  );
}

interface SendFootProps {
  verdict: Verdict | undefined;
  sending: boolean;
  onHelp(): void;
}

function SendFoot({ verdict, sending, onHelp }: SendFootProps) {
  const { t } = useLanguage();
  return (
    <footer class="pane-foot">
      <button type="button" class="button link" data-testid="keys-open" onClick={onHelp}>
        {t("vlogger.keys")} <kbd>?</kbd>
      </button>
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
  );
}

interface VideoLineProps {
  now: VideoNow | undefined;
  /** The limit of timecodes is reached. */
  full: boolean;
  /** The reviewer has recorded that the video is gone. */
  goneNoted: boolean;
  onMark(): void;
  onOpen(): void;
  onGone(noted: boolean): void;
}

/** Shows whether the task's video is open in a tab, and how to open it. */
function VideoLine({ now, full, goneNoted, onMark, onOpen, onGone }: VideoLineProps) {
  const { t } = useLanguage();
  // Not looked up yet: shows the most likely state so that the layout does not jump.
  const state = now?.state;
  const isAway = state === "other" || state === "none" || state === "gone";
  return (
    <div class="video-line" data-testid="video-now" data-state={now?.state}>
      <p class={state === "shown" ? "small muted" : "small"} role={state === "shown" ? undefined : "status"}>
        {now === undefined
          ? ""
          : now.state === "shown"
            ? t("videoNow.shown", { at: timecode(now.seconds) })
            : t(`videoNow.${now.state}`)}
      </p>
      {isAway ? (
        <button type="button" class="button" data-testid="open-video" onClick={onOpen}>
          <ExternalLink size={16} aria-hidden="true" />
          {t("vlogger.openVideo")}
        </button>
      ) : (
        <button
          type="button"
          class="button"
          data-testid="mark"
          aria-disabled={state !== "shown" || full}
          aria-keyshortcuts="m Alt+Shift+m"
          title="M, Alt+Shift+M"
          onClick={onMark}
        >
          <Timer size={16} aria-hidden="true" />
          {t("timecode.mark")} <kbd>M</kbd>
        </button>
      )}
      {state === "gone" || goneNoted ? (
        <label class="check" data-testid="note-gone">
          <input
            type="checkbox"
            checked={goneNoted}
            onChange={(event) => onGone(event.currentTarget.checked)}
          />
          <span>{t("videoNow.noteGone")}</span>
        </label>
      ) : null}
    </div>
  );
}
