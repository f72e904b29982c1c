/** Fetches letters from the intake, to show in a new tab or save as a file. */

import { useState } from "preact/hooks";
import type { LetterFileFormat, RequestView } from "../../../utils/shared/contract/request.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import { useLanguage } from "../../ui/language.ts";
import { saveFile } from "../../ui/save-file.ts";
import { useAct } from "../../ui/use-act.ts";
import type { LetterCalls } from "./request-calls.ts";

/** Object URLs are revoked after this time, when the tab has loaded them. */
const revokeAfterMs = 60_000;

export function useLetters({ id, number }: Pick<RequestView, "id" | "number">, calls: LetterCalls) {
  const { language } = useLanguage();
  const { problem, busy, run } = useAct();
  const [saved, setSaved] = useState<string>();
  const read = async (kind: LetterKind, format: LetterFileFormat, use: (address: string) => void) => {
    await run(async () => {
      setSaved(undefined);
      const blob = await calls.readLetter(id, kind, format, language);
      if (blob.ok) use(URL.createObjectURL(format === "html" ? withContentPolicy(blob.value) : blob.value));
      return blob;
    });
  };
  return {
    busy,
    saved,
    problem,
    open: (kind: LetterKind) =>
      read(kind, "html", (address) => {
        window.open(address, "_blank", "noopener");
        setTimeout(() => URL.revokeObjectURL(address), revokeAfterMs);
      }),
    save: (kind: LetterKind, format: LetterFileFormat) =>
      read(kind, format, (address) => {
        const name = `${number.replaceAll("/", "-")}${kind === "request" ? "" : `-${kind}`}.${endings[format] ?? format}`;
        saveFile({ address, name });
        setSaved(name);
      }),
  };
}

/** A blob: tab has the extension's origin, so the intake's HTML must not run, load or send anything. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

function withContentPolicy(page: Blob): Blob {
  const head = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return new Blob([head, page], { type: page.type });
}

const endings: Partial<Record<LetterFileFormat, string>> = {
  xarf: "xarf.json",
  flag: "flag.json",
  dsa: "dsa.json",
};
