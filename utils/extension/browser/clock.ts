/** The device's clock, in one place so that tests can set it. */

export function nowMs(): number {
  return Date.now();
}

/** Formats an instant as the contract requires. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString();
}
