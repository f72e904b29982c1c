/** Decides which cases may be golden, and whether a verdict on one is right. */

import type { CaseState } from "../../utils/shared/contract/case-state.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Verdict } from "../../utils/shared/contract/review.ts";
import type { Kind, SiteId } from "../../utils/shared/contract/site.ts";

export interface GoldenFacts {
  site: SiteId;
  kind: Kind;
  state: CaseState;
  withheld: boolean;
}

/**
 * Returns whether a decided YouTube video violates. Problem: `not-golden` if it is undecided, no video, or
 * withheld.
 */
export function checkGolden({ site, kind, state, withheld }: GoldenFacts): Result<boolean> {
  const violates = verdictOfState(state);
  const video = site === "youtube" && kind === "video";
  return violates !== undefined && video && !withheld ? ok(violates) : fail("not-golden");
}

/** Finding of a case's current state; undefined if undecided. */
export function verdictOfState(state: CaseState): boolean | undefined {
  if (state === "approved") return true;
  return state === "rejected" ? false : undefined;
}

/** Returns undefined for the verdict `cannot-tell`. */
export function isRight(verdict: Verdict, violates: boolean): boolean | undefined {
  if (verdict === "violates") return violates;
  return verdict === "does-not" ? !violates : undefined;
}
