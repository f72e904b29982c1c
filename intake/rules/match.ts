/** Which case a report belongs to, and which cases it shows to be one. */

/** A case found under one of the report's subjects. */
export interface Candidate {
  caseId: string;
  /** Telegram's numeric channel id, empty while unknown. */
  channelId: string;
  createdAt: Date;
}

export interface Match {
  /** The oldest case, into which the report goes; absent: a new one. */
  join?: string;
  /** Younger cases that are the same post. */
  absorb: string[];
}

/**
 * A Telegram name can change hands: two numeric ids that differ never meet. A report that does not know the id joins
 * the newest case of that name, and brings no two cases together that do.
 */
export function matchCases(channelId: string, candidates: readonly Candidate[]): Match {
  const distinct = [...new Map(candidates.map((candidate) => [candidate.caseId, candidate])).values()];
  const known = channelId || newestId(distinct);
  const same = distinct
    .filter((candidate) => known === "" || candidate.channelId === "" || candidate.channelId === known)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.caseId < b.caseId ? -1 : 1));
  const [oldest, ...rest] = same;
  return oldest ? { join: oldest.caseId, absorb: rest.map(({ caseId }) => caseId) } : { absorb: [] };
}

function newestId(candidates: readonly Candidate[]): string {
  const known = candidates.filter(({ channelId }) => channelId !== "");
  return (
    known.reduce<Candidate | undefined>((a, b) => (a && a.createdAt >= b.createdAt ? a : b), undefined)
      ?.channelId ?? ""
  );
}
