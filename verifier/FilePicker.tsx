/** File selection by dialog or drop, with fields for what the person compares the file with. */

import { useEffect, useRef, useState } from "preact/hooks";
import { receiptNumber } from "../utils/shared/contract/ids.ts";
import type { Language } from "../utils/shared/contract/site.ts";
import { verifyText } from "../utils/shared/i18n/verify.ts";

interface Props {
  language: Language;
  /** True if a file was checked before. */
  again: boolean;
  onFile: (file: File, trusted: Trusted) => void;
}

/** Text that the person entered, to compare the file with. Empty if nothing was entered. */
export interface Trusted {
  /** Fingerprint of the intake's key. */
  intakeKey: string;
  /** Headers of Bitcoin blocks, one per line. */
  blockHeaders: string;
}

/** Receipt number in the link of a dossier's QR code. */
const number = receiptNumber.safeParse(location.hash.slice(1)).data;

export function FilePicker({ language, again, onFile }: Props) {
  const [isDragging, setOver] = useState(false);
  const chosen = useRef<File>(undefined);
  const key = useRef<HTMLInputElement>(null);
  const headers = useRef<HTMLTextAreaElement>(null);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (!file) return;
    chosen.current = file;
    check(file);
  };
  const check = (file: File) =>
    onFile(file, { intakeKey: key.current?.value.trim() ?? "", blockHeaders: headers.current?.value ?? "" });
  // Handles drops anywhere on the page. Otherwise the browser would open the file.
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
    <section class={isDragging ? "pick over" : "pick"}>
      {!again && <p>{verifyText(language, "intro")}</p>}
      {!again && number ? (
        <p data-testid="verify-number">{verifyText(language, "number", { number })}</p>
      ) : null}
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
              // Allows the same file to be chosen again.
              event.currentTarget.value = "";
            }}
          />
        </label>
        <span class="muted">{verifyText(language, "drop")}</span>
      </p>
      <div class="field">
        <label for="key">{verifyText(language, "key")}</label>
        <input
          id="key"
          class="input mono"
          type="text"
          autocomplete="off"
          spellcheck={false}
          data-testid="verify-key"
          ref={key}
          // The chosen file is checked again.
          onChange={() => chosen.current && check(chosen.current)}
        />
      </div>
      <details>
        <summary>{verifyText(language, "blocks.title")}</summary>
        <div class="field">
          <label for="blocks">{verifyText(language, "blocks")}</label>
          <textarea
            id="blocks"
            class="input mono"
            rows={3}
            autocomplete="off"
            spellcheck={false}
            data-testid="verify-blocks"
            ref={headers}
          />
        </div>
      </details>
    </section>
  );
}
