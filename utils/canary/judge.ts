/** Tells on the device itself when what is found on a site's pages drops. */

import type { CanaryCounts, Measure } from "../contract/canary.ts";
import { dropRules, emptyPagesInRow, hasFallen, measures, noCounts } from "../policy/canary.ts";
import type { Judged } from "./memory.ts";

/** What was usual is remembered over so many windows; older ones count half, then a quarter. */
const usualWindows = 50;

/** What the device knows of a kind under this version of its recipes; the counts before it stay the measure. */
export function judgedUnder(recipeVersion: number, known: Judged | undefined): Judged {
  if (known?.recipeVersion === recipeVersion) return known;
  return {
    recipeVersion,
    recent: noCounts(),
    before: known?.before ?? noCounts(),
    fallen: [],
    emptyInRow: {},
  };
}

/**
 * Adds counts and gives the measures that have just fallen. A measure is judged whenever its window is full, then
 * counted anew; one that had fallen can fall again only after it was well.
 */
export function judge(judged: Judged, counts: CanaryCounts): Measure[] {
  return measures.filter((name) => {
    const recent = judged.recent[name];
    recent.found += counts[name].found;
    recent.expected += counts[name].expected;
    if (recent.expected < dropRules[name].window) return false;
    const before = judged.before[name];
    const fell = hasFallen(name, recent, before);
    if (!fell) {
      if (before.expected > usualWindows * recent.expected) {
        before.found /= 2;
        before.expected /= 2;
      }
      before.found += recent.found;
      before.expected += recent.expected;
    }
    judged.recent[name] = { found: 0, expected: 0 };
    return mark(judged, name, fell);
  });
}

/** Adds a page of a surface; true when it is the last of a row of empty ones that makes a drop. */
export function judgePage(judged: Judged, surface: number, isEmpty: boolean): boolean {
  const inRow = isEmpty ? (judged.emptyInRow[surface] ?? 0) + 1 : 0;
  judged.emptyInRow[surface] = inRow;
  return inRow === emptyPagesInRow && mark(judged, "pages", true);
}

/** True when it has just fallen. */
function mark(judged: Judged, name: Measure, fell: boolean): boolean {
  const known = judged.fallen.includes(name);
  if (fell && !known) judged.fallen.push(name);
  if (!fell && known) judged.fallen = judged.fallen.filter((other) => other !== name);
  return fell && !known;
}
