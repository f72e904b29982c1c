/** The whole table of acts: every state, every role, every relation to the case; and what a decision needs and does. */

import { describe, expect, test } from "vitest";
import { actsOn, type CaseFacts, checkAct, checkHearing, checkReversal } from "../intake/rules/acts.ts";
import { asBefore, closes, onceConfirmed, whileWaiting } from "../intake/rules/effect.ts";
import { checkGrounds } from "../intake/rules/grounds.ts";
import { settledBy } from "../intake/rules/panel.ts";
import { caseAct } from "../utils/contract/case.ts";
import { type CaseState, caseState } from "../utils/contract/case-state.ts";
import { categoryCode } from "../utils/contract/category.ts";
import { role } from "../utils/contract/site.ts";
import { elements, exceptions, groundsOf } from "../utils/policy/elements.ts";

const deciding = "approve reject recategorise escalate ask ask-reviewers regroup";

/** What the asker has to do with the case. */
const relations = {
  nothing: { reporters: ["siti"], proposedBy: "ani", refusedBy: "dewi" },
  reported: { reporters: ["siti", "budi"], proposedBy: "ani", refusedBy: "dewi" },
  proposed: { reporters: ["siti"], proposedBy: "budi", refusedBy: "dewi" },
  "proposed, reported since": { reporters: ["budi"], proposedBy: "budi", refusedBy: "dewi" },
  refused: { reporters: ["siti"], proposedBy: "ani", refusedBy: "budi" },
  voted: { reporters: ["siti"], proposedBy: "ani", refusedBy: "dewi", voters: ["budi"] },
  "invited by the proposer": {
    reporters: ["siti"],
    proposedBy: "ani",
    refusedBy: "dewi",
    proposerTies: ["budi"],
  },
  "nothing, the proposer reported since": { reporters: ["ani"], proposedBy: "ani", refusedBy: "dewi" },
} satisfies Record<string, Partial<CaseFacts>>;
type Relation = keyof typeof relations;

const everywhere = (said: string): Record<Relation, string> =>
  Object.fromEntries(Object.keys(relations).map((name) => [name, said])) as Record<Relation, string>;

/** `-problem` where nothing can be done. */
const supervisors: Record<CaseState, Record<Relation, string>> = {
  open: {
    ...everywhere(deciding),
    reported: "-own-report",
    "proposed, reported since": "-own-report",
  },
  proposed: {
    ...everywhere("confirm refuse"),
    reported: "-own-report",
    proposed: "undo",
    "proposed, reported since": "undo",
    "nothing, the proposer reported since": "refuse",
    "invited by the proposer": "-own-decision",
  },
  panel: {
    ...everywhere("-decision-waits"),
    reported: "-own-report",
    proposed: "undo",
    "proposed, reported since": "undo",
    "invited by the proposer": "-own-decision",
  },
  approved: everywhere("-case-closed"),
  rejected: everywhere("-case-closed"),
  escalated: everywhere("-case-closed"),
};
const panelists: Record<CaseState, Record<Relation, string>> = {
  open: everywhere("-role-forbidden"),
  proposed: everywhere("-role-forbidden"),
  panel: {
    ...everywhere("vote"),
    reported: "-own-report",
    proposed: "-own-decision",
    "proposed, reported since": "-own-report",
    refused: "-own-decision",
    "invited by the proposer": "-own-decision",
    voted: "-already-voted",
  },
  approved: everywhere("-case-closed"),
  rejected: everywhere("-case-closed"),
  escalated: everywhere("-case-closed"),
};

/** An open case has no decision that waits, only a disputed one was refused. */
function factsOf(state: CaseState, relation: Relation, asker: CaseFacts["asker"]): CaseFacts {
  const all: Omit<CaseFacts, "state" | "asker"> = relations[relation];
  const { reporters, proposedBy, proposerTies, refusedBy, voters } = all;
  const waits = state === "proposed" || state === "panel";
  return {
    ...{ state, asker, reporters },
    ...(waits ? { proposedBy, proposerTies } : {}),
    ...(state === "panel" ? { refusedBy, voters } : {}),
  };
}

