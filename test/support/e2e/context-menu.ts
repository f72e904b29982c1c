/** The extension's entries in the browser's context menu. */

import type { Driver, menuEntries } from "../../../scripts/dev/drivers/driver.ts";
import { expect } from "./fixtures.ts";

/** Chooses an entry once the menu is open, which takes a moment. */
export async function chooseInMenu(driver: Driver, title: keyof typeof menuEntries): Promise<void> {
  const choose = () =>
    driver.chooseInMenu(title).then(
      () => true,
      () => false,
    );
  await expect.poll(choose, `the menu's entry "${title}"`).toBe(true);
}
