/** Plans the reports of a simulated period: time, site, category and repeated posts. */

import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { Random } from "../chaos/random.ts";

export interface PlannedReport {
  atMs: number;
  site: SimulatedSite;
  category: CategoryCode;
  action: ActionCode;
  /** Reports with the same number are about the same post. */
  post: number;
}

/** Shares of social media reports, published by the ministry for October 2024 to October 2025 (Meta, X, Google, Telegram). */
const sites = [
  ["facebook", 59],
  ["x", 21],
  ["youtube", 18],
  ["telegram", 2],
] as const satisfies [SiteId, number][];

/** The four sites with published numbers; an added site has none yet. */
export type SimulatedSite = (typeof sites)[number][0];

/** From the ministry's numbers for 2022, with the most frequent reduced so that every lane occurs. */
const mix: [[CategoryCode, number], ...[CategoryCode, number][]] = [
  ["PORNO", 40],
  ["JUDI", 36],
  ["PENIPUAN", 8],
  ["SPAM", 5],
  ["HKI", 2],
  ["KEUANGAN_OBAT_ILEGAL", 3],
  ["TERORISME", 3],
  ["KEBENCIAN_SARA", 1],
  ["NARKOTIKA", 1],
  ["HOAKS", 1],
  ["PORNO_ANAK", 2],
  ["TAUTAN_RENDAH", 2],
];

/** A third of the reports repeat an earlier post; one day in ten has a burst. */
const againShare = 0.33;
const burstShare = 0.1;
const hourMs = 3_600_000;

export function planReports(
  { startMs, days, reports }: { startMs: number; days: number; reports: number },
  random: Random,
): PlannedReport[] {
  const weights = Array.from({ length: days }, () => (random.next() < burstShare ? 3 : 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const planned: PlannedReport[] = [];
  let due = 0;
  for (const [day, weight] of weights.entries()) {
    due += (reports * weight) / all;
    while (planned.length < Math.round(due)) {
      const atMs = startMs + (day * 24 + hourOfDay(random)) * hourMs + random.between(0, hourMs - 1);
      const earlier = planned[random.between(0, Math.max(0, planned.length - 1))];
      planned.push(
        earlier && random.next() < againShare
          ? { ...earlier, atMs: Math.max(atMs, earlier.atMs) }
          : { atMs, post: planned.length, ...draw(random) },
      );
    }
  }
  return planned.sort((one, other) => one.atMs - other.atMs);
}

/** Fewer at night. */
function hourOfDay(random: Random): number {
  return random.next() < 0.85 ? random.between(7, 22) : random.between(0, 23);
}

function draw(random: Random): Pick<PlannedReport, "site" | "category" | "action"> {
  const category = random.weighted(mix);
  const { actions } = categories[category];
  const action = actions[random.between(0, actions.length - 1)] ?? "PANTAU";
  return { site: random.weighted(sites), category, action };
}
