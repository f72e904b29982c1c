/** Timecodes of a video: taken during playback or typed, with notes added at any time. */

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import type { Timecode } from "../../../utils/shared/contract/review.ts";
import { parseTimecode, timecode } from "../../../utils/shared/i18n/time.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Plus, X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { isFull, withTimecode } from "./timecode-list.ts";

export interface TimecodesProps {
  value: readonly Timecode[];
  onChange(value: Timecode[]): void;
  /** Prefix of the parts' test ids, such as `mark-row`. */
  testId: string;
  /** Control that takes the second from the video, if it is not elsewhere. */
  children?: ComponentChildren;
}

export function Timecodes({ value, onChange, testId, children }: TimecodesProps) {
  const { t } = useLanguage();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState("");
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const seconds = parseTimecode(at);
    setWrong(seconds === null);
    if (seconds === null) return field.current?.focus();
    onChange(withTimecode(value, seconds));
    setAt("");
    // Continues in the new row's note.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-seconds="${seconds}"] input`)?.focus(),
    );
  };
  return (
    <fieldset class="timecodes" data-testid={`${testId}-list`}>
      <legend class="legend">{t("timecode.title")}</legend>
      <ul ref={list}>
        {value.map((mark) => (
          <li key={mark.seconds} data-testid={`${testId}-row`} data-seconds={mark.seconds}>
            <span class="timecode">{timecode(mark.seconds)}</span>
            <input
              class="input"
              aria-label={t("timecode.note", { at: timecode(mark.seconds) })}
              placeholder={t("timecode.what")}
              maxLength={500}
              data-testid={`${testId}-note`}
              value={mark.note}
              onInput={(event) => {
                const note = event.currentTarget.value;
                onChange(value.map((other) => (other === mark ? { ...mark, note } : other)));
              }}
              onKeyDown={(event) => {
                // Enter in a note must not submit the form.
                if (event.key === "Enter" && !event.ctrlKey) event.preventDefault();
              }}
            />
            <IconButton
              label={t("timecode.remove", { at: timecode(mark.seconds) })}
              icon={X}
              size={14}
              onClick={() => onChange(value.filter((other) => other !== mark))}
            />
          </li>
        ))}
      </ul>
      {isFull(value) ? null : (
        <div class="timecode-new">
          <input
            ref={field}
            class="input"
            aria-label={t("timecode.at")}
            placeholder="12:05"
            inputMode="numeric"
            data-testid={`${testId}-at`}
            value={at}
            aria-invalid={wrong ? "true" : undefined}
            aria-describedby={id}
            onInput={(event) => setAt(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.ctrlKey) return;
              event.preventDefault();
              add();
            }}
          />
          <button type="button" class="button" data-testid={`${testId}-add`} onClick={add}>
            <Plus size={16} aria-hidden="true" />
            {t("timecode.add")}
          </button>
          {children}
        </div>
      )}
      <p id={id} class="error" role="status">
        {wrong ? t("timecode.wrong") : ""}
      </p>
    </fieldset>
  );
}
