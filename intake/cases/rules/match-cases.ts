/** Finds the case that a report joins, and other cases that it claims concern the same post. */

import type { CaseRecord } from "../../db/rows.ts";

/** A case found by one of the report's subjects. */
export interface Candidate {
  caseId: string;
  /** Telegram's numeric channel id, empty while unknown. */
  channelId: string;
  createdAt: Date;
  /** True if the report's subject is the subject of another report in the case. */
  own: boolean;
  /** Each pair of names that leads from the report's subject to the case is shown by two people. */
  proven: boolean;
  autoMergeable: boolean;
}

export interface MatchInput {
  channelId: string;
  /** Not in the no-pixels lane. */
  autoMergeable: boolean;
  /** Returns whether a person split these two cases. */
  isKeptApart: (one: string, other: string) => boolean;
}

export interface Match {
  /** The case of the report's own subject; undefined if a new one is needed. */
  join?: string;
  /** The one case to merge with it. */
  merge?: string;
  /** Cases that two people may merge with it. */
  suggest: string[];
}

/** A single report may merge only ordinary cases. */
export function isAutoMergeable(
  row: Pick<CaseRecord, "state" | "decidedCategory" | "withheld" | "forbidsPixels" | "mergedInto">,
  hasHold: boolean,
): boolean {
  if (row.state !== "open" || row.decidedCategory !== null || row.mergedInto !== null) return false;
  return !row.withheld && !row.forbidsPixels && !hasHold;
}

/**
 * Telegram names can change hands, so cases with different numeric ids never match. A report without the id
 * joins the newest case of that name.
 */
export function matchCases(report: MatchInput, candidates: readonly Candidate[]): Match {
  const distinct = distinctCases(candidates);
  const ownChannel = report.channelId || newestId(distinct);
  const same = distinct
    .filter(({ channelId }) => channelId === "" || channelId === ownChannel)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.caseId < b.caseId ? -1 : 1));
  const join = same.find(({ own }) => own);
  const others = same.filter((candidate) => candidate !== join);
  const merges = report.autoMergeable && (join === undefined || join.autoMergeable);
  const partner = merges
    ? others.find(
        ({ caseId, autoMergeable, proven }) =>
          autoMergeable && proven && !(join && report.isKeptApart(join.caseId, caseId)),
      )
    : undefined;
  return {
    ...(join ? { join: join.caseId } : {}),
    ...(partner ? { merge: partner.caseId } : {}),
    suggest: others.filter((other) => other !== partner).map(({ caseId }) => caseId),
  };
}

/** Lists each case once; it counts as the report's own, and as proven, when any of its names does. */
function distinctCases(candidates: readonly Candidate[]): Candidate[] {
  const byCase = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const before = byCase.get(candidate.caseId);
    const own = candidate.own || (before?.own ?? false);
    byCase.set(candidate.caseId, {
      ...candidate,
      own,
      proven: candidate.proven || (before?.proven ?? false),
    });
  }
  return [...byCase.values()];
}

function newestId(candidates: readonly Candidate[]): string | undefined {
  const withChannel = candidates.filter(({ channelId }) => channelId !== "");
  return withChannel.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]?.channelId;
}
