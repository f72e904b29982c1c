/** All parts of a piece of evidence, on request with their source on the page. Missing parts are listed as missing. */

import { useState } from "preact/hooks";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { evidenceParts } from "./evidence-parts.ts";
import { Foreign } from "./Foreign.tsx";
import { useLanguage } from "./language.ts";

export function EvidenceList({ evidence }: { evidence: Evidence }) {
  const { language, t } = useLanguage();
  const [technical, setTechnical] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button link evidence-technical"
        aria-pressed={technical}
        data-testid="evidence-technical"
        onClick={() => setTechnical(!technical)}
      >
        {t("form.technical")}
      </button>
      <dl class="evidence-list">
        {evidenceParts(evidence, language).map((part) => (
          <div key={part.name} data-part={part.name}>
            <dt>{part.label}</dt>
            <dd>
              {part.lines.length === 0 ? <em class="muted">{t("form.missing")}</em> : null}
              {part.lines.map((line) => (
                <span key={line} class="evidence-line">
                  <Foreign text={line} />
                </span>
              ))}
              {part.source === undefined || !technical ? null : (
                <span class="evidence-source">{t("form.source", { source: part.source })}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
