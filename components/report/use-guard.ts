import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { uncoveredMs } from "../../utils/extension/browser/waits.ts";
import { feedGuard, type OnDisturbed } from "./feed-guard.ts";
import { createGuard } from "./guard.ts";

/** True once "send" is trusted; false again when the form is covered, hidden or disturbed. */
export function useGuard(form: RefObject<HTMLElement | null>, onDisturbed: OnDisturbed): boolean {
  const [ready, setReady] = useState(false);
  const guard = useRef(createGuard(uncoveredMs)).current;
  const subscribe = useRef(onDisturbed).current;

  useEffect(
    () => feedGuard(guard, form.current, subscribe, () => setReady(guard.waitMs(performance.now()) === 0)),
    [form, guard, subscribe],
  );

  return ready;
}
