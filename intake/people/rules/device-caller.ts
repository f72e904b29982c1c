/** Turns a device's key, and what is known of the device, into a caller. */

import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { DeviceKey, Person, UnknownDevice } from "../../core/caller.ts";
import type { SignOnGate } from "../sign-on/sign-on.ts";
import type { KnownDevice } from "../store/callers.ts";

/** `device-revoked` if the device is revoked or its person suspended. */
export function callerBehind(
  key: DeviceKey,
  known: KnownDevice | undefined,
  { signOn, at }: { signOn: Pick<SignOnGate, "isExpired">; at: Date },
): Result<Person | UnknownDevice> {
  if (known?.revokedAt || known?.suspendedAt) return fail("device-revoked");
  const signOnAgain = known !== undefined && signOn.isExpired(known.signedOnAt, at);
  if (!known || signOnAgain) return ok({ kind: "new-device", ...key, signOnAgain });
  const { personId, deviceId, name, role, affiliation, unit, enrolledAt } = known;
  return ok({ kind: "person", ...key, personId, deviceId, name, role, affiliation, unit, enrolledAt });
}
