/** Mixes golden cases into the chosen tasks. */

import { goldenShare, openTasks } from "../../utils/shared/policy/review-tasks.ts";
import type { Choice, Reviewer, WaitingCase } from "./choose-reviewers.ts";

export interface TaskAssignment extends Choice {
  golden: boolean;
}

/** A choice with its case and person. */
export interface ChosenTask {
  one: WaitingCase;
  person: Reviewer;
}

/**
 * Inserts golden cases at the given share; they count against the limits, and an ordinary case without room
 * is assigned another time. Participants already started with golden cases and get none here.
 */
export function mixInGolden(
  chosen: readonly ChosenTask[],
  trialsOf: (person: Reviewer) => WaitingCase[],
  random: () => number,
): TaskAssignment[] {
  const hands = new Map<string, { load: number; graphicLeft: number; trials?: WaitingCase[] }>();
  const mixed: TaskAssignment[] = [];
  for (const { one, person } of chosen) {
    const hand = hands.get(person.id) ?? { load: person.load, graphicLeft: person.graphicLeft };
    hands.set(person.id, hand);
    const fits = ({ graphic, asked }: WaitingCase) =>
      (asked || hand.load < openTasks) && (!graphic || hand.graphicLeft > 0);
    const give = ({ id, graphic }: WaitingCase, golden: boolean) => {
      mixed.push({ caseId: id, personId: person.id, golden });
      hand.load++;
      if (graphic) hand.graphicLeft--;
    };
    while (person.rank !== "participant" && random() < goldenShare) {
      hand.trials ??= trialsOf(person);
      const at = hand.trials.findIndex(fits);
      const [trial] = at < 0 ? [] : hand.trials.splice(at, 1);
      if (!trial) break;
      give(trial, true);
    }
    if (fits(one)) give(one, false);
  }
  return mixed;
}
