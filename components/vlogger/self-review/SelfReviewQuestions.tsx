/** The self-review of one video: transcript search, rules and result. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Video } from "../../../utils/extension/vlogger/identify-video.ts";
import type { SelfReviewToSave } from "../../../utils/extension/vlogger/self-review-report.ts";
import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import type { TranscriptHit, TranscriptSearchResult } from "../../../utils/extension/vlogger/transcript.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewAnswer, SelfReviewInput, Timecode } from "../../../utils/shared/contract/review.ts";
import { videoName } from "../../../utils/shared/i18n/texts/vlogger.ts";
import { timecode } from "../../../utils/shared/i18n/time.ts";
import { type SelfReviewRule, selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Check, Download, Plus, Search, Timer } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { ShownProblem } from "../tasks/ShownProblem.tsx";
import { Timecodes } from "../tasks/Timecodes.tsx";
import { isFull } from "../tasks/timecode-list.ts";
import type { SelfReviewCalls, SelfReviewState } from "./use-self-review.ts";
import { VisibilityTick } from "./VisibilityTick.tsx";

export interface SelfReviewQuestionsProps {
  video: Video;
  check: SelfReviewState;
  calls: SelfReviewCalls;
  onKeep(kept: SelfReviewToSave): void;
  /** Message about an exported file. */
  children: ComponentChildren;
}

interface TimecodeButtonProps {
  videoNow(): Promise<VideoNow>;
  onTake(seconds: number): void;
  testId: string;
}

/** Takes the video's current second from its tab, or shows why it cannot. */
function TimecodeButton({ videoNow, onTake, testId }: TimecodeButtonProps) {
  const { t } = useLanguage();
  const [none, setNone] = useState<Exclude<VideoNow["state"], "shown">>();
  const take = async () => {
    const now = await videoNow();
    if (now.state !== "shown") return setNone(now.state);
    setNone(undefined);
    onTake(now.seconds);
  };
  return (
    <>
      <button type="button" class="button link" data-testid={testId} onClick={take}>
        <Timer size={14} aria-hidden="true" />
        {t("timecode.take")}
      </button>
      <p class="error" role="status" data-testid={`${testId}-none`}>
        {none ? t(`timecode.${none}`) : ""}
      </p>
    </>
  );
}

interface RuleQuestionProps {
  number: number;
  rule: SelfReviewRule;
  answer: SelfReviewAnswer | undefined;
  onAnswer(answer: SelfReviewAnswer): void;
  /** Undefined if no tab can show the video. */
  videoNow: TimecodeButtonProps["videoNow"] | undefined;
  onTake(seconds: number): void;
  children?: ComponentChildren;
}

const choices: readonly SelfReviewAnswer["answer"][] = ["fine", "problem", "unsure"];

/** One rule of the checklist: question, exceptions, answer and timecodes. */
function RuleQuestion(props: RuleQuestionProps) {
  const { number, rule, answer, onAnswer, videoNow, onTake, children } = props;
  const { t, words } = useLanguage();
  const testId = `rule-${rule.id}-timecodes`;
  return (
    <li class="rule" data-testid={`rule-${rule.id}`}>
      <p>
        <strong>
          {number}. {words(rule.question)}
        </strong>
      </p>
      <p class="small muted">{words(rule.fine)}</p>
      <Chips<SelfReviewAnswer["answer"]>
        label={words(rule.question)}
        labelHidden
        value={answer?.answer}
        onChange={(value) => onAnswer({ rule: rule.id, answer: value, timecodes: answer?.timecodes ?? [] })}
        options={choices.map((value) => ({
          value,
          label: t(`selfAnswer.${value}`),
          testId: `rule-${rule.id}-${value}`,
        }))}
      />
      {children}
      {answer && answer.answer !== "fine" ? (
        <Timecodes
          value={answer.timecodes}
          onChange={(timecodes) => onAnswer({ ...answer, timecodes })}
          testId={testId}
        >
          {videoNow ? <TimecodeButton videoNow={videoNow} onTake={onTake} testId={`${testId}-take`} /> : null}
        </Timecodes>
      ) : null}
    </li>
  );
}

interface TranscriptSearchProps {
  search(): Promise<Result<TranscriptSearchResult>>;
  onFound(hits: TranscriptHit[]): void;
}

/** Searches the transcript in the tab and reports the result. The hints appear below the rules. */
function TranscriptSearch({ search, onFound }: TranscriptSearchProps) {
  const { t } = useLanguage();
  const [said, setSaid] = useState("");
  const start = async () => {
    setSaid(t("self.searching"));
    const answer = await search();
    onFound(answer.ok ? answer.value.hits : []);
    if (!answer.ok) return setSaid(t("self.otherTab"));
    const { lines, hits } = answer.value;
    if (lines === 0) return setSaid(t("self.noTranscript"));
    setSaid(hits.length === 0 ? t("self.noHits", { lines }) : t("self.hits", { lines, count: hits.length }));
  };
  return (
    <div class="transcript">
      <button type="button" class="button" data-testid="self-search" onClick={start}>
        <Search size={16} aria-hidden="true" />
        {t("self.search")}
      </button>
      <p class="small muted">{t("self.searchHint")}</p>
      <p class="small" role="status" data-testid="self-searched">
        {said}
      </p>
    </div>
  );
}

interface SelfReviewFootProps {
  /** Undefined until every rule is answered. */
  result: SelfReviewInput["result"] | undefined;
  answered: number;
  saving: boolean;
  saved: boolean;
  onSave(): void;
  onKeep(): void;
  onAgain(): void;
}

