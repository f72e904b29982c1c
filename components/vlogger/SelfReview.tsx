/** "Periksa video saya": a vlogger's check of their own video against the rules, noted at the intake. */

import { useState } from "preact/hooks";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";
import type { SelfReviewAnswer, SelfReviewInput, SelfReviewView } from "../../utils/contract/review.ts";
import { selfReviewOutcome, selfReviewRules } from "../../utils/policy/self-review.ts";
import { policyVersion } from "../../utils/policy/version.ts";
import type { Video } from "../../utils/review/video.ts";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";
import { useKept } from "../shared/use-kept.ts";
import { useLoad } from "../shared/use-load.ts";
import { PastChecks } from "./PastChecks.tsx";
import { PickVideo, type PickVideoProps } from "./PickVideo.tsx";
import { RuleQuestion } from "./RuleQuestion.tsx";
import type { TimecodesProps } from "./Timecodes.tsx";

export interface SelfReviewCalls extends Omit<PickVideoProps, "onPick"> {
  sendSelfReview(input: SelfReviewInput): Promise<Result<unknown>>;
  listSelfReviews(): Promise<Result<{ selfReviews: SelfReviewView[] }>>;
  takeSeconds: TimecodesProps["takeSeconds"];
}

interface CheckDraft {
  /** The same check tried again carries the same id, so that it is taken once. */
  id: string;
  video?: Video;
  answers: SelfReviewAnswer[];
}

const firstCheck = (): CheckDraft => ({ id: crypto.randomUUID(), answers: [] });

export function SelfReview({ calls }: { calls: SelfReviewCalls }) {
  const { t } = useLanguage();
  const past = useLoad("self-reviews", calls.listSelfReviews);
  const kept = useKept("self-review", firstCheck);
  const { id, video, answers } = kept.value;
  const [problem, setProblem] = useState<Problem>();
  const [saving, setSaving] = useState(false);
  const [saved, setSaved] = useState(false);
  const result = selfReviewOutcome(answers);

  const restart = (next: Video | undefined) => {
    kept.clear();
    if (next) kept.set((old) => ({ ...old, video: next }));
    setProblem(undefined);
    setSaved(false);
  };
  const save = async () => {
    if (video === undefined || result === undefined || saving) return;
    setSaving(true);
    setProblem(undefined);
    const { subject, title } = video;
    const input = { id, subject, policyVersion, answers, result };
    const sent = await calls.sendSelfReview(title === undefined ? input : { ...input, title });
    setSaving(false);
    setSaved(sent.ok);
    if (!sent.ok) return setProblem(sent.problem);
    kept.forget();
    void past.reload();
  };

  if (video === undefined) {
    return (
      <section class="pane" data-testid="self-review" aria-label={t("self.title")}>
        <h2 class="title">{t("self.title")}</h2>
        <p class="muted">{t("self.hint")}</p>
        <PickVideo activeVideo={calls.activeVideo} findVideo={calls.findVideo} onPick={restart} />
        <PastChecks past={past} />
      </section>
    );
  }
  return (
    <section class="pane" data-testid="self-review" aria-label={t("self.title")}>
      <header class="self-video">
        <div>
          <h2 class="title break">{video.title ?? video.subject}</h2>
          {video.title ? <p class="small muted break">{video.subject}</p> : null}
        </div>
        {saved ? null : (
          <button
            type="button"
            class="button link"
            data-testid="self-other"
            onClick={() => restart(undefined)}
          >
            {t("self.other")}
          </button>
        )}
      </header>
      <ol class="rules">
        {selfReviewRules.map((rule, index) => (
          <RuleQuestion
            key={rule.id}
            number={index + 1}
            rule={rule}
            answer={answers.find((answer) => answer.rule === rule.id)}
            onAnswer={(answer) => {
              setSaved(false);
              kept.set((old) => ({
                ...old,
                // A change after saving is another check.
                id: saved ? crypto.randomUUID() : old.id,
                answers: [...old.answers.filter((other) => other.rule !== rule.id), answer],
              }));
            }}
            takeSeconds={calls.takeSeconds}
          />
        ))}
      </ol>
      {problem ? <Failure problem={problem} /> : null}
      <footer class="pane-foot" aria-live="polite">
        {result === undefined ? (
          <p class="muted">{t("self.progress", { done: answers.length, all: selfReviewRules.length })}</p>
        ) : (
          <p data-testid="self-result" data-result={result}>
            <span class={tone(result)}>{t(`selfResult.${result}`)}</span>{" "}
            <span class="small">{saved ? t("self.saved") : t(`self.${result}`)}</span>
          </p>
        )}
        {saved ? (
          <button type="button" class="button" data-testid="self-other" onClick={() => restart(undefined)}>
            {t("self.again")}
          </button>
        ) : (
          <button
            type="button"
            class="button primary"
            data-testid="self-save"
            aria-disabled={result === undefined || saving}
            title={result === undefined ? t("self.answerAll") : undefined}
            onClick={save}
          >
            {t("self.save")}
          </button>
        )}
      </footer>
    </section>
  );
}

function tone(result: SelfReviewInput["result"]): string {
  if (result === "safe") return "tag done";
  return result === "change" ? "tag warning" : "tag urgent";
}
