/** Letters written out by the intake: shown in a tab of their own, or saved as a file. */

import { useState } from "preact/hooks";
import type { RequestView, WrittenFormat } from "../../utils/contract/request.ts";
import type { LetterKind } from "../../utils/contract/request-state.ts";
import { useLanguage } from "../shared/language.ts";
import { saveFile } from "../shared/save-file.ts";
import { useAct } from "../shared/use-act.ts";
import type { LetterCalls } from "./request-calls.ts";

/** Long enough for the tab to have read it. */
const freeMs = 60_000;

export function useLetters({ id, number }: Pick<RequestView, "id" | "number">, calls: LetterCalls) {
  const { language } = useLanguage();
  const { problem, busy, run } = useAct();
  const [saved, setSaved] = useState<string>();
  const read = async (kind: LetterKind, format: WrittenFormat, use: (address: string) => void) => {
    await run(async () => {
      setSaved(undefined);
      const blob = await calls.readLetter(id, kind, format, language);
      if (blob.ok) use(URL.createObjectURL(format === "html" ? confined(blob.value) : blob.value));
      return blob;
    });
  };
  return {
    ...{ busy, saved, problem },
    open: (kind: LetterKind) =>
      read(kind, "html", (address) => {
        window.open(address, "_blank", "noopener");
        setTimeout(() => URL.revokeObjectURL(address), freeMs);
      }),
    save: (kind: LetterKind, format: WrittenFormat) =>
      read(kind, format, (address) => {
        const name = `${number.replaceAll("/", "-")}${kind === "request" ? "" : `-${kind}`}.${endings[format] ?? format}`;
        saveFile({ address, name });
        setSaved(name);
      }),
  };
}

/** Its tab has our origin: a page that an intake wrote runs, loads, sends and asks for nothing there. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

function confined(page: Blob): Blob {
  const head = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return new Blob([head, page], { type: page.type });
}

const endings: Partial<Record<WrittenFormat, string>> = {
  xarf: "xarf.json",
  flag: "flag.json",
  dsa: "dsa.json",
};
