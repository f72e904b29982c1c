/** Foreign text must not reorder the text around it, and its direction controls must be visible. */

import { describe, expect, test } from "vitest";
import { foreign, foreignParts } from "../../../../utils/shared/i18n/foreign-text.ts";

const controls = "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

describe("foreign text", () => {
  test("shows every direction control by its name and removes all of them", () => {
    const shown = foreignParts(controls);
    expect(shown.map(({ text }) => text)).toEqual(
      ["ALM", "LRM", "RLM", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"].map(
        (name) => `⟨${name}⟩`,
      ),
    );
    expect(shown.every(({ isMark }) => isMark)).toBe(true);
    expect(foreign(controls)).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
  });

  test("leaves other text as it is, joiners of scripts and emoji included", () => {
    const text = "Warung Sari 👩‍👧 می‌خواهم";
    expect(foreignParts(text)).toEqual([{ text, isMark: false }]);
    expect(foreign("Warung Sari 👩‍👧")).toBe("Warung Sari 👩‍👧");
  });

  test("is isolated within our sentence if it runs from right to left", () => {
    expect(foreign("كاتب")).toBe("\u2068كاتب\u2069");
    expect(foreign("@ltr\u202Eset")).toBe("@ltr⟨RLO⟩set");
  });
});
