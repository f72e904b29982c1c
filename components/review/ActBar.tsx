/** What a person may do with the case, each act with its key; none of them stands out. */

import type { CaseAct } from "../../utils/contract/case.ts";
import { useLanguage } from "../shared/language.ts";
import { type KeyedAct, keyedActs, keyOf } from "./act-keys.ts";

export interface ActBarProps {
  can: readonly CaseAct[];
  disabled: boolean;
  busy: KeyedAct | undefined;
  onAct(act: KeyedAct): void;
}

export function ActBar({ can, disabled, busy, onAct }: ActBarProps) {
  const { t } = useLanguage();
  return (
    <div class="buttons">
      {keyedActs(can).map((act) => (
        <button
          key={act}
          type="button"
          class="button"
          data-testid={`decide-${act}`}
          aria-keyshortcuts={keyOf(act)}
          disabled={disabled || busy !== undefined}
          onClick={() => onAct(act)}
        >
          {t(busy === act ? "decide.saving" : `act.${act}`)} <kbd>{keyOf(act)}</kbd>
        </button>
      ))}
    </div>
  );
}
