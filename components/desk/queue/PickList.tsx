/** Radio list in which each option has a key; an error shows that none is chosen. */

import { useId } from "preact/hooks";
import { Foreign } from "../../ui/Foreign.tsx";

export interface PickListProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string; hint?: string | undefined; key?: string | undefined }[];
  value: T | undefined;
  onPick(value: T): void;
  error?: string | undefined;
  testId: string;
}

export function PickList<T extends string>(props: PickListProps<T>) {
  const name = useId();
  return (
    <fieldset class="field" aria-describedby={props.error ? `${name}-error` : undefined}>
      <legend class="legend">{props.label}</legend>
      {props.options.map(({ value, label, hint, key }) => (
        <label key={value} class="check" data-testid={`${props.testId}-${value}`}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onPick(value)}
          />
          <span>
            <Foreign text={label} />
            {hint ? <span class="small muted"> {hint}</span> : null}
          </span>
          {key ? <kbd>{key}</kbd> : null}
        </label>
      ))}
      {props.error ? (
        <p id={`${name}-error`} class="error" role="alert">
          {props.error}
        </p>
      ) : null}
    </fieldset>
  );
}

/** Returns the digit key for a zero-based list index; undefined from the tenth on. */
export function digitKeyOf(place: number): string | undefined {
  return place < 9 ? String(place + 1) : undefined;
}
