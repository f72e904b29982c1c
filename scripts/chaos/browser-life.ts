/** A person's browser that may be killed at any moment and comes back with the same profile. */

import { setTimeout as wait } from "node:timers/promises";
import type { Driver } from "../../test/e2e/drivers/driver.ts";

export interface BrowserLife {
  driver: Driver;
  /** False when it is away already. */
  kill(forMs: number): Promise<boolean>;
  /** False when it is away, or did not do it in time. */
  killBackground(): Promise<boolean>;
  /** Settles when the browser is there. */
  whenUp(): Promise<void>;
  /** Does something in the browser; rejects at once when the browser is killed meanwhile. */
  during<T>(act: () => Promise<T>): Promise<T>;
}

const maxActMs = 10_000;
const maxStarts = 3;

export function liveOn(driver: Driver): BrowserLife {
  let coming: Promise<void> | undefined;
  let killed = untilKilled();

  async function comeBack(forMs: number): Promise<void> {
    await wait(forMs);
    for (let left = maxStarts; ; left--) {
      const failed = await driver.restart().then(
        () => undefined,
        (error: Error) => error,
      );
      if (!failed) break;
      if (left === 1) throw failed;
    }
    killed = untilKilled();
    coming = undefined;
  }

  return {
    driver,
    async kill(forMs) {
      if (coming) return false;
      // Nobody else may begin anything from here on.
      const back = Promise.withResolvers<void>();
      coming = back.promise;
      await driver.kill();
      killed.reject(new Error("the browser was killed"));
      comeBack(forMs).then(back.resolve, back.reject);
      back.promise.catch(() => undefined);
      return true;
    },
    async killBackground() {
      if (coming) return false;
      const done = driver.killBackground().then(
        () => true,
        () => false,
      );
      return Promise.race([done, wait(maxActMs, false)]);
    },
    whenUp: async () => coming,
    during: async (act) => {
      const done = act();
      // What goes on in a browser that is gone ends some time later, and nobody waits for it.
      done.catch(() => undefined);
      return Promise.race([done, killed.promise]);
    },
  };
}

/** Rejected when the browser is killed, whether or not anybody is in the middle of something. */
function untilKilled(): PromiseWithResolvers<never> {
  const killed = Promise.withResolvers<never>();
  killed.promise.catch(() => undefined);
  return killed;
}
