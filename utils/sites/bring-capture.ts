/** Brings the rest of the code into the page, with the first press and once. */

import { extensionAlive } from "../core/browser.ts";
import { send } from "../messages/send.ts";
import type { PageMemory } from "./clicked.ts";

/** Gives what hands each press to the capture script; false when that does not come. */
export function captureBringer(): (memory: PageMemory) => Promise<boolean> {
  let arriving: ReturnType<typeof send<"open-capture">> | undefined;
  return async (memory) => {
    arriving ??= send("open-capture", {});
    const { ok } = await arriving;
    if (!ok) arriving = undefined;
    if (!ok || !extensionAlive()) return false;
    // As it came it took the press, unless it was here before.
    if (memory.presses.length > 0) void memory.openForm?.(memory);
    return true;
  };
}
