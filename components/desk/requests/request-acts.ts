import type { RequestRow } from "../../../utils/shared/contract/request.ts";
import type { RequestState } from "../../../utils/shared/contract/request-state.ts";
import type { Clock } from "../../../utils/shared/policy/clock.ts";

export type ActName = "reprimand" | "answer" | "channel" | "withdraw";

/** An answer proves delivery, whatever the recorded state is, so it can always be recorded. More may follow the first. */
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
