/** Removes the names of reporters, reviewers, deciders and authors of link notes from an export for outsiders. */

import type { CaseContent } from "../documents/export-source.ts";

const noName = "–";

/** For HTML and PDF only: as data it would no longer match its signature. */
export function withoutNames(said: CaseContent): CaseContent {
  return {
    ...said,
    reports: said.reports.map((one) => ({ ...one, by: noName })),
    reviews: said.reviews.map((one) => ({ ...one, by: noName })),
    ...(said.linkNotes ? { linkNotes: said.linkNotes.map((one) => ({ ...one, by: noName })) } : {}),
    decisions: said.decisions.map(({ by: _, answeredBy: __, ...one }) => ({
      ...one,
      votes: one.votes.map((voice) => ({ ...voice, by: noName })),
    })),
    logs: said.logs.map((log) => ({ ...log, entries: log.entries.map((one) => ({ ...one, by: noName })) })),
  };
}
