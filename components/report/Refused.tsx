/** Explains why the post cannot be reported, and the next step. */

import { useRef } from "preact/hooks";
import type { Problem, ProblemCode } from "../../utils/shared/contract/problem.ts";
import { Failure } from "../ui/Failure.tsx";
import { ExternalLink } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useEscape } from "../ui/use-escape.ts";
import { useFirstFocus } from "./use-first-focus.ts";

export interface RefusedProps {
  problem: Problem;
  optionsAddress: string;
  onClose(): void;
}

const mendedInSettings: readonly ProblemCode[] = [
  "not-enrolled",
  "device-unknown",
  "device-revoked",
  "sign-on-again",
];

export function Refused({ problem, optionsAddress, onClose }: RefusedProps) {
  const { t } = useLanguage();
  const close = useRef<HTMLButtonElement>(null);
  useFirstFocus(close);
  useEscape(onClose);
  return (
    <div class="form">
      <main class="form-middle form-notice">
        <h1>{t("form.refusedTitle")}</h1>
        <Failure problem={problem} />
        {mendedInSettings.includes(problem.code) ? (
          // A link, because some browsers do not let a framed page open tabs by script.
          <a class="button" href={optionsAddress} target="_blank" rel="noreferrer" data-testid="open-options">
            <ExternalLink size={16} aria-hidden="true" />
            {t("form.openSettings")}
          </a>
        ) : null}
      </main>
      <footer class="form-foot">
        <span />
        <button ref={close} type="button" class="button primary" data-testid="cancel" onClick={onClose}>
          {t("form.close")}
        </button>
      </footer>
    </div>
  );
}
