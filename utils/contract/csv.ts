/** Lines of tables (RFC 4180) that any spreadsheet can open without running what people wrote. */

/** Signs that begin a formula, full-width and small forms included: some spreadsheets take them too. */
const sign = "[=+\\-@＝＋－＠﹢﹣﹦﹫−]";
/** A spreadsheet set to another separator splits inside our quotes, which then mean nothing to it. */
const formula = new RegExp(`(^|[;,|\\t\\r\\n])([\\s"']*)(?=${sign})`, "gu");

/** Quotes every cell; an apostrophe before each possible formula makes it text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((text) => `"${text.replaceAll(formula, "$1$2'").replaceAll('"', '""')}"`).join(",")}\r\n`;
}
