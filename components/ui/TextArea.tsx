/**
 * A labelled text area whose hint and error are announced to screen readers. Takes any length, because a limit of the
 * browser would cut a pasted text silently: a text that is too long is marked, and its form does not send it.
 */

import type { Ref } from "preact";
import { useId } from "preact/hooks";
import { FieldFrame } from "./Field.tsx";
import { lazy } from "./lazy.tsx";

export interface TextAreaProps {
  label: string;
  labelHidden?: boolean;
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

/** From this part of the limit on, the count is shown. */
const nearPart = 0.8;

/** White space around a text is not sent. */
const lengthOf = (text: string) => text.trim().length;

/** Returns true if the text is too long to be sent, and focuses its field. */
export function refuseTooLong(text: string, maxChars: number): boolean {
  if (lengthOf(text) <= maxChars) return false;
  const field = [...document.querySelectorAll("textarea")].find(({ value }) => value === text);
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
  return true;
}

const TextCount = lazy(async () => (await import("./TextCount.tsx")).TextCount, ["onDemand"]);

export function TextArea(props: TextAreaProps) {
  const { maxChars, value } = props;
  const countId = useId();
  const length = lengthOf(value);
  const isNear = length >= nearPart * maxChars;
  return (
    <FieldFrame
      label={props.label}
      labelHidden={props.labelHidden ?? false}
      hint={props.hint}
      error={props.error}
      control={(own) => (
        <textarea
          {...own}
          aria-invalid={length > maxChars ? "true" : own["aria-invalid"]}
          aria-describedby={
            isNear ? `${own["aria-describedby"] ?? ""} ${countId}`.trim() : own["aria-describedby"]
          }
          dir="auto"
          {...(props.inputRef ? { ref: props.inputRef } : {})}
          data-testid={props.testId}
          value={value}
          rows={props.rows ?? 2}
          placeholder={props.placeholder}
          required={props.required}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    >
      {isNear ? <TextCount id={countId} length={length} maxChars={maxChars} /> : null}
    </FieldFrame>
  );
}
