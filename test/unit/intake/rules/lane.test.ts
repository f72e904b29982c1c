/** Tests of what may be read of a case: the no-pixels lane, sealed files, other units' reports, questions. */

import { describe, expect, test } from "vitest";
import { checkReveal } from "../../../../intake/cases/rules/original-access.ts";
import { belongsToOtherUnit } from "../../../../intake/cases/rules/other-units.ts";
import {
  isQuarantined,
  withholdReport,
  withholdReview,
  withholdSealed,
} from "../../../../intake/cases/rules/withheld-content.ts";
import type { Unit } from "../../../../intake/core/scope.ts";
import { unitSees } from "../../../../intake/db/unit-sees.ts";
import { withholdDecision } from "../../../../intake/decisions/store/frozen-post.ts";
import {
  checkAnswerable,
  checkAskable,
  maxOpenQuestions,
} from "../../../../intake/reports/store/questions.ts";
import { fullEvidence, report } from "../../../../scripts/dev/kits/evidence.ts";
import type { ReportView } from "../../../../utils/shared/contract/case.ts";
import { caseState } from "../../../../utils/shared/contract/case-state.ts";
import { categoryCode } from "../../../../utils/shared/contract/category.ts";
import type { DecisionView } from "../../../../utils/shared/contract/decision.ts";
import type { ReviewView } from "../../../../utils/shared/contract/review.ts";
import { role } from "../../../../utils/shared/contract/site.ts";
import { categories } from "../../../../utils/shared/policy/categories.ts";
import { keptFields } from "../../../../utils/shared/policy/no-pixels.ts";

const secret = "rahasia";
const codeOf = (checked: { ok: true } | { ok: false; problem: { code: string } }) =>
  checked.ok ? "ok" : checked.problem.code;

describe("in the no-pixels lane", () => {
  test("a report is withheld with its case, and alone until two people decided", () => {
    const of = (withheld: boolean, decidedCategory: "JUDI" | null) => ({ withheld, decidedCategory });
    expect(isQuarantined(of(true, "JUDI"), "JUDI")).toBe(true);
    expect(isQuarantined(of(false, null), "PORNO_ANAK")).toBe(true);
    expect(isQuarantined(of(false, "JUDI"), "PORNO_ANAK")).toBe(false);
    expect(isQuarantined(of(false, null), "PORNO")).toBe(false);
  });

  test("a report keeps address, author id and times, and no text or picture", () => {
    const view: ReportView = {
      ...{ id: report.id, number: "LK-00000-00000", at: fullEvidence.capturedAt, urgent: true },
      ...({ category: "PORNO_ANAK", action: "TERUSKAN_APH" } as const),
      ...{ evidence: fullEvidence, filesHere: ["a".repeat(64)] },
      ...{ note: secret, notPublicReason: secret, withdrawnReason: secret },
    };
    const withheld = withholdReport(view);
    expect(Object.keys(withheld).sort()).toEqual(
      ["action", "at", "category", "evidence", "filesHere", "id", "number", "urgent"].sort(),
    );
    expect(withheld.filesHere).toEqual([]);
    expect(Object.keys(withheld.evidence.fields)).not.toContain("text");
    expect(withheld.evidence.page).toBeUndefined();
  });

  test("a report that leaves the intake keeps the digests under its seal", () => {
    const { fields, page: _page, ...sealed } = fullEvidence;
    const kept = Object.fromEntries(
      Object.entries(fields).filter(([name]) => keptFields.some((field) => field === name)),
    );
    expect(Object.keys(kept)).toEqual(["permalink", "publishedAt", "authorId", "publishedRaw"]);
    const left = withholdSealed({ ...report, evidence: fullEvidence, note: secret, notPublicReason: secret });
    expect(left).toEqual({ ...report, evidence: { ...sealed, fields: kept } });
    const bare = { ...fullEvidence, fields: { text: fullEvidence.fields.text } };
    expect(withholdSealed({ ...report, evidence: bare }).evidence.fields).toEqual({});
  });

  test("a decision does not name the account", () => {
    const frozen = { caseVersion: 1, input: "i", subject: "x:post:1", aliases: [], authorId: "77" };
    const decision = (author?: string) =>
      ({ id: "d", frozen: { ...frozen, ...(author ? { author } : {}) } }) as unknown as DecisionView;
    expect(withholdDecision(decision(secret))).toEqual({ id: "d", frozen: { ...frozen, withheld: true } });
    expect(withholdDecision(decision())).toEqual(decision());
    const early = { id: "d" } as DecisionView;
    expect(withholdDecision(early)).toEqual(early);
  });

  test("a review keeps its verdict, and no description of the content", () => {
    const view = { id: "r", verdict: "violates", reason: secret, timecodes: [3], elements: [secret] };
    const withheld = withholdReview({ ...view, localContext: secret } as unknown as ReviewView);
    expect(withheld).toEqual({ id: "r", verdict: "violates", reason: "", timecodes: [] });
  });
});

