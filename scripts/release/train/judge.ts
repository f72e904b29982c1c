/** Chooses a probability threshold, and measures it on held-out cases. */

export interface Scored {
  probability: number;
  /** The decision of two people. */
  isMeant: boolean;
}

export interface Judged {
  /** Numbers of marked, correctly marked, and relevant cases. */
  marked: number;
  right: number;
  meant: number;
  /** 0 to 1. Precision is 0 if nothing is marked. */
  precision: number;
  recall: number;
}

/** A threshold passed by fewer cases is not meaningful. */
export const fewestMarked = 20;

/**
 * Returns the lowest threshold, at least 0.5, with sufficient precision, or undefined. Aims halfway between the wanted
 * precision and 1, because the cases used to choose a threshold overestimate its precision.
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
