/** From which probability on a model is sure enough, and how well that does on cases it never saw. */

export interface Scored {
  probability: number;
  /** What two people decided. */
  isMeant: boolean;
}

export interface Judged {
  /** How many it marks, how many of these rightly, and how many there were to mark. */
  marked: number;
  right: number;
  meant: number;
  /** 0 to 1; precision is 0 where nothing is marked. */
  precision: number;
  recall: number;
}

/** A threshold that fewer cases pass is an accident. */
export const fewestMarked = 20;

/**
 * The lowest threshold, of at least 0.5, from which on enough are right: halfway between what is asked and all, since the
 * cases that it was found by flatter it. Undefined: there is none.
 */
export function thresholdFor(scored: readonly Scored[], precision: number): number | undefined {
  const aimed = (1 + precision) / 2;
  const sorted = scored.filter((one) => one.probability >= 0.5).sort((a, b) => b.probability - a.probability);
  let right = 0;
  let found: number | undefined;
  for (const [at, { probability, isMeant }] of sorted.entries()) {
    if (isMeant) right += 1;
    const isLastOfItsKind = sorted[at + 1]?.probability !== probability;
    const marked = at + 1;
    if (isLastOfItsKind && marked >= fewestMarked && right / marked >= aimed) found = probability;
  }
  return found;
}

export function judge(scored: readonly Scored[], threshold: number): Judged {
  const marked = scored.filter(({ probability }) => probability >= threshold);
  const right = marked.filter(({ isMeant }) => isMeant).length;
  const meant = scored.filter(({ isMeant }) => isMeant).length;
  return {
    marked: marked.length,
    right,
    meant,
    precision: marked.length === 0 ? 0 : right / marked.length,
    recall: meant === 0 ? 0 : right / meant,
  };
}
