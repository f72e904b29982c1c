/** Which acts a request allows as it stands. */

import type { RequestRow } from "../../utils/contract/request.ts";
import type { RequestState } from "../../utils/contract/request-state.ts";
import type { Clock } from "../../utils/policy/clock.ts";

export type ActName = "reprimand" | "answer" | "channel" | "withdraw";

/** What a platform says proves that it has the letter, whatever the intake knows of it; after an answer it may say more. */
const byState: Record<RequestState, readonly ActName[]> = {
  queued: ["channel", "withdraw"],
  "by-hand": ["answer", "channel", "withdraw"],
  undelivered: ["channel", "answer", "withdraw"],
  sent: ["answer"],
  answered: ["answer"],
  withdrawn: [],
};

export function actsOf({ state }: Pick<RequestRow, "state">, { proposes }: Clock): ActName[] {
  return [...(proposes ? (["reprimand"] as const) : []), ...byState[state]];
}
