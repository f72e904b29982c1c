/** Reads the next case of the queue while a person looks at the open case or group. */

import { useRef } from "preact/hooks";
import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { CaseCalls } from "./case-calls.ts";

type GetCase = CaseCalls["getCase"];

interface CaseAhead {
  /** Answers from what was read ahead, and reads the next case ahead. */
  getCase: GetCase;
  readAhead(): void;
}

/** `findNext` returns the next row; `rowOf` the row of a case as the queue knows it now. */
export function useCaseAhead(
  getCase: GetCase,
  findNext: () => CaseRow | undefined,
  rowOf: (caseId: string) => CaseRow | undefined,
): CaseAhead {
  const ahead = useRef<{ id: string; version: number; read: ReturnType<GetCase> }>(undefined);

  const readAhead = () => {
    const next = findNext();
    if (!next || (ahead.current?.id === next.id && ahead.current.version === next.version)) return;
    ahead.current = { id: next.id, version: next.version, read: getCase(next.id) };
  };
  /** The case as it was read ahead, unless the queue knows a newer version. */
  const take = (id: string) => {
    const kept = ahead.current;
    if (kept?.id !== id || kept.version !== rowOf(id)?.version) return undefined;
    ahead.current = undefined;
    return kept.read;
  };

  return {
    readAhead,
    getCase: async (id) => {
      const kept = await take(id);
      const result = kept?.ok ? kept : await getCase(id);
      readAhead();
      return result;
    },
  };
}
