/** Recipe health: counts of what recipes found on pages and what was expected. No page content. */

import { z } from "zod";
import { id } from "./ids.ts";
import { limits } from "./limits.ts";
import { kind, siteId } from "./site.ts";

/**
 * `pages`: visits that found a post of the expected kind. `identities`: posts with a readable identity.
 * `buttons`: posts with a place for the button. `fields`: fields read during a capture. `permalinks`: captures
 * whose post has an address.
 */
export const healthMeasure = z.enum(["pages", "identities", "buttons", "fields", "permalinks"]);
export type HealthMeasure = z.infer<typeof healthMeasure>;

const count = z.int().min(0);

/** A share whose two counts are at most `most`. */
export function shareUpTo(most: number) {
  return z
    .strictObject({ found: count.max(most), expected: count.max(most) })
    .refine(({ found, expected }) => found <= expected, { message: "more found than expected" });
}

function countsOf<T extends z.ZodType>(share: T) {
  return z.strictObject({
    pages: share,
    identities: share,
    buttons: share,
    fields: share,
    permalinks: share,
  });
}

export const healthCounts = countsOf(shareUpTo(Number.MAX_SAFE_INTEGER));
export type HealthCounts = z.infer<typeof healthCounts>;
export type Share = HealthCounts[HealthMeasure];

/** The version is left out: it would help to fingerprint devices and would split the counts. */
export const browserFamily = z.enum(["chrome", "edge", "firefox", "other"]);
export type BrowserFamily = z.infer<typeof browserFamily>;

/** Grouping key of the counts. */
const healthKey = {
  site: siteId,
  kind,
  recipeVersion: z.int().min(1).max(1_000_000_000),
  browser: browserFamily,
};

export const sentCounts = z.strictObject({
  ...healthKey,
  /** Relative to the intake's current hour: device clocks are not trusted, and no value can lie in the future. */
  hoursAgo: z.int().min(0).max(limits.canaryHours),
  counts: countsOf(shareUpTo(limits.canaryHourCount)),
  /** Drops in a measure that the device detected in that hour. */
  drops: z.int().min(0).max(limits.canaryDrops),
  /** Pages on which the structural finder found posts that the recipes miss. Absent if there are none. */
  byStructure: z.int().min(0).max(limits.canaryHourCount).optional(),
});
export type SentCounts = z.infer<typeof sentCounts>;

/** The id is random and used for this batch only. A batch with a known id is not counted again. */
export const healthBatch = z.strictObject({
  id,
  rows: z.array(sentCounts).min(1).max(limits.canaryRows),
});
export type HealthBatch = z.infer<typeof healthBatch>;

/** `too-few`: not enough recent data to judge. */
export const recipeHealthState = z.enum(["ok", "dropped", "too-few"]);
export type RecipeHealthState = z.infer<typeof recipeHealthState>;

export const recipeHealthDay = z.object({
  /** Calendar day in Jakarta time, such as `2026-11-25`. */
  day: z.iso.date(),
  counts: healthCounts,
  drops: count,
});
export type RecipeHealthDay = z.infer<typeof recipeHealthDay>;

export const recipeHealthView = z.object({
  ...healthKey,
  state: recipeHealthState,
  /** The measures that fell. Empty unless the state is `dropped`. */
  fallen: z.array(healthMeasure),
  /** Last 24 hours. */
  counts: healthCounts,
  /** Baseline: earlier days and earlier recipe versions for the same site, kind and browser. */
  before: healthCounts,
  /** Drops that devices detected in the last 24 hours. */
  drops: count,
  /** Pages of the last 24 hours on which the structural finder found posts that the recipes miss. */
  byStructure: count.default(0),
  /** Days with counts, oldest first. */
  history: z.array(recipeHealthDay),
});
export type RecipeHealthView = z.infer<typeof recipeHealthView>;

const counted = { site: siteId, kind, recipeVersion: z.int().min(1) };

const pagePosts = z.int().min(0).max(limits.canaryPagePosts);

/** One visit to a page that should show posts of this kind. Only the first posts are sampled. */
export const pageCount = z.strictObject({
  ...counted,
  /** Index in the site's list of surfaces. */
  surface: z.int().min(0).max(100),
  /** Posts that the recipes found. */
  posts: pagePosts,
  /** Posts that the recipes missed and the structural finder found. Absent if there are none. */
  byStructure: pagePosts.optional(),
  /** Sampled posts with a readable identity, out of those that should have one. */
  identities: shareUpTo(limits.canaryPagePosts),
  buttons: pagePosts,
});
export type PageCount = z.infer<typeof pageCount>;

/** One capture: how many of the recipe's fields were read, and whether the post has an address. */
export const captureCount = z.strictObject({
  ...counted,
  fields: shareUpTo(100),
  permalink: z.boolean(),
});
export type CaptureCount = z.infer<typeof captureCount>;
