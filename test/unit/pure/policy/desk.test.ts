/** The parts of a decision as data: every code has texts, every digit a reason, every category elements. */

import { describe, expect, test } from "vitest";
import { categoryCode } from "../../../../utils/shared/contract/category.ts";
import { agencyCode, rejectionCode } from "../../../../utils/shared/contract/decision-grounds.ts";
import { agenciesFor, agencyOf } from "../../../../utils/shared/policy/agencies.ts";
import {
  elements,
  exceptions,
  isElement,
  videoGone,
} from "../../../../utils/shared/policy/decision-elements.ts";
import { rejectionOf, rejections } from "../../../../utils/shared/policy/rejection-reasons.ts";

describe("reasons for a rejection", () => {
  test("are all of them, each once, and nine digits reach them", () => {
    expect(rejections.map(({ code }) => code).sort()).toEqual([...rejectionCode.options].sort());
    expect(rejections.length).toBeLessThanOrEqual(9);
  });

  test("begin with the protection of speech, and have a text except for another reason", () => {
    expect(rejections.slice(0, 3).map(({ code }) => code)).toEqual(["criticism", "press", "protected"]);
    expect(rejections.filter(({ first }) => !first).map(({ code }) => code)).toEqual(["other"]);
    expect(rejectionOf("criticism").first?.id).toContain("hak warga");
  });
});

describe("agencies", () => {
  test.each(categoryCode.options)("are all offered for %s, each once", (category) => {
    const codes = agenciesFor(category).map(({ code }) => code);
    expect([...codes].sort()).toEqual([...agencyCode.options].sort());
  });

  test("come first if they are for the category", () => {
    expect(agenciesFor("HKI")[0]?.code).toBe("DJKI");
    expect(
      agenciesFor("NARKOTIKA")
        .slice(0, 2)
        .map(({ code }) => code),
    ).toEqual(["POLRI", "BNN"]);
    expect(agencyOf("OJK").label.id).toBe("OJK");
  });
});

test("every category has elements, and no ground has the id of another", () => {
  const all = [...categoryCode.options.flatMap((code) => elements[code]), ...exceptions];
  for (const code of categoryCode.options) expect(elements[code].length, code).toBeGreaterThan(0);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

test("a reviewer may name any category's element, or that the video is gone, and nothing else", () => {
  for (const code of categoryCode.options)
    for (const { id } of elements[code]) expect(isElement(id)).toBe(true);
  expect(isElement(videoGone)).toBe(true);
  expect(["kritik", "", ...exceptions.map(({ id }) => id)].some(isElement)).toBe(false);
});

test("shows a court's or law's doubt beside its element", () => {
  const doubtOf = (id: string) =>
    [...Object.values(elements).flat(), ...exceptions].find((ground) => ground.id === id)?.doubt?.id;
  expect(doubtOf("hoaks.kerusuhan")).toContain("MK 115/PUU-XXII/2024");
  expect(doubtOf("peneliti")).toContain("MK 105/PUU-XXII/2024");
  expect(doubtOf("sara.akibat")).toContain("243");
  expect(doubtOf("kekerasan.sasaran")).toContain("Ps 29");
});
