/** A labelled text area whose hint and error are announced to screen readers. */

import type { Ref } from "preact";
import { FieldFrame } from "./Field.tsx";

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
  return (
    <FieldFrame
      label={props.label}
      hint={props.hint}
      error={props.error}
      control={(own) => (
        <textarea
          {...own}
          dir="auto"
          {...(props.inputRef ? { ref: props.inputRef } : {})}
          data-testid={props.testId}
          value={props.value}
          rows={props.rows ?? 2}
          maxLength={props.maxChars}
          placeholder={props.placeholder}
          required={props.required}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    />
  );
}
