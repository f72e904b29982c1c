/** The number on the icon: the sum of its parts, kept until the browser closes. */

import { setBadge } from "./browser.ts";
import { session } from "./session-storage.ts";
import { runExclusive } from "./storage.ts";

/** `unsent`: reports that failed. `needs`: things that need the person, as the intake counts them. */
type BadgePart = "unsent" | "needs";

const key = "badge";

export function setBadgePart(part: BadgePart, count: number): Promise<void> {
  return runExclusive(key, async () => {
    const parts = { ...(await session.read<Partial<Record<BadgePart, number>>>(key)), [part]: count };
    await session.write(key, parts);
    const sum = (parts.unsent ?? 0) + (parts.needs ?? 0);
    await setBadge(sum > 0 ? String(sum) : "");
  });
}
