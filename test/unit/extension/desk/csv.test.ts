/** Exported tables: people's texts contain no formula for any spreadsheet with any separator. */

import { describe, expect, test } from "vitest";
import { csvLine } from "../../../../utils/shared/contract/csv.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

/** Splits as spreadsheets do: a quote opens a cell only at its start; elsewhere it is a character. */
function cellsOf(text: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  let isStart = true;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += letter;
        at++;
      } else quoted = false;
    } else if (isStart && letter === '"') {
      quoted = true;
      isStart = false;
    } else if (letter === separator || letter === "\n" || letter === "\r") {
      cells.push(cell);
      cell = "";
      isStart = true;
    } else {
      cell += letter;
      isStart = false;
    }
  }
  return [...cells, cell];
}

const formula = /^[\s"]*[=+\-@＝＋－＠﹢﹣﹦﹫−]/u;
const separators = [",", ";", "\t", "|"];
const runnable = (line: string) =>
  separators.flatMap((separator) => cellsOf(line, separator).filter((cell) => formula.test(cell)));

describe("a cell", () => {
  test.each([
    "=1+1",
    "Budi;=1+cmd|' /C calc'!A0;",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "a\t@SUM(A1)",
    'a;"=1+1"',
    "a|-2+3",
    "a\r\n+1",
    ";;=1",
    "a, =HYPERLINK(A1)",
  ])("%j is never run", (text) => {
    expect(runnable(csvLine(["ID", text, "akhir"]))).toEqual([]);
  });

  test("keeps its text, and is restored when a program reads the table", () => {
    const words = ["Budi", 'kata "kutip"', "a, b; c", "baris\nbaru", "5 - 3 = 2", "https://x.com/a?b=c"];
    expect(cellsOf(csvLine(words), ",").slice(0, 3)).toEqual(words.slice(0, 3));
    expect(csvLine(words)).toBe(
      '"Budi","kata ""kutip""","a, b; c","baris\nbaru","5 - 3 = 2","https://x.com/a?b=c"\r\n',
    );
  });

  test("is never run as a formula, under any separator", () => {
    const letters = fc.constantFrom(..."=+-@＝；;,|\t\n\r \"'aB1");
    const text = fc.string({ unit: letters, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
        expect(runnable(csvLine(cells))).toEqual([]);
      }),
      { numRuns: 3_000, seed: 17 },
    );
  });
});
