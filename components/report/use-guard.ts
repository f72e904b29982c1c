/** Feeds the guard from the browser: what covers the form, whether it is visible, and what disturbs it. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { limits } from "../../utils/contract/limits.ts";
import { createGuard } from "./guard.ts";
import { watchCover } from "./watch-cover.ts";

/** Subscribes to "the form was raised over something"; returns how to stop. */
export type OnDisturbed = (listener: () => void) => () => void;

/** True once "send" may be believed; turns false again when the form is covered, hidden or disturbed. */
export function useGuard(form: RefObject<HTMLElement | null>, onDisturbed: OnDisturbed): boolean {
  const [ready, setReady] = useState(false);
  const guard = useRef(createGuard(limits.uncoveredMs)).current;
  const subscribe = useRef(onDisturbed).current;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let uncovered = false;
    const look = () => {
      clearTimeout(timer);
      const waitMs = guard.waitMs(performance.now());
      setReady(waitMs === 0);
      if (waitMs > 0 && Number.isFinite(waitMs)) timer = setTimeout(look, waitMs);
    };
    const update = () => {
      guard.seen(uncovered && document.visibilityState === "visible", performance.now());
      look();
    };
    const stopWatching = watchCover(form.current, (now) => {
      uncovered = now;
      update();
    });
    const stopListening = subscribe(() => {
      guard.disturbed(performance.now());
      look();
    });
    document.addEventListener("visibilitychange", update);
    return () => {
      clearTimeout(timer);
      stopWatching();
      stopListening();
      document.removeEventListener("visibilitychange", update);
    };
  }, [form, guard, subscribe]);

  return ready;
}
