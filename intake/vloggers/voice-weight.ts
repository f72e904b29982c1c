import type { ReviewerLevel } from "../../utils/shared/contract/reviewer-level.ts";
import { weightOf } from "../../utils/shared/policy/wilson.ts";

export interface VoiceRank {
  rank: ReviewerLevel;
  paused: boolean;
}

/** From 0 to 1, in thousandths; 0 means shown but not counted. */
export function voiceWeight({ rank, paused }: VoiceRank, share: { right: number; of: number }): number {
  if (rank === "participant" || paused) return 0;
  return weightOf({ decided: share.of, upheld: share.right });
}
