/** Sends an act's panel, by press or Ctrl+Enter. Ignores presses while a request is running. */

import type { Result } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { useAct } from "../../ui/use-act.ts";
import { useKeys } from "../../ui/use-keys.ts";

export interface SaveButtonProps {
  label: string;
  testId: string;
  /** Enables Ctrl+Enter; off if another panel may be open at the same time. */
  byKey?: boolean;
  /** Returns undefined if input is missing; the panel then shows what. */
  save(): Promise<Result<unknown>> | undefined;
}

export function SaveButton({ label, testId, byKey = true, save }: SaveButtonProps) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  useKeys(byKey ? { sendRequest: () => void run(save) } : {});
  return (
    <>
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons decide-buttons">
        <button
          type="button"
          class="button primary"
          data-testid={testId}
          {...(byKey ? { "aria-keyshortcuts": "Control+Enter" } : {})}
          aria-disabled={busy}
          onClick={() => void run(save)}
        >
          {busy ? t("acts.saving") : label}
        </button>
      </div>
    </>
  );
}
