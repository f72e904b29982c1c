/** The self-review of one video: transcript search, rules and result. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { CheckToKeep } from "../../../utils/extension/vlogger/check-report.ts";
import type { TranscriptHit } from "../../../utils/extension/vlogger/transcript.ts";
import type { Video } from "../../../utils/extension/vlogger/video.ts";
import { videoName } from "../../../utils/shared/i18n/video-name.ts";
import { selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TranscriptSearch } from "../tasks/TranscriptSearch.tsx";
import { CheckFoot } from "./CheckFoot.tsx";
import { OpenTick } from "./OpenTick.tsx";
import { RuleHints } from "./RuleHints.tsx";
import { RuleQuestion } from "./RuleQuestion.tsx";
import type { SelfReviewCalls } from "./self-calls.ts";
import type { Check } from "./use-check.ts";

export interface CheckVideoProps {
  video: Video;
  check: Check;
  calls: SelfReviewCalls;
  onKeep(kept: CheckToKeep): void;
  /** Message about an exported file. */
  children: ComponentChildren;
}

/** Keyed per video: hints and a running search are discarded with it. */
export function CheckVideo({ video, check, calls, onKeep, children }: CheckVideoProps) {
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
      <OpenTick open={check.open} onChange={check.setOpen} />
      {check.problem ? <Failure problem={check.problem} /> : null}
      {children}
      <CheckFoot
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
