/** Who is given how much to review: data that the assignment of flagged videos goes by. */

/** So many reviewers look at each case that needs it, each on their own. */
export const reviewersEach = 3;

/** Nobody is given more than this to do, except what a supervisor asked about. */
export const openTasks = 6;

/** Whoever opens their list with fewer tasks than this is given more at once. */
export const fewTasks = 3;

/** About one task in ten is a case that is decided already, by which reviewers are tried without knowing it. */
export const goldenShare = 0.1;

/** A task that nobody has opened for this long no longer keeps another reviewer from the case. */
export const idleMs = 3 * 24 * 3_600_000;
