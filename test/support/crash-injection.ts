/**
 * A background that can be killed at any await. Every database event and every answer of the network, the browser's
 * storage or WebCrypto is a step. After death, code no longer receives any of them.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";

const lives = new AsyncLocalStorage<KillableRun>();
const never = () => new Promise<never>(() => undefined);

export class KillableRun {
  steps = 0;
  dead = false;
  readonly died: Promise<void>;
  readonly #transactions = new Set<IDBTransaction>();
  readonly #diesAt: number;
  #end: () => void = () => undefined;

  /** @param diesAt the step that it does not survive; it never dies without one */
  constructor(diesAt = Number.POSITIVE_INFINITY) {
    this.#diesAt = diesAt;
    this.died = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Runs the background's work until it finishes or dies. */
  async run(work: () => Promise<void>): Promise<void> {
    await Promise.race([lives.run(this, work), this.died]);
    // Lets the dying process's open transactions abort before the database is opened again.
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  }

  /** Counts a step; returns whether it survives. */
  step(): boolean {
    if (this.dead) return false;
    this.steps++;
    if (this.steps === this.#diesAt) this.die();
    return !this.dead;
  }

  die(): void {
    if (this.dead) return;
    this.dead = true;
    for (const transaction of this.#transactions) {
      try {
        transaction.abort();
      } catch {
        // Already completed: committed data stays.
      }
    }
    this.#end();
  }

  begin(transaction: IDBTransaction): void {
    this.#transactions.add(transaction);
  }
}

/** A step before the act and one after it, because it may happen without its answer being received. */
export function runKillable<A extends unknown[], R>(
  act: (...input: A) => Promise<R>,
): (...input: A) => Promise<R> {
  return async (...input) => {
    const life = lives.getStore();
    if (!life) return act(...input);
    if (!life.step()) return never();
    const result = await act(...input);
    return life.step() ? result : never();
  };
}

/** Adds steps to everything that a background awaits. Call once per test file. */
export function installKillPoints(): void {
  const events = Object.getPrototypeOf(IDBRequest.prototype) as EventTarget;
  const listen = events.addEventListener;
  events.addEventListener = function (type, listener, options) {
    const life = lives.getStore();
    const hear = listener as (event: Event) => void;
    const heard = (event: Event) => {
      // An upgrade's transaction is not begun through `transaction()`, so it is registered here.
      const { transaction } = event.target as Partial<IDBRequest>;
      if (transaction) life?.begin(transaction);
      if (!life || life.step()) lives.run(life as KillableRun, () => hear(event));
    };
    listen.call(this, type, life ? heard : listener, options);
  };
  // The database outlives the background, so it does not count steps.
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...input) {
    return lives.exit(() => open.apply(this, input));
  };
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...input) {
    const transaction = lives.exit(() => begin.apply(this, input));
    lives.getStore()?.begin(transaction);
    return transaction;
  };
  for (const area of [fakeBrowser.storage.local, fakeBrowser.storage.session])
    for (const name of ["get", "set", "remove"] as const)
      Object.assign(area, { [name]: runKillable(area[name].bind(area) as () => Promise<unknown>) });
  for (const name of ["digest", "sign", "encrypt"] as const) {
    const act = crypto.subtle[name].bind(crypto.subtle) as () => Promise<ArrayBuffer>;
    vi.spyOn(crypto.subtle, name).mockImplementation(runKillable(act) as never);
  }
  const later = globalThis.setTimeout;
  vi.stubGlobal("setTimeout", (run: () => void, ms: number) => {
    const life = lives.getStore();
    return later(() => life?.dead || run(), ms);
  });
}
