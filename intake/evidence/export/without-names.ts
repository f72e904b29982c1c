/** What an export says, for people outside: who reported, reviewed and decided stays here. */

import type { Said } from "./contents.ts";

const nobody = "–";

/** For a page or a PDF: as data it would no longer fit its signature. */
export function withoutNames(said: Said): Said {
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
