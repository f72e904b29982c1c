/** Caches a check for some time, because monitoring may ask every few seconds. */

export function cacheFor<T>(everyMs: number, now: () => Date, read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; answer: Promise<T> } | undefined;
  return () => {
    const at = now().getTime();
    if (last && at - last.at < everyMs) return last.answer;
    const answer = read();
    last = { at, answer };
    // Does not cache a failed check.
    answer.catch(() => {
      if (last?.answer === answer) last = undefined;
    });
    return answer;
  };
}
