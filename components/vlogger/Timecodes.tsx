/** Moments of a video with a note each; the current second can be taken from the active tab. */

import { useId, useRef, useState } from "preact/hooks";
import { limits } from "../../utils/contract/limits.ts";
import type { Result } from "../../utils/contract/result.ts";
import type { Timecode } from "../../utils/contract/review.ts";
import { parseTimecode, timecode } from "../../utils/language/time.ts";
import { IconButton } from "../shared/IconButton.tsx";
import { Plus, Timer, X } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";

export interface TimecodesProps {
  value: readonly Timecode[];
  onChange(value: Timecode[]): void;
  /** Where the video in the active tab stands; undefined where no video can be there. */
  takeSeconds: (() => Promise<Result<number>>) | undefined;
  testId: string;
}

export function Timecodes({ value, onChange, takeSeconds, testId }: TimecodesProps) {
  const { t } = useLanguage();
  const id = useId();
  const [at, setAt] = useState("");
  const [note, setNote] = useState("");
  const [error, setError] = useState<"timecode.wrong" | "timecode.noNote" | "timecode.noVideo">();
  const atField = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLInputElement>(null);

  const add = () => {
    const seconds = parseTimecode(at);
    const wrong = seconds === null ? atField : note.trim() === "" ? noteField : undefined;
    if (seconds === null || wrong) {
      setError(seconds === null ? "timecode.wrong" : "timecode.noNote");
      return wrong?.current?.focus();
    }
    setError(undefined);
    // The row that comes moves the field: it is brought into view where it then is.
    requestAnimationFrame(() => atField.current?.focus());
    onChange([...value, { seconds, note: note.trim() }].sort((a, b) => a.seconds - b.seconds));
    setAt("");
    setNote("");
  };
  const take = async (takeSeconds: () => Promise<Result<number>>) => {
    const seconds = await takeSeconds();
    setError(seconds.ok ? undefined : "timecode.noVideo");
    if (seconds.ok) setAt(timecode(seconds.value));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey) return;
    event.preventDefault();
    add();
  };

  return (
    <fieldset class="timecodes" data-testid={testId}>
      <legend class="legend">{t("timecode.title")}</legend>
      <ul>
        {value.map((one) => (
          <li key={`${one.seconds} ${one.note}`}>
            <span class="timecode">{timecode(one.seconds)}</span>
            <span class="break">{one.note}</span>
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
        <div class="timecode-new">
          <input
            ref={atField}
            class="input"
            aria-label={t("timecode.at")}
            placeholder="12:05"
            inputMode="numeric"
            data-testid={`${testId}-at`}
            value={at}
            aria-invalid={error === "timecode.wrong" ? "true" : undefined}
            aria-describedby={id}
            onKeyDown={onKeyDown}
            onInput={(event) => setAt(event.currentTarget.value)}
          />
          <input
            ref={noteField}
            class="input"
            aria-label={t("timecode.note")}
            placeholder={t("timecode.note")}
            maxLength={500}
            data-testid={`${testId}-note`}
            value={note}
            aria-invalid={error === "timecode.noNote" ? "true" : undefined}
            aria-describedby={id}
            onKeyDown={onKeyDown}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
          <button
            type="button"
            class="button icon"
            aria-label={t("timecode.add")}
            title={t("timecode.add")}
            data-testid={`${testId}-add`}
            onClick={add}
          >
            <Plus size={16} aria-hidden="true" />
          </button>
        </div>
      ) : null}
      <p id={id} class="error" role="status">
        {error ? t(error) : ""}
      </p>
      {value.length < limits.timecodeCount && takeSeconds ? (
        <button
          type="button"
          class="button link"
          data-testid={`${testId}-take`}
          onClick={() => take(takeSeconds)}
        >
          <Timer size={14} aria-hidden="true" />
          {t("timecode.take")}
        </button>
      ) : null}
    </fieldset>
  );
}
