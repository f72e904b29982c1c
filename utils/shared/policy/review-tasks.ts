/** Rules for assigning flagged videos to reviewers. */

/** Number of independent reviewers per case. */
export const reviewersPerCase = 3;

/** Maximum number of open tasks per reviewer, not counting those requested by a supervisor. */
export const openTasks = 6;

/** A reviewer who opens the list with fewer tasks than this gets more at once. */
export const fewTasks = 3;

/** About one task in ten is a golden case, a blind quality check. */
export const goldenShare = 0.1;

/** A task left unopened for this long no longer blocks another reviewer from the case. */
export const idleMs = 3 * 24 * 3_600_000;
