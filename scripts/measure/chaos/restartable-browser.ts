/** A person's browser that can be killed at any moment and restarts with the same profile. */

import { setTimeout as wait } from "node:timers/promises";
import type { Driver } from "../../dev/drivers/driver.ts";

export interface RestartableBrowser {
  driver: Driver;
  /** Resolves to false if the browser is down already. */
  kill(forMs: number): Promise<boolean>;
  /** Resolves to false if the browser is down or the act times out. */
  killBackground(): Promise<boolean>;
  /** Resolves when the browser is running. */
  whenUp(): Promise<void>;
  /** Runs an act in the browser; rejects immediately if the browser is killed meanwhile. */
  during<T>(act: () => Promise<T>): Promise<T>;
}

const maxActMs = 10_000;
const maxStarts = 3;

export function restartable(driver: Driver): RestartableBrowser {
  let coming: Promise<void> | undefined;
  let killed = untilKilled();

  async function comeBack(forMs: number): Promise<void> {
    await wait(forMs);
    for (let startsLeft = maxStarts; ; startsLeft--) {
      const failed = await driver.restart().then(
        () => undefined,
        (error: Error) => error,
      );
      if (!failed) break;
      if (startsLeft === 1) throw failed;
    }
    killed = untilKilled();
    coming = undefined;
  }

  return {
    driver,
    async kill(forMs) {
      if (coming) return false;
      // Set before the kill so that no other act starts meanwhile.
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
      // Acts in a killed browser settle later; their errors are ignored.
      done.catch(() => undefined);
      return Promise.race([done, killed.promise]);
    },
  };
}

/** Rejects when the browser is killed. Handled here so that an unawaited rejection does not end the process. */
function untilKilled(): PromiseWithResolvers<never> {
  const killed = Promise.withResolvers<never>();
  killed.promise.catch(() => undefined);
  return killed;
}
