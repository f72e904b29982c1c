/** Loads the queue page by page and merges changes without moving the rows on screen. */

import { useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Client, QueuePage } from "../../../utils/extension/desk/client.ts";
import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { useRemembered } from "../../ui/use-last-page.ts";
import { ViewerContext } from "../case/case-changes.ts";
import { joinRows, refreshRows } from "./queue-rows.ts";

export interface QueueCalls extends Pick<Client, "listQueue"> {
  /** Undefined if the role decides nothing. */
  turns?: Pick<Client, "countTurns"> | undefined;
}

interface State {
  /** The filter that the rows answer. */
  key: string;
  rows: CaseRow[];
  next?: string | undefined;
  news: number;
  loaded: boolean;
  loading: boolean;
  problem?: Problem | undefined;
  /** The rows are those of an earlier visit; milliseconds since the epoch at which the intake gave them. */
  rememberedMs?: number | undefined;
}

type FirstPage = Pick<State, "rows" | "next">;

const empty = (key: string): State => ({ key, rows: [], news: 0, loaded: false, loading: true });

export function useQueue({ listQueue, turns: turnCalls }: QueueCalls, filter: QueueFilter) {
  const key = JSON.stringify(filter);
  const [state, setState] = useState(() => empty(key));
  const shown = state.key === key ? state : empty(key);
  const busy = useRef<string | undefined>(undefined);
  const viewer = useContext(ViewerContext)?.personId ?? "";
  const remember = useRemembered<FirstPage>("queue-shown", `${viewer} ${key}`, ({ rows, next, atMs }) =>
    setState((old) =>
      old.loaded || latest.current.key !== key ? old : { ...empty(key), rows, next, rememberedMs: atMs },
    ),
  );
  const latest = useRef({ key, shown, filter, listQueue, remember });
  latest.current = { key, shown, filter, listQueue, remember };

  /** Requests a page and drops the answer if the filter has changed meanwhile. */
  const ask = useCallback(async (after: string | undefined, take: (page: QueuePage) => Partial<State>) => {
    const asked = latest.current;
    const answer = await asked.listQueue(asked.filter, after);
    if (latest.current.key !== asked.key) return;
    setState((old) => {
      const base = old.key === asked.key ? old : empty(asked.key);
      if (!answer.ok) return { ...base, loading: false, problem: answer.problem };
      latest.current.shown = base;
      return {
        ...base,
        loaded: true,
        loading: false,
        problem: undefined,
        rememberedMs: undefined,
        ...take(answer.value),
      };
    });
  }, []);

  const reload = useCallback(async () => {
    setState((old) => (old.key === latest.current.key ? { ...old, loading: true } : old));
    await ask(undefined, ({ cases, next }) => {
      latest.current.remember({ rows: cases, next });
      return { rows: cases, next, news: 0 };
    });
  }, []);
  useLayoutEffect(() => void reload(), [key]);

  /** Loads the next page. Concurrent calls load it once. */
  const loadMore = useCallback(async () => {
    const { next } = latest.current.shown;
    if (next === undefined || busy.current === next) return;
    busy.current = next;
    await ask(next, (page) => ({
      rows: joinRows(latest.current.shown.rows, page.cases),
      next: page.next,
    }));
    busy.current = undefined;
  }, []);

  /** Refetches the first page. `settled`: a case that the person has just acted on. */
  const check = useCallback(
    (settled?: string) =>
      ask(undefined, ({ cases }) => refreshRows(latest.current.shown.rows, cases, settled)),
    [],
  );

  return { ...shown, turns: useTurnCounts(turnCalls, shown), reload, loadMore, check };
}

export type QueueState = ReturnType<typeof useQueue>;

/** Counts the viewer's turns again whenever the list was read. Undefined until then, and for roles without turns. */
function useTurnCounts(calls: QueueCalls["turns"], { loaded, rows }: State): TurnCounts | undefined {
  const [counts, setCounts] = useState<TurnCounts>();
  useEffect(() => {
    // Failures are ignored: the list reports connection problems, and an older intake has no such route.
    if (loaded) void calls?.countTurns().then((read) => read.ok && setCounts(read.value));
  }, [loaded ? rows : undefined]);
  return counts;
}
