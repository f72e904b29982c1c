import type { CommitmentRow } from "../../../utils/shared/contract/board.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { duration, percentDown } from "../../../utils/shared/i18n/time.ts";

const locales = { id: "id-ID", en: "en-GB" } as const;
const noValue = "–";

/** For example `Nov 2026`, or with the full name of the month. */
export function monthName(language: Language, month: string, length: "short" | "long" = "short"): string {
  const options = { month: length, year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${month}-01T00:00:00.000Z`).toLocaleDateString(locales[language], options);
}

/** Formats a share as a percentage, rounded down so that a missed goal never looks reached, or a median as a time. */
export function valueWords(
  language: Language,
  kind: CommitmentRow["kind"],
  value: number | undefined,
): string {
  if (value === undefined) return noValue;
  if (kind === "faster") return duration(language, value * 60_000);
  return percentDown(language, value);
}

/** First and last day of the month, for the queue's filter. */
export function daysOf(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: last };
}
