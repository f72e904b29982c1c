/** Words that differ between two captures of a post. */

import { describe, expect, test } from "vitest";
import { wordDiff } from "../../../components/desk/case/CompareCaptures.tsx";
import { fc } from "../../support/seeded-fast-check.ts";

const marked = (text: string, other: string) =>
  wordDiff(text, other)
    .filter(({ differs }) => differs)
    .map((part) => part.text.trim());

describe("the words in which two texts differ", () => {
  test.each([
    ["modal 10 ribu", "modal 10 ribu", []],
    ["modal 10 ribu", "modal 50 ribu", ["10"]],
    ["daftar lewat WhatsApp", "daftar", ["lewat WhatsApp"]],
    ["", "daftar", []],
    ["satu  dua", "satu dua", []],
  ])("%j against %j", (text, other, differs) => {
    expect(marked(text, other)).toEqual(differs);
  });

  test("texts too long to compare differ as a whole", () => {
    const long = "kata ".repeat(3_000);
    expect(wordDiff(`${long}a`, `${long}b`)).toEqual([{ text: `${long}a`, differs: true }]);
  });

  test("the parts are the text, and equal parts occur in the other one", () => {
    const words = fc
      .array(fc.constantFrom("a", "b", "c", "dé", "🎰"), { maxLength: 12 })
      .map((pair) => pair.join(" "));
    fc.assert(
      fc.property(words, words, (text, other) => {
        const parts = wordDiff(text, other);
        expect(parts.map((part) => part.text).join("")).toBe(text);
        const kept = parts.filter(({ differs }) => !differs).flatMap((part) => part.text.trim().split(/\s+/));
        let from = 0;
        const others = other.split(/\s+/);
        for (const word of kept) {
          const at = others.indexOf(word, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + 1;
        }
      }),
    );
  });
});
