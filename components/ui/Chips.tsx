/** Chips of which one is chosen. */

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
