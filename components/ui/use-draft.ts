/** Drafts that a person may have open in two windows. */

import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { type PersistedState, StateStoreContext, usePersistedState } from "./use-persisted-state.ts";

/**
 * Like `usePersistedState`, but all windows show the same words, so that none overwrites what was typed in another.
 * `whenGone`: another window has sent or discarded the draft; returns what stays of it here.
 */
export function useDraft<T>(
  key: string,
  first: () => T,
  whenGone: (draft: T) => T = first,
): PersistedState<T> {
  const store = useContext(StateStoreContext);
  const draft = usePersistedState(key, first);
  const latest = useRef({ draft, whenGone });
  latest.current = { draft, whenGone };
  // A layout effect: own writes are told from those of other windows only while watching, and a key may come at once.
  useLayoutEffect(
    () =>
      store.watchOthers?.<T>(key, (value) => {
        const { draft, whenGone } = latest.current;
        draft.show(value ?? whenGone(draft.value));
      }),
    [key, store],
  );
  return draft;
}
