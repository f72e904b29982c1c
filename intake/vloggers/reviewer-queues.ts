/** Queues of reviewers for cases: per language, graphic content and supervisors' requests. */

import type { ReviewerLevel } from "../../utils/shared/contract/reviewer-level.ts";

export interface WaitingCase {
  id: string;
  /** ISO 639 code; undefined if unknown, then any reviewer fits. */
  language: string | undefined;
  channel: string | undefined;
  graphic: boolean;
  /** A supervisor asked for reviews: ignores reviewers' ordinary load limit. */
  asked: boolean;
  /** A participant had the case before. */
  participantAsked: boolean;
  /** Ids of people who must not get it, such as reporters and people who had it before. */
  never: ReadonlySet<string>;
  /** Number of reviewers still needed. */
  lacks: number;
}

export interface Reviewer {
  id: string;
  rank: ReviewerLevel;
  /** ISO 639 codes; empty means Indonesian only. */
  languages: readonly string[];
  /** Own, declared and conflicting channels. */
  channels: ReadonlySet<string>;
  /** Number of open tasks. */
  load: number;
  /** Number of graphic tasks still allowed today. */
  graphicLeft: number;
}

/** A reviewer's mutable counters during assignment. */
type ReviewerLoad = Reviewer & { load: number; graphicLeft: number };

export interface LoadLimits {
  most: number;
  /** Limit for cases about which a supervisor asked. */
  asked: number;
}

export interface ReviewerQueues {
  /** Assigns the case to up to `most` reviewers, those with the least load first, and returns their ids. */
  take(one: WaitingCase, most: number): string[];
  /** Languages of everyone with room for ordinary cases. */
  languages(): string[];
}

interface Heap {
  least(): number | undefined;
  add(one: number): void;
  dropLeast(): void;
  /** Replaces the least number. */
  changeLeast(to: number): void;
}

/** A binary min-heap of numbers. */
function heapOf(ones: readonly number[]): Heap {
  const kept = [...ones].sort((one, other) => one - other);
  const at = (index: number) => kept[index] as number;

  function rise(index: number, one: number): void {
    let here = index;
    while (here > 0) {
      const parent = (here - 1) >> 1;
      if (at(parent) <= one) break;
      kept[here] = at(parent);
      here = parent;
    }
    kept[here] = one;
  }

  function sink(one: number): void {
    let here = 0;
    for (let child = 1; child < kept.length; child = 2 * here + 1) {
      if (child + 1 < kept.length && at(child + 1) < at(child)) child++;
      if (one <= at(child)) break;
      kept[here] = at(child);
      here = child;
    }
    kept[here] = one;
  }

  return {
    least: () => kept[0],
    add: (one) => rise(kept.push(one) - 1, one),
    dropLeast() {
      const last = kept.pop();
      if (last !== undefined && kept.length > 0) sink(last);
    },
    changeLeast: sink,
  };
}

export function createReviewerQueues(reviewers: readonly Reviewer[], bounds: LoadLimits): ReviewerQueues {
  const hands: ReviewerLoad[] = reviewers
    .map((reviewer) => ({ ...reviewer }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const lines = new Map<string, Heap>();
  // Encodes load and index in one number, which sorts by both.
  const placeOf = (who: number) => handAt(who).load * hands.length + who;
  const handAt = (place: number) => hands[place % hands.length] as ReviewerLoad;
  const isFree = ({ load, graphicLeft }: ReviewerLoad, { asked, graphic }: WaitingCase) =>
    load < (asked ? bounds.asked : bounds.most) && (!graphic || graphicLeft > 0);

  function lineFor({ language, graphic, asked }: WaitingCase): Heap {
    const key = `${language} ${graphic} ${asked}`;
    const known = lines.get(key);
    if (known) return known;
    const fitting = hands.flatMap((hand, who) => (readsLanguage(hand, language) ? [placeOf(who)] : []));
    const made = heapOf(fitting);
    lines.set(key, made);
    return made;
  }

  return {
    take(one, most) {
      const line = lineFor(one);
      const taken: string[] = [];
      const back: number[] = [];
      while (taken.length < most) {
        const place = line.least();
        if (place === undefined) break;
        const hand = handAt(place);
        const now = placeOf(place % hands.length);
        if (!isFree(hand, one)) {
          // Limits only shrink, so a full reviewer leaves the queue for good.
          line.dropLeast();
        } else if (now !== place) {
          // The reviewer got a task through another queue since; corrects the stale key.
          line.changeLeast(now);
        } else {
          line.dropLeast();
          if (hasNoConflict(hand, one)) taken.push(assign(hand, one));
          back.push(place % hands.length);
        }
      }
      for (const who of back) line.add(placeOf(who));
      return taken;
    },
    languages: () => hands.filter(({ load }) => load < bounds.most).flatMap(languagesOf),
  };
}

function assign(hand: ReviewerLoad, { graphic }: WaitingCase): string {
  hand.load++;
  if (graphic) hand.graphicLeft--;
  return hand.id;
}

/** Tells whether the person could judge the case, whatever their load. */
export function canReview(reviewer: Reviewer, one: WaitingCase): boolean {
  return readsLanguage(reviewer, one.language) && hasNoConflict(reviewer, one);
}

function readsLanguage(reviewer: Reviewer, language: string | undefined): boolean {
  return language === undefined || languagesOf(reviewer).includes(language);
}

function languagesOf({ languages }: Reviewer): readonly string[] {
  return languages.length === 0 ? ["id"] : languages;
}

function hasNoConflict({ id, channels }: Reviewer, { never, channel }: WaitingCase): boolean {
  return !never.has(id) && (channel === undefined || !channels.has(channel));
}
