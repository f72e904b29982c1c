/** Browsers shared by the tests of one worker: lent to one person at a time and reset when returned. */

import type { BrowserName, Driver, LaunchOptions } from "./driver.ts";
import { launch } from "./launch.ts";

export interface BrowserPool {
  /** Lends a browser with a newly installed extension; its `close` returns it. */
  take(options: LaunchOptions): Promise<Driver>;
  close(): Promise<void>;
}

/** Options for which a browser can be reused after a reset. One with other options is used once. */
const reusable: readonly (keyof LaunchOptions)[] = ["executable", "extension", "proxyPort", "colorScheme"];

export function openBrowserPool(name: BrowserName): BrowserPool {
  const idle = new Map<string, Driver[]>();

  const take = async (options: LaunchOptions): Promise<Driver> => {
    const isReusable = Object.keys(options).every((key) => reusable.some((one) => one === key));
    if (!isReusable) return launch(name, options);
    const key = JSON.stringify(options, [...reusable]);
    const driver = idle.get(key)?.pop() ?? (await launch(name, options));
    return lend(driver, () => idle.set(key, [...(idle.get(key) ?? []), driver]));
  };

  return {
    take,
    close: async () => {
      await Promise.all([...idle.values()].flat().map((driver) => driver.close()));
      idle.clear();
    },
  };
}

function lend(driver: Driver, giveBack: () => void): Driver {
  let isLent = true;
  /**
   * A browser that was killed, restarted or given more permissions is not lent again: Chromium's `permissions.remove`
   * of `<all_urls>` also removes the manifest's hosts.
   */
  let isWorn = false;
  const wear = (act: () => Promise<void>) => {
    isWorn = true;
    return act();
  };
  return {
    ...driver,
    kill: () => wear(driver.kill),
    restart: () => wear(driver.restart),
    allowReload: () => wear(driver.allowReload),
    grantAllUrls: () => wear(driver.grantAllUrls),
    close: async () => {
      if (!isLent) return;
      isLent = false;
      if (isWorn) return driver.close();
      await driver.reset().then(giveBack, () => driver.close());
    },
  };
}
