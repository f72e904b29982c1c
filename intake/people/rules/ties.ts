/**
 * Which people may collude, or be one human: inviter and invitee, because the inviter had the invitee's code, and two
 * people of one inviter. `intake/people/store/inviters.ts` has the same rules for SQL.
 */

export interface Invited {
  id: string;
  /** Null if enrolled by an administrator. */
  invitedBy: string | null;
}

/** One of the two invited the other. */
export function isInvitation(one: Invited, other: Invited): boolean {
  return one.invitedBy === other.id || other.invitedBy === one.id;
}

export function areTied(one: Invited, other: Invited): boolean {
  const haveOneInviter = one.invitedBy !== null && one.invitedBy === other.invitedBy;
  return haveOneInviter || isInvitation(one, other);
}

/** True if two of these are independent of each other. */
export function hasUntiedPair(all: readonly Invited[]): boolean {
  return all.some((one) => all.some((other) => one.id !== other.id && !areTied(one, other)));
}
