/** All parts of a piece of evidence with their source on the page. Missing parts are listed as missing. */

import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { evidenceParts } from "./evidence-parts.ts";
import { Foreign } from "./Foreign.tsx";
import { useLanguage } from "./language.ts";

export function EvidenceList({ evidence }: { evidence: Evidence }) {
  const { language, t } = useLanguage();
  return (
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
            {part.source === undefined ? null : (
              <span class="evidence-source">{t("form.source", { source: part.source })}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