const table = caseState.options.flatMap((state) =>
  (Object.keys(relations) as Relation[]).map((relation) => [state, relation] as const),
);

test.each(table)("a case that is %s, for who has to do with it: %s", (state, relation) => {
  const asked = (asker: CaseFacts["asker"]) => {
    const facts = factsOf(state, relation, asker);
    const { can, cannot } = actsOn(facts);
    // What is done is what was shown.
    for (const act of caseAct.options) expect(checkAct(act, facts).ok, act).toBe(can.includes(act));
    return cannot ? `-${cannot}` : can.join(" ");
  };
  for (const one of role.options) {
    const byRole = { supervisor: supervisors, panelist: panelists } as const;
    const expected = one === "supervisor" || one === "panelist" ? byRole[one][state][relation] : undefined;
    expect({ one, can: asked({ personId: "budi", role: one }) }).toEqual({
      one,
      can: expected ?? "-role-forbidden",
    });
  }
  expect(asked({})).toBe("-role-forbidden");
});

test.each([
  ["confirm", "open", "nothing", "nothing-to-confirm"],
  ["approve", "proposed", "nothing", "case-closed"],
  ["confirm", "proposed", "proposed", "own-decision"],
  ["undo", "proposed", "nothing", "role-forbidden"],
  ["confirm", "proposed", "nothing, the proposer reported since", "own-report"],
  ["reject", "panel", "refused", "decision-waits"],
  ["confirm", "panel", "proposed", "own-decision"],
] as const)("%s on a case that is %s, by who has to do with it: %s", (act, state, relation, code) => {
  const facts = factsOf(state, relation, { personId: "budi", role: "supervisor" });
  expect(checkAct(act, facts)).toMatchObject({ ok: false, problem: { code } });
});

describe("a decision that stands", () => {
  const standing = { id: "a", act: "approve" } as const;
  const parties = ["ani", "dewi"];
  const table = [
    // What a closed case lets be done, by whom.
    ["approved", "supervisor", "budi", {}, "reverse"],
    ["rejected", "supervisor", "budi", {}, "reverse"],
    ["approved", "supervisor", "ani", {}, "-case-closed"],
    ["approved", "supervisor", "siti", {}, "-case-closed"],
    ["approved", "panelist", "budi", {}, "-case-closed"],
    ["approved", "admin", "budi", {}, "-role-forbidden"],
    // While its reversal waits.
    ["proposed", "supervisor", "budi", { proposedBy: "candra" }, "confirm refuse"],
    ["proposed", "supervisor", "candra", { proposedBy: "candra" }, "undo"],
    ["proposed", "supervisor", "ani", { proposedBy: "candra" }, "-took-part"],
    ["proposed", "supervisor", "siti", { proposedBy: "candra" }, "-own-report"],
    ["panel", "panelist", "budi", { proposedBy: "candra", refusedBy: "eka" }, "vote"],
    ["panel", "panelist", "dewi", { proposedBy: "candra", refusedBy: "eka" }, "-took-part"],
  ] as const;
  test.each(table)("that is %s, for the %s %s", (state, role, personId, more, expected) => {
    const facts = { state, asker: { personId, role }, reporters: ["siti"], standing, parties, ...more };
    const { can, cannot } = actsOn(facts);
    for (const act of caseAct.options) expect(checkAct(act, facts).ok, act).toBe(can.includes(act));
    expect(cannot ? `-${cannot}` : can.join(" ")).toBe(expected);
  });

  test.each([
    ["approved", "ani", "took-part"],
    ["approved", "siti", "took-part"],
    ["proposed", "budi", "case-closed"],
    ["open", "budi", "case-changed"],
  ] as const)("%s: why %s does not reverse it: %s", (state, personId, code) => {
    const facts = { state, asker: { personId, role: "supervisor" }, reporters: ["siti"], parties } as const;
    const asked = { ...facts, ...(state === "open" ? {} : { standing }) };
    expect(checkAct("reverse", asked)).toMatchObject({ problem: { code } });
  });

  test("is heard about by a supervisor who took no part, whatever the case's state", () => {
    const heard = (personId: string, role: "supervisor" | "admin" = "supervisor") =>
      checkHearing({ state: "proposed", asker: { personId, role }, reporters: ["siti"], standing, parties });
    expect(heard("budi").ok).toBe(true);
    for (const id of ["ani", "dewi", "siti"])
      expect(heard(id)).toMatchObject({ problem: { code: "took-part" } });
    expect(heard("budi", "admin")).toMatchObject({ problem: { code: "role-forbidden" } });
  });

  test("is taken back by its opposite, and by naming it", () => {
    expect(checkReversal(standing, { id: "a", act: "reject" }).ok).toBe(true);
    expect(checkReversal({ id: "a", act: "reject" }, { id: "a", act: "approve" }).ok).toBe(true);
    for (const act of ["approve", "escalate", "recategorise"] as const)
      expect(checkReversal(standing, { id: "a", act })).toMatchObject({ problem: { code: "invalid-input" } });
    for (const other of [{ id: "b", act: "approve" } as const, undefined])
      expect(checkReversal(other, { id: "a", act: "reject" })).toMatchObject({
        problem: { code: "case-changed" },
      });
  });
});

