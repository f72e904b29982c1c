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
  const field = useRef<HTMLTextAreaElement>(null);
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
        {value === undefined ? null : (
          <textarea
            ref={field}
            id={id}
            class="input"
            rows={value.includes("\n") || value.length > 60 ? 2 : 1}
            readOnly
            value={value}
          />
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
