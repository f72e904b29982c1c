/** Addresses to which confidential data may be sent, and the origin of an intake's. */

/** True for https, and for http on the loopback interface except `[::1]`, which a CSP cannot name. */
export function isProtectedAddress({ protocol, hostname }: URL): boolean {
  const thisMachine = hostname === "127.0.0.1" || hostname === "localhost";
  return protocol === "https:" || (protocol === "http:" && thisMachine);
}

/** Returns the address's origin. Undefined if reports would travel unencrypted. */
export function intakeOrigin(intake: string): string | undefined {
  if (!URL.canParse(intake.trim())) return undefined;
  const address = new URL(intake.trim());
  return isProtectedAddress(address) ? address.origin : undefined;
}
