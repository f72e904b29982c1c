/** Loads a list page by page. A reload reads as many pages as are shown. */

import { useCallback, useRef, useState } from "preact/hooks";
import { ok, type Result } from "../../utils/shared/contract/result.ts";
import { useLoad } from "./use-load.ts";

export interface Page<T> {
  rows: T[];
  /** Cursor of the next page; undefined after the last. */
  next?: string | undefined;
}

export type ReadPage<T> = (after?: string) => Promise<Result<Page<T>>>;

/** Reads the first pages. A row that moved between two of them is listed once. */
export async function readPages<T extends { id: string }>(
  read: ReadPage<T>,
  pages: number,
): Promise<Result<Page<T>>> {
  const rows = new Map<string, T>();
  let next: string | undefined;
  for (let page = 0; page < pages; page++) {
    const answer = await read(next);
    if (!answer.ok) return answer;
    for (const row of answer.value.rows) rows.set(row.id, row);
    next = answer.value.next;
    if (next === undefined) break;
  }
  return ok({ rows: [...rows.values()], next });
}

/** `key` names the list; another one begins with its first page. */
export function usePages<T extends { id: string }>(key: string, read: ReadPage<T>) {
  const shown = useRef({ key, pages: 1 });
  if (shown.current.key !== key) shown.current = { key, pages: 1 };
  const [loadingMore, setLoadingMore] = useState(false);
  const { value, loading, problem, reload } = useLoad(key, () => readPages(read, shown.current.pages));
  const loadMore = useCallback(async () => {
    shown.current.pages += 1;
    setLoadingMore(true);
    await reload();
    setLoadingMore(false);
  }, [reload]);
  return {
    rows: value?.rows,
    more: value?.next !== undefined,
    loading,
    loadingMore,
    problem,
    reload,
    loadMore,
  };
}
