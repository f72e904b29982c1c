/** Freshness without a device's clock: a nonce is a window of the intake's time, sealed; nothing is stored. */

import { createHmac, timingSafeEqual } from "node:crypto";

export const windowMs = 5 * 60_000;

export interface Nonces {
  /** Good for at least one window and at most two. */
  current(now: Date): string;
  /** Until when the nonce is accepted; undefined when it is not, or not any more. */
  acceptedUntil(nonce: string, now: Date): Date | undefined;
}

export function createNonces(secret: string): Nonces {
  const windowOf = (now: Date) => Math.floor(now.getTime() / windowMs);
  const seal = (window: number) => {
    const mac = createHmac("sha256", secret).update(`nonce ${window}`).digest("base64url").slice(0, 22);
    return `${window.toString(36)}.${mac}`;
  };
  return {
    current: (now) => seal(windowOf(now)),
    acceptedUntil(nonce, now) {
      const window = windowOf(now);
      const match = [window, window - 1].find((one) => equal(seal(one), nonce));
      return match === undefined ? undefined : new Date((match + 2) * windowMs);
    },
  };
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
