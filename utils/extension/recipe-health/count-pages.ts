/** Counts of a recipe's findings by hour, and drops in them; a drop triggers an immediate upload. */

import { limits } from "../../shared/contract/limits.ts";
import type {
  CaptureCount,
  HealthCounts,
  HealthMeasure,
  PageCount,
} from "../../shared/contract/recipe-health.ts";
import {
  addCounts,
  emptyCounts,
  emptyPagesInRow,
  fallRules,
  hasFallen,
  measures,
} from "../../shared/policy/recipe-health.ts";
import { browserFamily } from "../browser/browser-name.ts";
import { connection } from "../browser/storage.ts";
import { type Baseline, changeHealthMemory, type HealthMemory, type HourRow } from "./health-memory.ts";
import { scheduleUpload, uploadCounts } from "./upload-counts.ts";

type Key = Pick<HourRow, "site" | "kind" | "recipeVersion">;

const hourMs = 3_600_000;

/** The baseline covers this number of windows. Older ones lose half of their weight repeatedly. */
const baselineWindows = 50;

/** Returns the state for this recipe version. A new version keeps the earlier counts as its baseline. */
export function baselineFor(recipeVersion: number, known: Baseline | undefined): Baseline {
  if (known?.recipeVersion === recipeVersion) return known;
  return {
    recipeVersion,
    recent: emptyCounts(),
    before: known?.before ?? emptyCounts(),
    fallen: [],
    emptyInRow: {},
  };
}

/**
 * Adds counts and returns the measures that have just dropped. A measure is judged when its window is full, and
 * then counted from zero. After a drop it must recover before it can drop again.
 */
export function updateBaseline(judged: Baseline, counts: HealthCounts): HealthMeasure[] {
  return measures.filter((name) => {
    const recent = judged.recent[name];
    recent.found += counts[name].found;
    recent.expected += counts[name].expected;
    if (recent.expected < fallRules[name].window) return false;
    const before = judged.before[name];
    const fell = hasFallen(name, recent, before);
    if (!fell) {
      if (before.expected > baselineWindows * recent.expected) {
        before.found /= 2;
        before.expected /= 2;
      }
      before.found += recent.found;
      before.expected += recent.expected;
    }
    judged.recent[name] = { found: 0, expected: 0 };
    return setFallen(judged, name, fell);
  });
}

/** Adds a page of a surface. Returns true if it completes a sequence of empty pages that counts as a drop. */
export function recordPage(judged: Baseline, surface: number, isEmpty: boolean): boolean {
  const inRow = isEmpty ? (judged.emptyInRow[surface] ?? 0) + 1 : 0;
  judged.emptyInRow[surface] = inRow;
  return inRow === emptyPagesInRow && setFallen(judged, "pages", true);
}

/** Returns true if the measure has just dropped. */
function setFallen(judged: Baseline, name: HealthMeasure, fell: boolean): boolean {
  const wasFallen = judged.fallen.includes(name);
  if (fell && !wasFallen) judged.fallen.push(name);
  if (!fell && wasFallen) judged.fallen = judged.fallen.filter((other) => other !== name);
  return fell && !wasFallen;
}

export async function countPage(seen: PageCount): Promise<void> {
  const { surface, posts, byStructure, identities, buttons, ...key } = seen;
  if (byStructure) return countSwitch(key);
  const isEmpty = posts === 0;
  const counts = {
    ...emptyCounts(),
    pages: { found: isEmpty ? 0 : 1, expected: 1 },
    identities,
    buttons: { found: buttons, expected: posts },
  };
  await add(key, counts, (judged) => recordPage(judged, surface, isEmpty));
}

/**
 * Counts a page that the structural finder had to read. An upload at once would reveal when the page was visited, so the
 * first such page brings the next upload forward by a random time.
 */
async function countSwitch(key: Key): Promise<void> {
  if (!(await connection.getValue())) return;
  const isFirst = await changeHealthMemory((memory) => {
    const judged = judgedFor(memory, key);
    const row = rowOf(memory, key);
    row.byStructure = Math.min(limits.canaryHourCount, (row.byStructure ?? 0) + 1);
    const wasSwitched = judged.switched === true;
    judged.switched = true;
    return !wasSwitched;
  });
  await scheduleUpload(isFirst);
}

export async function countCapture({ fields, permalink, ...key }: CaptureCount): Promise<void> {
  const permalinks = { found: permalink ? 1 : 0, expected: 1 };
  await add(key, { ...emptyCounts(), fields, permalinks });
}

/** `judgeMore`: detects drops that the measures do not cover. */
async function add(key: Key, counts: HealthCounts, judgeMore?: (judged: Baseline) => boolean): Promise<void> {
  // Before enrolment there is no intake to report to.
  if (!(await connection.getValue())) return;
  const dropped = await changeHealthMemory((memory) => {
    const judged = judgedFor(memory, key);
    const inRow = judgeMore?.(judged) ?? false;
    const drops = updateBaseline(judged, counts).length + (inRow ? 1 : 0);
    const row = rowOf(memory, key);
    if (isFull(row)) return false;
    addCounts(row.counts, counts);
    row.drops = Math.min(limits.canaryDrops, row.drops + drops);
    return drops > 0;
  });
  await (dropped ? uploadCounts() : scheduleUpload());
}

function judgedFor(memory: HealthMemory, { site, kind, recipeVersion }: Key): Baseline {
  const name = `${site}:${kind}`;
  const judged = baselineFor(recipeVersion, memory.judged[name]);
  memory.judged[name] = judged;
  return judged;
}

function rowOf(memory: HealthMemory, key: Key): HourRow {
  const hour = Math.floor(Date.now() / hourMs) * hourMs;
  const browser = browserFamily();
  const same = ({ site, kind, recipeVersion, ...row }: HourRow) =>
    row.hourMs === hour &&
    row.browser === browser &&
    site === key.site &&
    kind === key.kind &&
    recipeVersion === key.recipeVersion;
  const existing = memory.rows.find(same);
  if (existing) return existing;
  const row: HourRow = { hourMs: hour, ...key, browser, counts: emptyCounts(), drops: 0 };
  memory.rows.push(row);
  // Keeps the newest rows, which describe the current state.
  memory.rows = memory.rows.slice(-limits.canaryRows);
  return row;
}

/** Far more than a person can reach within an hour. */
function isFull({ counts }: HourRow): boolean {
  return Object.values(counts).some(({ expected }) => expected > limits.canaryHourCount / 2);
}
