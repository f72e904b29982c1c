/** Nonces for freshness without a device clock: a sealed time window, without stored state. */

import { createHmac, timingSafeEqual } from "node:crypto";

export const windowMs = 5 * 60_000;

export interface Nonces {
  /** Valid for at least one window and at most two. */
  current(now: Date): string;
  /** End of the nonce's validity. Returns undefined if it is invalid or expired. */
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
      const match = [window, window - 1].find((candidate) => equal(seal(candidate), nonce));
      return match === undefined ? undefined : new Date((match + 2) * windowMs);
    },
  };
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
