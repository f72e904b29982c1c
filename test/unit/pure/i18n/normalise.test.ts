/** Texts without their disguises. */

import { describe, expect, test } from "vitest";
import { normalise } from "../../../../utils/shared/i18n/normalise-text.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const disguised: [string, string][] = [
  ["GACOOORRR", "gacor"],
  ["s.l.o.t g4c0r", "slot gacor"],
  ["S L O T  G A C O R", "slot gacor"],
  ["s . l . o . t", "slot"],
  ["g🔥a🔥c🔥o🔥r sl🎰ot", "gacor slot"],
  ["ѕlоt gаcоr", "slot gacor"],
  ["ＳＬＯＴ 𝕤𝕝𝕠𝕥 𝓼𝓵𝓸𝓽 ⓢⓛⓞⓣ", "slot slot slot slot"],
  ["🅢🅛🅞🅣 🆂🅻🅾🆃 🇸🇱🇴🇹", "slot slot slot"],
  ["ᴊᴜᴅɪ ᴏɴʟɪɴᴇ", "judi online"],
  ["s\u200bl\u2060o\u00adt s̶l̶o̶t̶", "slot slot"],
  ["jud1 s10t 4njing", "judi slot anjing"],
  ["bonu$ g@cor", "bonus gacor"],
  ["JUDІ", "judi"],
];

const plain: [string, string][] = [
  ["slot88, bola5 dan 777", "slot88 bolas dan 777"],
  ["anak2nya ke-2", "anak2nya ke 2"],
  ["50rb 1.000.000", "50rb 1 000 000"],
  ["maaf, saat tunggu", "maf sat tungu"],
  ["jalan-jalan", "jalan jalan"],
  ["@budi halo!", "budi halo"],
  ["привет мир", "привет мир"],
  ["السلام عليكم", "السلام عليكم"],
  ["🇮🇩 merdeka 🔥", "merdeka"],
  ["lihat https://www.slot-ceria.example/daftar?x=1#y ya", "lihat slot ceria example ya"],
  ["slot-ceria.example/daftar", "slot ceria example"],
  [" \n ", ""],
];

describe("a text without its disguises", () => {
  test.each(disguised)("%s", (text, words) => {
    expect(normalise(text)).toBe(words);
  });

  test.each(plain)("%s, which hides nothing", (text, words) => {
    expect(normalise(text)).toBe(words);
  });

  test("does not change when normalised again", () => {
    const tricky = fc.string({
      unit: fc.constantFrom(..."aаslo0145i1.@$! -/🔥🇸е\u0301\u200bк2ﬀ"),
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: "binary" })), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(["a", "a ", "a.", ".", "1", "a1", "$", "a-", "/", "https://", "S l ", "🔥"])(
    "a long run of %j is done in a moment",
    (part) => {
      const startMs = performance.now();
      normalise(part.repeat(100_000 / part.length));
      expect(performance.now() - startMs).toBeLessThan(2_000);
    },
  );
});
