/** Single sign-on for the rest of the intake: the provider, and the lifetime of a sign-on. */

import { createProvider, type Provider } from "./provider.ts";
import { defaultMaxAgeDays, type SignOnSettings } from "./sign-on-settings.ts";

export interface SignOnGate {
  /** Both are undefined without single sign-on. */
  settings: SignOnSettings | undefined;
  provider: Provider | undefined;
  /** Returns whether a device must sign on again; never true for one enrolled by a code. */
  isExpired(signedOnAt: Date | null, now: Date): boolean;
}

const dayMs = 24 * 3_600_000;

export function createSignOn(
  settings: SignOnSettings | undefined,
  maxAgeDays: number = defaultMaxAgeDays,
): SignOnGate {
  return {
    settings,
    provider: settings && createProvider(settings.issuer),
    isExpired: (signedOnAt, now) =>
      signedOnAt !== null && now.getTime() - signedOnAt.getTime() > maxAgeDays * dayMs,
  };
}
