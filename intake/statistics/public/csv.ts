/** Public figures as CSV, one value per row, so that the columns stay the same when figures are added. */

import type { PublicFigures, PublicRow } from "../../../utils/shared/contract/public-figures.ts";

const head = ["month", "final", "kind", "name", "by", "of", "value", "hidden"];

/** RFC 4180. `value` is empty if hidden; for medians it is in minutes. */
export function toCsv({ month, final, counts, medians }: PublicFigures): string {
  const linesOf = (kind: "count" | "median") => (row: PublicRow) => {
    const line = (by: string, of: string, value: number | null) =>
      [month, final, kind, row.name, by, of, value ?? "", value === null].join(",");
    return [
      line("total", "", row.total),
      ...Object.entries(row.sites).map(([site, value]) => line("site", site, value)),
      ...Object.entries(row.categories).map(([category, value]) => line("category", category, value)),
    ];
  };
  const lines = [...counts.flatMap(linesOf("count")), ...medians.flatMap(linesOf("median"))];
  return `${[head.join(","), ...lines].join("\r\n")}\r\n`;
}
