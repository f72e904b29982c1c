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
  /** By a supervisor: it goes out whatever people have to do already. */
  asked: boolean;
  /** A participant was given it before. */
  besideAsked: boolean;
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

/** So much to do, and no more, is given to one person. */
export interface Bounds {
  most: number;
  /** By what was asked about. */
  asked: number;
}

export interface Lines {
  /** Ids of up to `most` reviewers for the case, those with the least to do first; it is theirs from then on. */
  take(one: Waiting, most: number): string[];
  /** What somebody reads who has room for what was not asked about. */
  languages(): string[];
}

export function linesOf(reviewers: readonly Reviewer[], bounds: Bounds): Lines {
  const hands: Hand[] = reviewers
    .map((reviewer) => ({ ...reviewer }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const lines = new Map<string, Heap>();
  // One number says how much somebody has to do and who it is, and sorts by both.
  const placeOf = (who: number) => handAt(who).load * hands.length + who;
  const handAt = (place: number) => hands[place % hands.length] as Hand;
  const isFree = ({ load, graphicLeft }: Hand, { asked, graphic }: Waiting) =>
    load < (asked ? bounds.asked : bounds.most) && (!graphic || graphicLeft > 0);

  function lineFor({ language, graphic, asked }: Waiting): Heap {
    const key = `${language} ${graphic} ${asked}`;
    const known = lines.get(key);
    if (known) return known;
    const fitting = hands.flatMap((hand, who) => (reads(hand, language) ? [placeOf(who)] : []));
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
          // There is less and less left: who has had enough leaves the line for good.
          line.dropLeast();
        } else if (now !== place) {
          // Somebody in several lines: another one has given them something to do since.
          line.changeLeast(now);
        } else {
          line.dropLeast();
          if (mayJudge(hand, one)) taken.push(give(hand, one));
          back.push(place % hands.length);
        }
      }
      for (const who of back) line.add(placeOf(who));
      return taken;
    },
    languages: () => hands.filter(({ load }) => load < bounds.most).flatMap(languagesOf),
  };
}

function give(hand: Hand, { graphic }: Waiting): string {
  hand.load++;
  if (graphic) hand.graphicLeft--;
  return hand.id;
}

/** Whether this person could judge the case, however much they have to do. */
export function suits(reviewer: Reviewer, one: Waiting): boolean {
  return reads(reviewer, one.language) && mayJudge(reviewer, one);
}

function reads(reviewer: Reviewer, language: string | undefined): boolean {
  return language === undefined || languagesOf(reviewer).includes(language);
}

function languagesOf({ languages }: Reviewer): readonly string[] {
  return languages.length === 0 ? ["id"] : languages;
}

function mayJudge({ id, channels }: Reviewer, { never, channel }: Waiting): boolean {
  return !never.has(id) && (channel === undefined || !channels.has(channel));
}
