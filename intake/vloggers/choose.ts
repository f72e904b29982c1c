/**
 * Chooses reviewers for each open case: those who read its language, may judge it and have the least to do.
 */

import { openTasks } from "../../utils/shared/policy/review-tasks.ts";
import { linesOf, type Reviewer, type Waiting } from "./lines.ts";

export type { Reviewer, Waiting };

export interface Choice {
  caseId: string;
  personId: string;
}

/**
 * Upper limit of a participant's tasks, even for cases about which a supervisor asked: participants learn
 * from few cases.
 */
export const participantTasks = 10;

export interface Chooser {
  /**
   * In the order of the cases: up to as many reviewers as each lacks, and one participant, unless one had the
   * case before. Ties are broken by the lower id.
   */
  choose(cases: readonly Waiting[]): Choice[];
  /** Languages of everyone with room for ordinary cases; empty if no one has any. */
  languages(): string[];
}

/** `reviewers` must not contain paused people, nor `cases` any of the no-pixels lane. */
export function chooserOf(reviewers: readonly Reviewer[]): Chooser {
  const isBeginner = ({ rank }: Reviewer) => rank === "participant";
  const counted = linesOf(
    reviewers.filter((one) => !isBeginner(one)),
    { most: openTasks, asked: Number.POSITIVE_INFINITY },
  );
  const beside = linesOf(reviewers.filter(isBeginner), { most: openTasks, asked: participantTasks });
  const chosen = (one: Waiting) => [
    ...counted.take(one, one.lacks),
    ...(one.besideAsked ? [] : beside.take(one, 1)),
  ];
  return {
    choose: (cases) =>
      cases
        .filter(({ lacks }) => lacks > 0)
        .flatMap((one) => chosen(one).map((personId) => ({ caseId: one.id, personId }))),
    languages: () => [...new Set([...counted.languages(), ...beside.languages()])],
  };
}
