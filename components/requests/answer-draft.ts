/** An answer that is being written down, and what is sent of it. */

import type { ItemAnswerInput, PlatformAnswerInput } from "../../utils/contract/request-answer.ts";

export type SaidOutcome = ItemAnswerInput["outcome"];

export interface AnswerDraft {
  id: string;
  kind?: PlatformAnswerInput["kind"];
  /** By the item's place. */
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

/** What is missing, where it says nothing yet. */
export function answerOf({ id, kind, outcomes, note }: AnswerDraft): PlatformAnswerInput | "kind" | "items" {
  if (kind === undefined) return "kind";
  const words = note.trim() === "" ? {} : { note: note.trim() };
  if (kind !== "items") return { id, kind, ...words };
  const items = Object.entries(outcomes).flatMap(([place, outcome]) =>
    outcome ? [{ place: Number(place), outcome }] : [],
  );
  return items.length === 0 ? "items" : { id, kind, items, ...words };
}
