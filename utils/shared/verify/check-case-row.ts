/** Compares the head of an export, which names the post and the state of the case, with its reports and decisions. */

import type { DecisionView } from "../contract/decision.ts";
import type { CaseExport } from "../contract/export.ts";
import { isSplit } from "./check-acts.ts";
import type { Logs } from "./check-audit-log.ts";
import type { Note } from "./finding.ts";

/** State of a case by the decision in force. A change of category leaves it open. */
const states = { approve: "approved", reject: "rejected", escalate: "escalated" } as const;

export function checkCaseRow({ case: row, reports, decisions }: CaseExport, logs: Logs, note: Note): void {
  // The case is about the post of its first report, which another case may have since a split.
  const first = logs.get(row.id)?.[0]?.detail.report;
  const origin = reports.find(({ report }) => report.id === first)?.report.evidence.subject;
  const live = reports.filter(({ withdrawnAt }) => withdrawnAt === undefined).length;
  const named = [...decisions, ...reports.map(({ report }) => report)].map(({ category }) => category);
  const wrong = [
    ...(origin === undefined || origin === row.subject ? [] : ["subject"]),
    ...(statesBy(decisions).includes(row.state) ? [] : ["state"]),
    // After a split, a case without a live report keeps the category that it had.
    ...(named.includes(row.category) || isSplit(logs) ? [] : ["category"]),
    ...(live === row.reports ? [] : ["reports"]),
  ];
  for (const part of wrong) note("case", false, `case ${part}`, { part });
  if (wrong.length === 0) note("case", true, "");
}

/** Several after a merge. */
function statesBy(decisions: readonly DecisionView[]): string[] {
  const waiting = decisions.find(({ state }) => state === "proposed" || state === "disputed");
  if (waiting) return [waiting.state === "disputed" ? "panel" : "proposed"];
  const inForce = decisions.flatMap(({ act, state, reversedAt }) =>
    state === "confirmed" && reversedAt === undefined && act !== "recategorise" ? [states[act]] : [],
  );
  return inForce.length > 0 ? inForce : ["open"];
}
