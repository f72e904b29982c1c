/** Which cases may try reviewers, and what a verdict must say of one. */

import type { CaseState } from "../../utils/contract/case-state.ts";
import type { DecisionView } from "../../utils/contract/decision.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Verdict } from "../../utils/contract/review.ts";
import type { Kind, SiteId } from "../../utils/contract/site.ts";

export interface GoldenFacts {
  site: SiteId;
  kind: Kind;
  state: CaseState;
  withheld: boolean;
}

/** Whether it violates, of a YouTube video on which a confirmed decision stands; never of what nobody may see. */
export function checkGolden({ site, kind, state, withheld }: GoldenFacts): Result<boolean> {
  const violates = foundOf(state);
  const video = site === "youtube" && kind === "video";
  return violates !== undefined && video && !withheld ? ok(violates) : fail("not-golden");
}

/** What is found of a case for now; undefined: nothing. */
export function foundOf(state: CaseState): boolean | undefined {
  if (state === "approved") return true;
  return state === "rejected" ? false : undefined;
}

/** What a decision finds of a case; undefined: nothing yet, or another agency will. */
export function findingOf(act: DecisionView["act"]): boolean | undefined {
  if (act === "approve") return true;
  return act === "reject" ? false : undefined;
}

/** Whether a verdict is right; undefined: it takes no side. */
export function isRight(verdict: Verdict, violates: boolean): boolean | undefined {
  if (verdict === "violates") return violates;
  return verdict === "does-not" ? !violates : undefined;
}
