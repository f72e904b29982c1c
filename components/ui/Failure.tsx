import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import { isDeviceProblem } from "../../utils/shared/policy/device-problems.ts";
import { TriangleAlert } from "./icons.ts";
import { useLanguage } from "./language.ts";

/** Address of the settings page; undefined on the settings page itself. */
export const SettingsContext = createContext<string | undefined>(undefined);

export interface FailureProps {
  problem: Problem;
  onRetry?: (() => unknown) | undefined;
  children?: ComponentChildren;
}

export function Failure({ problem, onRetry, children }: FailureProps) {
  const { t } = useLanguage();
  const settings = useContext(SettingsContext);
  const leads = settings !== undefined && isDeviceProblem(problem);
  return (
    <div class="message warning" role="alert" data-testid="problem" data-code={problem.code}>
      <TriangleAlert size={16} aria-hidden="true" />
      <p title={problem.detail}>{t(`problem.${problem.code}`)}</p>
      {onRetry || children || leads ? (
        <div class="buttons">
          {leads ? (
            // A link, because some browsers do not let a framed page open tabs by script.
            <a class="button" href={settings} target="_blank" rel="noreferrer" data-testid="open-options">
              {t("home.openSettings")}
            </a>
          ) : null}
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
