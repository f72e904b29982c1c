/** What is open beside the list, and what comes next: after a decision the next case opens by itself. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { QueueFilter } from "../../utils/contract/queue-filter.ts";
import { useKept } from "../shared/use-kept.ts";
import { useLookAgain } from "../shared/use-look-again.ts";
import { foldRows, type Item, nextItem, type Opened, openedBy, placeOf } from "./rows.ts";
import { type QueueCalls, useQueue } from "./use-queue.ts";

/** What was just saved, so that the way back to it is one press. */
export interface Saved {
  opened: Opened;
  item: Item;
}

/** So many items before its end, the list asks for more. */
const aheadItems = 5;

/** `groups`: whether the person may open groups. `first`: open at once. */
export function useDesk(calls: QueueCalls, groups: boolean, first?: Opened) {
  const kept = useKept<QueueFilter>("queue-filter", () => ({ state: "pending" }));
  const queue = useQueue(calls, kept.value);
  const [opened, setOpened] = useState<Opened | undefined>(first);
  const [saved, setSaved] = useState<Saved>();
  const items = foldRows(queue.rows, groups);
  // A case that has left the list still has its place in it, until another is opened.
  const lastAt = useRef(0);
  const at = placeOf(items, opened);
  if (at !== -1) lastAt.current = at;
  const latest = useRef({ items, opened });
  latest.current = { items, opened };
  const done = useRef(new Set<string>());

  useLookAgain(queue.check);
  useEffect(() => {
    if (queue.next !== undefined && items.length - lastAt.current <= aheadItems) void queue.loadMore();
  }, [opened, queue.next]);

  const open = (next: Opened | undefined) => {
    setSaved(undefined);
    setOpened(next);
  };
  const go = (step: 1 | -1, skip?: (item: Item) => boolean): boolean => {
    const here = placeOf(latest.current.items, latest.current.opened);
    const from = here === -1 ? lastAt.current - (step === 1 ? 1 : 0) : here;
    const item = nextItem(latest.current.items, from, { step, ...(skip ? { skip } : {}) });
    if (item) open(openedBy(item));
    return item !== undefined;
  };

  /** The next one that this person has not decided on opens. */
  const goOn = (id: string): boolean => {
    done.current.add(id);
    return go(1, ({ rows }) => rows.every((row) => done.current.has(row.id)));
  };

  return {
    ...{ queue, items, at, opened, saved, open },
    filter: kept.value,
    setFilter: (filter: QueueFilter) => kept.set(() => filter),
    next: () => go(1),
    previous: () => go(-1),
    /** The first after this one of which `wanted` holds. */
    nextWhere: (wanted: (item: Item) => boolean) => go(1, (item) => !wanted(item)),
    /** Of what is open something was decided: the next one that this person has not decided on opens. */
    settled(id: string) {
      const before = latest.current;
      const item = before.items[placeOf(before.items, before.opened)];
      const went = goOn(id);
      if (went && item && before.opened) setSaved({ opened: before.opened, item });
      void queue.check(id);
    },
    goOn,
    /** The decision did not take effect. */
    returned: (id: string) => done.current.delete(id),
  };
}
