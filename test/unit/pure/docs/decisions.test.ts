/** Decisions: each heading has its own number and one dated text. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const text = readFileSync(join(import.meta.dirname, "../../../../docs/decisions.md"), "utf8");
const sections = text.split(/^### /m).slice(1);
const numberOf = (section: string) => Number(/^\d+/.exec(section)?.[0]);

test("each decision has one dated text, which belongs to its heading", () => {
  const odd = sections.filter((section) => section.match(/^\*\d{4}-\d{2}-\d{2}[^*]*\.\*/gm)?.length !== 1);
  expect(odd.map(numberOf)).toEqual([]);
});

test("each number is that of one decision", () => {
  const numbers = sections.map(numberOf);
  expect(numbers.filter((number, place) => numbers.indexOf(number) !== place)).toEqual([]);
});
