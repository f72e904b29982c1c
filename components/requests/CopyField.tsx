/** One field of a form elsewhere: what goes into it, and a press that copies it. */

import { useId, useRef, useState } from "preact/hooks";
import { Check } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";

export type CopyFieldProps = { label: string } & (
  | { value: string }
  /** Read when it is asked for; undefined: it could not be. */
  | { read(): Promise<string | undefined> }
);

export function CopyField(props: CopyFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [read, setRead] = useState<string>();
  const [copied, setCopied] = useState<boolean>();
  const { label } = props;
  const value = "value" in props ? props.value : read;
  const copy = async () => {
    const text = "value" in props ? props.value : await props.read();
    if (text === undefined) return setCopied(false);
    setRead(text);
    const isDone = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    // Where the browser refuses, it is selected, to be copied by hand.
    if (!isDone) requestAnimationFrame(() => field.current?.select());
    setCopied(isDone === true);
  };
  return (
    <div class="field copy-field">
      <label for={id}>{label}</label>
      <div class="input-row">
        {value === undefined ? null : isLine(value) ? (
          <input ref={field} id={id} class="input" readOnly value={value} />
        ) : (
          <textarea ref={field} id={id} class="input" rows={3} readOnly value={value} />
        )}
        <button
          type="button"
          class="button"
          data-testid="copy"
          data-copied={copied}
          aria-label={t("hand.copy", { what: label })}
          onClick={() => void copy()}
        >
          {copied ? <Check size={16} aria-hidden="true" /> : null}
          {t("invite.copy")}
        </button>
      </div>
      <p class="small said" role="status">
        {copied === undefined ? "" : copied ? t("hand.copied", { what: label }) : t("hand.select")}
      </p>
    </div>
  );
}

/** Seen by its beginning; what has several lines, or is prose, is seen by some of them. */
const isLine = (value: string) => !value.includes("\n") && (!value.includes(" ") || value.length <= 60);
