/** Files for the desk that are made on the device: the cohort as CSV, finished days as ZIP. */

import { zipSync } from "fflate";
import type { DayRow } from "../../shared/contract/administration.ts";
import type { CohortRow } from "../../shared/contract/cohort.ts";
import { csvLine } from "../../shared/contract/csv.ts";
import type { Language } from "../../shared/contract/site.ts";
import { type TextKey, texts } from "../../shared/i18n/text.ts";
import { type SavedFile, toSavedFile } from "../browser/saved-file.ts";

type Read = (row: CohortRow, words: Record<TextKey, string>) => string | number | undefined;

const columns: readonly [TextKey, Read][] = [
  ["csv.name", (row) => row.name],
  ["csv.rank", (row, words) => words[`rank.${row.rank}`]],
  ["csv.lessonsDone", (row) => row.lessons.done],
  ["csv.lessonsOf", (row) => row.lessons.of],
  ["csv.exam", (row, words) => words[`csv.exam.${row.exam.state}`]],
  ["csv.examAt", (row) => row.exam.at],
  ["csv.policyVersion", (row) => row.exam.policyVersion],
  ["csv.lacking", (row) => row.exam.lacking.join(" ")],
  ["csv.reviews", (row) => row.reviews],
  ["csv.right", (row) => row.marks.right],
  ["csv.of", (row) => row.marks.of],
  ["csv.lower", (row) => row.marks.lower.toFixed(3)],
  ["csv.load", (row) => row.load],
  ["csv.pausedAt", (row) => row.pause?.at],
  ["csv.pauseFor", (row, words) => row.pause && words[`csv.pause.${row.pause.for}`]],
  ["csv.pauseReason", (row) => row.pause?.reason],
  ["csv.activeAt", (row) => row.activeAt],
];

/** The cohort as a CSV file (RFC 4180), made on the device. */
export function cohortCsv(rows: readonly CohortRow[], language: Language): string {
  const words = texts[language];
  const head = columns.map(([key]) => words[key]);
  const lines = [head, ...rows.map((row) => columns.map(([, read]) => String(read(row, words) ?? "")))];
  return lines.map(csvLine).join("");
}

/** Spreadsheets recognise UTF-8 by the byte order mark. */
export function makeCohortFile(rows: readonly CohortRow[], language: Language): SavedFile {
  const text = `\uFEFF${cohortCsv(rows, language)}`;
  const name = `vlogger-${new Date().toISOString().slice(0, 10)}.csv`;
  return toSavedFile(name, new Blob([text], { type: "text/csv" }));
}

/** `DAY.root` has the root in hex, and `DAY.tsr` the authority's response over it, for `openssl ts -verify`. */
function daysZip(days: readonly DayRow[]): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = {};
  for (const { day, root, stamp } of days) {
    files[`${day}.root`] = new TextEncoder().encode(`${root}\n`);
    if (stamp) files[`${day}.tsr`] = Uint8Array.from(atob(stamp.response), (char) => char.charCodeAt(0));
  }
  return zipSync(files);
}

/** `days` is not empty. */
export function makeDaysFile(days: readonly DayRow[]): SavedFile {
  const all = days.map(({ day }) => day).sort();
  const [first, last] = [all[0], all.at(-1)];
  const name = first === last ? `lapor-${first}.zip` : `lapor-${first}-${last}.zip`;
  return toSavedFile(name, new Blob([daysZip(days)], { type: "application/zip" }));
}
