/** A setting that the organisation made: to be read and copied, by keyboard and screen reader too, and not to be changed. */

import { useId } from "preact/hooks";
import { LockKeyhole } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";

export interface ManagedFieldProps {
  label: string;
  value: string;
  testId: string;
  /** What stands above it says already who set it: then the words are there for screen readers alone. */
  explained?: boolean;
}

export function ManagedField({ label, value, testId, explained }: ManagedFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  // Read-only and not disabled: a disabled field can neither be reached by keyboard nor read aloud.
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
