/** Removes the names of reporters, reviewers, deciders and authors of link notes from an export for outsiders. */

import type { CaseContent } from "../documents/export-source.ts";

const noName = "–";

/**
 * For HTML and PDF only: as data it would no longer match its signature. Lists each part that goes out, so that a new
 * one stays inside until it is added here.
 */
export function withoutNames(content: CaseContent): CaseContent {
  const { format, organisation, exportedAt, exportedBy, replacedReviews, inclusions, days, keys, jws } =
    content;
  return {
    format,
    organisation,
    exportedAt,
    exportedBy,
    case: content.case,
    reports: content.reports.map((report) => ({ ...report, by: noName })),
    reviews: content.reviews.map((review) => ({ ...review, by: noName })),
    ...(replacedReviews ? { replacedReviews } : {}),
    ...(content.linkNotes
      ? { linkNotes: content.linkNotes.map((linkNote) => ({ ...linkNote, by: noName })) }
      : {}),
    decisions: content.decisions.map(({ by: _, answeredBy: __, ...decision }) => ({
      ...decision,
      votes: decision.votes.map((vote) => ({ ...vote, by: noName })),
    })),
    // Details name devices and people by their ids.
    logs: content.logs.map(({ caseId, entries }) => ({
      caseId,
      entries: entries.map((entry) => ({ ...entry, by: noName, detail: {} })),
    })),
    inclusions,
    days,
    keys: { intake: keys.intake, devices: [] },
    jws,
  };
}
