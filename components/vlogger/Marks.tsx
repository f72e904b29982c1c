/** Moments of the video: marked with one key while it plays, put into words whenever there is time, or typed. */

import { useId, useRef, useState } from "preact/hooks";
import { limits } from "../../utils/contract/limits.ts";
import type { Timecode } from "../../utils/contract/review.ts";
import { parseTimecode, timecode } from "../../utils/language/time.ts";
import { IconButton } from "../shared/IconButton.tsx";
import { Plus, X } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { withMark } from "./review-draft.ts";

export interface MarksProps {
  value: readonly Timecode[];
  onChange(value: Timecode[]): void;
}

export function Marks({ value, onChange }: MarksProps) {
  const { t } = useLanguage();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState("");
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const seconds = parseTimecode(at);
    setWrong(seconds === null);
    if (seconds === null) return field.current?.focus();
    onChange(withMark(value, seconds));
    setAt("");
  };
  return (
    <fieldset class="marks" data-testid="marks">
      <legend class="legend">{t("marks.title")}</legend>
      <ul>
        {value.map((one) => (
          <li key={one.seconds} data-testid="mark-row" data-seconds={one.seconds}>
            <span class="timecode">{timecode(one.seconds)}</span>
            <input
              class="input"
              aria-label={t("marks.note", { at: timecode(one.seconds) })}
              placeholder={t("marks.notePlaceholder")}
              maxLength={500}
              data-testid="mark-note"
              value={one.note}
              onInput={(event) => {
                const note = event.currentTarget.value;
                onChange(value.map((other) => (other === one ? { ...one, note } : other)));
              }}
              onKeyDown={(event) => {
                // A review is sent on purpose, never from a note.
                if (event.key === "Enter" && !event.ctrlKey) event.preventDefault();
              }}
            />
            <IconButton
              label={t("timecode.remove", { at: timecode(one.seconds) })}
              icon={X}
              size={14}
              onClick={() => onChange(value.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ul>
      {value.length < limits.timecodeCount ? (
        <div class="mark-new">
          <input
            ref={field}
            class="input"
            aria-label={t("marks.at")}
            placeholder="12:05"
            inputMode="numeric"
            data-testid="mark-at"
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
          <button type="button" class="button" data-testid="mark-add" onClick={add}>
            <Plus size={16} aria-hidden="true" />
            {t("marks.add")}
          </button>
        </div>
      ) : null}
      <p id={id} class="error" role="status">
        {wrong ? t("timecode.wrong") : ""}
      </p>
    </fieldset>
  );
}
