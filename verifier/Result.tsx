/** The verdict in words, then each report, what is not proven, and every finding. */

import { useEffect, useRef } from "preact/hooks";
import type { Language } from "../utils/shared/contract/site.ts";
import { verifyText } from "../utils/shared/i18n/verify.ts";
import type { Verdict } from "../utils/shared/verify/verdict.ts";
import { aboutFile, headline, notProven } from "../utils/shared/verify/words.ts";
import { Findings } from "./Findings.tsx";
import { ReportCard } from "./ReportCard.tsx";

interface Props {
  language: Language;
  verdict: Verdict;
  name: string;
}

export function Result({ language, verdict, name }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  // Moves the focus to the verdict, for users of screen readers.
  useEffect(() => top.current?.focus(), [verdict]);
  const fails = verdict.findings.filter(({ holds }) => holds === false);
  return (
    <>
      <section class={`verdict ${verdict.outcome}`} data-testid="verdict" data-outcome={verdict.outcome}>
        <p class="muted break">{name}</p>
        <h2 ref={top} tabIndex={-1}>
          <span class="mark" aria-hidden="true">
            {verdict.outcome === "holds" ? "✓" : "✕"}
          </span>
          {headline(language, verdict)}
        </h2>
        {aboutFile(language, verdict).map((line) => (
          <p key={line} class="break">
            <bdi>{line}</bdi>
          </p>
        ))}
      </section>
      {fails.length > 0 && <Findings language={language} findings={fails} holds={false} />}
      {verdict.reports.map((report) => (
        <ReportCard key={report.report.id} language={language} report={report} days={verdict.days} />
      ))}
      <section class="card" data-testid="not-proven">
        <h2>{verifyText(language, "limits.title")}</h2>
        <ul class="dots">
          {notProven(language, verdict).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {(["unknown", true] as const).map((holds) => (
        <Findings
          key={String(holds)}
          language={language}
          findings={verdict.findings.filter((one) => one.holds === holds)}
          holds={holds}
        />
      ))}
    </>
  );
}
