/** Dates, times, durations and numbers in Indonesian notation, with the time zone. */

import type { Language } from "../contract/site.ts";

const locales = { id: "id-ID", en: "en-GB" } as const satisfies Record<Language, string>;
const zones: Record<number, string> = { 420: "WIB", 480: "WITA", 540: "WIT" };

/** The time zone of legal deadlines and of everything the intake writes. */
export const jakartaMinutes = 420;

/** The browser's offset east of UTC, in minutes. */
export function localOffsetMinutes(instant: string): number {
  return -new Date(instant).getTimezoneOffset();
}

/** WIB, WITA or WIT for the three Indonesian offsets, else for example `UTC+01.00`. */
export function zoneName(offsetMinutes: number): string {
  const name = zones[offsetMinutes];
  if (name !== undefined) return name;
  if (offsetMinutes === 0) return "UTC";
  const minutes = Math.abs(offsetMinutes);
  return `UTC${offsetMinutes < 0 ? "−" : "+"}${two(Math.floor(minutes / 60))}.${two(minutes % 60)}`;
}

/** For example `25 Nov 2026, 08.15 WIB`. Returns the raw text if it is not an instant. */
export function dateTime(
  language: Language,
  instant: string,
  offsetMinutes: number = localOffsetMinutes(instant),
): string {
  const shifted = Date.parse(instant) + offsetMinutes * 60_000;
  if (Number.isNaN(shifted)) return instant;
  return `${day(language, new Date(shifted))}, ${timeOfDay(instant, offsetMinutes)}`;
}

/** For example `08.15 WIB`, for times of the current day. */
export function timeOfDay(instant: string, offsetMinutes: number = localOffsetMinutes(instant)): string {
  const at = new Date(Date.parse(instant) + offsetMinutes * 60_000);
  return `${two(at.getUTCHours())}.${two(at.getUTCMinutes())} ${zoneName(offsetMinutes)}`;
}

/** For example `25 Nov 2026`. */
export function date(
  language: Language,
  instant: string,
  offsetMinutes = localOffsetMinutes(instant),
): string {
  const shifted = Date.parse(instant) + offsetMinutes * 60_000;
  return Number.isNaN(shifted) ? instant : day(language, new Date(shifted));
}

function day(language: Language, at: Date): string {
  const options = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locales[language], options).format(at);
}

/** For example `3 jam yang lalu` or `dalam 20 menit`. */
export function relativeTime(language: Language, instant: string, nowMs: number): string {
  const seconds = (Date.parse(instant) - nowMs) / 1000;
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" });
  const size = Math.abs(seconds);
  if (size < 45) return format.format(0, "second");
  if (size < 45 * 60) return format.format(Math.round(seconds / 60), "minute");
  if (size < 22 * 3600) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86_400), "day");
}

/** For example `3 jam 20 menit`; never negative. */
export function duration(language: Language, ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  const [hourWord, minuteWord, dayWord] = language === "id" ? ["jam", "menit", "hari"] : ["h", "min", "d"];
  if (minutes >= 48 * 60) return `${Math.round(minutes / 1440)} ${dayWord}`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} ${minuteWord}`;
  return rest === 0 ? `${hours} ${hourWord}` : `${hours} ${hourWord} ${rest} ${minuteWord}`;
}

/** For example `1.234` in Indonesian. */
export function number(language: Language, value: number): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** For example `184 rb`, where space is short and the magnitude matters. */
export function shortNumber(language: Language, value: number): string {
  return new Intl.NumberFormat(locales[language], { notation: "compact" }).format(value);
}

/** Two decimals: `0,71`. */
export function fraction(language: Language, value: number): string {
  const options = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(locales[language], options).format(value);
}

/** For example `87%`. For lower bounds: rounds down. */
export function percentDown(language: Language, share: number): string {
  return percent(language, Math.floor(hundredths(share)));
}

/** For example `88%`. For upper bounds: rounds up. */
export function percentUp(language: Language, share: number): string {
  return percent(language, Math.ceil(hundredths(share)));
}

function percent(language: Language, of100: number): string {
  return new Intl.NumberFormat(locales[language], { style: "percent" }).format(of100 / 100);
}

/** Rounds first, because 0.29 × 100 is slightly less than 29 in floating point. */
const hundredths = (share: number) => Number((share * 100).toFixed(6));

/** Seconds into a video as `menit:detik`, with hours from one hour on: `12:05`, `1:02:03`. */
export function timecode(seconds: number): string {
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const tail = `${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** Parses `menit:detik` or `jam:menit:detik` to seconds; null if it is neither. */
export function parseTimecode(text: string): number | null {
  const match = /^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)$/.exec(text.trim().replaceAll(".", ":"));
  if (match === null) return null;
  const [, hours, minutes, seconds] = match;
  if (hours !== undefined && Number(minutes) > 59) return null;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Letters use a single time zone. */
export function letterTime(language: Language, instant: string): string {
  return dateTime(language, instant, jakartaMinutes);
}
