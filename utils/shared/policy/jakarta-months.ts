/** Calendar months in Jakarta time, UTC+7 all year. */

const jakartaMs = 7 * 3_600_000;
const graceMs = 3 * 24 * 3_600_000;

/** For example `2026-11`. */
export function monthOf(at: Date): string {
  return new Date(at.getTime() + jakartaMs).toISOString().slice(0, 7);
}

/** Returns the first instant of the month. */
export function startOfMonth(month: string): Date {
  return new Date(Date.parse(`${month}-01T00:00:00.000Z`) - jakartaMs);
}

/** Returns the first instant after the month. */
export function endOfMonth(month: string): Date {
  return startOfMonth(monthLater(month, 1));
}

/** Returns when a month's numbers become final. Events may be recorded some days late. */
export function finalAt(month: string): Date {
  return new Date(endOfMonth(month).getTime() + graceMs);
}

/** Returns the first instant whose month's numbers are not final. */
export function openSince(now: Date): Date {
  const month = monthOf(now);
  const previous = monthLater(month, -1);
  return startOfMonth(now < finalAt(previous) ? previous : month);
}

/** `later` may be negative. */
export function monthLater(month: string, later: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + later)).toISOString().slice(0, 7);
}

/** Both inclusive, oldest first. Empty if `to` is before `from`. */
export function monthsFrom(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthLater(month, 1)) months.push(month);
  return months;
}

/** Returns the first month of the quarter that contains the month. */
export function quarterOf(month: string): string {
  const number = Number(month.slice(5));
  return monthLater(month, -((number - 1) % 3));
}
