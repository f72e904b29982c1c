/** Five colluding reviewers and seven honest ones on one case: how often the wrong side wins. */

import { countedGrades, type ReviewGrade, shareOf } from "../../../intake/vloggers/review-grades.ts";
import { newReviewer, nextStatus } from "../../../intake/vloggers/reviewer-level.ts";
import { voiceWeight } from "../../../intake/vloggers/store/vloggers.ts";
import type { Verdict } from "../../../utils/shared/contract/review.ts";
import { agreementOn } from "../../../utils/shared/policy/reviewer-agreement.ts";
import type { Random } from "../similar/random.ts";
import { caseOf, personOf, type SimulatedCase, type SimulatedPerson, verdictOf } from "./people.ts";

const [honest, colluding] = [7, 5];
const reviews = 200;

export interface Scheme {
  /** Share of the group's earlier cases that were about its protected channels. */
  before: number;
  /** The case to be flipped is one on which more people err. */
  hard: boolean;
}

/** A flip means that the agreement names the opposite of the truth. No agreement, with visible dissent, is not a flip. */
export function flippedShare(random: Random, { before, hard }: Scheme, times: number): number {
  const [others, group] = [people(20 * honest, random, 0), people(20 * colluding, random, before)];
  let flipped = 0;
  for (let time = 0; time < times; time++) {
    const video = { ...caseOf(random, false), hard };
    const voices = [
      ...some(others, honest, random).map(({ person, weight }) => ({
        weight,
        verdict: verdictOf(person, video, random),
      })),
      ...some(group, colluding, random).map(({ weight }) => ({ weight, verdict: lieAbout(video) })),
    ];
    if (agreementOn(voices).majority === lieAbout(video)) flipped++;
  }
  return flipped / times;
}

/** Consecutive elements of a ring, from a random start. */
function some<T>(of: readonly T[], count: number, random: Random): T[] {
  const first = random.int(of.length);
  return Array.from({ length: count }, (_, at) => of[(first + at) % of.length] as T);
}

function lieAbout({ violates }: SimulatedCase): Verdict {
  return violates ? "does-not" : "violates";
}

/** People with the records that result from decisions. Colluders answer golden cases honestly. */
function people(count: number, random: Random, lies: number): { person: SimulatedPerson; weight: number }[] {
  return Array.from({ length: count }, () => {
    const person = personOf("good", random);
    const marks: ReviewGrade[] = [];
    let rung = newReviewer;
    for (let review = 1; review <= reviews; review++) {
      const video = caseOf(random, rung.pausedAt ? true : undefined);
      const verdict =
        !video.golden && random.chance(lies) ? lieAbout(video) : verdictOf(person, video, random);
      if (verdict !== "violates" && verdict !== "does-not") continue;
      const at = new Date(review * 60_000);
      marks.push({
        lesson: video.lesson,
        golden: video.golden,
        violates: video.decided,
        at,
        right: (verdict === "violates") === video.decided,
      });
      rung = nextStatus(rung, marks.slice(-countedGrades), at);
    }
    const { rank, pausedAt } = rung;
    return { person, weight: voiceWeight({ rank, paused: pausedAt !== null }, shareOf(marks)) };
  });
}
