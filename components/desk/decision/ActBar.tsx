/** Buttons for the acts that this person may take on the case, each with its key. In the popup some are folded away. */

import { useState } from "preact/hooks";
import type { CaseAct } from "../../../utils/shared/contract/case.ts";
import { useLanguage } from "../../ui/language.ts";
import { type KeyedAct, keyedActs, keyOf } from "./act-keys.ts";

export interface ActBarProps {
  can: readonly CaseAct[];
  disabled: boolean;
  busy: KeyedAct | undefined;
  onAct(act: KeyedAct): void;
}

/** Must match `nth-child` in `decide.css`. */
const shownWhereNarrow = 2;

export function ActBar({ can, disabled, busy, onAct }: ActBarProps) {
  const { t } = useLanguage();
  const [all, setAll] = useState(false);
  const acts = keyedActs(can);
  return (
    <div class="buttons act-bar" data-all={all}>
      {acts.map((act) => (
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
      {acts.length > shownWhereNarrow ? (
        <button
          type="button"
          class="button act-more"
          aria-expanded={all}
          data-testid="decide-more"
          disabled={disabled}
          onClick={() => setAll(!all)}
        >
          {t(all ? "decide.fewer" : "decide.more")}
        </button>
      ) : null}
    </div>
  );
}
