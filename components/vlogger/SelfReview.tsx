/** "Periksa video saya": a vlogger's check of their own video against the rules, noted at the intake. */

import { useState } from "preact/hooks";
import { fail, type Result } from "../../utils/contract/result.ts";
import { selfReviewRules } from "../../utils/policy/self-review.ts";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";
import { saveFile } from "../shared/save-file.ts";
import { useLoad } from "../shared/use-load.ts";
import { CheckFoot } from "./CheckFoot.tsx";
import { OpenTick } from "./OpenTick.tsx";
import { PastChecks } from "./PastChecks.tsx";
import { PickVideo } from "./PickVideo.tsx";
import { RuleHints } from "./RuleHints.tsx";
import { RuleQuestion } from "./RuleQuestion.tsx";
import type { KeptCheck, SelfReviewCalls } from "./self-calls.ts";
import { type TranscriptHit, TranscriptSearch } from "./TranscriptSearch.tsx";
import { useCheck } from "./use-check.ts";

export function SelfReview({ calls }: { calls: SelfReviewCalls }) {
  const { language, t } = useLanguage();
  const past = useLoad("self-reviews", calls.listSelfReviews);
  const check = useCheck(calls, past.reload);
  const [hits, setHits] = useState<readonly TranscriptHit[]>([]);
  const { video, answers, open } = check;
  const [keptAs, setKeptAs] = useState<string>();
  const keep = (kept: KeptCheck) => {
    const file = calls.makeCheckReport(kept, language);
    saveFile(file);
    setKeptAs(file.name);
  };
  const said = (
    <p class="small said" role="status" data-testid="self-kept">
      {keptAs === undefined ? "" : t("self.kept", { name: keptAs })}
    </p>
  );

  if (video === undefined) {
    return (
      <section class="pane" data-testid="self-review" aria-label={t("self.title")}>
        <h2 class="title">{t("self.title")}</h2>
        <p class="muted">{t("self.hint")}</p>
        <p class="small" data-testid="self-leaves">
          {t("self.leaves")}
        </p>
        <PickVideo activeVideo={calls.activeVideo} findVideo={calls.findVideo} onPick={check.start} />
        {said}
        <PastChecks past={past} setOpen={calls.setSelfReviewOpen} onKeep={keep} />
      </section>
    );
  }
  const { activeVideo } = calls;
  // The second of another video, or of an advertisement, says nothing about this one.
  const takeSeconds =
    activeVideo &&
    (async (): Promise<Result<number>> => {
      const now = await activeVideo();
      if (!now.ok) return now;
      const { subject, seconds } = now.value;
      if (subject !== video.subject || seconds === undefined) return fail("address-unknown", subject);
      return { ok: true, value: seconds };
    });
  return (
    <section class="pane" data-testid="self-review" aria-label={t("self.title")}>
      <header class="self-video">
        <div>
          <h2 class="title break">{video.title ?? video.subject.replace("youtube:video:", "youtu.be/")}</h2>
          <p class="small muted">{t("self.leaves")}</p>
        </div>
        {check.saved ? null : (
          <button type="button" class="button link" data-testid="self-other" onClick={() => check.start()}>
            {t("self.other")}
          </button>
        )}
      </header>
      {activeVideo ? (
        <TranscriptSearch search={() => calls.searchTranscript(video.subject)} onFound={setHits} />
      ) : null}
      <ol class="rules">
        {selfReviewRules.map((rule, index) => (
          <RuleQuestion
            key={rule.id}
            number={index + 1}
            rule={rule}
            answer={answers.find((answer) => answer.rule === rule.id)}
            onAnswer={check.answer}
            takeSeconds={takeSeconds}
          >
            <RuleHints
              rule={rule.id}
              hits={hits.filter((hit) => hit.rule === rule.id)}
              onTake={check.takeHit}
            />
          </RuleQuestion>
        ))}
      </ol>
      <OpenTick open={open} onChange={check.setOpen} />
      {check.problem ? <Failure problem={check.problem} /> : null}
      {said}
      <CheckFoot
        result={check.result}
        answered={answers.length}
        saving={check.saving}
        saved={check.saved}
        onSave={check.save}
        onKeep={() => {
          const kept = check.toKeep();
          if (kept) keep(kept);
        }}
        onAgain={() => check.start()}
      />
    </section>
  );
}
