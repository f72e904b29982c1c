/** Choices in the form of chips: of one, and of several. */

import { useId } from "preact/hooks";

interface ChipOption<T extends string> {
  value: T;
  label: string;
  hint?: string;
  count?: string | undefined;
  /** The count needs attention. */
  urgent?: boolean;
  testId?: string;
}

export interface ChipsProps<T extends string> {
  label: string;
  options: readonly ChipOption<T>[];
  value: T | undefined;
  onChange(value: T): void;
  /** Shows the label to screen readers only, where the context makes it visible already. */
  labelHidden?: boolean;
}

export function Chips<T extends string>(props: ChipsProps<T>) {
  const name = useId();
  return (
    <fieldset class="field">
      <legend class={props.labelHidden ? "hidden-text" : "legend"}>{props.label}</legend>
      <div class="chips">
        {props.options.map((option) => (
          <label key={option.value} class="chip" title={option.hint} data-testid={option.testId}>
            <input
              type="radio"
              class="hidden-text"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            {option.label}
            {option.count === undefined ? null : (
              <span class={option.urgent ? "chip-count urgent" : "chip-count"}>{option.count}</span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export interface ChoiceChipsProps<T extends string> {
  label: string;
  options: readonly (readonly [T, string])[];
  value: readonly T[];
  onChange(value: T[]): void;
}

/** Several may be chosen. */
export function ChoiceChips<T extends string>({ label, options, value, onChange }: ChoiceChipsProps<T>) {
  return (
    <fieldset class="field">
      <legend class="legend">{label}</legend>
      <div class="chips">
        {options.map(([code, words]) => (
          <label key={code} class="chip" data-testid={`choice-${code}`}>
            <input
              type="checkbox"
              class="hidden-text"
              checked={value.includes(code)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...value, code] : value.filter((one) => one !== code))
              }
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
