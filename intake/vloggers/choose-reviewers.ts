/**
 * Chooses reviewers for each open case: those who read its language, may judge it and have the least to do.
 */

import TinyQueue from "tinyqueue";
import type { ReviewerLevel } from "../../utils/shared/contract/reviewer-level.ts";
import { openTasks } from "../../utils/shared/policy/review-tasks.ts";

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
    reviewers.filter((reviewer) => !isBeginner(reviewer)),
    { most: openTasks, asked: Number.POSITIVE_INFINITY },
  );
  const beside = createReviewerQueues(reviewers.filter(isBeginner), {
    most: openTasks,
    asked: participantTasks,
  });
  const chosen = (waiting: WaitingCase) => [
    ...counted.take(waiting, waiting.lacks),
    ...(waiting.participantAsked ? [] : beside.take(waiting, 1)),
  ];
  return {
    choose: (cases) =>
      cases
        .filter(({ lacks }) => lacks > 0)
        .flatMap((waiting) => chosen(waiting).map((personId) => ({ caseId: waiting.id, personId }))),
    languages: () => [...new Set([...counted.languages(), ...beside.languages()])],
  };
}

export interface WaitingCase {
  id: string;
  /** ISO 639 code; undefined if unknown, then any reviewer fits. */
  language: string | undefined;
  /** Keys of the possible authors' channels. */
  channels: readonly string[];
  graphic: boolean;
  /** A supervisor asked for reviews: ignores reviewers' ordinary load limit. */
  asked: boolean;
  /** A participant had the case before. */
  participantAsked: boolean;
  /** Ids of people who must not get it, such as reporters and people who had it before. */
  never: ReadonlySet<string>;
  /** Inviters of people who have it or reviewed it. */
  inviters: ReadonlySet<string>;
  /** Number of reviewers still needed. */
  lacks: number;
}

export interface Reviewer {
  id: string;
  rank: ReviewerLevel;
  /** Null if an administrator enrolled the person. */
  inviter: string | null;
  /** ISO 639 codes; empty means Indonesian only. */
  languages: readonly string[];
  /** Own, declared and conflicting channels. */
  channels: ReadonlySet<string>;
  /** Number of open tasks. */
  load: number;
  /** Number of tasks skipped in the last week. A skip must not bring the person first in line. */
  skipped: number;
  /** Number of graphic tasks still allowed today. */
  graphicLeft: number;
}

/** A reviewer's mutable counters during assignment. */
type ReviewerLoad = Reviewer & { load: number; graphicLeft: number };

interface LoadLimits {
  most: number;
  /** Limit for cases about which a supervisor asked. */
  asked: number;
}

interface ReviewerQueues {
  /**
   * Assigns the case to up to `most` reviewers, those with the fewest tasks first, and returns their ids. Takes a second
   * one of the same inviter only if no other is free.
   */
  take(waiting: WaitingCase, most: number): string[];
  /** Languages of everyone with room for ordinary cases. */
  languages(): string[];
}

function createReviewerQueues(reviewers: readonly Reviewer[], bounds: LoadLimits): ReviewerQueues {
  const hands: ReviewerLoad[] = reviewers
    .map((reviewer) => ({ ...reviewer }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const lines = new Map<string, TinyQueue<number>>();
  // Encodes load, skipped tasks and index in one number, which sorts by the sum and then the index.
  const placeOf = (who: number) => (handAt(who).load + handAt(who).skipped) * hands.length + who;
  const handAt = (who: number) => hands[who] as ReviewerLoad;
  const isFree = ({ load, graphicLeft }: ReviewerLoad, { asked, graphic }: WaitingCase) =>
    load < (asked ? bounds.asked : bounds.most) && (!graphic || graphicLeft > 0);

  function lineFor({ language, graphic, asked }: WaitingCase): TinyQueue<number> {
    const key = `${language} ${graphic} ${asked}`;
    const known = lines.get(key);
    if (known) return known;
    const fitting = hands.flatMap((hand, who) => (readsLanguage(hand, language) ? [placeOf(who)] : []));
    const made = new TinyQueue(fitting);
    lines.set(key, made);
    return made;
  }

  /** Takes the free reviewer with the least load out of the queue. Corrects the queue on the way. */
  function takeFree(line: TinyQueue<number>, waiting: WaitingCase): number | undefined {
    for (let queued = line.pop(); queued !== undefined; queued = line.pop()) {
      const who = queued % hands.length;
      // Limits only shrink, so a full reviewer leaves the queue for good.
      if (!isFree(handAt(who), waiting)) continue;
      if (placeOf(who) === queued) return who;
      // The reviewer got a task through another queue since.
      line.push(placeOf(who));
    }
    return undefined;
  }

  return {
    take(waiting, most) {
      const line = lineFor(waiting);
      const taken: string[] = [];
      const asked: number[] = [];
      const later: number[] = [];
      const inviters = new Set<string | null>(waiting.inviters);
      while (taken.length < most) {
        const who = takeFree(line, waiting);
        if (who === undefined) break;
        asked.push(who);
        const hand = handAt(who);
        if (!hasNoConflict(hand, waiting)) continue;
        if (addInviter(inviters, hand)) taken.push(assign(hand, waiting));
        else later.push(who);
      }
      for (const who of later.slice(0, most - taken.length)) taken.push(assign(handAt(who), waiting));
      for (const who of asked) line.push(placeOf(who));
      return taken;
    },
    languages: () => hands.filter(({ load }) => load < bounds.most).flatMap(languagesOf),
  };
}

/** Returns false if the person's inviter is among these already. */
function addInviter(inviters: Set<string | null>, { inviter }: Reviewer): boolean {
  if (inviters.has(inviter)) return false;
  if (inviter !== null) inviters.add(inviter);
  return true;
}

function assign(hand: ReviewerLoad, { graphic }: WaitingCase): string {
  hand.load++;
  if (graphic) hand.graphicLeft--;
  return hand.id;
}

/** Returns whether the person could judge the case, whatever their load. */
export function canReview(reviewer: Reviewer, waiting: WaitingCase): boolean {
  return readsLanguage(reviewer, waiting.language) && hasNoConflict(reviewer, waiting);
}

function readsLanguage(reviewer: Reviewer, language: string | undefined): boolean {
  return language === undefined || languagesOf(reviewer).includes(language);
}

function languagesOf({ languages }: Reviewer): readonly string[] {
  return languages.length === 0 ? ["id"] : languages;
}

function hasNoConflict({ id, channels }: Reviewer, waiting: WaitingCase): boolean {
  return !waiting.never.has(id) && !waiting.channels.some((channel) => channels.has(channel));
}
