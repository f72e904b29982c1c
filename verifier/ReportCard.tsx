/**
 * One report: the statements that its check supports, and the sealed evidence. Everything from the site is
 * shown as plain text.
 */

import { useEffect, useState } from "preact/hooks";
import type { FieldName } from "../utils/shared/contract/evidence.ts";
import type { Language } from "../utils/shared/contract/site.ts";
import { text } from "../utils/shared/i18n/text.ts";
import { number } from "../utils/shared/i18n/time.ts";
import { verifyText } from "../utils/shared/i18n/verify.ts";
import { aboutReport } from "../utils/shared/verify/describe-verdict.ts";
import type { CheckedReport } from "../utils/shared/verify/verdict.ts";

interface Props {
  language: Language;
  report: CheckedReport;
}

type FileFacts = CheckedReport["files"][number];

/** One evidence file. A picture stays blurred until requested; markup is shown as source text. */
function SealedFile({ language, facts: { file, bytes } }: { language: Language; facts: FileFacts }) {
  return (
    <figure>
      {bytes === undefined ? (
        <p class="muted">{verifyText(language, "file.gone")}</p>
      ) : file.type === "text/html" ? (
        <details data-testid="markup">
          <summary>{verifyText(language, "file.markup", { bytes: number(language, file.bytes) })}</summary>
          <pre>{new TextDecoder().decode(bytes)}</pre>
        </details>
      ) : (
        <BlurredPicture language={language} bytes={bytes} type={file.type} />
      )}
      <figcaption class="muted small break">
        SHA-256 <code>{file.sha256}</code>
      </figcaption>
    </figure>
  );
}

interface PictureProps {
  language: Language;
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

function BlurredPicture({ language, bytes, type }: PictureProps) {
  const [shown, setShown] = useState(false);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return (
    <>
      <div class={shown ? "picture" : "picture blurred"} data-testid="picture">
        {address !== undefined && <img src={address} alt={verifyText(language, "picture.alt")} />}
      </div>
      <button
        type="button"
        class="button"
        aria-pressed={shown}
        data-testid="picture-show"
        onClick={() => setShown(!shown)}
      >
        {verifyText(language, shown ? "picture.hide" : "picture.show")}
      </button>
    </>
  );
}

export function ReportCard({ language, report }: Props) {
  const { evidence } = report.report;
  const fields = Object.entries(evidence.fields) as [FieldName, { value: unknown; source: string }][];
  return (
    <section class="card" data-testid="report" data-holds={String(report.holds)}>
      <h2>{verifyText(language, "report.title", { number: report.number })}</h2>
      <p class="muted break">{evidence.subject}</p>
      <ul class={report.holds ? "dots" : "dots error"}>
        {aboutReport(language, report).map((line) => (
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
          {report.files.map((file) => (
            <SealedFile key={file.file.sha256} language={language} facts={file} />
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
