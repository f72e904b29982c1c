/** A problem as a sentence, with what can be done about it. */

import type { ComponentChildren } from "preact";
import type { Problem } from "../../utils/contract/problem.ts";
import { TriangleAlert } from "./icons.ts";
import { useLanguage } from "./language.ts";

export function Failure({ problem, children }: { problem: Problem; children?: ComponentChildren }) {
  const { t } = useLanguage();
  return (
    <div class="message warning" role="alert" data-testid="problem" data-code={problem.code}>
      <TriangleAlert size={16} aria-hidden="true" />
      <p title={problem.detail}>{t(`problem.${problem.code}`)}</p>
      {children ? <div class="buttons">{children}</div> : null}
    </div>
  );
}
