/** Looks again only when the last look is old: whoever watches may ask every few seconds. */

export function seldom<T>(everyMs: number, now: () => Date, look: () => Promise<T>): () => Promise<T> {
  let last: { at: number; answer: Promise<T> } | undefined;
  return () => {
    const at = now().getTime();
    if (last && at - last.at < everyMs) return last.answer;
    const answer = look();
    last = { at, answer };
    // A look that failed is not kept.
    answer.catch(() => {
      if (last?.answer === answer) last = undefined;
    });
    return answer;
  };
}
