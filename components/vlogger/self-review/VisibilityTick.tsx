/** Shares a self-review with supervisors if its video is flagged. Off by default. */

import { useId } from "preact/hooks";
import { useLanguage } from "../../ui/language.ts";

export interface VisibilityTickProps {
  open: boolean;
  onChange(open: boolean): void;
  /** Shown inside a row, without the hint. */
  inRow?: boolean;
}

export function VisibilityTick({ open, onChange, inRow = false }: VisibilityTickProps) {
  const { t } = useLanguage();
  const id = useId();
  return (
    <div class="open-tick">
      <label class="check">
        <input
          type="checkbox"
          data-testid="self-open"
          checked={open}
          aria-describedby={inRow ? undefined : id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span class={inRow ? "small" : undefined}>{t("self.open")}</span>
      </label>
      {inRow ? null : (
        <p id={id} class="small muted">
          {t("self.openHint")}
        </p>
      )}
    </div>
  );
}
