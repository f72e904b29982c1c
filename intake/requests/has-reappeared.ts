/** Detects from a report that content acted on by a platform is back. */

import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import type { ContentState, ItemOutcome } from "../../utils/shared/contract/request-state.ts";
import { effectOf, type RequestedAction } from "../../utils/shared/policy/request-effect.ts";

export interface ActedItem extends RequestedAction {
  outcome: ItemOutcome;
  outcomeAt: Date | null;
  seen: ContentState | null;
  seenAt: Date | null;
  checkAt: Date | null;
}

const actedOutcomes: readonly ItemOutcome[] = ["acted", "restricted", "gone", "not-found"];

/**
 * The capture must be newer than the platform's answer and the last check, because an outbox may deliver
 * older ones. Items already due are not scheduled again.
 */
export function hasReappeared(
  item: ActedItem,
  { capturedAt, clock, fields }: Pick<Evidence, "capturedAt" | "clock" | "fields">,
  now: Date,
): boolean {
  const { outcome, outcomeAt, seen, seenAt, checkAt } = item;
  // Content that was left as requested, or whose state cannot be observed, cannot come back.
  if (effectOf(item, "available") !== "none" || fields.unavailable) return false;
  const wasSeenGone = seen !== null && seen !== "unknown" && seen !== "available";
  if (!actedOutcomes.includes(outcome) && !wasSeenGone) return false;
  if (checkAt && checkAt <= now) return false;
  const capturedMs = Date.parse(capturedAt) - (clock?.offsetMs ?? 0);
  return [outcomeAt, seenAt].every((than) => than === null || capturedMs > than.getTime());
}
