/** Months of Jakarta's calendar: UTC+7 the year round. */

const jakartaMs = 7 * 3_600_000;
const graceMs = 3 * 24 * 3_600_000;

/** Such as `2026-11`. */
export function monthOf(at: Date): string {
  return new Date(at.getTime() + jakartaMs).toISOString().slice(0, 7);
}

/** Its first instant. */
export function startOfMonth(month: string): Date {
  return new Date(Date.parse(`${month}-01T00:00:00.000Z`) - jakartaMs);
}

/** The first instant that is no longer of it. */
export function endOfMonth(month: string): Date {
  return startOfMonth(monthLater(month, 1));
}

/** When its numbers stand: what was said in it may be written down some days later. */
export function finalAt(month: string): Date {
  return new Date(endOfMonth(month).getTime() + graceMs);
}

/** `later` may be negative. */
export function monthLater(month: string, later: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + later)).toISOString().slice(0, 7);
}

/** Both included, oldest first; none where `to` is before `from`. */
export function monthsFrom(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = monthLater(month, 1)) months.push(month);
  return months;
}

/** The first month of the quarter that it is in. */
export function quarterOf(month: string): string {
  const number = Number(month.slice(5));
  return monthLater(month, -((number - 1) % 3));
}
