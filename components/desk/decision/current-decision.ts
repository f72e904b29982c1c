import type { CaseView, ReportView } from "../../../utils/shared/contract/case.ts";
import type { DecisionView } from "../../../utils/shared/contract/decision.ts";

/** Newest decision that is proposed, or confirmed and not reversed. */
export function currentDecision({ decisions }: Pick<CaseView, "decisions">): DecisionView | undefined {
  return decisions.find(
    ({ state, reversedAt }) =>
      reversedAt === undefined && (state === "proposed" || state === "disputed" || state === "confirmed"),
  );
}

/** The decision on which a panelist votes: the disputed one, else the oldest approval that the draw took. */
export function votableDecision({ decisions }: Pick<CaseView, "decisions">): DecisionView | undefined {
  return (
    decisions.find(({ state }) => state === "disputed") ??
    decisions.findLast(({ review }) => review?.state === "waiting")
  );
}

/** Reports that arrived after the current decision. */
export function reportsSinceDecision(view: Pick<CaseView, "decisions" | "reportList">): ReportView[] {
  const decision = currentDecision(view);
  if (!decision) return [];
  return view.reportList.filter(({ at }) => at > decision.at);
}

/** The report that was decided on, else the newest not withdrawn, else a withdrawn one. */
export function initialReport(view: Pick<CaseView, "decisions" | "reportList">): ReportView | undefined {
  const decidedOn = currentDecision(view)?.frozen?.evidence?.reportId;
  const byTime = [...view.reportList].sort((a, b) => b.at.localeCompare(a.at));
  return (
    byTime.find(({ id }) => id === decidedOn) ??
    byTime.find(({ withdrawnAt }) => withdrawnAt === undefined) ??
    byTime[0]
  );
}

/** True if this report or a decision on the case names child sexual abuse material. */
export function isNoPixels(
  { decisions }: Pick<CaseView, "decisions">,
  { category }: Pick<ReportView, "category">,
): boolean {
  if (category === "PORNO_ANAK") return true;
  return currentDecision({ decisions })?.category === "PORNO_ANAK";
}
