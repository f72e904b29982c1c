/**
 * A background that can be killed at any of its awaits: every event of the database, every answer of the network, of the
 * browser's storage and of the cryptography is a step, and whoever dies at one of them never hears it, nor anything after.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";

const lives = new AsyncLocalStorage<Life>();
const never = () => new Promise<never>(() => undefined);

export class Life {
  steps = 0;
  dead = false;
  readonly died: Promise<void>;
  readonly #transactions = new Set<IDBTransaction>();
  readonly #diesAt: number;
  #end: () => void = () => undefined;

  /** @param diesAt the step that it does not survive; never by itself without one */
  constructor(diesAt = Number.POSITIVE_INFINITY) {
    this.#diesAt = diesAt;
    this.died = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Runs what the background does, until it is done or dead. */
  async run(work: () => Promise<void>): Promise<void> {
    await Promise.race([lives.run(this, work), this.died]);
    // What a dying process had begun at the database is taken back before anyone opens it again.
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  }

  /** Whether it lives on after this await. */
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
        // It was through already: what is committed stays.
      }
    }
    this.#end();
  }

  begin(transaction: IDBTransaction): void {
    this.#transactions.add(transaction);
  }
}

/** Steps before it happens and after: it may have happened without anyone having heard. */
export function mortal<A extends unknown[], R>(
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

/** Puts steps into everything that a background waits for; once for a file of tests. */
export function makeMortal(): void {
  const events = Object.getPrototypeOf(IDBRequest.prototype) as EventTarget;
  const listen = events.addEventListener;
  events.addEventListener = function (type, listener, options) {
    const life = lives.getStore();
    const hear = listener as (event: Event) => void;
    const heard = (event: Event) => {
      // Of an upgrade of the database nobody else hears.
      const { transaction } = event.target as Partial<IDBRequest>;
      if (transaction) life?.begin(transaction);
      if (!life || life.step()) lives.run(life as Life, () => hear(event));
    };
    listen.call(this, type, life ? heard : listener, options);
  };
  // The database itself belongs to no life: it goes on when a background has died.
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
      Object.assign(area, { [name]: mortal(area[name].bind(area) as () => Promise<unknown>) });
  for (const name of ["digest", "sign", "encrypt"] as const) {
    const act = crypto.subtle[name].bind(crypto.subtle) as () => Promise<ArrayBuffer>;
    vi.spyOn(crypto.subtle, name).mockImplementation(mortal(act) as never);
  }
  const later = globalThis.setTimeout;
  vi.stubGlobal("setTimeout", (run: () => void, ms: number) => {
    const life = lives.getStore();
    return later(() => life?.dead || run(), ms);
  });
}
