/** Confirmations, votes and hearings wait before they are sent: a person can take them back before they take force. */

import { createContext, type RefObject } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { confirmDelayMs } from "../../utils/extension/browser/delays.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { StateStoreContext } from "../ui/use-kept.ts";
import type { OpenTarget } from "./queue/rows.ts";

/** The case, or cases of a group, that the act is on. At most one act waits for each. */
export interface ActTarget extends OpenTarget {
  /** Such as `Judi online, x:post:1860`, with the act where it is no confirmation. */
  what: string;
}

export interface PendingAct extends ActTarget {
  /** Instant at which it is sent. */
  until: string;
  /** `left`: the desk was closed before it was sent. `done`: it is in force. */
  state: "held" | "sending" | "done" | "failed" | "left";
  problem?: Problem | undefined;
  /** A letter to a platform can be made of it. */
  makes?: boolean;
}

/** How an act is sent, and what of its answer the person is shown. */
export interface PendingSend<T> {
  send(): Promise<Result<T>>;
  refused?(answer: T): Problem | undefined;
  makes?(answer: T): boolean;
}

export interface PendingActs {
  list: readonly PendingAct[];
  /** Undefined when it was taken back: nothing was sent. */
  delay<T>(actedOn: ActTarget, sending: PendingSend<T>): Promise<Result<T> | undefined>;
  takeBack(id: string): void;
  dismiss(id: string): void;
  /** Removes the confirmations that are in force from the list. */
  clearDone(): void;
  /** True while a confirmation of this case or group is held or being sent. */
  isPending(id: string): boolean;
  /** Opens a case in the queue while the queue is shown. */
  openCaseRef: RefObject<((opened: OpenTarget) => void) | null>;
}

/** Without a desk around it, nothing is held. */
export const PendingActsContext = createContext<PendingActs>({
  list: [],
  delay: (_, { send }) => send(),
  takeBack: () => undefined,
  dismiss: () => undefined,
  clearDone: () => undefined,
  isPending: () => false,
  openCaseRef: { current: null },
});

/** Kept while the page is closed, to tell that they were not sent. */
type StoredAct = Pick<PendingAct, "id" | "kind" | "what" | "until">;
const storedActsKey = "held-acts";
/** Another window sends its own within this time after they are due. */
const otherWindowMs = 2_000;

export function usePendingActs(): PendingActs {
  const keeper = useContext(StateStoreContext);
  const [list, setList] = useState<readonly PendingAct[]>([]);
  const latest = useRef(list);
  const takeBacks = useRef(new Map<string, () => void>());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const opener = useRef<((opened: OpenTarget) => void) | null>(null);

  const change = (next: (old: readonly PendingAct[]) => readonly PendingAct[]) => {
    latest.current = next(latest.current);
    setList(latest.current);
  };
  const drop = (id: string) => change((old) => old.filter((one) => one.id !== id));
  const put = (entry: PendingAct) => change((old) => [...old.filter(({ id }) => id !== entry.id), entry]);
  const keep = async (next: (old: StoredAct[]) => StoredAct[]) =>
    keeper.write(storedActsKey, next((await keeper.read<StoredAct[]>(storedActsKey)) ?? []));
  const forget = (id: string) => keep((old) => old.filter((one) => one.id !== id));

  useEffect(() => {
    const look = async () => {
      const kept = (await keeper.read<StoredAct[]>(storedActsKey)) ?? [];
      const mine = new Set(latest.current.map(({ id }) => id));
      for (const one of kept.filter(({ id }) => !mine.has(id))) {
        const waitMs = Date.parse(one.until) + otherWindowMs - Date.now();
        if (waitMs <= 0) put({ ...one, state: "left" });
        else timers.current.add(setTimeout(() => void look(), waitMs));
      }
    };
    void look();
    // A closed page sends no held act. The kept notice says this on the next visit.
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
      const timer = setTimeout(() => resolve(true), confirmDelayMs);
      timers.current.add(timer);
      takeBacks.current.set(id, () => {
        clearTimeout(timer);
        resolve(false);
      });
    });

  return {
    ...{ list, openCaseRef: opener },
    async delay({ id, kind, what }, { send, refused, makes }) {
      const until = new Date(Date.now() + confirmDelayMs).toISOString();
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
    isPending: (id) =>
      latest.current.some((one) => one.id === id && (one.state === "held" || one.state === "sending")),
    openCaseRef: opener,
  };
}
