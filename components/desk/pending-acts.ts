/** Confirmations, votes and hearings wait before they are sent: a person can take them back before they take force. */

import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { confirmDelayMs } from "../../utils/extension/browser/delays.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { StateStoreContext } from "../ui/use-persisted-state.ts";
import type { OpenTarget } from "./queue/queue-rows.ts";

/** The case, or cases of a group, that the act is on. At most one act waits for each. */
export interface ActTarget extends OpenTarget {
  /** Such as `Judi online, x:post:1860`, with the act where it is no confirmation. */
  what: string;
}

export interface PendingAct extends ActTarget {
  /** Instant at which it is sent. */
  until: string;
  /**
   * `left`: the desk was closed before it was sent. `unanswered`: the desk was closed before the intake answered.
   * `done`: it is in force, unless it `waits`.
   */
  state: "held" | "sending" | "done" | "failed" | "left" | "unanswered";
  problem?: Problem | undefined;
  /** A letter to a platform can be made of it. */
  makes?: boolean;
  /** It takes effect only when a second person confirms it. */
  waits?: boolean;
}

/** How an act is sent, and what of its answer the person is shown. */
export interface PendingSend<T> {
  send(): Promise<Result<T>>;
  refused?(answer: T): Problem | undefined;
  makes?(answer: T): boolean;
  waits?(answer: T): boolean;
}

export interface PendingActs {
  list: readonly PendingAct[];
  /** Undefined when it was taken back: nothing was sent. */
  delay<T>(actedOn: ActTarget, sending: PendingSend<T>): Promise<Result<T> | undefined>;
  takeBack(id: string): void;
  dismiss(id: string): void;
  /** Removes the confirmations that are in force from the list. */
  clearDone(): void;
  /** True while a confirmation of this case or group is pending or being sent. */
  isPending(id: string): boolean;
}

/** Without a desk around it, no act stays pending. */
export const PendingActsContext = createContext<PendingActs>({
  list: [],
  delay: (_, { send }) => send(),
  takeBack: () => undefined,
  dismiss: () => undefined,
  clearDone: () => undefined,
  isPending: () => false,
});

/** Kept while the page is closed, to tell that they were not sent or not answered. */
interface StoredAct extends Pick<PendingAct, "id" | "kind" | "what" | "until"> {
  isSending?: boolean;
}
const storedActsKey = "held-acts";
/** Another window sends its own within this time after they are due. */
const otherWindowMs = 2_000;
/** Another window has its answer, or gives up, within this time after they are due. */
const otherAnswerMs = 35_000;

/** Until then another window may finish it. */
function abandonedAtMs({ until, isSending }: StoredAct): number {
  return Date.parse(until) + (isSending ? otherAnswerMs : otherWindowMs);
}

function toAbandoned({ isSending, ...entry }: StoredAct): PendingAct {
  return { ...entry, state: isSending ? "unanswered" : "left" };
}

/** Names pending acts in storage, so that a closed page can tell on the next visit that they were not sent. */
function useKeptActs() {
  const keeper = useContext(StateStoreContext);
  const read = async () => (await keeper.read<StoredAct[]>(storedActsKey)) ?? [];
  // One change at a time: two that read the same list would lose one of the two.
  const turn = useRef<Promise<void>>(Promise.resolve());
  // The memory may be full. The act itself does not depend on it.
  const change = (next: (old: StoredAct[]) => StoredAct[]) => {
    turn.current = turn.current
      .then(async () => keeper.write(storedActsKey, next(await read())))
      .catch(() => undefined);
    return turn.current;
  };
  return {
    keeper,
    read,
    add: (entry: StoredAct) => change((old) => [...old.filter(({ id }) => id !== entry.id), entry]),
    remove: (id: string) => change((old) => old.filter((act) => act.id !== id)),
  };
}

function useActList() {
  const [list, setList] = useState<readonly PendingAct[]>([]);
  const latest = useRef(list);
  const change = (next: (old: readonly PendingAct[]) => readonly PendingAct[]) => {
    latest.current = next(latest.current);
    setList(latest.current);
  };
  return {
    list,
    latest,
    change,
    put: (entry: PendingAct) => change((old) => [...old.filter(({ id }) => id !== entry.id), entry]),
    drop: (id: string) => change((old) => old.filter((act) => act.id !== id)),
  };
}

/** Waits before an act is sent. All timers stop when the page is closed. */
function useWaits() {
  const takeBacks = useRef(new Map<string, () => void>());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const later = (run: () => void, waitMs: number) => {
    const timer = setTimeout(run, waitMs);
    timers.current.add(timer);
    return timer;
  };
  return {
    later,
    /** Resolves to true if the act is to be sent, false if it was taken back. */
    async wait(id: string): Promise<boolean> {
      const goes = await new Promise<boolean>((resolve) => {
        const timer = later(() => resolve(true), confirmDelayMs);
        takeBacks.current.set(id, () => {
          clearTimeout(timer);
          resolve(false);
        });
      });
      takeBacks.current.delete(id);
      return goes;
    },
    takeBack: (id: string) => takeBacks.current.get(id)?.(),
    stop() {
      for (const timer of timers.current) clearTimeout(timer);
    },
  };
}

export function usePendingActs(): PendingActs {
  const kept = useKeptActs();
  const { list, latest, change, put, drop } = useActList();
  const waits = useWaits();

  useEffect(() => {
    const findAbandoned = async () => {
      const others = await kept.read();
      const mine = new Set(latest.current.map(({ id }) => id));
      for (const act of others.filter(({ id }) => !mine.has(id))) {
        const waitMs = abandonedAtMs(act) - Date.now();
        if (waitMs <= 0) put(toAbandoned(act));
        else waits.later(() => void findAbandoned(), waitMs);
      }
    };
    void findAbandoned();
    // A closed page sends no pending act. The stored notice shows this on the next visit.
    const leave = () => {
      waits.stop();
      change((old) => old.map((act) => (act.state === "held" ? { ...act, state: "left" } : act)));
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [kept.keeper]);

  return {
    list,
    async delay({ id, kind, what }, { send, refused, makes, waits: isProposal }) {
      const until = new Date(Date.now() + confirmDelayMs).toISOString();
      const entry = { id, kind, what, until };
      put({ ...entry, state: "held" });
      await kept.add(entry);
      if (!(await waits.wait(id))) {
        await kept.remove(id);
        drop(id);
        return undefined;
      }
      put({ ...entry, state: "sending" });
      await kept.add({ ...entry, isSending: true });
      const result = await send();
      await kept.remove(id);
      const problem = result.ok ? refused?.(result.value) : result.problem;
      if (problem) put({ ...entry, state: "failed", problem });
      else
        put({
          ...entry,
          state: "done",
          makes: result.ok && (makes?.(result.value) ?? false),
          waits: result.ok && (isProposal?.(result.value) ?? false),
        });
      return result;
    },
    takeBack: waits.takeBack,
    dismiss(id) {
      drop(id);
      void kept.remove(id);
    },
    clearDone: () => change((old) => old.filter(({ state }) => state !== "done")),
    isPending: (id) =>
      latest.current.some((act) => act.id === id && (act.state === "held" || act.state === "sending")),
  };
}
