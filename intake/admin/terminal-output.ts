/** The output of commands on terminals: columns with headings, times, and its language. */

import { styleText } from "node:util";
import { language } from "../../utils/shared/contract/site.ts";

/** Pads each column. Headings are bold on a terminal that has colours. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [styleText("bold", line(heads)), ...rows.map(line)].join("\n");
}

/** Prints rows under headings; `columns` maps a heading to a member. Returns `none` without rows. */
export function listOf(list: unknown, columns: Record<string, string>, none: string, empty = "-"): string {
  const rows = (list ?? []) as Record<string, unknown>[];
  if (rows.length === 0) return none;
  return table(
    Object.keys(columns),
    rows.map((row) => Object.values(columns).map((name) => cell(row[name], empty))),
  );
}

function cell(value: unknown, empty: string): string {
  if (value === null || value === undefined || value === "") return empty;
  return Array.isArray(value) ? value.join(", ") : formatTime(value);
}

/** Through the running intake, times arrive as text. */
export function formatTime(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

/** The given language, otherwise that of the machine. */
export const terminalLanguage = language.default(() =>
  Intl.DateTimeFormat().resolvedOptions().locale.startsWith("id") ? "id" : "en",
);
