/** The grounds that a decision needs, how a panel settles it, and its effect on the case. */

import { describe, expect, test } from "vitest";
import {
  closesCase,
  effectInForce,
  effectWhenConfirmed,
  effectWhileWaiting,
} from "../../../../intake/cases/rules/decision-effects.ts";
import { checkGrounds } from "../../../../intake/decisions/rules/decision-data.ts";
import { categoryCode } from "../../../../utils/shared/contract/category.ts";
import { elements, exceptions, groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";

describe("grounds", () => {
  test.each(categoryCode.options)(
    "an approval for %s names each element and each exception, and no others",
    (category) => {
      const all = { category, ...groundsOf(category) };
      expect(checkGrounds(all).ok).toBe(true);
      expect(all.elements.length).toBeGreaterThan(0);
      for (const { id } of elements[category]) {
        const without = all.elements.filter((element) => element !== id);
        expect(checkGrounds({ ...all, elements: without })).toMatchObject({
          problem: { code: "elements-missing", detail: id },
        });
      }
      for (const { id } of exceptions) {
        const without = all.exceptions.filter((exception) => exception !== id);
        expect(checkGrounds({ ...all, exceptions: without })).toMatchObject({
          problem: { code: "exceptions-unchecked", detail: id },
        });
      }
      expect(checkGrounds({ ...all, elements: [...all.elements, "kritik"] }).ok).toBe(false);
      expect(checkGrounds({ ...all, exceptions: [...all.exceptions, "lain"] }).ok).toBe(false);
    },
  );
});

describe("effects of a decision on its case", () => {
  const at = new Date("2026-11-25T03:00:00.000Z");
  const before = { decidedCategory: "PORNO", decidedAt: null } as const;

  test.each([
    ["approve", "JUDI", { state: "approved", decidedCategory: "JUDI", decidedAt: at }],
    ["reject", null, { state: "rejected", decidedCategory: "PORNO", decidedAt: at }],
    ["escalate", null, { state: "escalated", decidedCategory: "PORNO", decidedAt: at }],
    ["recategorise", "JUDI", { state: "open", decidedCategory: "JUDI", decidedAt: null }],
  ] as const)("%s, once confirmed", (act, category, after) => {
    expect(effectWhenConfirmed({ act, category }, before, at)).toEqual({ ...after, proposedCategory: null });
    expect(closesCase(act)).toBe(after.state !== "open");
  });

  test("sets the category while pending, and clears it once refused or undone", () => {
    expect(effectWhileWaiting("PORNO_ANAK")).toEqual({ state: "proposed", proposedCategory: "PORNO_ANAK" });
    expect(effectInForce(undefined)).toEqual({ state: "open", proposedCategory: null });
    expect(effectInForce({ act: "approve" })).toEqual({ state: "approved", proposedCategory: null });
    expect(effectInForce({ act: "reject" })).toEqual({ state: "rejected", proposedCategory: null });
  });
});
