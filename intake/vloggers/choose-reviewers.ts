/**
 * Chooses reviewers for each open case: those who read its language, may judge it and have the least to do.
 */

import { openTasks } from "../../utils/shared/policy/review-tasks.ts";
import { createReviewerQueues, type Reviewer, type WaitingCase } from "./reviewer-queues.ts";

export type { Reviewer, WaitingCase };

export interface Choice {
  caseId: string;
  personId: string;
}

/**
 * Upper limit of a participant's tasks, even for cases about which a supervisor asked: participants learn
 * from few cases.
 */
export const participantTasks = 10;

export interface ReviewerChooser {
  /**
   * In the order of the cases: up to as many reviewers as each lacks, and one participant, unless one had the
   * case before. Ties are broken by the lower id.
   */
  choose(cases: readonly WaitingCase[]): Choice[];
  /** Languages of everyone with room for ordinary cases; empty if no one has any. */
  languages(): string[];
}

/** `reviewers` must not contain paused people, nor `cases` any of the no-pixels lane. */
export function createChooser(reviewers: readonly Reviewer[]): ReviewerChooser {
  const isBeginner = ({ rank }: Reviewer) => rank === "participant";
  const counted = createReviewerQueues(
    reviewers.filter((one) => !isBeginner(one)),
    { most: openTasks, asked: Number.POSITIVE_INFINITY },
  );
  const beside = createReviewerQueues(reviewers.filter(isBeginner), {
    most: openTasks,
    asked: participantTasks,
  });
  const chosen = (one: WaitingCase) => [
    ...counted.take(one, one.lacks),
    ...(one.participantAsked ? [] : beside.take(one, 1)),
  ];
  return {
    choose: (cases) =>
      cases
        .filter(({ lacks }) => lacks > 0)
        .flatMap((one) => chosen(one).map((personId) => ({ caseId: one.id, personId }))),
    languages: () => [...new Set([...counted.languages(), ...beside.languages()])],
  };
}
