/** Counts graphic cases revealed in succession and suggests a pause. The count survives closing the popup. */

import type { CaseRow } from "../../utils/shared/contract/case.ts";
import { afterReveal, notLooked, suggestsPause } from "../../utils/shared/policy/wellbeing.ts";
import { useKept } from "../ui/use-kept.ts";

export function usePause() {
  const kept = useKept("looked", () => notLooked);
  return {
    due: suggestsPause(kept.value),
    count: kept.value.cases.length,
    revealed: ({ id, category }: Pick<CaseRow, "id" | "category">) =>
      kept.set((old) => afterReveal(old, { caseId: id, category, atMs: Date.now() })),
    goOn: () => kept.set(() => notLooked),
  };
}
