/** The rule that a person opens the evidence before approving. */

import { describe, expect, test } from "vitest";
import { checkLook, type LookFacts, lookOf } from "../../../../intake/decisions/rules/opened-evidence.ts";

describe("the rule", () => {
  const opening = { caseId: "k", seq: 3, personId: "budi", role: "supervisor", at: new Date(0) } as const;
  const facts = (change: Partial<LookFacts> = {}): LookFacts => ({
    withheld: false,
    openable: 2,
    openings: [opening],
    ...change,
  });

  test("lists as opened only what the person opened, not what others opened", () => {
    expect(lookOf(facts(), "budi")).toEqual({ look: "opened", opening });
    expect(lookOf(facts(), "ani")).toEqual({ look: "unopened" });
    expect(lookOf(facts(), undefined)).toEqual({ look: "unopened" });
  });

  test("asks nothing where nothing can be opened", () => {
    expect(lookOf(facts({ openable: 0 }), "ani").look).toBe("none");
    expect(lookOf(facts({ withheld: true }), "ani").look).toBe("none");
    expect(checkLook({ look: "none" }, undefined).ok).toBe(true);
  });

  test("lets an approval of unopened evidence pass with a reason only", () => {
    expect(checkLook({ look: "unopened" }, undefined)).toMatchObject({
      problem: { code: "unseen-reason-needed" },
    });
    expect(checkLook({ look: "unopened" }, "Gambarnya sama dengan kasus lain.").ok).toBe(true);
    expect(checkLook({ look: "opened" }, undefined).ok).toBe(true);
  });
});
