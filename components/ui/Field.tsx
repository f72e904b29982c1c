/** A labelled field whose hint and error are announced to screen readers: its frame, an input of one line, and a choice. */

import type { ComponentChildren, Ref } from "preact";
import { useId } from "preact/hooks";

export interface FieldProps {
  label: ComponentChildren;
  /** Shows the label to screen readers only, where the context makes it visible already. */
  labelHidden?: boolean;
  hint?: ComponentChildren | undefined;
  /** Takes the place of the hint. */
  error?: string | undefined;
  /** A button in the same line. */
  beside?: ComponentChildren;
  /** Below the field. */
  children?: ComponentChildren;
}

/** For the control of a field. */
interface ControlAttributes {
  id: string;
  class: string;
  "aria-invalid": "true" | undefined;
  "aria-describedby": string | undefined;
}

export interface FieldFrameProps extends FieldProps {
  control(attributes: ControlAttributes): ComponentChildren;
}

export function FieldFrame(props: FieldFrameProps) {
  const { label, labelHidden, hint, error, beside, children, control } = props;
  const id = useId();
  const about = error ?? hint;
  const drawn = control({
    id,
    class: "input",
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": about ? `${id}-about` : undefined,
  });
  return (
    <div class="field">
      <label for={id} class={labelHidden ? "hidden-text" : undefined}>
        {label}
      </label>
      {beside ? (
        <div class="input-row">
          {drawn}
          {beside}
        </div>
      ) : (
        drawn
      )}
      {about ? (
        <p id={`${id}-about`} class={error ? "error" : "small muted"}>
          {about}
        </p>
      ) : null}
      {children}
    </div>
  );
}

export interface TextFieldProps extends FieldProps {
  type?: "datetime-local" | "email" | "search" | "time" | "url";
  "aria-describedby"?: string;
  "aria-invalid"?: "true" | undefined;
  autoComplete?: string;
  disabled?: boolean;
  inputMode?: "numeric";
  maxLength?: number;
  pattern?: string;
  placeholder?: string;
  required?: boolean;
  spellcheck?: boolean;
  value: string;
  testId: string;
  inputRef?: Ref<HTMLInputElement>;
  /** Added to the input's own class. */
  class?: string;
  onInput(value: string): void;
}

export function TextField(props: TextFieldProps) {
  const { label, labelHidden, hint, error, beside, children, ...input } = props;
  const { testId, inputRef, class: added, type = "text", onInput, ...attributes } = input;
  return (
    <FieldFrame
      {...props}
      control={(own) => (
        <input
          {...own}
          {...attributes}
          // The types of JSX allow one kind of input at a time.
          type={type as "text"}
          class={added ? `${own.class} ${added}` : own.class}
          {...(inputRef ? { ref: inputRef } : {})}
          data-testid={testId}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    />
  );
}

export type SelectOption<T extends string> = readonly [value: T, label: string];

export interface SelectFieldProps<T extends string> extends FieldProps {
  value: T;
  testId: string;
  options: readonly SelectOption<T>[];
  onPick(value: T): void;
}

export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { value, testId, options, onPick, ...field } = props;
  return (
    <FieldFrame
      {...field}
      control={(own) => (
        <select
          {...own}
          data-testid={testId}
          value={value}
          onChange={({ currentTarget }) => {
            const picked = options.find(([option]) => option === currentTarget.value);
            if (picked) onPick(picked[0]);
          }}
        >
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </select>
      )}
    />
  );
}
