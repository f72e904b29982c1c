/** The decision that counts for a case, and what has come since it was made. */

import type { CaseView, ReportView } from "../../utils/contract/case.ts";
import type { DecisionView } from "../../utils/contract/decision.ts";

/** Newest decision that waits or stands. */
export function currentDecision({ decisions }: Pick<CaseView, "decisions">): DecisionView | undefined {
  return decisions.find(
    ({ state, reversedAt }) =>
      reversedAt === undefined && (state === "proposed" || state === "disputed" || state === "confirmed"),
  );
}

/** Reports that the decision was not made on. */
export function newSince(view: Pick<CaseView, "decisions" | "reportList">): ReportView[] {
  const decision = currentDecision(view);
  if (!decision) return [];
  return view.reportList.filter(({ at }) => at > decision.at);
}

/** The report that was decided on, else the newest that stands, else a withdrawn one. */
export function firstShown(view: Pick<CaseView, "decisions" | "reportList">): ReportView | undefined {
  const decidedOn = currentDecision(view)?.frozen?.evidence?.reportId;
  const byTime = [...view.reportList].sort((a, b) => b.at.localeCompare(a.at));
  return (
    byTime.find(({ id }) => id === decidedOn) ??
    byTime.find(({ withdrawnAt }) => withdrawnAt === undefined) ??
    byTime[0]
  );
}

/** Child sexual abuse material, as this report or a decision on the case says. */
export function isNoPixels(
  { decisions }: Pick<CaseView, "decisions">,
  { category }: Pick<ReportView, "category">,
): boolean {
  if (category === "PORNO_ANAK") return true;
  return currentDecision({ decisions })?.category === "PORNO_ANAK";
}
