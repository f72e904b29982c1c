/** One rule of the checklist: question, exceptions, answer and timecodes. */

import type { ComponentChildren } from "preact";
import type { SelfReviewAnswer } from "../../../utils/shared/contract/review.ts";
import type { SelfReviewRule } from "../../../utils/shared/policy/self-review.ts";
import { Chips } from "../../ui/Chips.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TakeSecond, type TakeSecondProps } from "../tasks/TakeSecond.tsx";
import { Timecodes } from "../tasks/Timecodes.tsx";

export interface RuleQuestionProps {
  number: number;
  rule: SelfReviewRule;
  answer: SelfReviewAnswer | undefined;
  onAnswer(answer: SelfReviewAnswer): void;
  /** Undefined if no tab can show the video. */
  videoNow: TakeSecondProps["videoNow"] | undefined;
  onTake(seconds: number): void;
  children?: ComponentChildren;
}

const choices: readonly SelfReviewAnswer["answer"][] = ["fine", "problem", "unsure"];

export function RuleQuestion(props: RuleQuestionProps) {
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
          {videoNow ? <TakeSecond videoNow={videoNow} onTake={onTake} testId={`${testId}-take`} /> : null}
        </Timecodes>
      ) : null}
    </li>
  );
}
