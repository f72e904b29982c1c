/** Who reviews what: for each open case the reviewers who can read it, may judge it and have the least to do. */

import { openTasks } from "../../utils/policy/tasks.ts";
import { linesOf, type Reviewer, type Waiting } from "./lines.ts";

export type { Reviewer, Waiting };

export interface Choice {
  caseId: string;
  personId: string;
}

/** Participants learn by few cases, not by a heap of them: no more to do even by what was asked about. */
export const participantTasks = 10;

export interface Chooser {
  /**
   * In the order of the cases, up to as many as each lacks, and one participant beside them unless one was asked before.
   * Where several have as little to do, the lower id comes first.
   */
  choose(cases: readonly Waiting[]): Choice[];
  /** What somebody reads who can be given what nobody asked about; none: nobody can. */
  languages(): string[];
}

/** Whoever is paused must not be among the reviewers, and no case whose pixels nobody may see among the cases. */
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
