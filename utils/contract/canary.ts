/** Canaries: what was found on the sites' pages against what should be there, as counts and nothing else. */

import { z } from "zod";
import { id } from "./ids.ts";
import { limits } from "./limits.ts";
import { kind, siteId } from "./site.ts";

/**
 * What is counted. `pages`: page visits with a post of the kind that such a page should have. `identities`: posts that
 * say which post they are. `buttons`: posts with a place for the button. `fields`: fields read at a capture.
 * `permalinks`: captures whose post has an address.
 */
export const measure = z.enum(["pages", "identities", "buttons", "fields", "permalinks"]);
export type Measure = z.infer<typeof measure>;

const count = z.int().min(0);

/** What was found of what should have been there. */
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

export const canaryCounts = countsOf(shareUpTo(Number.MAX_SAFE_INTEGER));
export type CanaryCounts = z.infer<typeof canaryCounts>;
export type Share = CanaryCounts[Measure];

/** Without the version, which would tell devices apart and split the counts. */
export const browserFamily = z.enum(["chrome", "edge", "firefox", "other"]);
export type BrowserFamily = z.infer<typeof browserFamily>;

/** What counts are kept apart by. */
const canaryKey = {
  site: siteId,
  kind,
  recipeVersion: z.int().min(1).max(1_000_000_000),
  browser: browserFamily,
};

export const reportedCounts = z.strictObject({
  ...canaryKey,
  /** Counted back from the intake's own hour, so that no device's clock is believed and none can be in the future. */
  hoursAgo: z.int().min(0).max(limits.canaryHours),
  counts: countsOf(shareUpTo(limits.canaryHourCount)),
  /** Drops that the device noticed in that hour. */
  drops: z.int().min(0).max(limits.canaryDrops),
});
export type ReportedCounts = z.infer<typeof reportedCounts>;

/** The id belongs to the batch alone: a second batch of the same id is not counted. */
export const canaryBatch = z.strictObject({
  id,
  rows: z.array(reportedCounts).min(1).max(limits.canaryRows),
});
export type CanaryBatch = z.infer<typeof canaryBatch>;

/** `too-few`: not enough was counted lately to say anything. */
export const canaryState = z.enum(["ok", "dropped", "too-few"]);
export type CanaryState = z.infer<typeof canaryState>;

export const canaryDay = z.object({
  /** A day in Jakarta, such as `2026-11-25`. */
  day: z.iso.date(),
  counts: canaryCounts,
  drops: count,
});
export type CanaryDay = z.infer<typeof canaryDay>;

export const canaryView = z.object({
  ...canaryKey,
  state: canaryState,
  /** The measures that fell; empty unless the state is `dropped`. */
  fallen: z.array(measure),
  /** Of the last 24 hours. */
  counts: canaryCounts,
  /** What it is compared with: earlier days and earlier recipe versions, same site, kind and browser. */
  before: canaryCounts,
  /** Drops that devices noticed in the last 24 hours. */
  drops: count,
  /** Days with counts, oldest first. */
  history: z.array(canaryDay),
});
export type CanaryView = z.infer<typeof canaryView>;

const counted = { site: siteId, kind, recipeVersion: z.int().min(1) };

const pagePosts = z.int().min(0).max(limits.canaryPagePosts);

/** One visit to a page that should have posts of the kind: of the first of them, how many are as they should be. */
export const pageCount = z.strictObject({
  ...counted,
  /** Place in the site's list of surfaces. */
  surface: z.int().min(0).max(100),
  posts: pagePosts,
  /** Those that should say which post they are, and do. */
  identities: shareUpTo(limits.canaryPagePosts),
  buttons: pagePosts,
});
export type PageCount = z.infer<typeof pageCount>;

/** One capture: fields of its recipe that were looked for and read, and whether the post has an address. */
export const captureCount = z.strictObject({
  ...counted,
  fields: shareUpTo(100),
  permalink: z.boolean(),
});
export type CaptureCount = z.infer<typeof captureCount>;
