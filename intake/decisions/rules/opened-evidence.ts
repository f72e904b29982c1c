/** Whether a person has opened a case's evidence before approving. The audit log names each opening. */

import type { Look } from "../../../utils/shared/contract/decision.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";

/** An entry of the audit log that a file was shown. */
export interface Opening {
  caseId: string;
  seq: number;
  personId: string;
  role: Role;
  at: Date;
}

export interface LookFacts {
  /** The files of a withheld case cannot be opened. */
  withheld: boolean;
  /** Number of received pictures that are not deleted, of reports that were not withdrawn. */
  openable: number;
  /** Oldest first. */
  openings: readonly Opening[];
}

export interface Looked {
  look: Look;
  /** The first opening by this person. */
  opening?: Opening;
}

export function lookOf({ withheld, openable, openings }: LookFacts, personId: string | undefined): Looked {
  const opening = openings.find((row) => row.personId === personId);
  if (opening) return { look: "opened", opening };
  return { look: withheld || openable === 0 ? "none" : "unopened" };
}

/** An approval of unopened evidence needs a reason. */
export function checkLook({ look }: Looked, unseenReason: string | undefined): Result<undefined> {
  return look === "unopened" && unseenReason === undefined ? fail("unseen-reason-needed") : ok(undefined);
}
