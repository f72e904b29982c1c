/** The rules for golden cases and for verdicts on them. */

import { describe, expect, test } from "vitest";
import { checkGolden, isRight, verdictOfState } from "../../../../intake/vloggers/golden-rules.ts";
import { caseState } from "../../../../utils/shared/contract/case-state.ts";
import { verdict } from "../../../../utils/shared/contract/review.ts";

const approved = { site: "youtube", kind: "video", state: "approved", withheld: false } as const;

describe("a golden case", () => {
  test("is a decided YouTube video that reviewers may see", () => {
    expect(checkGolden(approved)).toEqual({ ok: true, value: true });
    expect(checkGolden({ ...approved, state: "rejected" })).toEqual({ ok: true, value: false });
  });

  test.each([
    ["of another site", { site: "facebook" }],
    ["of another kind", { kind: "account" }],
    ["that is withheld", { withheld: true }],
    ["that is undecided", { state: "proposed" }],
  ] as const)("is none %s", (_, change) => {
    expect(checkGolden({ ...approved, ...change })).toMatchObject({ problem: { code: "not-golden" } });
  });

  test("violates if it was approved, and does not if it was rejected", () => {
    const verdicts = Object.fromEntries(caseState.options.map((state) => [state, verdictOfState(state)]));
    expect(verdicts).toEqual({
      ...{ approved: true, rejected: false },
      ...{ open: undefined, proposed: undefined, panel: undefined, escalated: undefined },
    });
  });

  test("shows whether a verdict on it is right, unless it leaves that open", () => {
    const results = verdict.options.map((one) => [one, isRight(one, true), isRight(one, false)]);
    expect(results).toEqual([
      ["violates", true, false],
      ["does-not", false, true],
      ["needs-context", undefined, undefined],
      ["cannot-tell", undefined, undefined],
    ]);
  });
});
