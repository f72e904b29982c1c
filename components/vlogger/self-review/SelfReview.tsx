/** "Periksa video saya": a vlogger checks their own video against the rules and may record it at the intake. */

import { useState } from "preact/hooks";
import type { CheckToKeep } from "../../../utils/extension/vlogger/check-report.ts";
import { useLanguage } from "../../ui/language.ts";
import { saveFile } from "../../ui/save-file.ts";
import { useLoad } from "../../ui/use-load.ts";
import { CheckVideo } from "./CheckVideo.tsx";
import { PastChecks } from "./PastChecks.tsx";
import { PickVideo } from "./PickVideo.tsx";
import type { SelfReviewCalls } from "./self-calls.ts";
import { useCheck } from "./use-check.ts";

export function SelfReview({ calls }: { calls: SelfReviewCalls }) {
  const { language, t } = useLanguage();
  const past = useLoad("self-reviews", calls.listSelfReviews);
  const check = useCheck(calls, past.reload);
  const subject = check.video?.subject;
  const [keptAs, setKeptAs] = useState<{ subject: string | undefined; name: string }>();
  const keep = (kept: CheckToKeep) => {
    const file = calls.makeCheckReport(kept, language);
    saveFile(file);
    setKeptAs({ subject, name: file.name });
  };
  const said = (
    <p class="small said" role="status" data-testid="self-kept">
      {keptAs && keptAs.subject === subject ? t("self.kept", { name: keptAs.name }) : ""}
    </p>
  );

  if (check.video) {
    return (
      <CheckVideo key={subject} video={check.video} check={check} calls={calls} onKeep={keep}>
        {said}
      </CheckVideo>
    );
  }
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
