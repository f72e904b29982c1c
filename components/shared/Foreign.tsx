/** Text that somebody else wrote: it cannot turn or reorder what stands around it, and hides no direction control. */

import { foreignParts } from "../../utils/language/foreign.ts";

export function Foreign({ text }: { text: string | undefined }) {
  if (text === undefined || text === "") return null;
  return (
    <bdi>
      {foreignParts(text).map((part) =>
        part.isMark ? <span class="direction-mark">{part.text}</span> : part.text,
      )}
    </bdi>
  );
}
