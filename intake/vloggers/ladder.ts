/** Reviewer levels: promotion from participant to reviewer to trusted, demotion, pause and return. */

import type { LessonId } from "../../utils/shared/contract/lesson.ts";
import type { ReviewerLevel } from "../../utils/shared/contract/reviewer-level.ts";
import { wilsonUpper } from "../../utils/shared/policy/wilson.ts";
import { groupsOf, type Mark, shareOf } from "./record.ts";

/** A person's reviewer level and pause. */
export interface Rung {
  rank: ReviewerLevel;
  pausedAt: Date | null;
  /** `record`: paused and resumed automatically; `person`: paused by a coordinator, who alone can end it. */
  pausedFor: "record" | "person" | null;
  /** The group of categories that caused the pause; null for all together. */
  pausedGroup: LessonId | null;
  /** Earlier marks no longer count towards a pause. */
  resumedAt: Date | null;
}

/** Level of a person without data. */
export const beginner: Rung = {
  rank: "participant",
  pausedAt: null,
  pausedFor: null,
  pausedGroup: null,
  resumedAt: null,
};

/** Minimum number of marks, and minimum lower bound of the share of right verdicts. */
export const lines = {
  reviewer: { marks: 5, lower: 0.5 },
  trusted: { marks: 30, lower: 0.75 },
  /** Hysteresis: below the promotion threshold, so that the level does not change with every mark. */
  staysTrusted: 0.7,
  /** Pauses once the upper bound of the share (99 %) is below the threshold. */
  pause: { marks: 10, upper: 0.75, quantile: 2.58 },
  /** Refresher: golden cases reviewed since the pause. */
  back: { marks: 8, lower: 0.5 },
} as const;

/** Returns the level after these marks. `at` is the time of a change. */
export function climb(rung: Rung, marks: readonly Mark[], at: Date): Rung {
  if (rung.pausedAt) return afterRefresher(rung, marks, at);
  const since = marks.filter((mark) => rung.resumedAt === null || mark.at > rung.resumedAt);
  const failing = failingIn(since);
  if (failing !== undefined)
    return { ...rung, pausedAt: at, pausedFor: "record", pausedGroup: failing.group };
  return { ...rung, rank: rankBy(rung.rank, marks) };
}

/** Counts marks from before a pause too, so lost trust is regained more slowly. */
function rankBy(rank: ReviewerLevel, marks: readonly Mark[]): ReviewerLevel {
  const { of, lower } = shareOf(marks);
  const needed = rank === "trusted" ? lines.staysTrusted : lines.trusted.lower;
  if (of >= lines.trusted.marks && lower >= needed && isSoundInEach(marks)) return "trusted";
  if (rank !== "participant") return "reviewer";
  return of >= lines.reviewer.marks && lower >= lines.reviewer.lower ? "reviewer" : "participant";
}

/** Weak results in one group of categories prevent trust, whatever the other results. */
function isSoundInEach(marks: readonly Mark[]): boolean {
  return groupsOf(marks).every(({ of, upper }) => of < lines.pause.marks || upper >= lines.pause.upper);
}

/** Checks the total first; a single group matters only if the total is good. */
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

/** Share that decides the return from a pause. */
export function refresherOf({ pausedAt }: Pick<Rung, "pausedAt">, marks: readonly Mark[]) {
  return shareOf(marks.filter((mark) => mark.golden && pausedAt !== null && mark.at > pausedAt));
}

/** Returns as a reviewer at most: a pause must not promote. */
export function resumed(rung: Rung, at: Date): Rung {
  const rank = rung.rank === "participant" ? "participant" : "reviewer";
  return { ...rung, ...running, rank, resumedAt: at };
}

const running = { pausedAt: null, pausedFor: null, pausedGroup: null } as const;
