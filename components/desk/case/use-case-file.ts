/** State of a case's file on the screen: its veil, and its original bytes only while they are shown. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { File as Sealed } from "../../../utils/shared/contract/files.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";

export interface FileCalls {
  /** The veil is a small PNG. */
  readVeil(caseId: string, sha256: string): Promise<Result<Blob>>;
  /** Returns the sealed bytes. The intake logs the request. */
  revealFile(caseId: string, sha256: string): Promise<Result<Blob>>;
}

/** `address` is the object URL of an image, `html` a page copy's markup. */
export interface UnveiledFile {
  address?: string;
  html?: string;
}

interface CaseFileState {
  veil: string | undefined;
  clear: UnveiledFile | undefined;
  busy: boolean;
  problem: Problem | undefined;
  /** Resolves to true once the file is shown. */
  reveal(): Promise<boolean>;
  hide(): void;
}

export interface CaseFileInput {
  caseId: string;
  file: Sealed;
  here: boolean;
  calls: FileCalls;
}

export function useCaseFile({ caseId, file, here, calls }: CaseFileInput): CaseFileState {
  const [veil, setVeil] = useState<string>();
  const [clear, setClear] = useState<UnveiledFile>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const made = useRef<string[]>([]);
  const gone = useRef(false);
  const keep = (blob: Blob) => {
    const address = URL.createObjectURL(blob);
    made.current.push(address);
    return address;
  };
  useEffect(() => {
    gone.current = false;
    if (here && file.type !== "text/html")
      void calls.readVeil(caseId, file.sha256).then((read) => {
        if (gone.current) return;
        if (read.ok) setVeil(keep(read.value));
        else setProblem(read.problem);
      });
    return () => {
      gone.current = true;
      for (const address of made.current.splice(0)) URL.revokeObjectURL(address);
    };
  }, [here]);

  return {
    veil,
    clear,
    busy,
    problem,
    async reveal() {
      if (busy) return false;
      setBusy(true);
      const read = await calls.revealFile(caseId, file.sha256);
      const html = read.ok && file.type === "text/html" ? await read.value.text() : undefined;
      if (gone.current) return false;
      setBusy(false);
      setProblem(read.ok ? undefined : read.problem);
      if (read.ok) setClear(html === undefined ? { address: keep(read.value) } : { html });
      return read.ok;
    },
    hide() {
      if (clear?.address) {
        URL.revokeObjectURL(clear.address);
        made.current = made.current.filter((address) => address !== clear.address);
      }
      setClear(undefined);
    },
  };
}
