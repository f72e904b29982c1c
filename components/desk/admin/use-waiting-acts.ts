/** Counts the acts of administrators that wait for the viewer. Apart from the screens, because the tabs show it. */

import type { Client } from "../../../utils/extension/desk/client.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { useLoad } from "../../ui/use-load.ts";
import { usePolling } from "../../ui/use-polling.ts";

export interface WaitingActs {
  count: number;
  reload(): Promise<void>;
}

/** `isNeeded`: false for a person who has no administration. */
export function useWaitingActs({ callAdmin }: Pick<Client, "callAdmin">, isNeeded: boolean): WaitingActs {
  const { value, reload } = useLoad(`waiting-acts ${isNeeded}`, async () => {
    if (!isNeeded) return ok(0);
    const answer = await callAdmin("listAdminActs", { query: { state: "waiting", limit: limits.pageRows } });
    return answer.ok ? ok(answer.value.acts.filter(({ mayAnswer }) => mayAnswer).length) : answer;
  });
  usePolling(reload);
  return { count: value ?? 0, reload };
}
