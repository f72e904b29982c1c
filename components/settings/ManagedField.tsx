/** A setting fixed by the organisation. It can be read and copied, also by keyboard and screen reader, but not changed. */

import { useId } from "preact/hooks";
import { LockKeyhole } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";

export interface ManagedFieldProps {
  label: string;
  value: string;
  testId: string;
  /** The text above already explains who made the setting: shows the explanation to screen readers only. */
  explained?: boolean;
}

export function ManagedField({ label, value, testId, explained }: ManagedFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  // Read-only instead of disabled: a disabled field cannot be focused and may not be read aloud.
  return (
    <div class="field">
      <label for={id} class="managed-label">
        <LockKeyhole size={12} aria-hidden="true" />
        {label}
      </label>
      <input
        id={id}
        class="input managed"
        readOnly
        aria-disabled="true"
        aria-describedby={`${id}-by`}
        data-testid={testId}
        value={value}
      />
      <p id={`${id}-by`} class={explained ? "hidden-text" : "small muted"}>
        {t("options.managedBy")}
      </p>
    </div>
  );
}
