/** Isolates text by other people: it cannot reorder the surrounding text, and its direction controls are made visible. */

import { foreignParts } from "../../utils/shared/i18n/foreign-text.ts";

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
