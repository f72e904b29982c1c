/** The grounds that a decision needs, how a panel settles it, and its effect on the case. */

import { describe, expect, test } from "vitest";
import {
  closesCase,
  effectInForce,
  effectWhenConfirmed,
  effectWhileWaiting,
} from "../../../../intake/cases/rules/decision-effects.ts";
import type { DecisionRecord } from "../../../../intake/db/rows.ts";
import { checkGrounds, toDecisionData } from "../../../../intake/decisions/rules/decision-data.ts";
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

describe("a decision as data", () => {
  const hour = (hours: number) => new Date(`2026-11-25T0${hours}:00:00.000Z`);
  const none = {
    subReason: null,
    why: null,
    agency: null,
    bulkId: null,
    look: null,
    unseenReason: null,
    frozen: null,
    answeredBy: null,
    answeredAt: null,
    answerReason: null,
    answerLook: null,
    answerUnseenReason: null,
    settledAt: null,
    reverses: null,
    reversedAt: null,
    draw: null,
    drawShare: null,
    review: null,
    reviewedAt: null,
    panelGap: null,
  };
  const decision: DecisionRecord = {
    ...none,
    id: "a",
    caseId: "c",
    spot: 1,
    personId: "budi",
    at: hour(1),
    digest: "d",
    act: "approve",
    category: "JUDI",
    action: "BATAS_WILAYAH",
    basis: ["b"],
    elements: ["e"],
    exceptions: ["f"],
    reason: "Promosi judi.",
    canned: false,
    state: "proposed",
  };
  const row = { site: "x", kind: "post", subject: "x:post:45", category: "JUDI", withheld: false } as const;
  type Listed = Parameters<typeof toDecisionData>[0];
  const listed: Listed = { decision, by: "Budi", answeredBy: null, votes: [], row, followUp: undefined };
  const dataOf = (change: Partial<DecisionRecord> = {}, rowChange: Partial<Listed["row"]> = {}) =>
    toDecisionData({ ...listed, decision: { ...decision, ...change }, row: { ...row, ...rowChange } });

  test("has its grounds and no person, account or subject", () => {
    expect(dataOf()).toEqual({
      id: "a",
      caseId: "c",
      site: "x",
      kind: "post",
      caseCategory: "JUDI",
      act: "approve",
      category: "JUDI",
      action: "BATAS_WILAYAH",
      basis: ["b"],
      elements: ["e"],
      exceptions: ["f"],
      state: "proposed",
      at: "2026-11-25T01:00:00.000Z",
      roles: { proposed: "supervisor" },
      reason: "Promosi judi.",
    });
  });

  test("has each time, the role that acted then, and the panel's review", () => {
    const settled = { answeredAt: hour(2), settledAt: hour(3), reversedAt: hour(4), answerReason: "Setuju." };
    expect(dataOf({ ...settled, state: "confirmed" })).toMatchObject({
      answeredAt: "2026-11-25T02:00:00.000Z",
      settledAt: "2026-11-25T03:00:00.000Z",
      reversedAt: "2026-11-25T04:00:00.000Z",
      answerReason: "Setuju.",
      roles: { proposed: "supervisor", answered: "supervisor", settled: "panelist" },
    });
    expect(dataOf({ ...settled, state: "undone" }).roles.settled).toBe("supervisor");
    expect(dataOf({ review: "waiting", draw: 0, drawShare: 5 }).review).toEqual({
      state: "waiting",
      draw: 0,
      share: 5,
    });
    expect(dataOf({ review: "upheld", draw: 4, drawShare: 5, reviewedAt: hour(5) }).review).toEqual({
      state: "upheld",
      draw: 4,
      share: 5,
      at: "2026-11-25T05:00:00.000Z",
    });
    expect(dataOf({ draw: 9, drawShare: 5 })).not.toHaveProperty("review");
  });

  test("counts the panel's votes", () => {
    const votes = (["uphold", "overturn", "uphold"] as const).map((vote) => ({ vote: { vote } }));
    const panel = toDecisionData({ ...listed, votes: votes as Listed["votes"] }).panel;
    expect(panel).toEqual({ uphold: 2, overturn: 1 });
  });

  test.each<[string, Partial<DecisionRecord>, Partial<Listed["row"]>]>([
    ["decided as child sexual abuse material", { category: "PORNO_ANAK" }, {}],
    ["without a category of its own, on such a case", { category: null }, { category: "PORNO_ANAK" }],
    ["on a case that is withheld", {}, { withheld: true }],
  ])("leaves out the reasons if %s", (_, change, rowChange) => {
    const data = dataOf({ ...change, answerReason: "Setuju." }, rowChange);
    expect(data.withheld).toBe(true);
    expect(data).not.toHaveProperty("reason");
    expect(data).not.toHaveProperty("answerReason");
  });
});
