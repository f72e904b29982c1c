/** Loads a list page by page. */

import { useCallback, useRef, useState } from "preact/hooks";
import { ok, type Result } from "../../utils/shared/contract/result.ts";
import { useLoad } from "./use-load.ts";

export interface Page<T> {
  rows: T[];
  /** Cursor of the next page; undefined after the last. */
  next?: string | undefined;
}

export type ReadPage<T> = (after?: string) => Promise<Result<Page<T>>>;

/** A row that moved between two pages is listed once, as the later page has it. */
function joinPages<T extends { id: string }>(pages: readonly Page<T>[]): Page<T> {
  const rows = pages.flatMap((page) => page.rows);
  return { rows: [...new Map(rows.map((row) => [row.id, row])).values()], next: pages.at(-1)?.next };
}

/** Reads the first pages. */
export async function readPages<T extends { id: string }>(
  read: ReadPage<T>,
  count: number,
): Promise<Result<Page<T>>> {
  const pages: Page<T>[] = [];
  do {
    const answer = await read(pages.at(-1)?.next);
    if (!answer.ok) return answer;
    pages.push(answer.value);
  } while (pages.length < count && pages.at(-1)?.next !== undefined);
  return ok(joinPages(pages));
}

interface Shown<T> {
  key: string;
  /** Number of pages on screen. */
  pages: number;
  held?: Page<T>;
  /** The next load reads one more page. */
  adding: boolean;
  /** Loads run one after the other, because each continues from what the last one left. */
  turn: Promise<unknown>;
}

/** Reads all pages on screen again, or one more. */
async function load<T extends { id: string }>(
  shown: Shown<T>,
  adding: boolean,
  read: ReadPage<T>,
): Promise<Result<Page<T>>> {
  const { held, pages } = shown;
  const isMore = adding && held?.next !== undefined;
  const answer = isMore ? await read(held.next) : await readPages(read, pages);
  if (!answer.ok) return answer;
  shown.pages += isMore ? 1 : 0;
  shown.held = isMore ? joinPages([held, answer.value]) : answer.value;
  return ok(shown.held);
}

/**
 * `key` names the list; another one begins with its first page. `loadMore` appends a page; `reload` reads as many pages as
 * are shown.
 */
export function usePages<T extends { id: string }>(key: string, read: ReadPage<T>) {
  const begin = (): Shown<T> => ({ key, pages: 1, adding: false, turn: Promise.resolve() });
  const shown = useRef<Shown<T>>(undefined);
  if (shown.current?.key !== key) shown.current = begin();
  const list = shown.current;
  const [loadingMore, setLoadingMore] = useState(false);
  const { value, loading, problem, reload } = useLoad(key, () => {
    const { adding, turn } = list;
    list.adding = false;
    const loaded = turn.then(() => load(list, adding, read));
    list.turn = loaded.catch(() => undefined);
    return loaded;
  });
  const loadMore = useCallback(async () => {
    list.adding = true;
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
