/** Tests of a report's content: names of its site, an allowed action, law in force on the day of capture. */

import { describe, expect, test } from "vitest";
import { checkLegalBasis } from "../../../../intake/cases/rules/legal-basis.ts";
import { checkMerge, type Mergeable, pickDecidedCase } from "../../../../intake/cases/rules/merge-rules.ts";
import { checkReport } from "../../../../intake/reports/rules/check-report.ts";
import { evidence, report } from "../../../../scripts/dev/kits/evidence.ts";
import { caseState } from "../../../../utils/shared/contract/case-state.ts";
import { actionCode, categoryCode } from "../../../../utils/shared/contract/category.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import type { Report } from "../../../../utils/shared/contract/report.ts";
import { categories } from "../../../../utils/shared/policy/categories.ts";
import { policyVersion } from "../../../../utils/shared/policy/category-definition.ts";
import { bases, basesInForce } from "../../../../utils/shared/policy/legal-bases.ts";

/** The last moment of the old law in Jakarta, and the first of the new. */
const [before, after] = ["2026-01-01T16:59:59.999Z", "2026-01-01T17:00:00.000Z"];
const idsOf = (category: (typeof categoryCode.options)[number], at: string) =>
  basesInForce(category, at).map(({ id }) => id);

describe("requested actions", () => {
  test.each(categoryCode.options)(
    "%s: allows each of its actions, and no other, under each law in force",
    (category) => {
      for (const at of [before, after])
        for (const action of actionCode.options) {
          const allowed = categories[category].actions.includes(action);
          const asked = checkLegalBasis({ category, action, basis: idsOf(category, at) }, at);
          expect(asked.ok, action).toBe(allowed);
          if (!allowed)
            expect(asked).toMatchObject({ problem: { code: "action-not-allowed", retry: "never" } });
        }
    },
  );

  test.each(categoryCode.options)("%s: no law of another day or another category", (category) => {
    const [action] = categories[category].actions;
    if (!action) throw new Error("no action");
    for (const at of [before, after]) {
      const inForce = idsOf(category, at);
      for (const id of Object.keys(bases))
        expect(checkLegalBasis({ category, action, basis: [id] }, at).ok, id).toBe(inForce.includes(id));
      const wrong = Object.keys(bases).find((id) => !inForce.includes(id)) ?? "";
      expect(checkLegalBasis({ category, action, basis: [...inForce, wrong] }, at)).toMatchObject({
        problem: { code: "basis-not-in-force", detail: `${wrong} on ${at}` },
      });
    }
  });

  test("names a law, if there is one", () => {
    const asked = { category: "JUDI", action: "BATAS_WILAYAH", basis: [] } as const;
    expect(checkLegalBasis(asked, after)).toMatchObject({
      problem: { code: "basis-not-in-force", retry: "never" },
    });
  });

  test("are retried later under a newer edition of the policy, because this intake may be behind", () => {
    const retryOf = (version: number, basis: string[], action: "HAPUS_KEBIJAKAN" | "BATAS_WILAYAH") => {
      const asked = checkLegalBasis({ category: "JUDI", action, basis }, after, version);
      return asked.ok ? undefined : asked.problem.retry;
    };
    for (const [basis, action] of [
      [[], "BATAS_WILAYAH"],
      [["uu-baru"], "BATAS_WILAYAH"],
    ] as const) {
      expect(retryOf(policyVersion + 1, [...basis], action)).toBe("later");
      expect(retryOf(policyVersion, [...basis], action)).toBe("never");
    }
  });
});

