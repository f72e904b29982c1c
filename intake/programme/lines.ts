/** Reviewers in line for cases: one line for each language, and one of those who may still see graphic ones. */

import type { Rank } from "../../utils/contract/trust.ts";
import { type Heap, heapOf } from "./heap.ts";

export interface Waiting {
  id: string;
  /** ISO 639; undefined: unknown, then anybody. */
  language: string | undefined;
  /** `cases.author_key`. */
  channel: string | undefined;
  graphic: boolean;
  /** Persons that must not get it: reporters, assigned, skipped. */
  never: ReadonlySet<string>;
  /** How many reviewers it still lacks. */
  lacks: number;
}

export interface Reviewer {
  id: string;
  rank: Rank;
  /** ISO 639; empty: Indonesian only. */
  languages: readonly string[];
  /** Own, declared and conflicting channels. */
  channels: ReadonlySet<string>;
  /** Open tasks. */
  load: number;
  /** Graphic ones that they may still get today. */
  graphicLeft: number;
}

/** What changes of a reviewer while cases are handed out. */
type Hand = Reviewer & { load: number; graphicLeft: number };

/** A reviewer stands in several lines: where the load differs from the one that they joined with, they are behind. */
interface Place {
  hand: Hand;
  load: number;
}

export interface Lines {
  /** Ids of up to `most` reviewers for the case, those with the least to do first; it is theirs from then on. */
  take(one: Waiting, most: number): string[];
}

/** `mostTasks`: nobody gets more than that to do. */
export function linesOf(reviewers: readonly Reviewer[], mostTasks = Number.POSITIVE_INFINITY): Lines {
  const hands: Hand[] = reviewers.map((reviewer) => ({ ...reviewer }));
  const lines = new Map<string, Heap<Place>>();

  function lineFor({ language, graphic }: Waiting): Heap<Place> {
    const key = `${language ?? ""} ${graphic}`;
    const known = lines.get(key);
    if (known) return known;
    const fitting = hands.filter((hand) => reads(hand, language) && isFree(hand, graphic));
    const made = heapOf(fitting.map(placeOf), isBefore);
    lines.set(key, made);
    return made;
  }

  const isFree = ({ load, graphicLeft }: Hand, graphic: boolean) =>
    load < mostTasks && (!graphic || graphicLeft > 0);

  return {
    take(one, most) {
      const line = lineFor(one);
      const taken: string[] = [];
      const back: Place[] = [];
      while (taken.length < most) {
        const place = line.pop();
        if (!place) break;
        const { hand, load } = place;
        // There is less and less left today: who has had enough leaves the line for good.
        if (!isFree(hand, one.graphic)) continue;
        if (hand.load !== load) {
          line.push(placeOf(hand));
          continue;
        }
        if (mayJudge(hand, one)) {
          hand.load++;
          if (one.graphic) hand.graphicLeft--;
          taken.push(hand.id);
        }
        back.push(placeOf(hand));
      }
      for (const place of back) line.push(place);
      return taken;
    },
  };
}

function placeOf(hand: Hand): Place {
  return { hand, load: hand.load };
}

function isBefore(one: Place, other: Place): boolean {
  return one.load === other.load ? one.hand.id < other.hand.id : one.load < other.load;
}

function reads({ languages }: Reviewer, language: string | undefined): boolean {
  if (language === undefined) return true;
  return languages.length === 0 ? language === "id" : languages.includes(language);
}

function mayJudge({ id, channels }: Reviewer, { never, channel }: Waiting): boolean {
  return !never.has(id) && (channel === undefined || !channels.has(channel));
}
