/** The self-review of one video: transcript search, rules and result. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { SelfReviewToSave } from "../../../utils/extension/vlogger/self-review-report.ts";
import type { TranscriptHit } from "../../../utils/extension/vlogger/transcript.ts";
import type { Video } from "../../../utils/extension/vlogger/video.ts";
import type { SelfReviewAnswer } from "../../../utils/shared/contract/review.ts";
import { videoName } from "../../../utils/shared/i18n/video-name.ts";
import { type SelfReviewRule, selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TimecodeButton, type TimecodeButtonProps } from "../tasks/TakeSecond.tsx";
import { Timecodes } from "../tasks/Timecodes.tsx";
import { TranscriptSearch } from "../tasks/TranscriptSearch.tsx";
import { SelfReviewFoot } from "./CheckFoot.tsx";
import { VisibilityTick } from "./OpenTick.tsx";
import { RuleHints } from "./RuleHints.tsx";
import type { SelfReviewCalls } from "./self-calls.ts";
import type { SelfReviewState } from "./use-check.ts";

export interface SelfReviewQuestionsProps {
  video: Video;
  check: SelfReviewState;
  calls: SelfReviewCalls;
  onKeep(kept: SelfReviewToSave): void;
  /** Message about an exported file. */
  children: ComponentChildren;
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
          const answer = answers.find((one) => one.rule === rule.id);
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
      {check.problem ? <Failure problem={check.problem} /> : null}
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
