/** Offers to report the page in the tab itself: first of all where no post was recognised, quietly elsewhere. */

import { useState } from "preact/hooks";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";

export interface PageOfferProps {
  /** Whether a post on the page has a button of its own. */
  recognised: boolean;
  /** Opens the form over the page. */
  onReport(): Promise<Result<unknown>>;
}

export function PageOffer({ recognised, onReport }: PageOfferProps) {
  const { t } = useLanguage();
  const [problem, setProblem] = useState<Problem>();
  const report = async () => {
    setProblem(undefined);
    const opened = await onReport();
    if (!opened.ok) setProblem(opened.problem);
  };
  return (
    <section class="page-offer" aria-label={t("page.title")}>
      <p class="small muted">{t(recognised ? "page.some" : "page.none")}</p>
      <button
        type="button"
        class={recognised ? "button" : "button primary"}
        data-testid="report-page"
        onClick={report}
      >
        {t("page.report")}
      </button>
      {problem ? <Failure problem={problem} /> : null}
    </section>
  );
}
