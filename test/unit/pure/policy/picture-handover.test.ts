/** The way in which a platform gets the pictures of a post. */

import { expect, test } from "vitest";
import { categoryCode } from "../../../../utils/shared/contract/category.ts";
import { pictureHandover } from "../../../../utils/shared/policy/picture-handover.ts";

test("child sexual abuse material never leaves, pornography only behind a press", () => {
  const byHandover = Map.groupBy(categoryCode.options, (code) => pictureHandover([code]));
  expect(byHandover.get("never")).toEqual(["PORNO_ANAK"]);
  expect(byHandover.get("veiled")).toEqual(["PORNO"]);
  expect(byHandover.get("shown")).toHaveLength(categoryCode.options.length - 2);
});

test("the most careful of several categories counts, in any order", () => {
  for (const other of categoryCode.options) {
    expect(pictureHandover([other, "PORNO_ANAK"])).toBe("never");
    expect(pictureHandover(["PORNO_ANAK", other])).toBe("never");
    if (other === "PORNO_ANAK") continue;
    expect(pictureHandover([other, "PORNO"])).toBe("veiled");
    expect(pictureHandover(["PORNO", other])).toBe("veiled");
  }
  expect(pictureHandover(["JUDI", "SPAM"])).toBe("shown");
});
