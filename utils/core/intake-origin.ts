/** What an intake's address comes down to, typed by a person or set by policy. */

/** The address's origin, or undefined when reports would travel unprotected. */
export function intakeOrigin(intake: string): string | undefined {
  if (!URL.canParse(intake.trim())) return undefined;
  const { protocol, hostname, origin } = new URL(intake.trim());
  const thisMachine = hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
  return protocol === "https:" || (protocol === "http:" && thisMachine) ? origin : undefined;
}
