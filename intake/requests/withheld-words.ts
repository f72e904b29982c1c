/** Words about content whose case came into the no-pixels lane after its letter was written. */

import type { Letter } from "../../utils/shared/contract/letter.ts";
import type { RequestParts } from "./store/read-requests.ts";

/** Ids of such items. A letter of that category was written without descriptions. */
export function withheldItems({ request, items }: RequestParts): ReadonlySet<string> {
  const isBare = request.category === "PORNO_ANAK";
  return new Set(items.flatMap(({ item, withheld }) => (withheld && !isBare ? [item.id] : [])));
}

/** True unless a person still has to deliver the letter, who needs all of it. */
export function isLetterWithheld(parts: RequestParts): boolean {
  const waits = parts.dispatches.some(({ dispatch }) => dispatch.state === "by-hand");
  return !waits && withheldItems(parts).size > 0;
}

const notShown = "Tidak ditampilkan: jalur tanpa gambar. / Not shown: no-pixels lane.";

/** The letter for the desk. What was sent and signed stays as it is. */
export function shownLetter(parts: RequestParts): Letter {
  const { letter } = parts.request;
  if (!isLetterWithheld(parts)) return letter;
  const withheld = withheldItems(parts);
  const items = letter.items.map((item) => {
    if (!withheld.has(item.id)) return item;
    const { author: _author, subReason: _sub, ...rest } = item;
    return { ...rest, analysis: notShown, elements: [] };
  });
  return { ...letter, items };
}
