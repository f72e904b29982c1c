import { useId, useRef, useState } from "preact/hooks";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { Failure } from "./Failure.tsx";
import { Check } from "./icons.ts";
import { useLanguage } from "./language.ts";

export type CopyFieldProps = {
  label: string;
  testId?: string;
} & (
  | { value: string }
  /** Loaded when the button is pressed. */
  | { read(): Promise<Result<string>> }
);

type CopyMessage = "reading" | "done" | "select";

export function CopyField(props: CopyFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const busy = useRef(false);
  const [read, setRead] = useState<string>();
  const [said, setSaid] = useState<CopyMessage>();
  const [problem, setProblem] = useState<Problem>();
  const { label, testId = "copy" } = props;
  const value = "value" in props ? props.value : read;
  const find = async (): Promise<string | undefined> => {
    if ("value" in props) return props.value;
    setSaid("reading");
    setProblem(undefined);
    const text = await props.read();
    if (text.ok) {
      setRead(text.value);
      return text.value;
    }
    setProblem(text.problem);
    setSaid(undefined);
    return undefined;
  };
  const copy = async () => {
    if (busy.current) return;
    busy.current = true;
    const text = await find();
    if (text !== undefined) {
      const isDone = await copyText(text);
      // If the browser refuses, selects the text so that the person can copy it.
      if (!isDone) requestAnimationFrame(() => field.current?.select());
      setSaid(isDone ? "done" : "select");
    }
    busy.current = false;
  };
  const common = {
    ref: field,
    id,
    class: "input",
    dir: "auto" as const,
    readOnly: true,
    "data-testid": `${testId}-text`,
  };
  return (
    <div class="field copy-field">
      {value === undefined ? <p class="legend">{label}</p> : <label for={id}>{label}</label>}
      <div class="input-row">
        {value === undefined ? null : isLine(value) ? (
          <input {...common} value={value} />
        ) : (
          <textarea {...common} rows={3} value={value} />
        )}
        <button
          type="button"
          class="button"
          data-testid={testId}
          aria-label={t("copy.of", { what: label })}
          aria-disabled={said === "reading"}
          onClick={() => void copy()}
        >
          {said === "done" ? <Check size={16} aria-hidden="true" /> : null}
          {t("copy.act")}
        </button>
      </div>
      <p class="small said" role="status" data-testid={`${testId}-said`}>
        {said ? t(`copy.${said}`, { what: label }) : ""}
      </p>
      {problem ? <Failure problem={problem} /> : null}
    </div>
  );
}

/** Returns false if the clipboard is unavailable or refused. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Decides between a single-line field and a text area. */
const isLine = (value: string) => !value.includes("\n") && (!value.includes(" ") || value.length <= 60);
