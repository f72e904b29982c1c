/** Sub-reasons as data: few, in both languages, by key, and none in the no-pixels lane. */

import { describe, expect, test } from "vitest";
import { categoryCode, subReasonKey } from "../../../../utils/shared/contract/category.ts";
import { categoryOfKey } from "../../../../utils/shared/policy/categories.ts";
import {
  countedSubReason,
  mostNamed,
  noSubReason,
  otherSubReason,
  subReasonOf,
  subReasonOfKey,
  subReasonPickKeys,
  subReasons,
} from "../../../../utils/shared/policy/sub-reasons.ts";

const codes = categoryCode.options;

describe("sub-reasons", () => {
  test.each(codes.filter((code) => code !== "PORNO_ANAK"))(
    "are few, unique and in both languages for %s",
    (code) => {
      const listed = subReasons[code];
      expect(listed.length).toBeGreaterThanOrEqual(2);
      expect(listed.length).toBeLessThanOrEqual(subReasonPickKeys.length);
      expect(new Set(listed.map(({ key }) => key)).size).toBe(listed.length);
      for (const { key, label, short } of listed) {
        expect(subReasonKey.safeParse(key).success).toBe(true);
        expect([noSubReason, otherSubReason]).not.toContain(key);
        expect(label.id).not.toBe("");
        expect(label.en).not.toBe("");
        expect(short.id.length).toBeLessThanOrEqual(label.id.length);
        expect(short.en.length).toBeLessThanOrEqual(label.en.length);
      }
      // One line of the form holds about this many letters.
      for (const language of ["id", "en"] as const)
        expect(listed.map(({ short }) => short[language]).join("").length).toBeLessThanOrEqual(42);
    },
  );

  test("ask no one to grade child sexual abuse material", () => {
    expect(subReasons.PORNO_ANAK).toEqual([]);
  });

  test("have keys that pick no category", () => {
    for (const key of subReasonPickKeys) expect(categoryOfKey(key)).toBeUndefined();
    expect(subReasonOfKey("JUDI", "C")?.key).toBe("togel");
    expect(subReasonOfKey("SPAM", "e")).toBeUndefined();
    expect(subReasonOfKey("JUDI", "z")).toBeUndefined();
  });

  test("are known within their category only; all others are counted together", () => {
    expect(subReasonOf("JUDI", "slot")?.label.en).toBe("Slots");
    expect(subReasonOf("PORNO", "slot")).toBeUndefined();
    expect(countedSubReason("JUDI", "slot")).toBe("slot");
    expect(countedSubReason("JUDI", "kunci-baru")).toBe(otherSubReason);
  });

  test("are preselected for a supervisor as most reports of the category name them", () => {
    const report = (category: (typeof codes)[number], subReason?: string) => ({ category, subReason });
    const reports = [
      report("JUDI", "togel"),
      report("JUDI"),
      report("JUDI", "slot"),
      report("PENIPUAN", "togel"),
      report("JUDI", "kunci-baru"),
      report("JUDI", "kunci-baru"),
      report("JUDI", "togel"),
    ];
    expect(mostNamed("JUDI", reports)).toBe("togel");
    expect(mostNamed("JUDI", [report("JUDI", "kunci-baru"), report("JUDI")])).toBeUndefined();
    expect(mostNamed("PORNO_ANAK", [report("PORNO_ANAK", "x")])).toBeUndefined();
  });
});
