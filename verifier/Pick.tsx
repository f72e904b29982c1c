/** Where a file is chosen or dropped, and the fingerprint that the ministry publishes may be entered. */

import { useEffect, useState } from "preact/hooks";
import type { Language } from "../utils/contract/site.ts";
import { verifyText } from "../utils/language/verify.ts";

interface Props {
  language: Language;
  intakeKey: string;
  onKey: (intakeKey: string) => void;
  /** A file was checked before. */
  again: boolean;
  onFile: (file: File) => void;
}

export function Pick({ language, intakeKey, onKey, again, onFile }: Props) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  // Wherever on the page it is dropped: elsewhere the browser would open it instead.
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    const listen = (type: "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) =>
      addEventListener(
        type,
        (event) => {
          event.preventDefault();
          setOver(type === "dragover");
          act(event);
        },
        { signal },
      );
    listen("dragover", () => undefined);
    listen("dragleave", () => undefined);
    listen("drop", (event) => take(event.dataTransfer?.files));
    return () => listening.abort();
  });
  return (
    <section class={over ? "pick over" : "pick"}>
      {!again && <p>{verifyText(language, "intro")}</p>}
      <p class="choose">
        <label class="button primary">
          {verifyText(language, again ? "another" : "choose")}
          <input
            type="file"
            class="hidden-text"
            accept=".json,.wacz,application/json,application/wacz"
            data-testid="verify-file"
            onChange={(event) => {
              take(event.currentTarget.files);
              // The same file chosen again is checked again.
              event.currentTarget.value = "";
            }}
          />
        </label>
        <span class="muted">{verifyText(language, "drop")}</span>
      </p>
      <details open={intakeKey !== ""}>
        <summary>{verifyText(language, "key.title")}</summary>
        <div class="field">
          <label for="key">{verifyText(language, "key")}</label>
          <input
            id="key"
            class="input mono"
            type="text"
            autocomplete="off"
            spellcheck={false}
            data-testid="verify-key"
            value={intakeKey}
            onInput={(event) => onKey(event.currentTarget.value)}
          />
        </div>
      </details>
    </section>
  );
}
