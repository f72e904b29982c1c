/** Moments of a video as they are noted: in its order, each second once, as many as are taken. */

import { limits } from "../../utils/contract/limits.ts";
import type { Timecode } from "../../utils/contract/review.ts";

export const isFull = (moments: readonly Timecode[]): boolean => moments.length >= limits.timecodeCount;

/** One more; a second that is noted already stays as it is. */
export function withMark(moments: readonly Timecode[], seconds: number, note = ""): Timecode[] {
  if (isFull(moments) || moments.some((one) => one.seconds === seconds)) return [...moments];
  return [...moments, { seconds, note }].sort((a, b) => a.seconds - b.seconds);
}

/** A moment that was only marked has no words yet; `unsaid` stands for them where they are sent. */
export function inWords(moments: readonly Timecode[], unsaid: string): Timecode[] {
  return moments.map(({ seconds, note }) => ({ seconds, note: note.trim() || unsaid }));
}