describe("a report", () => {
  const basis = idsOf("JUDI", evidence.capturedAt);
  const check = (change: Partial<Evidence> = {}, more: Partial<Report> = {}) =>
    checkReport({ ...report, basis, evidence: { ...evidence, ...change }, ...more });
  const pathsOf = (change: Partial<Evidence>) => {
    const checked = check(change);
    if (checked.ok || checked.problem.code !== "invalid-input") return checked;
    return "fields" in checked.problem ? checked.problem.fields?.map(({ path }) => path) : [];
  };
  const telegram = { site: "telegram", kind: "message", subject: "telegram:message:warta/1" } as const;
  const audience = (value: "public" | "not-public" | "unknown") => ({
    fields: { audience: { value, source: "rule" } },
  });

  test("is accepted for its own site and kind", () => {
    expect(check().ok).toBe(true);
    expect(check({ aliases: ["x:post:2"] }).ok).toBe(true);
    expect(check({ ...telegram, channelId: "100", ...audience("public") }).ok).toBe(true);
  });

  test.each<[string, Partial<Evidence>, string[]]>([
    ["another site's subject", { subject: "facebook:post:1" }, ["evidence.subject"]],
    ["another kind's subject", { subject: "x:account:1" }, ["evidence.subject"]],
    ["a site that only begins alike", { subject: "xx:post:1" }, ["evidence.subject"]],
    ["another site's alias", { aliases: ["x:post:2", "facebook:post:2"] }, ["evidence.aliases.1"]],
    ["a channel id outside Telegram", { channelId: "100" }, ["evidence.channelId"]],
    [
      "all of them",
      { subject: "facebook:post:1", aliases: ["telegram:message:a/1"], channelId: "1" },
      ["evidence.subject", "evidence.aliases.0", "evidence.channelId"],
    ],
  ])("is refused for good with %s", (_what, change, paths) => {
    expect(pathsOf(change)).toEqual(paths);
    expect(check(change)).toMatchObject({ problem: { retry: "never" } });
  });

  test("is rejected for a Telegram message that is not shown to be public", () => {
    for (const value of ["not-public", "unknown"] as const)
      expect(check({ ...telegram, ...audience(value) })).toMatchObject({ problem: { code: "not-public" } });
    expect(check(audience("not-public")).ok).toBe(true);
  });

  test("declares its chat public if from Telegram, or is of a page with a public address", () => {
    const refused = {
      ok: false,
      problem: { code: "not-public", detail: "audience is not said", retry: "never" },
    };
    expect(check({ ...telegram, fields: {} })).toEqual(refused);
    const at = (value: string, source = "page address") =>
      check({ ...telegram, fields: { permalink: { value, source } } });
    expect(at("https://t.me/warta/1").ok).toBe(true);
    for (const address of ["https://t.me/warta/2", "https://t.me/c/100/1", "https://x.com/a/status/1"])
      expect(at(address)).toEqual(refused);
    expect(at("https://t.me/warta/1", "post")).toEqual(refused);
    // In the no-pixels lane no field says whom it was shown to.
    const lane = idsOf("PORNO_ANAK", evidence.capturedAt);
    const asked = { category: "PORNO_ANAK", basis: lane, action: "HAPUS_KEBIJAKAN" } as const;
    expect(check({ ...telegram, fields: {} }, asked).ok).toBe(true);
    expect(check({ fields: {} }).ok).toBe(true);
  });

  test("requests only actions that its own edition of the policy allows", () => {
    const newer = { ...report, basis: ["uu-baru"], policyVersion: policyVersion + 1 };
    expect(checkReport(newer)).toMatchObject({ problem: { code: "basis-not-in-force", retry: "later" } });
    expect(checkReport({ ...report, basis: ["uu-baru"] })).toMatchObject({ problem: { retry: "never" } });
  });
});

describe("two cases", () => {
  const one = (change: Partial<Mergeable> = {}): Mergeable => ({
    ...({ site: "telegram", channelId: "", state: "open" } as const),
    ...{ withheld: false, forbidsPixels: false, decidedCategory: null },
    ...change,
  });

  test.each<[string, Partial<Mergeable>, Partial<Mergeable>, boolean]>([
    ["open, of one site", {}, {}, true],
    ["withheld", { withheld: true }, {}, false],
    ["with a report in the lane", { forbidsPixels: true }, {}, false],
    ["of two sites", { site: "x" }, {}, false],
    ["of two channels", { channelId: "1" }, { channelId: "2" }, false],
    ["of one channel", { channelId: "1" }, { channelId: "1" }, true],
    ["of a channel and an unknown one", { channelId: "1" }, {}, true],
    ["of two decided categories", { decidedCategory: "JUDI" }, { decidedCategory: "PORNO" }, false],
    ["of one decided category", { decidedCategory: "JUDI" }, { decidedCategory: "JUDI" }, true],
    ["of which one has a category", { decidedCategory: "JUDI" }, {}, true],
  ])("%s become one or not, in either order", (_what, first, second, mergeable) => {
    for (const [left, right] of [
      [first, second],
      [second, first],
    ] as const) {
      const checked = checkMerge(one(left), one(right));
      expect(checked.ok).toBe(mergeable);
      if (!mergeable) expect(checked).toMatchObject({ problem: { code: "not-mergeable" } });
    }
  });

  test.each([
    ["two sites", { site: "x" }, {}],
    ["two channels", { channelId: "1" }, { channelId: "2" }],
    ["no-pixels lane", { withheld: true }, { site: "x" }],
    ["two decided categories", { decidedCategory: "JUDI" }, { decidedCategory: "PORNO" }],
    ["both are decided", { state: "approved" }, { state: "rejected" }],
  ] as const)("stay separate with the reason: %s", (detail, first, second) => {
    expect(checkMerge(one(first), one(second))).toMatchObject({ problem: { detail } });
  });

  test("stay separate if each has a decision; the decided one's state wins, else the older one's", () => {
    for (const older of caseState.options)
      for (const younger of caseState.options) {
        const isTwo = older !== "open" && younger !== "open";
        expect(checkMerge(one({ state: older }), one({ state: younger })).ok).toBe(!isTwo);
        if (isTwo) continue;
        const kept = older === "open" ? younger : older;
        expect(pickDecidedCase({ state: older }, { state: younger }).state).toBe(kept);
      }
  });
});
