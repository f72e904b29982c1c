/** Asks for the reported state of the page's posts when the page is idle. */

import { marksIdleMs } from "../../../extension/browser/delays.ts";
import { send } from "../../../extension/messages/send.ts";
import type { Subject } from "../../../shared/contract/site.ts";
import type { ButtonState } from "./button.ts";

const maxSubjects = 200;

/** Returns a function to call when new subjects may exist. `take` returns up to `most` subjects, each only once. */
export function requestMarks(
  signal: AbortSignal,
  take: (most: number) => Subject[],
  show: (states: Map<Subject, ButtonState>) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    timer = undefined;
    const wanted = take(maxSubjects);
    if (wanted.length === 0) return;
    const answer = await send("list-marks", { subjects: wanted });
    if (!answer.ok || answer.value.length === 0) return;
    show(new Map(answer.value.map(({ subject, state }) => [subject, state])));
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  return () => {
    // The timer is not restarted with every batch, because resetting it costs more than all other work here.
    timer ??= setTimeout(ask, marksIdleMs);
  };
}
