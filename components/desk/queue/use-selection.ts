/** Lines of the queue that are selected for an act on all of them. */

import { useRef, useState } from "preact/hooks";
import type { Item } from "./queue-rows.ts";

/** Cases in one selection: each is sent and checked on its own. */
export const mostSelected = 50;

/** Cases that the list no longer shows are no longer selected. */
export function useSelection(items: readonly Item[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>();
  const anchor = useRef<string | undefined>(undefined);
  const rows = items.flatMap((item) => item.rows).filter(({ id }) => ids?.has(id));
  const has = (item: Item | undefined) => item?.rows.every(({ id }) => ids?.has(id)) ?? false;

  /** Selects or deselects a line. `range`: selects all lines from the last one to this one. */
  const pick = (item: Item, range: boolean) => {
    const from = range ? items.findIndex(({ key }) => key === anchor.current) : -1;
    const at = items.indexOf(item);
    const reached = from === -1 ? [item] : items.slice(Math.min(from, at), Math.max(from, at) + 1);
    const caseIds = reached.flatMap((line) => line.rows.map(({ id }) => id));
    const others = rows.map(({ id }) => id).filter((id) => !caseIds.includes(id));
    const isOff = from === -1 && has(item);
    setIds(new Set((isOff ? others : [...others, ...caseIds]).slice(0, mostSelected)));
    if (from === -1) anchor.current = item.key;
  };

  return {
    /** True from the first selected line until the selection is ended. */
    begun: ids !== undefined,
    rows,
    has,
    pick,
    /** Selects the line to which Shift and an arrow key moved, and the one from which. */
    extend(from: Item, to: Item) {
      if (!has(from)) anchor.current = from.key;
      pick(to, true);
    },
    keep: (caseIds: readonly string[]) => setIds(new Set(caseIds)),
    end: () => setIds(undefined),
  };
}

export type Selection = ReturnType<typeof useSelection>;
