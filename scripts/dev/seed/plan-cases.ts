/** Plans the seeded cases: number of reports, times, states and similar texts. */

import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Random } from "../../measure/chaos/random.ts";
import { inventCategory, inventText } from "./invent.ts";
import type { Wanted } from "./make-case.ts";
import { inventPost } from "./make-report.ts";
import { newId } from "./new-id.ts";

export interface Sowing {
  cases: number;
  /** Total for all cases; each has at least one. */
  reports: number;
  seed: number;
  /** Time of the latest report. */
  now: Date;
}

const hourMs = 3_600_000;
/** Maximum age of waiting cases and of decided cases. */
const waitingHours = 30;
const decidedHours = 24 * 200;
const quietHours = 10;
/** One case in this many repeats a text, and this many texts circulate at a time. */
const alikeOneIn = 8;
const themesAtOnce = 12;

/** State of a hundred cases. */
const states: readonly [CaseState, number][] = [
  ["open", 8],
  ["proposed", 2],
  ["rejected", 25],
  ["escalated", 3],
  ["approved", 62],
];

interface Theme {
  id: string;
  category: CategoryCode;
  text: string;
}

export function* planCases(sowing: Sowing, random: Random): Generator<Wanted> {
  const themes: Theme[] = [];
  let reportsLeft = Math.max(sowing.reports, sowing.cases);
  for (let number = 0; number < sowing.cases; number++) {
    const reports = shareOf(reportsLeft, sowing.cases - number, random);
    reportsLeft -= reports;
    const state = drawState(random);
    const waits = state === "open" || state === "proposed";
    const hours = random.next() * (waits ? waitingHours : decidedHours);
    const ageMs = (hours + (waits ? quietHours : waitingHours)) * hourMs;
    const common = { reports, state, firstAt: new Date(sowing.now.getTime() - Math.round(ageMs)) };
    // Different seeds use different post numbers.
    const place = sowing.seed * 10_000_000 + number;
    if (random.between(1, alikeOneIn) === 1) {
      const { theme, isNew } = pickTheme(themes, random);
      const post = inventPost(place, theme.category, random, theme.text);
      yield { ...common, post, group: { id: theme.id, begins: isNew } };
    } else {
      yield { ...common, post: inventPost(place, inventCategory(random), random) };
    }
  }
}

/** Few cases have many reports; the last case takes the rest. */
function shareOf(reportsLeft: number, casesLeft: number, random: Random): number {
  const spare = reportsLeft - casesLeft;
  if (casesLeft === 1) return 1 + spare;
  const drawn = Math.floor((-spare / casesLeft) * Math.log(1 - random.next()) + 0.5);
  return 1 + Math.min(spare, drawn);
}

function drawState(random: Random): CaseState {
  let left = random.next() * 100;
  for (const [state, share] of states) {
    left -= share;
    if (left < 0) return state;
  }
  return "approved";
}

/** Picks a circulating text; now and then a new one replaces it. */
function pickTheme(themes: Theme[], random: Random): { theme: Theme; isNew: boolean } {
  const at = random.between(0, themesAtOnce - 1);
  const known = themes[at];
  if (known && random.between(1, 40) > 1) return { theme: known, isNew: false };
  const category = inventCategory(random);
  const theme = { id: newId(random), category, text: inventText(category, random) };
  themes[at] = theme;
  return { theme, isNew: true };
}
