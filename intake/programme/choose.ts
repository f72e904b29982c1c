/** Who reviews what: for each open case the reviewers who can read it, may judge it and have the least to do. */

import { linesOf, type Reviewer, type Waiting } from "./lines.ts";

export type { Reviewer, Waiting };

export interface Choice {
  caseId: string;
  personId: string;
  /** A participant's: seen, not counted. */
  extra: boolean;
}

/** Participants learn by few cases, not by a heap of them. */
export const participantTasks = 10;

/**
 * In the order of the cases, up to as many as each lacks, and one participant beside them unless one was asked before.
 * Where several have as little to do, the lower id comes first. Whoever is paused must not be among the reviewers, and no
 * case whose pixels nobody may see among the cases.
 */
export function choose(cases: readonly Waiting[], reviewers: readonly Reviewer[]): Choice[] {
  const beginners = reviewers.filter(({ rank }) => rank === "participant");
  const beginnerIds = new Set(beginners.map(({ id }) => id));
  const counted = linesOf(reviewers.filter(({ id }) => !beginnerIds.has(id)));
  const beside = linesOf(beginners, participantTasks);
  const choices: Choice[] = [];
  for (const one of cases) {
    if (one.lacks <= 0) continue;
    for (const personId of counted.take(one, one.lacks))
      choices.push({ caseId: one.id, personId, extra: false });
    if (meets(one.never, beginnerIds)) continue;
    for (const personId of beside.take(one, 1)) choices.push({ caseId: one.id, personId, extra: true });
  }
  return choices;
}

function meets(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of some) if (others.has(one)) return true;
  return false;
}
