/** Logs coordinators' acts for the administrator, because no table records who paused or invited whom. */

import type { Result } from "../../../utils/shared/contract/result.ts";
import type { Person } from "../../core/caller.ts";
import { logLine } from "../../core/log.ts";

export interface CoordinatorAct {
  did:
    | "saved"
    | "noted a conflict of"
    | "took a declared channel off"
    | "paused"
    | "resumed"
    | "invited"
    | "uninvited";
  /** Id of the vlogger. */
  to: string;
  by: Pick<Person, "personId">;
}

/** Logs ids only, and only successful acts. */
export function logAct<T>(done: Result<T>, { did, to, by }: CoordinatorAct): Result<T> {
  if (done.ok) logLine("coordinated", { detail: `${by.personId} ${did} ${to}` });
  return done;
}
