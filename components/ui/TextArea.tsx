/**
 * A labelled text area whose hint and error are announced to screen readers. Takes any length, because a limit of the
 * browser would cut a pasted text silently: a text that is too long is marked, and its form does not send it.
 */

import type { Ref } from "preact";
import { useId } from "preact/hooks";
import { number } from "../../utils/shared/i18n/time.ts";
import { FieldFrame } from "./Field.tsx";
import { useLanguage } from "./language.ts";

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

export function TextArea(props: TextAreaProps) {
  const { maxChars, value } = props;
  const { language, t } = useLanguage();
  const countId = useId();
  const length = lengthOf(value);
  const isNear = length >= nearPart * maxChars;
  const isTooLong = length > maxChars;
  const words = (chars: number) => number(language, chars);
  return (
    <FieldFrame
      label={props.label}
      labelHidden={props.labelHidden ?? false}
      hint={props.hint}
      error={isTooLong ? t("limit.over", { count: words(length - maxChars) }) : props.error}
      control={(own) => (
        <textarea
          {...own}
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
      {isNear ? (
        <p id={countId} class="small muted">
          {words(length)}/{words(maxChars)}
        </p>
      ) : null}
      {/* Changes only where a limit is passed, so that it is not read out at every key. */}
      <span class="hidden-text" aria-live="polite">
        {isNear ? t(isTooLong ? "limit.passed" : "limit.near", { max: words(maxChars) }) : ""}
      </span>
    </FieldFrame>
  );
}
