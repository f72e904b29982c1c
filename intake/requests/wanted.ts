/** Decides whether a letter should still be sent; checked right before sending. */

import type { LetterKind, RequestState } from "../../utils/shared/contract/request-state.ts";

/** A reprimand needs a platform that has the request and has not answered. */
export function isWanted(letter: LetterKind, state: RequestState): boolean {
  if (letter !== "request") return state === "sent";
  return state !== "withdrawn" && state !== "answered";
}