describe("a sealed file", () => {
  const grave = categoryCode.options.filter(
    (code) => code === "PORNO_ANAK" || categories[code].capture === "C2",
  );

  test("is shown to no one where the case is withheld", () => {
    for (const roleName of role.options)
      for (const votes of [true, false])
        expect(
          codeOf(checkReveal({ withheld: true, role: roleName, categories: [], reason: "elements", votes })),
        ).toBe("evidence-withheld");
  });

  test("is shown to a panelist who votes on adult material, with a reason", () => {
    for (const roleName of role.options)
      for (const code of categoryCode.options)
        for (const votes of [true, false])
          for (const reason of [undefined, "elements"] as const) {
            const facts = {
              withheld: false,
              role: roleName,
              categories: ["JUDI", code] as const,
              votes,
              reason,
            };
            const isVoter = roleName === "panelist" && votes && code !== "PORNO_ANAK";
            const barred = isVoter ? (reason ? "ok" : "reason-needed") : "role-forbidden";
            const expected = roleName === "supervisor" || !grave.includes(code) ? "ok" : barred;
            expect(codeOf(checkReveal(facts)), `${roleName} ${code} ${votes} ${reason}`).toBe(expected);
          }
  });

  test("is limited to supervisors once a report names adult material", () => {
    expect(grave).toContain("PORNO");
    for (const roleName of role.options)
      for (const code of categoryCode.options) {
        const free = roleName === "supervisor" || !grave.includes(code);
        const named = ["JUDI", code] as const;
        const facts = { withheld: false, role: roleName, categories: named, votes: false };
        expect(codeOf(checkReveal(facts)), `${roleName} ${code}`).toBe(free ? "ok" : "role-forbidden");
      }
  });
});

describe("a unit", () => {
  const unit = (change: Partial<Unit> = {}): Unit => ({
    ...{ name: "Judi", sites: null, categories: null, languages: null },
    ...change,
  });
  const facts = {
    ...({ site: "x", category: "JUDI", reportedCategory: "PENIPUAN", language: "jv" } as const),
    categories: ["SPAM" as const],
  };
  test.each<[string, Partial<Unit>, boolean]>([
    ["of all", {}, true],
    ["of its site", { sites: ["facebook", "x"] }, true],
    ["of another site", { sites: ["facebook"] }, false],
    ["of its language", { languages: ["jv"] }, true],
    ["of another language", { languages: ["su"] }, false],
    ["of its category", { categories: ["JUDI"] }, true],
    ["of the category it was reported with", { categories: ["PENIPUAN"] }, true],
    ["of a category of one of its reports", { categories: ["HKI", "SPAM"] }, true],
    ["of another category", { categories: ["HKI"] }, false],
    ["of its category on another site", { categories: ["JUDI"], sites: ["facebook"] }, false],
  ])("%s sees a case or not", (_what, change, seen) => {
    expect(unitSees(unit(change), facts)).toBe(seen);
    if (seen) expect(unitSees(null, facts)).toBe(true);
  });

  test("sees cases in unknown and in several languages; a unit without languages sees all", () => {
    expect(unitSees(unit({ languages: ["su"] }), { ...facts, language: "mul" })).toBe(true);
    expect(unitSees(unit({ languages: ["su"] }), { ...facts, language: null })).toBe(true);
    expect(unitSees(null, facts)).toBe(true);
  });

  test.each<
    [string, { personId?: string; unit?: string | null; category?: "HKI" }, Partial<Unit> | null, boolean]
  >([
    ["another unit's", {}, {}, true],
    ["one's own", { personId: "budi" }, {}, false],
    ["one's own unit's", { unit: "Judi" }, {}, false],
    ["of no unit, in a category of the reader's unit", { unit: null }, { categories: ["JUDI"] }, false],
    ["of no unit, in another category", { unit: null, category: "HKI" }, { categories: ["JUDI"] }, true],
    ["of no unit, for a unit of all categories", { unit: null, category: "HKI" }, {}, false],
    ["another unit's, for a reader of none", {}, null, false],
  ])("hides the reporter of a report that is %s", (_what, change, reader, hidden) => {
    const reported = { personId: "siti", unit: "Lain", category: "JUDI" as const, ...change };
    const who = { personId: "budi", unit: reader && unit(reader) };
    expect(belongsToOtherUnit(reported, who)).toBe(hidden);
    expect(belongsToOtherUnit(reported, undefined)).toBe(false);
  });
});

describe("a question to a reporter", () => {
  const facts = { withheld: false, evidenceDeletedAt: null, suspendedAt: null, open: 0 };
  test.each([
    ["while fewer are open than may be", { open: maxOpenQuestions - 1 }, "ok"],
    ["not one more", { open: maxOpenQuestions }, "questions-open"],
    ["not in the no-pixels lane", { withheld: true }, "note-not-allowed"],
    ["not about deleted evidence", { evidenceDeletedAt: new Date(0) }, "evidence-deleted"],
    ["not to a person who is let in nowhere", { suspendedAt: new Date(0) }, "reporter-suspended"],
  ])("is put %s", (_what, change, code) => {
    expect(codeOf(checkAskable({ ...facts, ...change }))).toBe(code);
  });

  test("can be asked later when it is over the limit", () => {
    expect(checkAskable({ ...facts, open: 9 })).toMatchObject({ problem: { retry: "later" } });
  });

  test("is answered once, while the case awaits a decision, and not in the no-pixels lane", () => {
    const asked = { withheld: false, answeredAt: null };
    for (const state of caseState.options) {
      const waits = state === "open" || state === "proposed" || state === "panel";
      expect(codeOf(checkAnswerable({ ...asked, state })), state).toBe(waits ? "ok" : "question-closed");
    }
    const answered = { ...asked, state: "open", answeredAt: new Date(0) } as const;
    expect(codeOf(checkAnswerable(answered))).toBe("question-closed");
    expect(codeOf(checkAnswerable({ ...asked, state: "open", withheld: true }))).toBe("note-not-allowed");
  });
});
