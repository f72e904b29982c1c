/** Simulates reviewer levels: who is trusted after a number of reviews, and who was ever paused. */

import { countedGrades, type ReviewGrade } from "../../../intake/vloggers/review-grades.ts";
import { newReviewer, nextStatus, type ReviewerStatus } from "../../../intake/vloggers/reviewer-level.ts";
import type { Random } from "../similar/random.ts";
import { caseOf, personOf, type SimulatedCase, type SimulatedPerson, verdictOf } from "./people.ts";

export interface SimulatedReviewer {
  person: SimulatedPerson;
  rung: ReviewerStatus;
  marks: ReviewGrade[];
  paused: boolean;
}

/** A paused person gets golden cases only. */
export function simulateReviewer(
  person: SimulatedPerson,
  cases: readonly SimulatedCase[],
  reviews: number,
  random: Random,
  violating = 0.5,
): SimulatedReviewer {
  let rung = newReviewer;
  let paused = false;
  const marks: ReviewGrade[] = [];
  for (let review = 1; review <= reviews; review++) {
    const video = rung.pausedAt ? caseOf(random, true, violating) : random.pick(cases);
    const verdict = verdictOf(person, video, random);
    if (verdict !== "violates" && verdict !== "does-not") continue;
    const right = (verdict === "violates") === video.decided;
    const at = new Date(review * 60_000);
    marks.push({ lesson: video.lesson, golden: video.golden, violates: video.decided, right, at });
    rung = nextStatus(rung, marks.slice(-countedGrades), at);
    paused ||= rung.pausedAt !== null;
  }
  return { person, rung, marks, paused };
}

const population = { good: 42, careless: 10, biased: 8 } as const;

export interface LevelSeparation {
  /** Share of people at the right level: the good trusted, all others not. */
  accuracy: number;
  /** Share of the good who were paused at any time. */
  goodPaused: number;
}

export function measureSeparation(random: Random, cases = 5_000, reviews = 200): LevelSeparation {
  const met = Array.from({ length: cases }, () => caseOf(random));
  const walked = (Object.keys(population) as (keyof typeof population)[]).flatMap((kind) =>
    Array.from({ length: population[kind] }, () =>
      simulateReviewer(personOf(kind, random), met, reviews, random),
    ),
  );
  const isTrusted = ({ rung }: SimulatedReviewer) => rung.rank === "trusted" && rung.pausedAt === null;
  const good = walked.filter(({ person }) => person.kind === "good");
  const placed = walked.filter(
    (placedReviewer) => isTrusted(placedReviewer) === (placedReviewer.person.kind === "good"),
  );
  return {
    accuracy: placed.length / walked.length,
    goodPaused: good.filter(({ paused }) => paused).length / good.length,
  };
}

/** For a given share of violating videos: the shares of one-sided reviewers who end up trusted or counted. */
export function measureOneSided(random: Random, violating: number, times = 50, reviews = 200) {
  const walked = (kind: SimulatedPerson["kind"]) =>
    Array.from({ length: times }, () => {
      const met = Array.from({ length: 1_000 }, () => caseOf(random, undefined, violating));
      return simulateReviewer(personOf(kind, random), met, reviews, random, violating);
    });
  const shareOf = (people: SimulatedReviewer[], is: (person: SimulatedReviewer) => boolean) =>
    people.filter(is).length / people.length;
  const [oneSided, good] = [walked("one-sided"), walked("good")];
  return {
    trusted: shareOf(oneSided, ({ rung }) => rung.rank === "trusted" && rung.pausedAt === null),
    counted: shareOf(oneSided, ({ rung }) => rung.pausedAt === null),
    goodPaused: shareOf(good, ({ paused }) => paused),
  };
}
