import type { CanaryView, Measure, Share } from "../../utils/shared/contract/canary.ts";
import { measures } from "../../utils/shared/policy/canary.ts";

const heads = [
  "",
  "site",
  "kind",
  "version",
  "browser",
  ...measures,
  "drops",
  "last days (pages, else captures)",
];
const shownDays = 14;

/** Found of expected in the last 24 hours. `!` marks a drop, `?` too few counts. */
export function printCanaries(views: readonly CanaryView[]): string {
  if (views.length === 0) return "Nothing was counted in the last 28 days.";
  const rows = [heads, ...views.map(toCells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

function toCells(view: CanaryView): string[] {
  const mark = { ok: "", dropped: "!", "too-few": "?" }[view.state];
  const shares = measures.map(
    (name) => shareOf(view.counts[name]) + (view.fallen.includes(name) ? " !" : ""),
  );
  const days = view.history.slice(-shownDays).map(({ counts }) => {
    const name: Measure = counts.pages.expected > 0 ? "pages" : "permalinks";
    return percentOf(counts[name]);
  });
  return [
    mark,
    view.site,
    view.kind,
    String(view.recipeVersion),
    view.browser,
    ...shares,
    String(view.drops),
    days.join(" "),
  ];
}

function shareOf({ found, expected }: Share): string {
  return expected === 0 ? "-" : `${found}/${expected}`;
}

function percentOf({ found, expected }: Share): string {
  return expected === 0 ? "-" : `${Math.round((found / expected) * 100)}%`;
}
