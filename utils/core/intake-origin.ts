/** What an intake's address comes down to, typed by a person or set by policy. */

import { isProtected } from "../contract/protected.ts";

/** The address's origin, or undefined when reports would travel unprotected. */
export function intakeOrigin(intake: string): string | undefined {
  if (!URL.canParse(intake.trim())) return undefined;
  const address = new URL(intake.trim());
  return isProtected(address) ? address.origin : undefined;
}
