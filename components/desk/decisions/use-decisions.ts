/** Loads the list of decisions page by page, for one filter at a time. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { DecisionFilter, DecisionRow } from "../../../utils/shared/contract/decision-list.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";

export type DecisionListCalls = Pick<Client, "listDecisions" | "exportDecisions" | "listUnits">;

interface Loaded {
  /** The filter that the rows answer. */
  key: string;
  rows: DecisionRow[];
  next?: string | undefined;
  loaded: boolean;
  loading: boolean;
  problem?: Problem | undefined;
}

const empty = (key: string): Loaded => ({ key, rows: [], loaded: false, loading: true });

export function useDecisions({ listDecisions }: DecisionListCalls, filter: DecisionFilter) {
  const key = JSON.stringify(filter);
  const [state, setState] = useState(() => empty(key));
  const shown = state.key === key ? state : empty(key);
  const latest = useRef({ key, filter, listDecisions });
  latest.current = { key, filter, listDecisions };
  const busy = useRef<string | undefined>(undefined);

  /** Asks for the page after the cursor, or for the first one. Late answers to another filter are dropped. */
  const load = useCallback(async (after?: string) => {
    const asked = latest.current;
    setState((old) => (old.key === asked.key ? { ...old, loading: true } : empty(asked.key)));
    const answer = await asked.listDecisions(asked.filter, after);
    if (latest.current.key !== asked.key) return;
    setState((old) => {
      if (!answer.ok) return { ...old, loading: false, problem: answer.problem };
      const { decisions, next } = answer.value;
      const rows = after === undefined ? decisions : [...old.rows, ...decisions];
      return { key: asked.key, rows, next, loaded: true, loading: false };
    });
  }, []);
  useEffect(() => void load(), [key]);

  const loadMore = useCallback(async (after: string) => {
    if (busy.current === after) return;
    busy.current = after;
    await load(after);
    busy.current = undefined;
  }, []);

  return { ...shown, reload: () => load(), loadMore };
}
