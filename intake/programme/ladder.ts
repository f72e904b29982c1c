/** Trust earned and lost: from participant to reviewer to trusted and back, the pause, and the way out of it. */

import type { LessonId } from "../../utils/contract/lesson.ts";
import type { Rank } from "../../utils/contract/trust.ts";
import { wilsonUpper } from "../../utils/policy/wilson.ts";
import { groupsOf, type Mark, shareOf } from "./record.ts";

/** Where somebody is on the ladder. */
export interface Rung {
  rank: Rank;
  pausedAt: Date | null;
  /** `record`: the ladder did it, and undoes it; `person`: the coordinator, and only they undo it. */
  pausedFor: "record" | "person" | null;
  /** The group that it was for; null: all of them together. */
  pausedGroup: LessonId | null;
  /** Where the ladder begins anew: marks from before say nothing about a pause any more. */
  resumedAt: Date | null;
}

/** Of whom nothing is known. */
export const beginner: Rung = {
  rank: "participant",
  pausedAt: null,
  pausedFor: null,
  pausedGroup: null,
  resumedAt: null,
};

/** At least so many marks, and a lower bound of the share right at least so high. */
export const lines = {
  reviewer: { marks: 5, lower: 0.5 },
  trusted: { marks: 30, lower: 0.75 },
  /** A trusted one stays so a little below the line, so that nobody goes up and down with each mark. */
  staysTrusted: 0.7,
  /** Paused once it is sure that the share right lies below: the upper bound, at 99 %. */
  pause: { marks: 10, upper: 0.75, quantile: 2.58 },
  /** The refresher: golden cases since the pause. */
  back: { marks: 8, lower: 0.5 },
} as const;

/** Where somebody stands once all these marks are known. `at`: when what changes does. */
export function climb(rung: Rung, marks: readonly Mark[], at: Date): Rung {
  if (rung.pausedAt) return afterRefresher(rung, marks, at);
  const since = marks.filter((mark) => rung.resumedAt === null || mark.at > rung.resumedAt);
  const failing = failingIn(since);
  if (failing !== undefined)
    return { ...rung, pausedAt: at, pausedFor: "record", pausedGroup: failing.group };
  return { ...rung, rank: rankBy(rung.rank, marks) };
}

/** By all that counts, also from before a pause: trust that was lost is earned more slowly. */
function rankBy(rank: Rank, marks: readonly Mark[]): Rank {
  const { of, lower } = shareOf(marks);
  const needed = rank === "trusted" ? lines.staysTrusted : lines.trusted.lower;
  if (of >= lines.trusted.marks && lower >= needed && isSoundInEach(marks)) return "trusted";
  if (rank !== "participant") return "reviewer";
  return of >= lines.reviewer.marks && lower >= lines.reviewer.lower ? "reviewer" : "participant";
}

/** Whoever is careless in one group only is not trusted, however right they are in the others. */
function isSoundInEach(marks: readonly Mark[]): boolean {
  return groupsOf(marks).every(({ of, upper }) => of < lines.pause.marks || upper >= lines.pause.upper);
}

/** All groups together first: a group says more only where the whole looks well. */
function failingIn(marks: readonly Mark[]): { group: LessonId | null } | undefined {
  if (isBelow(shareOf(marks))) return { group: null };
  const group = groupsOf(marks).find(isBelow);
  return group && { group: group.lesson };
}

function isBelow({ right, of }: { right: number; of: number }): boolean {
  return of >= lines.pause.marks && wilsonUpper(right, of, lines.pause.quantile) < lines.pause.upper;
}

function afterRefresher(rung: Rung, marks: readonly Mark[], at: Date): Rung {
  if (rung.pausedFor !== "record") return rung;
  const { of, lower } = refresherOf(rung, marks);
  return of >= lines.back.marks && lower >= lines.back.lower ? resumed(rung, at) : rung;
}

/** What counts for the way back. */
export function refresherOf({ pausedAt }: Pick<Rung, "pausedAt">, marks: readonly Mark[]) {
  return shareOf(marks.filter((mark) => mark.golden && pausedAt !== null && mark.at > pausedAt));
}

/** Back as a reviewer at most, whoever ended the pause: nobody rises by having been paused. */
export function resumed(rung: Rung, at: Date): Rung {
  const rank = rung.rank === "participant" ? "participant" : "reviewer";
  return { ...rung, ...running, rank, resumedAt: at };
}

const running = { pausedAt: null, pausedFor: null, pausedGroup: null } as const;
