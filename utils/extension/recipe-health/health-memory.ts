/** Counts that are not uploaded yet, and the baseline. Stored on disk; changes run one at a time. */

import { z } from "zod";
import { id } from "../../shared/contract/ids.ts";
import {
  type BrowserFamily,
  type HealthCounts,
  type HealthMeasure,
  healthCounts,
  healthMeasure,
  sentCounts,
} from "../../shared/contract/recipe-health.ts";
import type { Kind, SiteId } from "../../shared/contract/site.ts";
import { local } from "../browser/storage.ts";

export interface HourRow {
  /** Start of the hour in device time, epoch ms. Only its distance from now is sent. */
  hourMs: number;
  site: SiteId;
  kind: Kind;
  recipeVersion: number;
  browser: BrowserFamily;
  counts: HealthCounts;
  drops: number;
  byStructure?: number | undefined;
}

/** State of one site and kind for detecting drops. */
export interface Baseline {
  recipeVersion: number;
  /** Counts since the last judgement of each measure. */
  recent: HealthCounts;
  /** The baseline, without windows that had dropped. */
  before: HealthCounts;
  /** Measures that have dropped, so that each drop is reported once. */
  fallen: HealthMeasure[];
  /** Number of consecutive pages without a post, keyed by surface index. */
  emptyInRow: Record<number, number>;
  /** The structural finder had to find posts, so the next upload has been brought forward. */
  switched?: boolean | undefined;
}

/** Rows with a stable id: after a lost answer they are sent again under the same id. */
export interface PendingBatch {
  id: string;
  rows: HourRow[];
}

export interface HealthMemory {
  rows: HourRow[];
  batch?: PendingBatch;
  judged: Record<string, Baseline>;
  /** Time of the next upload, epoch ms. */
  flushAtMs?: number;
  /** Number of failed attempts for the current batch. */
  tries: number;
}

const key = "canaries";

/** Serialises changes, so that each starts from the previous result. */
let last: Promise<unknown> = Promise.resolve();

/** Damaged counts are discarded; they are not worth a repair. */
export async function readHealthMemory(): Promise<HealthMemory> {
  const stored = await local.read<HealthMemory>(key);
  return stored && memoryShape.safeParse(stored).success ? stored : { rows: [], judged: {}, tries: 0 };
}

const hourRow = sentCounts
  .omit({ hoursAgo: true })
  .extend({ hourMs: z.number(), counts: healthCounts, recipeVersion: z.int() });
const baselineShape = z.object({
  recipeVersion: z.int(),
  recent: healthCounts,
  before: healthCounts,
  fallen: z.array(healthMeasure),
  emptyInRow: z.record(z.string(), z.int()),
  switched: z.boolean().optional(),
});
const memoryShape = z.object({
  rows: z.array(hourRow),
  batch: z.object({ id, rows: z.array(hourRow) }).optional(),
  judged: z.record(z.string(), baselineShape),
  flushAtMs: z.number().optional(),
  tries: z.int().min(0),
});

/** Changes the memory in place, writes it, and returns the change's result. */
export function changeHealthMemory<T>(change: (memory: HealthMemory) => T): Promise<T> {
  const next = last.then(async () => {
    const memory = await readHealthMemory();
    const answer = change(memory);
    await local.write(key, memory);
    return answer;
  });
  last = next.catch(() => undefined);
  return next;
}
