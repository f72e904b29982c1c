/** Single sign-on as the rest of the intake needs it: the provider, and for how long its word counts. */

import { createProvider, type Provider } from "./provider.ts";
import { defaultMaxAgeDays, type SignOnSettings } from "./settings.ts";

export interface SignOnDoor {
  /** Both absent where nobody signs on. */
  settings: SignOnSettings | undefined;
  provider: Provider | undefined;
  /** Whether a device has to sign on again; never one that was enrolled by a code. */
  isOver(signedOnAt: Date | null, now: Date): boolean;
}

const dayMs = 24 * 3_600_000;

export function createSignOn(
  settings: SignOnSettings | undefined,
  maxAgeDays: number = defaultMaxAgeDays,
): SignOnDoor {
  return {
    settings,
    provider: settings && createProvider(settings.issuer),
    isOver: (signedOnAt, now) =>
      signedOnAt !== null && now.getTime() - signedOnAt.getTime() > maxAgeDays * dayMs,
  };
}
