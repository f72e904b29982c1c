/** State of the queue and the open case. After a decision the next case opens automatically. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { DecisionInput } from "../../utils/shared/contract/decision.ts";
import type { QueueFilter } from "../../utils/shared/contract/queue-filter.ts";
import { useLatest } from "../ui/use-latest.ts";
import { usePersistedState } from "../ui/use-persisted-state.ts";
import { usePlace } from "../ui/use-place.ts";
import { usePolling } from "../ui/use-polling.ts";
import {
  casesAfter,
  foldRows,
  type Item,
  indexOfItem,
  nextItem,
  type OpenTarget,
  openTargetOf,
  placeOf,
  targetOf,
} from "./queue/queue-rows.ts";
import { type QueueCalls, useQueue } from "./queue/use-queue.ts";

/** A decision that waits for a second person. */
export type DecidedItem = Pick<DecisionInput, "id" | "act">;

/** The last saved item, for the link back to it. */
export interface SavedItem {
  opened: OpenTarget;
  item: Item;
  /** The viewer's own proposal on it, which can be undone; absent for an answer to a colleague's. */
  decided?: DecidedItem;
  /** The line is shown while this is open. */
  nextId: string;
}

/** The list loads more when this many items are left. */
const loadAheadItems = 5;

/** The filter stays for the next visit, the search does not: an almost empty list would look like the whole queue. */
function useQueueFilter() {
  const kept = usePersistedState<QueueFilter>("queue-filter", () => ({ state: "pending" }));
  const [q, setSearch] = useState<string>();
  return {
    filter: q === undefined ? kept.value : { ...kept.value, q },
    setFilter({ q: searched, ...filter }: QueueFilter) {
      setSearch(searched);
      kept.set(() => filter);
    },
  };
}

/** The page's address names the open case or group. `groups`: the viewer may open groups. */
export function useDesk(calls: QueueCalls, groups: boolean) {
  const { filter, setFilter } = useQueueFilter();
  const queue = useQueue(calls, filter);
  const { place, go: goTo, correct } = usePlace();
  const opened = targetOf(place);
  const [saved, setSaved] = useState<SavedItem>();
  const items = foldRows(queue.rows, groups);
  // A case that left the list keeps its position until another is opened.
  const lastAt = useRef(0);
  const index = indexOfItem(items, opened);
  if (index !== -1) lastAt.current = index;
  const latest = useLatest({ items, opened }, { items: [], opened: undefined });
  const done = useRef(new Set<string>());

  usePolling(queue.check);
  useEffect(() => {
    if (queue.next !== undefined && items.length - lastAt.current <= loadAheadItems) void queue.loadMore();
  }, [opened?.id, queue.next]);

  const open = (next: OpenTarget | undefined) => goTo(placeOf(next));
  /** Returns the id of what it opened. */
  const move = (step: 1 | -1, skip?: (item: Item) => boolean): string | undefined => {
    const here = indexOfItem(latest.current.items, latest.current.opened);
    const from = here === -1 ? lastAt.current - (step === 1 ? 1 : 0) : here;
    const item = nextItem(latest.current.items, from, { step, ...(skip ? { skip } : {}) });
    if (!item) return undefined;
    const next = openTargetOf(item);
    open(next);
    return next.id;
  };
  const go = (step: 1 | -1, skip?: (item: Item) => boolean) => move(step, skip) !== undefined;

  /** Opens the next item that this person has not decided. */
  const goOn = (id: string) => {
    done.current.add(id);
    return move(1, ({ rows }) => rows.every((row) => done.current.has(row.id)));
  };

  return {
    queue,
    items,
    at: index,
    /** The position of the open case, or its last one if it left the list. */
    lastAt: lastAt.current,
    opened,
    saved: saved && saved.nextId === opened?.id ? saved : undefined,
    open,
    openCase: (id: string) => open({ kind: "case", id }),
    /** Names what is open by another id, without a new history entry. */
    correct: (same: OpenTarget) => correct(placeOf(same)),
    filter,
    setFilter,
    next: () => go(1),
    /** The cases among the items that `next` would open one after the other. */
    peek(count: number) {
      const { items: shown, opened: here } = latest.current;
      const isDone = ({ rows }: Item) => rows.every((row) => done.current.has(row.id));
      return casesAfter(shown, indexOfItem(shown, here), { count, skip: isDone });
    },
    previous: () => go(-1),
    /** Opens the next item for which `wanted` is true. */
    nextWhere: (wanted: (item: Item) => boolean) => go(1, (item) => !wanted(item)),
    /** Called after a decision: opens the next undecided item, unless the person has opened another meanwhile. */
    settled(id: string, decided?: DecidedItem) {
      done.current.add(id);
      const { items: shown, opened: before } = latest.current;
      if (before?.id === id) {
        const item = shown[indexOfItem(shown, before)];
        const nextId = goOn(id);
        if (nextId !== undefined && item)
          setSaved({ opened: before, item, nextId, ...(decided ? { decided } : {}) });
      }
      void queue.check(id);
    },
    goOn,
    /** Called when a newer act takes the key that undoes the saved one. */
    forgetSaved: () => setSaved(undefined),
    /** Called when the decision did not take effect. */
    returned: (id: string) => done.current.delete(id),
  };
}

export type Desk = ReturnType<typeof useDesk>;
