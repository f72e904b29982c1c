/** Whether supervisors may read a check when its video is flagged: off until its maker says so. */

import { useLanguage } from "../shared/language.ts";

export interface OpenTickProps {
  open: boolean;
  onChange(open: boolean): void;
  /** Of the row it stands in; the hint is left out there. */
  inRow?: boolean;
}

export function OpenTick({ open, onChange, inRow = false }: OpenTickProps) {
  const { t } = useLanguage();
  return (
    <div class="open-tick">
      <label class="check">
        <input
          type="checkbox"
          data-testid="self-open"
          checked={open}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span class={inRow ? "small" : undefined}>{t("self.open")}</span>
      </label>
      {inRow ? null : <p class="small muted">{t("self.openHint")}</p>}
    </div>
  );
}
