/** The no-pixels lane: what remains of evidence in the category of child sexual abuse material. */

import type { Evidence, FieldName } from "../contract/evidence.ts";
import type { QualityCode } from "../contract/files.ts";

/**
 * Equal to `noPixelsFields` of the contract (checked by a test). A separate copy, so that this file does not
 * import a parser.
 */
export const keptFields = [
  "permalink",
  "authorId",
  "publishedRaw",
  "publishedAt",
] as const satisfies FieldName[];

const keptQuality: readonly QualityCode[] = [
  "no-permalink",
  "login-wall",
  "page-state",
  "by-structure",
  "clock-off",
];

/** Removes everything that shows or quotes content. Keeps subject, permalink, author id and times. */
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

/** A hotline for immediate help. The form only shows its address; no files are sent there. */
export const childHotline = {
  name: "Internet Watch Foundation (Indonesia)",
  address: "https://report.iwf.org.uk/id",
};
