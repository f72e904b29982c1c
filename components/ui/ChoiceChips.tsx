/** Chips of which several may be chosen. Apart from `Chips`, which pages load at once. */

import type { ComponentChildren } from "preact";

export interface ChoiceChipsProps<T extends string> {
  label: string;
  hint?: string;
  options: readonly (readonly [value: T, label: ComponentChildren])[];
  value: readonly T[];
  /** Beginning of each chip's test id. */
  testId: string;
  onChange(value: T[]): void;
}

export function ChoiceChips<T extends string>(props: ChoiceChipsProps<T>) {
  const { label, hint, options, value, testId, onChange } = props;
  return (
    <fieldset class="field">
      <legend class="legend">{label}</legend>
      <div class="chips">
        {options.map(([option, words]) => (
          <label key={option} class="chip" data-testid={`${testId}-${option}`}>
            <input
              type="checkbox"
              class="hidden-text"
              checked={value.includes(option)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...value, option] : value.filter((chosen) => chosen !== option))
              }
            />
            {words}
          </label>
        ))}
      </div>
      {hint ? <p class="small muted">{hint}</p> : null}
    </fieldset>
  );
}
