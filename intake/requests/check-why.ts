/** Why an item needs an outcome check. */

import type { CheckWhy } from "../../utils/shared/contract/check.ts";
import type { ItemOutcome } from "../../utils/shared/contract/request-state.ts";

export interface Past {
  outcome: ItemOutcome;
  outcomeAt: Date | null;
  seenAt: Date | null;
  reappearedAt: Date | undefined;
}

/** The most recent event since the last check decides. */
export function whyCheck({ outcome, outcomeAt, seenAt, reappearedAt }: Past): CheckWhy {
  const isNews = (at: Date | null | undefined) => !!at && (!seenAt || at > seenAt);
  if (isNews(reappearedAt)) return "reappeared";
  if (outcome !== "pending" && isNews(outcomeAt)) return "answered";
  return seenAt ? "again" : "limit-over";
}
