/** What becomes of two decisions when two cases turn out to be one. */

import type { CaseState } from "../../utils/contract/case.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";

export interface Decided {
  state: CaseState;
  decidedCategory: CategoryCode | null;
  proposedCategory: CategoryCode | null;
}

const weight: Record<CaseState, number> = {
  open: 0,
  proposed: 1,
  panel: 2,
  escalated: 3,
  rejected: 3,
  approved: 3,
};

/** The further one stands; of two that stand equally far, the older case's. */
export function mergeDecisions<T extends Decided>(older: T, younger: T): T {
  return weight[younger.state] > weight[older.state] ? younger : older;
}
