/** Colleagues that a note names with `@`. */

import type { Colleague } from "../../../utils/shared/contract/teamwork.ts";

/** The name, with the unit where two colleagues have the same name. */
export function labelOf(colleague: Colleague, all: readonly Colleague[]): string {
  const isTwin = all.some(({ id, name }) => id !== colleague.id && name === colleague.name);
  return isTwin ? `${colleague.name} (${colleague.unit ?? colleague.id.slice(0, 4)})` : colleague.name;
}

/** Longer names are looked for first, so that "@Budi Santoso" does not mention "Budi". */
export function mentionsIn(text: string, colleagues: readonly Colleague[]): Colleague[] {
  const labelled = colleagues.map((colleague) => ({
    colleague,
    label: `@${labelOf(colleague, colleagues)}`.toLowerCase(),
  }));
  labelled.sort((a, b) => b.label.length - a.label.length);
  let remaining = text.toLowerCase();
  return labelled.flatMap(({ colleague, label }) => {
    if (
      !remaining
        .split(label)
        .slice(1)
        .some((after) => !/^[\p{L}\p{N}]/u.test(after))
    )
      return [];
    remaining = remaining.replaceAll(label, " ");
    return [colleague];
  });
}
