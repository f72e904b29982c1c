/** Holds confirmations for some seconds before they are sent, so that a person can take them back. */

import { createContext, type RefObject } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../utils/contract/problem.ts";
import type { Result } from "../../utils/contract/result.ts";
import { confirmHoldMs } from "../../utils/core/waits.ts";
import { KeeperContext } from "../shared/use-kept.ts";
import type { Opened } from "./rows.ts";

export interface Confirmed extends Opened {
  /** For example `Judi online, x:post:1860`. */
  what: string;
}

export interface HeldConfirmation extends Confirmed {
  /** ISO time at which it is sent. */
  until: string;
  /** `left`: the desk was closed before it was sent. `done`: it is in force. */
  state: "held" | "sending" | "done" | "failed" | "left";
  problem?: Problem | undefined;
  /** A letter to a platform can be made of it. */
  makes?: boolean;
}

/** Sends a confirmation and interprets its answer. */
export interface Sending<T> {
  send(): Promise<Result<T>>;
  refused?(answer: T): Problem | undefined;
  makes?(answer: T): boolean;
}

export interface HeldConfirmations {
  list: readonly HeldConfirmation[];
  /** Returns undefined if it was taken back before it was sent. */
  confirm<T>(confirmed: Confirmed, sending: Sending<T>): Promise<Result<T> | undefined>;
  takeBack(id: string): void;
  dismiss(id: string): void;
  /** Removes the confirmations that are in force from the list. */
  clearDone(): void;
  /** True while a confirmation of this case or group is held or being sent. */
  isHeld(id: string): boolean;
  /** Opens a case in the queue while the queue is shown. */
  opener: RefObject<((opened: Opened) => void) | null>;
}

/** Default outside the desk: sends at once. */
export const HeldContext = createContext<HeldConfirmations>({
  list: [],
  confirm: (_, { send }) => send(),
  takeBack: () => undefined,
  dismiss: () => undefined,
  clearDone: () => undefined,
  isHeld: () => false,
  opener: { current: null },
});

/** Stored so that the next visit can report confirmations that were never sent. */
type Kept = Pick<HeldConfirmation, "id" | "kind" | "what" | "until">;
const keptKey = "held-confirmations";
/** Another window sends its own confirmation within this time after it is due. */
const otherWindowMs = 2_000;

export function useHeldConfirmations(): HeldConfirmations {
  const keeper = useContext(KeeperContext);
  const [list, setList] = useState<readonly HeldConfirmation[]>([]);
  const latest = useRef(list);
  const takeBacks = useRef(new Map<string, () => void>());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const opener = useRef<((opened: Opened) => void) | null>(null);

  const change = (next: (old: readonly HeldConfirmation[]) => readonly HeldConfirmation[]) => {
    latest.current = next(latest.current);
    setList(latest.current);
  };
  const drop = (id: string) => change((old) => old.filter((one) => one.id !== id));
  const put = (entry: HeldConfirmation) =>
    change((old) => [...old.filter(({ id }) => id !== entry.id), entry]);
  const keep = async (next: (old: Kept[]) => Kept[]) =>
    keeper.write(keptKey, next((await keeper.read<Kept[]>(keptKey)) ?? []));
  const forget = (id: string) => keep((old) => old.filter((one) => one.id !== id));

  useEffect(() => {
    const look = async () => {
      const kept = (await keeper.read<Kept[]>(keptKey)) ?? [];
      const mine = new Set(latest.current.map(({ id }) => id));
      for (const one of kept.filter(({ id }) => !mine.has(id))) {
        const waitMs = Date.parse(one.until) + otherWindowMs - Date.now();
        if (waitMs <= 0) put({ ...one, state: "left" });
        else timers.current.add(setTimeout(() => void look(), waitMs));
      }
    };
    void look();
    // A closed page sends no held confirmation. The stored entry reports it on the next visit.
    const leave = () => {
      for (const timer of timers.current) clearTimeout(timer);
      change((old) => old.map((one) => (one.state === "held" ? { ...one, state: "left" } : one)));
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [keeper]);

  /** Resolves to true if the confirmation is to be sent. */
  const wait = (id: string) =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(true), confirmHoldMs);
      timers.current.add(timer);
      takeBacks.current.set(id, () => {
        clearTimeout(timer);
        resolve(false);
      });
    });

  return {
    ...{ list, opener },
    async confirm(confirmed, { send, refused, makes }) {
      const { id, kind, what } = confirmed;
      const until = new Date(Date.now() + confirmHoldMs).toISOString();
      const entry = { id, kind, what, until };
      put({ ...entry, state: "held" });
      await keep((old) => [...old.filter((one) => one.id !== id), entry]);
      const goes = await wait(id);
      takeBacks.current.delete(id);
      await forget(id);
      if (!goes) {
        drop(id);
        return undefined;
      }
      put({ ...entry, state: "sending" });
      const result = await send();
      const problem = result.ok ? refused?.(result.value) : result.problem;
      if (problem) put({ ...entry, state: "failed", problem });
      else put({ ...entry, state: "done", makes: result.ok && (makes?.(result.value) ?? false) });
      return result;
    },
    takeBack: (id) => takeBacks.current.get(id)?.(),
    dismiss(id) {
      drop(id);
      void forget(id);
    },
    clearDone: () => change((old) => old.filter(({ state }) => state !== "done")),
    isHeld: (id) =>
      latest.current.some((one) => one.id === id && (one.state === "held" || one.state === "sending")),
    opener,
  };
}
