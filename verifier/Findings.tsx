/** Findings with the same result. Expanded if they need attention, collapsed if they hold. */

import type { Language } from "../utils/shared/contract/site.ts";
import { type VerifyKey, verifyText } from "../utils/shared/i18n/verify.ts";
import { describeFinding } from "../utils/shared/verify/describe-verdict.ts";
import type { Finding } from "../utils/shared/verify/finding.ts";

interface Props {
  language: Language;
  findings: readonly Finding[];
  holds: Finding["holds"];
}

export function Findings({ language, findings, holds }: Props) {
  if (findings.length === 0) return null;
  const title: VerifyKey =
    holds === true ? "findings.holds" : holds === false ? "findings.fails" : "findings.unknown";
  return (
    <details class="card" open={holds !== true} data-testid={`findings-${holds}`}>
      <summary>
        <h2>
          {verifyText(language, title)} <span class="muted">{findings.length}</span>
        </h2>
      </summary>
      <ul class="findings">
        {findings.map((one) => (
          <li
            key={`${one.code} ${one.path}`}
            data-testid="finding"
            data-code={one.code}
            data-path={one.path}
            data-holds={String(one.holds)}
          >
            <bdi>{describeFinding(language, one)}</bdi>
            {one.path !== "" && <code class="break muted">{one.path}</code>}
          </li>
        ))}
      </ul>
    </details>
  );
}
