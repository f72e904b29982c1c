/** Holds a case for the person who opened it: taken on open, kept while they type, let go when they leave. */

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { CaseView } from "../../utils/contract/case.ts";
import type { ClaimView } from "../../utils/contract/claim.ts";
import { limits } from "../../utils/contract/limits.ts";
import type { Result } from "../../utils/contract/result.ts";
import { HeldContext } from "./held-acts.ts";

export interface ClaimCalls {
  claimCase(caseId: string, act: "take" | "release"): Promise<Result<{ claim?: ClaimView | undefined }>>;
}

export interface Claim {
  /** Who holds it now; an expired hold is none. */
  claim: ClaimView | undefined;
  /** One's own hold ran out and was not taken again yet. */
  lapsed: boolean;
  /** Asked for, and not answered yet. */
  asking: boolean;
}

/** A sign of life renews the hold when this much of it has gone. */
const renewAfterMs = limits.claimMs / 10;

/** `wanted`: the person may do something with it that others have to wait for. */
export function useClaim(view: CaseView, wanted: boolean, calls: ClaimCalls, reload: () => void): Claim {
  const [claim, setClaim] = useState(view.claim);
  const [lapsed, setLapsed] = useState(false);
  const takenAt = useRef(0);
  const latest = useRef({ calls, reload });
  latest.current = { calls, reload };
  const { isHeld } = useContext(HeldContext);
  const takeNow = useRef<(() => void) | undefined>(undefined);

  // What the case says is newer than what was known, except about one's own hold, which the case may not know yet.
  useEffect(() => {
    if (!view.claim || view.claim.own) return;
    setClaim(view.claim);
    setLapsed(false);
  }, [view.claim?.by, view.claim?.until, view.claim?.own]);

  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const take = async () => {
      takenAt.current = Date.now();
      const taken = await latest.current.calls.claimCase(view.id, "take");
      if (gone) return;
      if (taken.ok) {
        setClaim(taken.value.claim);
        setLapsed(false);
      } else if (taken.problem.code === "case-claimed") latest.current.reload();
    };
    const alive = () => {
      if (Date.now() - takenAt.current > renewAfterMs) void take();
    };
    const letGo = () => void latest.current.calls.claimCase(view.id, "release");
    /** A colleague who took it now would stop the confirmation that waits. */
    const leave = () => {
      if (!isHeld(view.id)) letGo();
    };
    takeNow.current = () => void take();
    void take();
    document.addEventListener("keydown", alive);
    document.addEventListener("pointerdown", alive);
    window.addEventListener("pagehide", letGo);
    return () => {
      gone = true;
      takeNow.current = undefined;
      document.removeEventListener("keydown", alive);
      document.removeEventListener("pointerdown", alive);
      window.removeEventListener("pagehide", letGo);
      leave();
      setClaim(undefined);
    };
  }, [view.id, wanted]);

  useEffect(() => {
    if (!claim) return;
    const timer = setTimeout(
      () => {
        // The next key takes it again, however short ago it was taken.
        takenAt.current = 0;
        setLapsed(claim.own);
        setClaim(undefined);
        if (!claim.own) takeNow.current?.();
      },
      Math.max(0, Date.parse(claim.until) - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [claim]);

  return { claim, lapsed, asking: wanted && !claim && !lapsed };
}
