/** The no-pixels lane: what is left of evidence when the category is child sexual abuse material. */

import type { Evidence, FieldName } from "../contract/evidence.ts";
import type { QualityCode } from "../contract/files.ts";

/** Equal to `noPixelsFields` of the contract (a test holds them equal), kept here so that no parser comes along. */
export const keptFields = [
  "permalink",
  "authorId",
  "publishedRaw",
  "publishedAt",
] as const satisfies FieldName[];

/** What can still be said about evidence without pixels and words. */
const keptQuality: readonly QualityCode[] = ["no-permalink", "login-wall", "page-state", "clock-off"];

/** Evidence with nothing left that shows or quotes: subject, permalink, author id and times only. */
export function stripForNoPixels(evidence: Evidence): Evidence {
  const { page: _page, frame: _frame, snapshot: _snapshot, ...rest } = evidence;
  const kept: readonly string[] = keptFields;
  return {
    ...rest,
    fields: Object.fromEntries(Object.entries(evidence.fields).filter(([name]) => kept.includes(name))),
    missing: evidence.missing.filter((name) => kept.includes(name)),
    picture: { state: "none", reason: "category" },
    quality: evidence.quality.filter((code) => keptQuality.includes(code)),
    redactions: [],
  };
}

/** Where a person turns for help at once; addresses only, files are never sent there. */
export const childHotline = {
  name: "Internet Watch Foundation (Indonesia)",
  address: "https://report.iwf.org.uk/id",
};
