/** Reads the next cases of the queue while a person looks at the open case or group. Reading a case is not logged. */

import { useRef } from "preact/hooks";
import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { CaseCalls } from "./case-calls.ts";

type GetCase = CaseCalls["getCase"];

interface CaseAhead {
  /** Answers from what was read ahead, and reads the next cases ahead. */
  getCase: GetCase;
  readAhead(): void;
}

const casesAhead = 2;

/** `findNext` returns the next rows; `rowOf` the row of a case as the queue knows it now. */
export function useCaseAhead(
  getCase: GetCase,
  findNext: (count: number) => readonly CaseRow[],
  rowOf: (caseId: string) => CaseRow | undefined,
): CaseAhead {
  const ahead = useRef(new Map<string, { version: number; read: ReturnType<GetCase> }>());

  const readAhead = () => {
    const before = ahead.current;
    ahead.current = new Map(
      findNext(casesAhead).map(({ id, version }) => {
        const kept = before.get(id);
        return [id, kept?.version === version ? kept : { version, read: getCase(id) }];
      }),
    );
  };
  /** The case as it was read ahead, unless the queue knows a newer version. */
  const take = (id: string) => {
    const kept = ahead.current.get(id);
    ahead.current.delete(id);
    return kept?.version === rowOf(id)?.version ? kept?.read : undefined;
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
