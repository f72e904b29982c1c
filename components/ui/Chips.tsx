/** A radio group in the form of chips. */

import { useId } from "preact/hooks";

export interface ChipsProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string; hint?: string; testId?: string }[];
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
          </label>
        ))}
      </div>
    </fieldset>
  );
}
