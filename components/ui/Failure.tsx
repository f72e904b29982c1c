import type { ComponentChildren } from "preact";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { TriangleAlert } from "./icons.ts";
import { useLanguage } from "./language.ts";

export interface FailureProps {
  problem: Problem;
  onRetry?: (() => unknown) | undefined;
  children?: ComponentChildren;
}

export function Failure({ problem, onRetry, children }: FailureProps) {
  const { t } = useLanguage();
  return (
    <div class="message warning" role="alert" data-testid="problem" data-code={problem.code}>
      <TriangleAlert size={16} aria-hidden="true" />
      <p title={problem.detail}>{t(`problem.${problem.code}`)}</p>
      {onRetry || children ? (
        <div class="buttons">
          {onRetry ? (
            <button type="button" class="button" data-testid="retry" onClick={() => void onRetry()}>
              {t("home.retry")}
            </button>
          ) : null}
          {children}
        </div>
      ) : null}
    </div>
  );
}
