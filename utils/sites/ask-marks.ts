/** Asks, when the page is at rest, which of its posts this device has reported. */

import type { Subject } from "../contract/site.ts";
import { send } from "../messages/send.ts";
import type { ButtonState } from "./button-state.ts";

const mostAtOnce = 200;
const restMs = 1_000;

/** Returns a function that takes newly seen subjects; answers come back through `show`. */
export function askMarks(
  signal: AbortSignal,
  show: (states: Map<Subject, ButtonState>) => void,
): (subjects: Subject[]) => void {
  const waiting = new Set<Subject>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    timer = undefined;
    const subjects = [...waiting].slice(0, mostAtOnce);
    for (const subject of subjects) waiting.delete(subject);
    if (waiting.size > 0) timer = setTimeout(ask, restMs);
    const answer = await send("list-marks", { subjects });
    if (answer.ok && answer.value.length > 0)
      show(new Map(answer.value.map(({ subject, state }) => [subject, state])));
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  return (subjects) => {
    for (const subject of subjects) waiting.add(subject);
    // Set once, not pushed on with every batch: a timer costs more than all the rest here.
    timer ??= setTimeout(ask, restMs);
  };
}
