/** Normalises an intake's address, typed by a person or set by policy. */

import { isProtectedAddress } from "../../shared/contract/protected-address.ts";

/** Returns the address's origin. Undefined if reports would travel unencrypted. */
export function intakeOrigin(intake: string): string | undefined {
  if (!URL.canParse(intake.trim())) return undefined;
  const address = new URL(intake.trim());
  return isProtectedAddress(address) ? address.origin : undefined;
}
