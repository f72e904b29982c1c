/** Whether a person can be expected to have a device still. */

import { limits } from "../../../utils/shared/contract/limits.ts";
import type { SignOnGate } from "../sign-on/sign-on.ts";
import type { KnownDevice } from "../store/callers.ts";

const idleMs = limits.deviceIdleDays * 24 * 3_600_000;

/** Also false if the device must sign on again, because the provider may refuse it. */
export function isInUse(
  { revokedAt, lastSeenAt, signedOnAt }: Pick<KnownDevice, "revokedAt" | "lastSeenAt" | "signedOnAt">,
  { signOn, at }: { signOn: Pick<SignOnGate, "isExpired">; at: Date },
): boolean {
  if (revokedAt !== null || lastSeenAt === null || signOn.isExpired(signedOnAt, at)) return false;
  return at.getTime() - lastSeenAt.getTime() < idleMs;
}
