/** Prepared texts as reasons: found however they are cut, padded or ordered; a sentence of one's own is not one. */

import { describe, expect, test } from "vitest";
import { categoryCode } from "../../../../utils/shared/contract/category.ts";
import { analysisOf, isCanned, preparedAnalysis } from "../../../../utils/shared/policy/canned-analysis.ts";
import { rejections } from "../../../../utils/shared/policy/rejection-reasons.ts";

const own = "Siaran ini menawarkan slot RajaKoin77 dengan tautan pendaftaran.";

describe("an analysis", () => {
  const grounds = { category: "TERORISME", elements: ["terorisme.ajakan", "judi.tawaran"] } as const;

  test("lists the category's elements that are met, with their places", () => {
    expect(preparedAnalysis("TERORISME")).toEqual({
      id: "Unsur terpenuhi: memuji, mengajak, merekrut, atau melatih untuk kekerasan teror; ditujukan agar orang lain berbuat. Pengecualian diperiksa, tidak ada yang berlaku.",
      en: "Elements met: praises, calls for, recruits or trains for terrorist violence; meant to make others act. Exceptions checked, none applies.",
    });
    expect(analysisOf({ ...grounds, checked: false }, "en")).toBe("Elements met: meant to make others act.");
    const placed = { ...grounds, checked: false, placeOf: () => "in the title" };
    expect(analysisOf(placed, "en")).toBe("Elements met: meant to make others act (in the title).");
  });

  test("is empty if no element is met", () => {
    expect(analysisOf({ ...grounds, elements: [], checked: true }, "id")).toBe("");
  });
});

test("five words of one's own are enough, and four are not", () => {
  const reason = (words: string) => `${preparedAnalysis("JUDI").id} ${words}`;
  const isFull = (words: string) => !isCanned({ category: "JUDI", reason: reason(words) });
  expect(isFull("RajaKoin mengirim kupon undian harian")).toBe(true);
  expect(isFull("RajaKoin mengirim kupon undian")).toBe(false);
});

describe("a reason", () => {
  test.each(categoryCode.options)(
    "is canned if it is the prepared text of %s, in both languages",
    (category) => {
      for (const reason of Object.values(preparedAnalysis(category))) {
        expect(isCanned({ category, reason })).toBe(true);
        expect(isCanned({ category, reason: `  ${reason.toUpperCase()}\n\n` })).toBe(true);
        expect(isCanned({ category, reason: `${reason} ${own}` })).toBe(false);
      }
    },
  );

  test("is canned if it hides the prepared text behind a word, a dot or another order", () => {
    const { id: reason } = preparedAnalysis("JUDI");
    const sentences = reason.split(". ").reverse().join(". ");
    for (const disguised of [
      `${reason} Ok.`,
      `${reason} Setuju, lanjut.`,
      reason.replaceAll(" ", "  ").replaceAll(";", ","),
      reason.replace("taruhan", "taruhann"),
      sentences,
      `a b c d e f g h ${reason}`,
      `${reason} Kabar kucing kemarin.`,
      `${reason} sdfgh xkcd qwrtzp zzzz aaaa bbbb hhhh brrr`,
    ])
      expect(isCanned({ category: "JUDI", reason: disguised }), disguised).toBe(true);
  });

  test("is canned if it hides the text behind the same sentence as before, and not behind another", () => {
    const { id: text } = preparedAnalysis("JUDI");
    const padded = `${text} Semua sudah saya periksa dengan teliti kemarin malam.`;
    expect(isCanned({ category: "JUDI", reason: padded })).toBe(false);
    expect(isCanned({ category: "JUDI", reason: padded }, [padded])).toBe(true);
    expect(isCanned({ category: "JUDI", reason: `${padded} Ya.` }, [own, padded])).toBe(true);
    expect(isCanned({ category: "JUDI", reason: `${text} ${own}` }, [padded, text])).toBe(false);
    // A reason without a prepared text may be given twice.
    expect(isCanned({ category: "JUDI", reason: own }, [own])).toBe(false);
  });

  test.each([
    ["six words", "satu dua tiga empat lima enam", 3],
    ["seven words", "satu dua tiga empat lima enam tujuh", 4],
    ["twelve words", "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belasan", 5],
  ])("with %s of one's own needs half of them or five to be new", (_, words, least) => {
    const { id: text } = preparedAnalysis("JUDI");
    const reason = `${text} ${words}`;
    const earlier = (count: number) => `${text} ${words.split(" ").slice(count).join(" ")}`;
    expect(isCanned({ category: "JUDI", reason }, [earlier(least)])).toBe(false);
    expect(isCanned({ category: "JUDI", reason }, [earlier(least - 1)])).toBe(true);
  });

  test("is not canned in one's own words, however short", () => {
    for (const reason of [own, "Judi.", "Unsur terpenuhi", "Tautan ke situs judi."])
      expect(isCanned({ category: "JUDI", reason })).toBe(false);
  });

  test("is compared with the text of its code in a rejection", () => {
    for (const { code: why, first } of rejections)
      if (first) {
        expect(isCanned({ why, reason: first.id })).toBe(true);
        expect(isCanned({ why, reason: `${first.en} ${own}` })).toBe(false);
      }
    expect(isCanned({ why: "other", reason: own })).toBe(false);
  });

  test("is never canned in a decision without a category or code", () => {
    expect(isCanned({ reason: preparedAnalysis("JUDI").id })).toBe(false);
  });
});
