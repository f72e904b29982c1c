/** Queues of reviewers for cases: per language, graphic content and supervisors' requests. */

import TinyQueue from "tinyqueue";
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

export function createReviewerQueues(reviewers: readonly Reviewer[], bounds: LoadLimits): ReviewerQueues {
  const hands: ReviewerLoad[] = reviewers
    .map((reviewer) => ({ ...reviewer }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const lines = new Map<string, TinyQueue<number>>();
  // Encodes load and index in one number, which sorts by both.
  const placeOf = (who: number) => handAt(who).load * hands.length + who;
  const handAt = (place: number) => hands[place % hands.length] as ReviewerLoad;
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

  return {
    take(one, most) {
      const line = lineFor(one);
      const taken: string[] = [];
      const back: number[] = [];
      while (taken.length < most) {
        const place = line.peek();
        if (place === undefined) break;
        const hand = handAt(place);
        const now = placeOf(place % hands.length);
        if (!isFree(hand, one)) {
          // Limits only shrink, so a full reviewer leaves the queue for good.
          line.pop();
        } else if (now !== place) {
          // The reviewer got a task through another queue since; corrects the stale key.
          line.pop();
          line.push(now);
        } else {
          line.pop();
          if (hasNoConflict(hand, one)) taken.push(assign(hand, one));
          back.push(place % hands.length);
        }
      }
      for (const who of back) line.push(placeOf(who));
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
