/** What sends an act's panel, by a press or by Ctrl+Enter; pressed again meanwhile it does nothing. */

import type { Result } from "../../utils/contract/result.ts";
import { Failure } from "../shared/Failure.tsx";
import { useLanguage } from "../shared/language.ts";
import { useAct } from "../shared/use-act.ts";
import { useKeys } from "../shared/use-keys.ts";

export interface SaveButtonProps {
  label: string;
  testId: string;
  /** Also by Ctrl+Enter; not where another panel may be open beside it. */
  byKey?: boolean;
  /** Undefined where something is missing, which the panel then says. */
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
