/** Prints rows as a table that is readable in a terminal and valid Markdown. */

export function printTable<Row extends Readonly<Record<string, string | number>>>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): void {
  const cells = rows.map((row) => columns.map((column) => String(row[column])));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`;
  console.log(line(columns));
  console.log(`|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
  for (const row of cells) console.log(line(row));
}
