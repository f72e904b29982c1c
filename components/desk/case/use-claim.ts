/** Claims a case for the person who opened it: taken on open, renewed by activity, released on leaving. */

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import type { ClaimView } from "../../../utils/shared/contract/claim.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { intakeNow } from "../../ui/use-now.ts";
import { PendingActsContext } from "../pending-acts.ts";

export type ClaimCalls = Pick<Client, "claimCase">;

export interface Claim {
  /** Undefined if no claim is in force. */
  claim: ClaimView | undefined;
  /** One's own claim expired and was not renewed yet. */
  lapsed: boolean;
  /** Requested and not answered yet. */
  asking: boolean;
}

/** Activity renews the claim after this much of it has passed. */
const renewAfterMs = limits.claimMs / 10;

/** `wanted`: the person may do something that needs the claim. */
export function useClaim(view: CaseView, wanted: boolean, calls: ClaimCalls, reload: () => void): Claim {
  const [claim, setClaim] = useState(view.claim);
  const [lapsed, setLapsed] = useState(false);
  const takenAt = useRef(0);
  const latest = useRef({ calls, reload });
  latest.current = { calls, reload };
  const { isPending: isHeld } = useContext(PendingActsContext);
  const takeNow = useRef<(() => void) | undefined>(undefined);

  // The case's own data is newer, except about one's own claim, which it may not contain yet.
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
    /** Keeps the claim of a pending confirmation: if a colleague took it, the confirmation would fail. */
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
        // The next key press claims the case again, ignoring the renewal interval.
        takenAt.current = 0;
        setLapsed(claim.own);
        setClaim(undefined);
        if (!claim.own) takeNow.current?.();
      },
      Math.max(0, Date.parse(claim.until) - intakeNow()),
    );
    return () => clearTimeout(timer);
  }, [claim]);

  return { claim, lapsed, asking: wanted && !claim && !lapsed };
}
