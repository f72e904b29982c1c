/**
 * One report: the statements that its check supports, and the sealed evidence. Everything from the site is
 * shown as plain text.
 */

import type { FieldName } from "../utils/shared/contract/evidence.ts";
import type { Language } from "../utils/shared/contract/site.ts";
import { text } from "../utils/shared/i18n/text.ts";
import { verifyText } from "../utils/shared/i18n/verify.ts";
import { aboutReport } from "../utils/shared/verify/describe-verdict.ts";
import type { CheckedReport, Verdict } from "../utils/shared/verify/verdict.ts";
import { SealedFile } from "./SealedFile.tsx";

interface Props {
  language: Language;
  report: CheckedReport;
  days: Verdict["days"];
}

export function ReportCard({ language, report, days }: Props) {
  const { evidence } = report.report;
  const fields = Object.entries(evidence.fields) as [FieldName, { value: unknown; source: string }][];
  return (
    <section class="card" data-testid="report" data-holds={String(report.holds)}>
      <h2>{verifyText(language, "report.title", { number: report.number })}</h2>
      <p class="muted break">{evidence.subject}</p>
      <ul class={report.holds ? "dots" : "dots error"}>
        {aboutReport(language, report, days).map((line) => (
          <li key={line}>
            <bdi>{line}</bdi>
          </li>
        ))}
      </ul>
      {fields.length > 0 && (
        <details open={report.holds}>
          <summary>{verifyText(language, "report.contents")}</summary>
          <dl data-testid="fields">
            {fields.map(([name, { value }]) => (
              <div key={name}>
                <dt>{text(language, `field.${name}`)}</dt>
                <dd class="break">
                  <bdi>{plain(value)}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {report.files.length > 0 && (
        <>
          <h3>{verifyText(language, "report.files")}</h3>
          {report.files.map((one) => (
            <SealedFile key={one.file.sha256} language={language} facts={one} />
          ))}
        </>
      )}
    </section>
  );
}

function plain(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(plain).join("\n");
  return JSON.stringify(value);
}