/** The result of a self-review, with buttons to save it, export it or start another. */
function SelfReviewFoot({ result, answered, saving, saved, onSave, onKeep, onAgain }: SelfReviewFootProps) {
  const { t } = useLanguage();
  return (
    <footer class="pane-foot" aria-live="polite">
      {result === undefined ? (
        <p class="muted">{t("self.progress", { done: answered, all: selfReviewRules.length })}</p>
      ) : (
        <p data-testid="self-result" data-result={result}>
          <span class={tones[result]}>{t(`selfResult.${result}`)}</span>{" "}
          <span class="small">{saved ? t("self.saved") : t(`self.${result}`)}</span>
        </p>
      )}
      <span class="foot-acts">
        {result === undefined ? null : (
          <IconButton label={t("self.keep")} icon={Download} data-testid="self-keep-now" onClick={onKeep} />
        )}
        {saved ? (
          <button type="button" class="button" data-testid="self-other" onClick={onAgain}>
            {t("self.again")}
          </button>
        ) : (
          <button
            type="button"
            class="button primary"
            data-testid="self-save"
            aria-disabled={result === undefined || saving}
            title={result === undefined ? t("self.answerAll") : undefined}
            onClick={onSave}
          >
            {t("self.save")}
          </button>
        )}
      </span>
    </footer>
  );
}

const tones: Record<SelfReviewInput["result"], string> = {
  safe: "tag done",
  change: "tag warning",
  "do-not-publish": "tag urgent",
};

interface RuleHintsProps {
  rule: string;
  hits: readonly TranscriptHit[];
  noted: readonly Timecode[];
  onTake(hit: TranscriptHit): void;
}

/** Limits the list so that the next rule stays in sight. */
const mostShown = 5;

/** Places in the transcript that may concern a rule. Each can be added as a timecode. */
function RuleHints({ rule, hits, noted, onTake }: RuleHintsProps) {
  const { t } = useLanguage();
  if (hits.length === 0) return null;
  return (
    <div class="rule-hints small" data-testid={`hints-${rule}`}>
      <span>{t("self.hint.rule")}</span>
      {hits.slice(0, mostShown).map((hit) => {
        const values = { at: timecode(hit.seconds), term: hit.term };
        const isNoted = noted.some(({ seconds }) => seconds === hit.seconds);
        const label = t(isNoted ? "self.hint.taken" : "self.hint.take", values);
        return (
          <button
            key={`${hit.seconds} ${hit.term}`}
            type="button"
            class="chip"
            data-testid={`hint-${rule}`}
            aria-disabled={isNoted || isFull(noted)}
            aria-label={label}
            title={label}
            onClick={() => onTake(hit)}
          >
            {isNoted ? <Check size={14} aria-hidden="true" /> : <Plus size={14} aria-hidden="true" />}
            {t("self.hint.term", values)}
          </button>
        );
      })}
      {hits.length > mostShown ? (
        <span class="muted">{t("self.hint.more", { count: hits.length - mostShown })}</span>
      ) : null}
    </div>
  );
}

/** Keyed per video: hints and a running search are discarded with it. */
export function SelfReviewQuestions({ video, check, calls, onKeep, children }: SelfReviewQuestionsProps) {
  const { t } = useLanguage();
  const [hits, setHits] = useState<readonly TranscriptHit[]>([]);
  const { answers } = check;
  const inTab = calls.activeVideo !== undefined;
  return (
    <section class="pane" data-testid="self-review" aria-label={t("self.title")}>
      <header class="self-video">
        <div>
          <h2 class="title">
            <Foreign text={videoName(video)} />
          </h2>
          <p class="small muted">{t("self.leaves")}</p>
        </div>
        {check.saved ? null : (
          <button type="button" class="button link" data-testid="self-other" onClick={() => check.start()}>
            {t("self.other")}
          </button>
        )}
      </header>
      {inTab ? (
        <TranscriptSearch search={() => calls.searchTranscript(video.subject)} onFound={setHits} />
      ) : null}
      <ol class="rules">
        {selfReviewRules.map((rule, index) => {
          const answer = answers.find((given) => given.rule === rule.id);
          return (
            <RuleQuestion
              key={rule.id}
              number={index + 1}
              rule={rule}
              answer={answer}
              onAnswer={check.answer}
              videoNow={inTab ? () => calls.videoNow(video.subject) : undefined}
              onTake={(seconds) => check.takeMoment(rule.id, seconds)}
            >
              <RuleHints
                rule={rule.id}
                hits={hits.filter((hit) => hit.rule === rule.id)}
                noted={answer?.timecodes ?? []}
                onTake={({ seconds, term }) => check.takeMoment(rule.id, seconds, term)}
              />
            </RuleQuestion>
          );
        })}
      </ol>
      <VisibilityTick open={check.open} onChange={check.setOpen} />
      {check.problem ? (
        <ShownProblem problem={check.problem}>
          <Failure problem={check.problem} />
        </ShownProblem>
      ) : null}
      {children}
      <SelfReviewFoot
        result={check.result}
        answered={answers.length}
        saving={check.saving}
        saved={check.saved}
        onSave={() => check.save(t("timecode.unsaid"))}
        onKeep={() => {
          const kept = check.toKeep(t("timecode.unsaid"));
          if (kept) onKeep(kept);
        }}
        onAgain={() => check.start()}
      />
    </section>
  );
}
