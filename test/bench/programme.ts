/** Measures the vlogger programme: whom the levels trust, the effect of a colluding group, and the time to assign tasks. */

import { createChooser, type Reviewer, type WaitingCase } from "../../intake/vloggers/choose-reviewers.ts";
import { flippedShare } from "../support/programme/collusion.ts";
import { measureSeparation } from "../support/programme/reviewer-levels.ts";
import { type Random, seeded } from "../support/similar/random.ts";
import { type Figure, figure, measureRounds, median } from "./figure.ts";

const [reviewers, open] = [60, 10_000];
const populations = 20;
const votes = 50_000;
const [wantedAccuracy, mostPaused, mostFlipped, mostMs] = [0.95, 0.02, 0.01, 20];

/** 60 new people in each population; see `test/support/programme/people.ts` for their behaviour. */
export async function programmeLadder(): Promise<Figure[]> {
  const random = seeded(61);
  const seen = Array.from({ length: populations }, () => measureSeparation(random));
  const mean = (of: (one: (typeof seen)[number]) => number) =>
    seen.reduce((sum, one) => sum + of(one), 0) / seen.length;
  const against = `${reviewers} reviewers, 200 reviews each, of ${populations} populations`;
  const [accuracy, paused] = [mean((run) => run.accuracy), mean((one) => one.goodPaused)];
  return [
    figure({ name: "programme.ladder", value: accuracy, unit: "share", vs: wantedAccuracy, against }),
    figure({
      name: "programme.ladder.paused",
      value: paused,
      unit: "share",
      vs: mostPaused,
      against: "of the good",
    }),
  ];
}

/**
 * The goal applies to a group that protected the same channels before, in one of five ordinary cases, was overruled there
 * by supervisors, and answered golden cases honestly. In the harder variant it was inactive before, with a clean record.
 */
export async function programmeCollusion(): Promise<Figure[]> {
  const share = (name: string, value: number, against: string) => ({
    name,
    value,
    unit: "share",
    vs: mostFlipped,
    against,
  });
  const flipped = (before: number, hard: boolean) => flippedShare(seeded(62), { before, hard }, votes);
  return [
    figure(share("programme.collusion", flipped(0.2, false), "flipped by five against seven")),
    figure(share("programme.collusion.sleepers", flipped(0, false), "by five with a clean record")),
    figure(share("programme.collusion.hard", flipped(0, true), "by the same, on a case where many err")),
  ];
}

export async function programmeAssign(): Promise<Figure[]> {
  const random = seeded(63);
  const cases = Array.from({ length: open }, (_, at) => caseAt(at, random));
  const people = Array.from({ length: reviewers }, (_, at) => reviewerAt(at, random));
  let given = 0;
  const taken = await measureRounds(async () => {
    const started = performance.now();
    given = createChooser(people).choose(cases).length;
    return performance.now() - started;
  });
  const against = `${open} cases, ${given} given to ${reviewers} reviewers`;
  return [figure({ name: "programme.assign", value: median(taken), unit: "ms", vs: mostMs, against })];
}

const languages = ["id", "id", "id", "id", "jv", "su"];

function caseAt(at: number, random: Random): WaitingCase {
  return {
    id: `case ${at}`,
    language: random.chance(0.1) ? undefined : random.pick(languages),
    channels: [`channel ${random.int(2_000)}`],
    graphic: random.chance(0.05),
    asked: true,
    participantAsked: false,
    never: new Set(random.chance(0.2) ? [`person ${random.int(reviewers)}`] : []),
    inviters: new Set(),
    lacks: 3,
  };
}

function reviewerAt(at: number, random: Random): Reviewer {
  return {
    id: `person ${at}`,
    inviter: null,
    rank: at % 10 === 0 ? "participant" : at % 3 === 0 ? "trusted" : "reviewer",
    languages: random.chance(0.5) ? [] : ["id", random.pick(["jv", "su"])],
    channels: new Set(Array.from({ length: 20 }, () => `channel ${random.int(2_000)}`)),
    load: random.int(6),
    skipped: 0,
    graphicLeft: random.int(5),
  };
}
