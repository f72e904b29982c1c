/** Removes the names of reporters, reviewers and deciders from an export for outsiders. */

import type { CaseContent } from "../documents/contents.ts";

const nobody = "–";

/** For HTML and PDF only: as data it would no longer match its signature. */
export function withoutNames(said: CaseContent): CaseContent {
  return {
    ...said,
    reports: said.reports.map((one) => ({ ...one, by: nobody })),
    reviews: [],
    decisions: said.decisions.map(({ by: _, answeredBy: __, ...one }) => ({
      ...one,
      votes: one.votes.map((voice) => ({ ...voice, by: nobody })),
    })),
    logs: said.logs.map((log) => ({ ...log, entries: log.entries.map((one) => ({ ...one, by: nobody })) })),
  };
}
