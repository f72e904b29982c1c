/** Selection of decisions for a letter. Preselects as many as one letter can hold. */

import { useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { ReadyGroup, ReadyItem } from "../../../utils/shared/contract/reprimand.ts";

export interface Ticks {
  of(group: ReadyGroup): ReadyItem[];
  set(item: ReadyItem, on: boolean): void;
  setAll(group: ReadyGroup, on: boolean): void;
}

export function keyOf({
  site,
  category,
  action,
  basis = [],
  restores,
}: Omit<ReadyGroup, "urgent" | "items">): string {
  return restores ? `restore ${restores.id}` : [site, category, action, ...[...basis].sort()].join(" ");
}

export function useTicks(): Ticks {
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const change = (items: readonly ReadyItem[], on: boolean) =>
    setOff((old) => {
      const next = new Set(old);
      for (const { decisionId } of items) {
        if (on) next.delete(decisionId);
        else next.add(decisionId);
      }
      return next;
    });
  return {
    // Decisions beyond one letter's limit wait for the next; unticking one does not pull another in.
    of: ({ items }) => items.slice(0, limits.letterItems).filter(({ decisionId }) => !off.has(decisionId)),
    set: (item, on) => change([item], on),
    setAll: ({ items }, on) => change(items, on),
  };
}
