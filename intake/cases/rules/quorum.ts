/**
 * A panel has three seats and needs civil society and the ministry both: neither settles anything alone. Two
 * equal votes settle.
 */

import type { PanelGap, Vote } from "../../../utils/shared/contract/decision.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { type Affiliation, affiliation } from "../../../utils/shared/contract/site.ts";

/** Null for a person enrolled without one; counts as neither. */
export type KnownAffiliation = Affiliation | null;

export interface PanelVote {
  vote: Vote;
  affiliation: KnownAffiliation;
}

/** Two equal votes of three. */
const majority = Math.floor(limits.panelVotes / 2) + 1;

/** The kinds of members that are missing among these. */
function missingKinds(members: readonly KnownAffiliation[]): Affiliation[] {
  return affiliation.options.filter((kind) => !members.includes(kind));
}

/**
 * The majority's vote; undefined while there is none, or while only one kind of member has voted. Three votes of
 * people who could take a seat always settle.
 */
export function panelVerdict(votes: readonly PanelVote[]): Vote | undefined {
  if (missingKinds(votes.map((vote) => vote.affiliation)).length > 0) return undefined;
  return (["uphold", "overturn"] as const).find(
    (side) => votes.filter(({ vote }) => vote === side).length >= majority,
  );
}

/** False if the seats that are left after this person would not be enough for the kinds that are missing. */
export function canTakeSeat(seated: readonly KnownAffiliation[], person: KnownAffiliation): boolean {
  const missing = missingKinds([...seated, person]).length;
  return missing <= limits.panelVotes - seated.length - 1;
}

/** Returns undefined if these people can form a panel. */
export function panelGap(members: readonly KnownAffiliation[]): PanelGap | undefined {
  const missing = missingKinds(members);
  return members.length >= limits.panelVotes && missing.length === 0
    ? undefined
    : { members: members.length, missing };
}
