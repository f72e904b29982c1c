/** Loads a `Result` and keeps the last good value while reloading. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";

export interface Loaded<T> {
  value: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload(): Promise<void>;
}

/** `key` names what is loaded: when it changes, the old value is dropped and late answers are ignored. */
export function useLoad<T>(key: string, load: () => Promise<Result<T>>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value?: T; problem?: Problem; loading: boolean }>({
    key,
    loading: true,
  });
  const latest = useRef(load);
  latest.current = load;
  const wanted = useRef(key);
  wanted.current = key;

  const reload = useCallback(async () => {
    // Called for a list that is no longer shown.
    if (wanted.current !== key) return;
    setState((old) => (old.key === key ? { ...old, loading: true } : { key, loading: true }));
    const result = await latest.current();
    if (wanted.current !== key) return;
    setState((old) =>
      result.ok
        ? { key, value: result.value, loading: false }
        : { ...old, key, problem: result.problem, loading: false },
    );
  }, [key]);

  useEffect(() => {
    void reload();
  }, [reload]);

  const fresh = state.key === key;
  return {
    value: fresh ? state.value : undefined,
    problem: fresh ? state.problem : undefined,
    loading: fresh ? state.loading : true,
    reload,
  };
}
