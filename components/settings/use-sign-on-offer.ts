/** Whether the intake at the entered address offers sign-on. */

import { useEffect, useState } from "preact/hooks";
import { addressDebounceMs } from "../../utils/extension/browser/delays.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { SignOn } from "../../utils/shared/contract/sign-on.ts";

export interface SignOnOffer {
  /** Undefined while unknown, and if the intake offers no sign-on. */
  signOn?: SignOn;
  /** Why it cannot be determined. */
  problem?: Problem;
}

export function useSignOnOffer(
  intake: string,
  read: (intake: string) => Promise<Result<SignOn | undefined>>,
): SignOnOffer {
  const [offer, setOffer] = useState<{ intake: string; answer: Result<SignOn | undefined> }>();
  const [first] = useState(intake);
  useEffect(() => {
    if (!URL.canParse(intake)) return;
    let over = false;
    const timer = setTimeout(
      async () => {
        const answer = await read(intake);
        if (!over) setOffer({ intake, answer });
      },
      intake === first ? 0 : addressDebounceMs,
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [intake]);
  if (offer?.intake !== intake) return {};
  const { answer } = offer;
  if (!answer.ok) return { problem: answer.problem };
  return answer.value ? { signOn: answer.value } : {};
}
