/** Timecodes of a video: sorted, one per second, limited in number. */

import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Timecode } from "../../../utils/shared/contract/review.ts";

export const isFull = (moments: readonly Timecode[]): boolean => moments.length >= limits.timecodeCount;

/** Adds a timecode. Keeps an existing one of the same second. */
export function withTimecode(moments: readonly Timecode[], seconds: number, note = ""): Timecode[] {
  if (isFull(moments) || moments.some((moment) => moment.seconds === seconds)) return [...moments];
  return [...moments, { seconds, note }].sort((a, b) => a.seconds - b.seconds);
}

/** Replaces empty notes by `unsaid` for sending. */
export function withDefaultNotes(moments: readonly Timecode[], unsaid: string): Timecode[] {
  return moments.map(({ seconds, note }) => ({ seconds, note: note.trim() || unsaid }));
}
