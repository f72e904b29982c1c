/** A labelled text area whose hint and error are announced to screen readers. */

import type { Ref } from "preact";
import { useId } from "preact/hooks";

export interface TextAreaProps {
  label: string;
  value: string;
  onChange(value: string): void;
  testId?: string;
  hint?: string;
  error?: string | undefined;
  required?: boolean;
  placeholder?: string;
  maxChars: number;
  rows?: number;
  inputRef?: Ref<HTMLTextAreaElement>;
}

export function TextArea(props: TextAreaProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <textarea
        id={id}
        class="input"
        dir="auto"
        {...(props.inputRef ? { ref: props.inputRef } : {})}
        data-testid={props.testId}
        value={props.value}
        rows={props.rows ?? 2}
        maxLength={props.maxChars}
        placeholder={props.placeholder}
        required={props.required}
        aria-invalid={props.error ? "true" : undefined}
        aria-describedby={`${id}-about`}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
      <p id={`${id}-about`} class={props.error ? "error" : "small muted"}>
        {props.error ?? props.hint}
      </p>
    </div>
  );
}
