/** Days in UTC, for example `2026-11-25`. */

export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The first moment after the day. */
export function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000);
}
