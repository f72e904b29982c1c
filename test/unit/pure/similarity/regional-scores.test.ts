/** Scores of Indonesia's languages against those of franc-min. */

import { francAll } from "franc-min";
import { expect, test } from "vitest";
import { regionalCodes, regionalScores } from "../../../../intake/cases/rules/detect-language.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const words = [
  ..."kowe arep nyang endi saiki aku durung mangan sega goreng karo iwak ing pasar gedhe".split(" "),
  ..."abdi bade angkat ka pasar sareng pun bapa kanggo meser lauk sangu isuk".split(" "),
  ..."saya mau pergi ke pasar dengan ayah untuk membeli ikan hari ini bosku gacor".split(" "),
  ...["İ", "é", "ñandú", "это", "текст", "中文", "ﬀ", "d'arc", "kata-kata", "🔥", "123", "."],
];
const text = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((some) => some.join(" "));

test("are the same in the same order", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ maxLength: 3_000 })), (value) => {
      const wanted = francAll(value, { only: [...regionalCodes] }).filter(([code]) => code !== "und");
      expect(regionalScores(value)).toEqual(wanted);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["as many Chinese characters as Latin letters", "kowearep中文中文中文中文"],
  ["one Latin word in a Chinese text", "中文中文中文中文中文中文 kowe"],
  ["nine characters", "kowe arep"],
])("are empty for %s", (_, value) => {
  expect(regionalScores(value)).toEqual([]);
});
