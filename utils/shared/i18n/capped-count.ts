import { limits } from "../contract/limits.ts";

/** The intake stops counting at `most`. */
export function cappedCount(count: number, most: number = limits.countedCases): string {
  return count < most ? String(count) : `${most - 1}+`;
}