describe("grounds", () => {
  test.each(categoryCode.options)(
    "an approval for %s names each element and each exception, no other",
    (category) => {
      const all = { category, ...groundsOf(category) };
      expect(checkGrounds(all).ok).toBe(true);
      expect(all.elements.length).toBeGreaterThan(0);
      for (const { id } of elements[category]) {
        const without = all.elements.filter((one) => one !== id);
        expect(checkGrounds({ ...all, elements: without })).toMatchObject({
          problem: { code: "elements-missing", detail: id },
        });
      }
      for (const { id } of exceptions) {
        const without = all.exceptions.filter((one) => one !== id);
        expect(checkGrounds({ ...all, exceptions: without })).toMatchObject({
          problem: { code: "exceptions-unchecked", detail: id },
        });
      }
      expect(checkGrounds({ ...all, elements: [...all.elements, "kritik"] }).ok).toBe(false);
      expect(checkGrounds({ ...all, exceptions: [...all.exceptions, "lain"] }).ok).toBe(false);
    },
  );
});

test("two equal voices of three settle it, whichever they are", () => {
  expect(settledBy([])).toBeUndefined();
  expect(settledBy(["uphold"])).toBeUndefined();
  expect(settledBy(["uphold", "overturn"])).toBeUndefined();
  expect(settledBy(["uphold", "overturn", "uphold"])).toBe("uphold");
  expect(settledBy(["overturn", "overturn"])).toBe("overturn");
});

describe("what a decision does to its case", () => {
  const at = new Date("2026-11-25T03:00:00.000Z");
  const before = { decidedCategory: "PORNO", decidedAt: null } as const;

  test.each([
    ["approve", "JUDI", { state: "approved", decidedCategory: "JUDI", decidedAt: at }],
    ["reject", null, { state: "rejected", decidedCategory: "PORNO", decidedAt: at }],
    ["escalate", null, { state: "escalated", decidedCategory: "PORNO", decidedAt: at }],
    ["recategorise", "JUDI", { state: "open", decidedCategory: "JUDI", decidedAt: null }],
  ] as const)("%s, once confirmed", (act, category, after) => {
    expect(onceConfirmed({ act, category }, before, at)).toEqual({ ...after, proposedCategory: null });
    expect(closes(act)).toBe(after.state !== "open");
  });

  test("waiting, it names its category, and nothing once it is refused or taken back", () => {
    expect(whileWaiting("PORNO_ANAK")).toEqual({ state: "proposed", proposedCategory: "PORNO_ANAK" });
    expect(asBefore(undefined)).toEqual({ state: "open", proposedCategory: null });
    expect(asBefore({ act: "approve" })).toEqual({ state: "approved", proposedCategory: null });
    expect(asBefore({ act: "reject" })).toEqual({ state: "rejected", proposedCategory: null });
  });
});
