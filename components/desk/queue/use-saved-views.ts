/** The person's saved views, each with the number of its cases. */

import { useContext, useEffect, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { QueueFilter, SavedView } from "../../../utils/shared/contract/queue-filter.ts";
import { cappedCount } from "../../../utils/shared/i18n/capped-count.ts";
import { useRemembered } from "../../ui/use-last-page.ts";
import { ViewerContext } from "../case/case-changes.ts";

export type ViewCalls = Pick<Client, "listViews" | "saveView" | "deleteView" | "countViews">;

export interface CountedView extends SavedView {
  /** Empty until it is known. */
  count: string;
}

type Views = readonly SavedView[];
const none: Views = [];

/** `listed`: what the list read last; undefined while it loads. Counts again whenever it changes. */
export function useSavedViews(calls: ViewCalls, listed: unknown) {
  const [loaded, setLoaded] = useState<Views>();
  const [kept, setKept] = useState<Views>();
  const viewer = useContext(ViewerContext)?.personId ?? "";
  // They are above the remembered queue, which would otherwise wait for IndexedDB and the code that checks its values.
  const remember = useRemembered<{ views: Views }>("views-shown", viewer, (shown) => setKept(shown.views));
  const setViews = (views: Views) => {
    remember({ views });
    setLoaded(views);
  };
  const views = loaded ?? kept ?? none;
  const [counted, setCounted] = useState<{ views: Views; counts: readonly number[] }>();
  useEffect(() => void calls.listViews().then(setViews, () => setLoaded(none)), []);
  useEffect(() => {
    if (listed === undefined || loaded === undefined || loaded.length === 0) return;
    // Failures are ignored: the list reports connection problems, and an older intake has no such route.
    void calls
      .countViews(loaded.map(({ filter }) => filter))
      .then((read) => read.ok && setCounted({ views: loaded, counts: read.value.counts }));
  }, [listed, loaded]);
  const countOf = (at: number) => (counted?.views === views ? counted.counts[at] : undefined);
  return {
    /** The list is drawn below the views. */
    loaded: loaded !== undefined || kept !== undefined,
    views: views.map((view, at): CountedView => {
      const count = countOf(at);
      return { ...view, count: count === undefined ? "" : cappedCount(count, limits.countedInView) };
    }),
    save: (view: SavedView) => void calls.saveView(view).then(setViews),
    remove: (name: string) => void calls.deleteView(name).then(setViews),
  };
}

export type SavedViewList = ReturnType<typeof useSavedViews>;

/** Compares filters regardless of the order of their parts. */
export function isSameFilter(one: QueueFilter, other: QueueFilter): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)] as (keyof QueueFilter)[]);
  return [...names].every((name) => one[name] === other[name]);
}
