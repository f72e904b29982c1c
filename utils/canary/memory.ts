/** What this device has counted and not yet told, and what was usual before: in storage, one change at a time. */

import { z } from "zod";
import {
  type BrowserFamily,
  type CanaryCounts,
  canaryCounts,
  type Measure,
  measure,
  reportedCounts,
} from "../contract/canary.ts";
import { id } from "../contract/ids.ts";
import type { Kind, SiteId } from "../contract/site.ts";
import { local } from "../core/storage.ts";

/** Counts of one hour. */
export interface HourRow {
  /** Start of the hour by this device's clock, epoch ms; only its distance from now ever travels. */
  hourMs: number;
  site: SiteId;
  kind: Kind;
  recipeVersion: number;
  browser: BrowserFamily;
  counts: CanaryCounts;
  drops: number;
}

/** What this device knows of one site and kind, to tell a drop. */
export interface Judged {
  recipeVersion: number;
  /** Since each measure was judged last. */
  recent: CanaryCounts;
  /** What was usual; windows that had fallen are not part of it. */
  before: CanaryCounts;
  /** Measures that are known to have fallen, so that each drop is told once. */
  fallen: Measure[];
  /** By place of the surface: its last pages in a row without a post. */
  emptyInRow: Record<number, number>;
}

/** Rows under an id of their own: after a lost answer they go out again under the same. */
export interface Batch {
  id: string;
  rows: HourRow[];
}

export interface Memory {
  rows: HourRow[];
  batch?: Batch;
  judged: Record<string, Judged>;
  /** When the next batch goes out, epoch ms. */
  flushAtMs?: number;
  /** Failed tries of the present batch. */
  tries: number;
}

const key = "canaries";

/** One after the other: a change begins with what the last one wrote. */
let last: Promise<unknown> = Promise.resolve();

/** Counts that the disk gives back damaged are given up: they are not worth a repair. */
export async function readMemory(): Promise<Memory> {
  const known = await local.read<Memory>(key);
  return known && memoryShape.safeParse(known).success ? known : { rows: [], judged: {}, tries: 0 };
}

const hourRow = reportedCounts
  .omit({ hoursAgo: true })
  .extend({ hourMs: z.number(), counts: canaryCounts, recipeVersion: z.int() });
const judged = z.object({
  recipeVersion: z.int(),
  recent: canaryCounts,
  before: canaryCounts,
  fallen: z.array(measure),
  emptyInRow: z.record(z.string(), z.int()),
});
const memoryShape = z.object({
  rows: z.array(hourRow),
  batch: z.object({ id, rows: z.array(hourRow) }).optional(),
  judged: z.record(z.string(), judged),
  flushAtMs: z.number().optional(),
  tries: z.int().min(0),
});

/** Changes the memory in place and writes it; gives what the change gives. */
export function changeMemory<T>(change: (memory: Memory) => T): Promise<T> {
  const next = last.then(async () => {
    const memory = await readMemory();
    const answer = change(memory);
    await local.write(key, memory);
    return answer;
  });
  last = next.catch(() => undefined);
  return next;
}
