/** Whether the intake whose address stands in the field lets people sign on. */

import { useEffect, useState } from "preact/hooks";
import type { Result } from "../../utils/contract/result.ts";
import type { SignOn } from "../../utils/contract/sign-on.ts";

/** While somebody types, nobody is asked. */
const pauseMs = 400;

/** Undefined while it is not known, and where the intake does not answer: the code is there in any case. */
export function useOffer(
  intake: string,
  read: (intake: string) => Promise<Result<SignOn | undefined>>,
): SignOn | undefined {
  const [offer, setOffer] = useState<{ intake: string; signOn: SignOn | undefined }>();
  const [first] = useState(intake);
  useEffect(() => {
    if (!URL.canParse(intake)) return;
    let over = false;
    const timer = setTimeout(
      async () => {
        const answer = await read(intake);
        if (!over) setOffer({ intake, signOn: answer.ok ? answer.value : undefined });
      },
      intake === first ? 0 : pauseMs,
    );
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [intake]);
  return offer?.intake === intake ? offer.signOn : undefined;
}
