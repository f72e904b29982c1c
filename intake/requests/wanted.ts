/** Whether a letter should still go: looked at right before it goes. */

import type { LetterKind, RequestState } from "../../utils/contract/request-state.ts";

/** A reprimand is for who has the request and has not answered. */
export function isWanted(letter: LetterKind, state: RequestState): boolean {
  if (letter !== "request") return state === "sent";
  return state !== "withdrawn" && state !== "answered";
}
