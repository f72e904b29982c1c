/** CSV lines (RFC 4180) that are safe to open in a spreadsheet: no cell can run as a formula. */

/** Characters that start a formula, including full-width and small forms, which some spreadsheets accept. */
const sign = "[=+\\-@＝＋－＠﹢﹣﹦﹫−]";
/** Also after a separator inside a cell: a spreadsheet set to another separator ignores our quotes. */
const formula = new RegExp(`(^|[;,|\\t\\r\\n])([\\s"']*)(?=${sign})`, "gu");

/** Quotes every cell and puts an apostrophe before each possible formula, which makes it text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((text) => `"${text.replaceAll(formula, "$1$2'").replaceAll('"', '""')}"`).join(",")}\r\n`;
}
