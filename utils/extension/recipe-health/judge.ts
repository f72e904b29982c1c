/** Detects on the device when recipes find less on a site's pages. */

import type { CanaryCounts, Measure } from "../../shared/contract/canary.ts";
import { dropRules, emptyPagesInRow, hasFallen, measures, noCounts } from "../../shared/policy/canary.ts";
import type { Judged } from "./memory.ts";

/** The baseline covers this number of windows. Older ones lose half of their weight repeatedly. */
const usualWindows = 50;

/** Returns the state for this recipe version. A new version keeps the earlier counts as its baseline. */
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
 * Adds counts and returns the measures that have just dropped. A measure is judged when its window is full, and
 * then counted from zero. After a drop it must recover before it can drop again.
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

/** Adds a page of a surface. Returns true if it completes a sequence of empty pages that counts as a drop. */
export function judgePage(judged: Judged, surface: number, isEmpty: boolean): boolean {
  const inRow = isEmpty ? (judged.emptyInRow[surface] ?? 0) + 1 : 0;
  judged.emptyInRow[surface] = inRow;
  return inRow === emptyPagesInRow && mark(judged, "pages", true);
}

/** Returns true if the measure has just dropped. */
function mark(judged: Judged, name: Measure, fell: boolean): boolean {
  const known = judged.fallen.includes(name);
  if (fell && !known) judged.fallen.push(name);
  if (!fell && known) judged.fallen = judged.fallen.filter((other) => other !== name);
  return fell && !known;
}
