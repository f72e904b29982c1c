/** Writes CSV (RFC 4180) that is safe to open in a spreadsheet: no cell can run as a formula. Reads it from spreadsheets. */

/** Characters that start a formula, including full-width and small forms, which some spreadsheets accept. */
const sign = "[=+\\-@＝＋－＠﹢﹣﹦﹫−]";
/** Also after a separator inside a cell: a spreadsheet set to another separator ignores our quotes. */
const formula = new RegExp(`(^|[;,|\\t\\r\\n])([\\s"']*)(?=${sign})`, "gu");

/** Quotes every cell and puts an apostrophe before each possible formula, which makes it text. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((text) => `"${text.replaceAll(formula, "$1$2'").replaceAll('"', '""')}"`).join(",")}\r\n`;
}

export interface CsvLine {
  /** Number of the line in the file at which the record starts. */
  line: number;
  cells: string[];
}

/** Semicolons are what spreadsheets write in Indonesia, where the comma is the decimal sign. */
const separators = [",", ";", "\t"] as const;

/**
 * Reads comma, semicolon or tab, with a byte order mark or without. Leaves out empty lines. The first line decides on the
 * separator. Returns the number of the line at which a quoted cell starts that does not end.
 */
export function readCsv(text: string): CsvLine[] | { openQuote: number } {
  const content = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const [first = ""] = content.split("\n", 1);
  const counts = separators.map((mark) => first.split(mark).length);
  const separator = separators[counts.indexOf(Math.max(...counts))] ?? ",";
  const cellPattern = new RegExp(
    `(?:[ ]*"((?:[^"]|"")*)"[ ]*|([^\\n${separator}]*))(${separator}|\\n|$)`,
    "y",
  );
  const lines: CsvLine[] = [];
  let line = 1;
  let record: CsvLine = { line, cells: [] };
  while (cellPattern.lastIndex < content.length) {
    const from = cellPattern.lastIndex;
    const match = cellPattern.exec(content);
    const [whole, quoted, plain = "", end] = match ?? [""];
    if (!match || (quoted === undefined && plain.trimStart().startsWith('"'))) return { openQuote: line };
    record.cells.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    line += whole.split("\n").length - 1;
    cellPattern.lastIndex = from + whole.length;
    if (end === separator && cellPattern.lastIndex < content.length) continue;
    if (end === separator) record.cells.push("");
    lines.push(record);
    record = { line, cells: [] };
  }
  return lines.filter(({ cells }) => cells.some((cell) => cell !== ""));
}
