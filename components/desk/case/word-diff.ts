/** Finds the words in which two texts differ. */

export interface DiffPart {
  text: string;
  /** The other text does not have these words here. */
  differs: boolean;
}

/** The table of a comparison has this many cells at most; longer texts are compared as a whole. */
const maxCells = 250_000;

/** Splits `text` into parts that `other` has in the same order, and parts that it lacks. */
export function wordDiff(text: string, other: string): DiffPart[] {
  if (text === "") return [];
  if (text === other) return [{ text, differs: false }];
  const words = wordsOf(text);
  const others = wordsOf(other);
  if (words.length * others.length > maxCells) return [{ text, differs: true }];
  const kept = longestCommon(words, others);
  const parts: DiffPart[] = [];
  for (const [at, word] of words.entries()) {
    const differs = !kept.has(at);
    const last = parts.at(-1);
    if (last?.differs === differs) last.text += word;
    else parts.push({ text: word, differs });
  }
  return parts;
}

/** Each word with the space after it. */
const wordsOf = (text: string) => text.match(/\s*\S+\s*/gu) ?? [];

/** Positions in `words` of a longest common subsequence. Spaces do not count. */
function longestCommon(words: readonly string[], others: readonly string[]): Set<number> {
  const same = (at: number, otherAt: number) => words[at]?.trim() === others[otherAt]?.trim();
  const width = others.length + 1;
  const lengths = new Uint16Array((words.length + 1) * width);
  const lengthAt = (at: number, otherAt: number) => lengths[at * width + otherAt] ?? 0;
  for (let at = words.length - 1; at >= 0; at--)
    for (let otherAt = others.length - 1; otherAt >= 0; otherAt--)
      lengths[at * width + otherAt] = same(at, otherAt)
        ? lengthAt(at + 1, otherAt + 1) + 1
        : Math.max(lengthAt(at + 1, otherAt), lengthAt(at, otherAt + 1));
  const kept = new Set<number>();
  for (let at = 0, otherAt = 0; at < words.length && otherAt < others.length; ) {
    if (same(at, otherAt)) {
      kept.add(at);
      at++;
      otherAt++;
    } else if (lengthAt(at + 1, otherAt) >= lengthAt(at, otherAt + 1)) at++;
    else otherAt++;
  }
  return kept;
}
