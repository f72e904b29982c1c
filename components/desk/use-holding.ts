/** Holds an act on what is open before it is sent, and says afterwards whether the queue still shows it as undone. */

import { useContext, useRef } from "preact/hooks";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { ClaimCalls } from "./case/use-claim.ts";
import { PendingActsContext, type PendingSend } from "./held-acts.ts";
import type { OpenTarget } from "./queue/rows.ts";
import type { useDesk } from "./use-desk.ts";

/** Undefined when it was taken back: nothing was sent. */
type DelayAct = <T>(on: OpenTarget, what: string, sending: PendingSend<T>) => Promise<Result<T> | undefined>;

export function useDelayedActs(desk: ReturnType<typeof useDesk>, calls: ClaimCalls) {
  const held = useContext(PendingActsContext);
  const here = useRef(desk.opened?.id);
  here.current = desk.opened?.id;

  const hold: DelayAct = async ({ kind, id }, what, sending) => {
    const result = await held.delay({ kind, id, what }, sending);
    if (result?.ok) void desk.queue.check(id);
    else desk.returned(id);
    // It was kept for this person while it waited.
    if (kind === "case" && here.current !== id) void calls.claimCase(id, "release");
    return result;
  };
  /** The next case opens at once. */
  const holdAndGoOn: DelayAct = (on, what, sending) => {
    const result = hold(on, what, sending);
    if (on.kind === "case") desk.goOn(on.id);
    return result;
  };
  return { hold, holdAndGoOn };
}
