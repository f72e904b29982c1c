/** Actions for the page in the tab. Reporting comes first if no post was recognised. */

import { useState } from "preact/hooks";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { Failure } from "../ui/Failure.tsx";
import { useLanguage } from "../ui/language.ts";

export interface PageOfferProps {
  /** Whether a post on the page has a report button. */
  recognised: boolean;
  /** Opens the form over the page. */
  onReport(): Promise<Result<unknown>>;
  /** Starts marking several posts on the page. */
  onSeveral(): Promise<Result<unknown>>;
}

export function PageOffer({ recognised, onReport, onSeveral }: PageOfferProps) {
  const { t } = useLanguage();
  const [problem, setProblem] = useState<Problem>();
  const start = async (act: () => Promise<Result<unknown>>) => {
    setProblem(undefined);
    const started = await act();
    if (!started.ok) setProblem(started.problem);
  };
  return (
    <section class="page-offer" aria-label={t("page.title")}>
      <p class="small muted">{t(recognised ? "page.some" : "page.none")}</p>
      <div class="buttons">
        {recognised ? (
          <button
            type="button"
            class="button"
            data-testid="choose-several"
            onClick={() => void start(onSeveral)}
          >
            {t("select.label")}
          </button>
        ) : null}
        <button
          type="button"
          class={recognised ? "button" : "button primary"}
          data-testid="report-page"
          onClick={() => void start(onReport)}
        >
          {t("page.report")}
        </button>
      </div>
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}
