/** Draft of a platform's answer, and its conversion to the request body. */

import type { ItemAnswerInput, PlatformAnswerInput } from "../../../utils/shared/contract/request-answer.ts";

export type SaidOutcome = ItemAnswerInput["outcome"];

export interface AnswerDraft {
  id: string;
  kind?: PlatformAnswerInput["kind"];
  /** By item index. */
  outcomes: Readonly<Record<number, SaidOutcome | undefined>>;
  note: string;
}

export const saidOutcomes = [
  "acted",
  "restricted",
  "refused",
  "gone",
  "not-found",
] as const satisfies SaidOutcome[];

/** Returns the answer to send, or the name of the missing part. */
export function answerOf({ id, kind, outcomes, note }: AnswerDraft): PlatformAnswerInput | "kind" | "items" {
  if (kind === undefined) return "kind";
  const words = note.trim() === "" ? {} : { note: note.trim() };
  if (kind !== "items") return { id, kind, ...words };
  const items = Object.entries(outcomes).flatMap(([place, outcome]) =>
    outcome ? [{ place: Number(place), outcome }] : [],
  );
  return items.length === 0 ? "items" : { id, kind, items, ...words };
}
