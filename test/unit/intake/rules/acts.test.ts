/** The whole table of acts: every state, every role, every relation to the case. */

import { describe, expect, test } from "vitest";
import {
  type ActFacts,
  allowedActs,
  checkAct,
  checkHearing,
  checkMerging,
  checkReversal,
  isWaiting,
} from "../../../../intake/cases/rules/allowed-acts.ts";
import { caseAct } from "../../../../utils/shared/contract/case.ts";
import { type CaseState, caseState } from "../../../../utils/shared/contract/case-state.ts";
import { decisionState } from "../../../../utils/shared/contract/decision.ts";
import { role } from "../../../../utils/shared/contract/site.ts";

const deciding = "approve reject recategorise escalate ask ask-reviewers regroup";

/** `-problem` where nothing can be done; both where something can be done in spite of a problem. */
const outcomeOf = ({ can, cannot }: { can: readonly string[]; cannot: string | undefined }) =>
  [...can, ...(cannot ? [`-${cannot}`] : [])].join(" ");

/** The asker's relation to the case. */
const relations = {
  nothing: { reporters: ["siti"], proposedBy: "ani", refusedBy: "dewi" },
  reported: { reporters: ["siti", "budi"], proposedBy: "ani", refusedBy: "dewi" },
  proposed: { reporters: ["siti"], proposedBy: "budi", refusedBy: "dewi" },
  "proposed, reported since": { reporters: ["budi"], proposedBy: "budi", refusedBy: "dewi" },
  refused: { reporters: ["siti"], proposedBy: "ani", refusedBy: "budi" },
  voted: {
    reporters: ["siti"],
    proposedBy: "ani",
    refusedBy: "dewi",
    voters: [{ personId: "budi", affiliation: null }],
  },
  "invited by the proposer": {
    reporters: ["siti"],
    proposedBy: "ani",
    refusedBy: "dewi",
    proposerTies: ["budi"],
  },
  "nothing, the proposer reported since": { reporters: ["ani"], proposedBy: "ani", refusedBy: "dewi" },
  "nothing, the proposer could no longer propose": {
    ...{ reporters: ["siti"], proposedBy: "ani", refusedBy: "dewi" },
    proposerBarred: true,
  },
} satisfies Record<string, Partial<ActFacts>>;
type Relation = keyof typeof relations;

const everywhere = (said: string): Record<Relation, string> =>
  Object.fromEntries(Object.keys(relations).map((name) => [name, said])) as Record<Relation, string>;

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
    "nothing, the proposer could no longer propose": "refuse",
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
function factsOf(state: CaseState, relation: Relation, asker: ActFacts["asker"]): ActFacts {
  const all: Omit<ActFacts, "state" | "asker"> = relations[relation];
  const { reporters, proposedBy, proposerBarred, proposerTies, refusedBy, voters } = all;
  const waits = state === "proposed" || state === "panel";
  return {
    ...{ state, asker, reporters },
    ...(waits ? { proposedBy, proposerBarred, proposerTies } : {}),
    ...(state === "panel" ? { refusedBy, voters } : {}),
  };
}

const table = caseState.options.flatMap((state) =>
  (Object.keys(relations) as Relation[]).map((relation) => [state, relation] as const),
);

test.each(table)("a case that is %s, for a person with this relation: %s", (state, relation) => {
  const asked = (asker: ActFacts["asker"]) => {
    const facts = factsOf(state, relation, asker);
    const { can, cannot } = allowedActs(facts);
    // The permitted acts are exactly the offered ones.
    for (const act of caseAct.options) expect(checkAct(act, facts).ok, act).toBe(can.includes(act));
    return outcomeOf({ can, cannot });
  };
  for (const name of role.options) {
    const byRole = { supervisor: supervisors, panelist: panelists } as const;
    const expected = name === "supervisor" || name === "panelist" ? byRole[name][state][relation] : undefined;
    expect({ one: name, can: asked({ personId: "budi", role: name }) }).toEqual({
      one: name,
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
  ["confirm", "proposed", "nothing, the proposer could no longer propose", "proposer-barred"],
  ["reject", "panel", "refused", "decision-waits"],
  ["confirm", "panel", "proposed", "own-decision"],
  ["refuse", "open", "nothing", "nothing-to-confirm"],
  ["refuse", "proposed", "proposed", "own-decision"],
  ["vote", "open", "nothing", "role-forbidden"],
  ["vote", "proposed", "nothing", "role-forbidden"],
  ["confirm", "approved", "nothing", "case-closed"],
  ["undo", "rejected", "nothing", "case-closed"],
  ["approve", "escalated", "reported", "case-closed"],
] as const)("%s on a case that is %s, by who has to do with it: %s", (act, state, relation, code) => {
  const facts = factsOf(state, relation, { personId: "budi", role: "supervisor" });
  expect(checkAct(act, facts)).toMatchObject({ ok: false, problem: { code } });
});

test("a drawn approval is reviewed by a panelist who neither reported, decided nor voted on it", () => {
  const review = {
    id: "a",
    deciders: ["ani"],
    voters: [{ personId: "dewi", affiliation: "civil-society" as const }],
  };
  const acts = (personId: string) => {
    const asker = { personId, role: "panelist" } as const;
    return outcomeOf({
      cannot: undefined,
      ...allowedActs({ state: "approved", asker, reporters: ["siti"], review }),
    });
  };
  expect(["budi", "ani", "dewi", "siti"].map(acts)).toEqual([
    "vote",
    "-own-decision",
    "-already-voted",
    "-own-report",
  ]);
});

test("a dispute comes before a review", () => {
  const asker = { personId: "budi", role: "panelist" } as const;
  const review = { id: "a", deciders: ["budi"], voters: [{ personId: "budi", affiliation: null }] };
  const facts = { asker, reporters: [], proposedBy: "ani", refusedBy: "dewi", review };
  expect(allowedActs({ ...facts, state: "panel" })).toEqual({ can: ["vote"] });
  const disputed = {
    ...facts,
    state: "panel",
    proposedBy: "budi",
    review: { ...review, deciders: [] },
  } as const;
  expect(allowedActs(disputed)).toEqual({ can: [], cannot: "own-decision" });
});

test("reviewers are not asked about a case that they may not be given", () => {
  const asker = { personId: "budi", role: "supervisor" } as const;
  const facts: ActFacts = { state: "open", asker, reporters: [], reviewable: false };
  expect(allowedActs(facts).can.join(" ")).toBe(deciding.replace(" ask-reviewers", ""));
  expect(checkAct("ask-reviewers", facts)).toMatchObject({ problem: { code: "not-reviewable" } });
});

test("an asker without an identity does not match an absent person", () => {
  const facts = { asker: { role: "supervisor" }, reporters: [], proposedBy: undefined } as const;
  expect(allowedActs({ ...facts, state: "proposed" }).can).toEqual(["confirm", "refuse"]);
  const panel = { ...facts, asker: { role: "panelist" }, state: "panel" } as const;
  expect(allowedActs(panel).can).toEqual(["vote"]);
});

test("a former proposer decides on a reopened case like any other supervisor", () => {
  const asker = { personId: "budi", role: "supervisor" } as const;
  const facts: ActFacts = { state: "open", asker, reporters: [], proposedBy: "budi", parties: ["budi"] };
  expect(allowedActs(facts).can.join(" ")).toBe(deciding);
});

test.each([
  ["open", "supervisor", "budi", "ok"],
  ["approved", "supervisor", "budi", "ok"],
  ["rejected", "supervisor", "budi", "ok"],
  ["escalated", "supervisor", "budi", "ok"],
  ["proposed", "supervisor", "budi", "case-closed"],
  ["panel", "supervisor", "budi", "case-closed"],
  ["open", "supervisor", "siti", "own-report"],
  ["approved", "supervisor", "siti", "own-report"],
  ["open", "officer", "budi", "role-forbidden"],
  ["open", "admin", "budi", "role-forbidden"],
  ["open", "panelist", "budi", "role-forbidden"],
] as const)("merging a case that is %s, by the %s %s: %s", (state, role, personId, expected) => {
  const checked = checkMerging({ state, asker: { personId, role }, reporters: ["siti"] });
  expect(checked.ok ? "ok" : checked.problem.code).toBe(expected);
});

describe("a decision in force", () => {
  const inForce = { id: "a", act: "approve" } as const;
  const parties = ["ani", "dewi"];
  const table = [
    // Acts on a closed case, by role and person.
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
    ["proposed", "supervisor", "ani", { proposedBy: "candra", inForce: undefined }, "confirm refuse"],
    ["approved", "supervisor", "budi", { inForce: undefined }, "-case-closed"],
    ["approved", "supervisor", "budi", { parties: undefined }, "reverse"],
    ["panel", "panelist", "budi", { proposedBy: "candra", refusedBy: "eka" }, "vote"],
    ["panel", "panelist", "dewi", { proposedBy: "candra", refusedBy: "eka" }, "-took-part"],
  ] as const;
  test.each(table)(
    "allows the right acts when %s, for the %s %s",
    (state, role, personId, more, expected) => {
      const facts = { state, asker: { personId, role }, reporters: ["siti"], inForce, parties, ...more };
      const { can, cannot } = allowedActs(facts);
      for (const act of caseAct.options) expect(checkAct(act, facts).ok, act).toBe(can.includes(act));
      expect(outcomeOf({ can, cannot })).toBe(expected);
    },
  );

  test.each([
    ["approved", "ani", "took-part"],
    ["approved", "siti", "took-part"],
    ["proposed", "budi", "case-closed"],
    ["open", "budi", "case-changed"],
    ["escalated", "budi", "case-closed"],
  ] as const)("%s: why %s does not reverse it: %s", (state, personId, code) => {
    const facts = { state, asker: { personId, role: "supervisor" }, reporters: ["siti"], parties } as const;
    const stands = state !== "open" && state !== "escalated";
    const asked = { ...facts, ...(stands ? { inForce } : {}) };
    expect(checkAct("reverse", asked)).toMatchObject({ problem: { code } });
    const asAdmin = { ...asked, asker: { personId, role: "admin" } } as const;
    expect(checkAct("reverse", asAdmin)).toMatchObject({ problem: { code: "role-forbidden" } });
  });

  test("permits no other act, even to a person who may reverse it", () => {
    const asker = { personId: "budi", role: "supervisor" } as const;
    const facts: ActFacts = { state: "approved", asker, reporters: ["siti"], parties, inForce };
    for (const act of caseAct.options.filter((name) => name !== "reverse"))
      expect(checkAct(act, facts), act).toMatchObject({ problem: { code: "case-closed" } });
  });

  test("excludes a proposed or disputed decision, which is still pending", () => {
    const waiting = decisionState.options.filter((state) => isWaiting({ state }));
    expect(waiting).toEqual(["proposed", "disputed"]);
  });

  test("can be objected to before a supervisor who took no part, in every state of the case", () => {
    const heard = (personId: string, role: "supervisor" | "admin" = "supervisor") =>
      checkHearing(
        { state: "proposed", asker: { personId, role }, reporters: ["siti"], inForce, parties },
        "approve",
      );
    expect(heard("budi").ok).toBe(true);
    for (const id of ["ani", "dewi", "siti"])
      expect(heard(id)).toMatchObject({ problem: { code: "took-part" } });
    expect(heard("budi", "admin")).toMatchObject({ problem: { code: "role-forbidden" } });
  });

  test("once reversed, can be objected to before those who reversed it, but not before who decided or reported", () => {
    const heard = (personId: string, disputed: "approve" | "reject", state: CaseState = "rejected") =>
      checkHearing(
        {
          ...{ state, inForce: { id: "b", act: "reject" }, asker: { personId, role: "supervisor" } },
          ...{ reporters: ["siti"], parties: ["ani", "dewi", "budi", "siti"] },
          sidedWithInForce: ["budi", "siti"],
        },
        disputed,
      ).ok;
    expect(["ani", "dewi", "budi", "siti"].map((id) => heard(id, "approve"))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    // They took part in the decision in force, or in the one that the waiting decision reverses.
    expect([heard("budi", "reject"), heard("budi", "approve", "proposed")]).toEqual([false, false]);
  });

  test("is reversed by its opposite, and by its id", () => {
    expect(checkReversal(inForce, { id: "a", act: "reject" }).ok).toBe(true);
    expect(checkReversal({ id: "a", act: "reject" }, { id: "a", act: "approve" }).ok).toBe(true);
    for (const act of ["approve", "escalate", "recategorise"] as const)
      expect(checkReversal(inForce, { id: "a", act })).toMatchObject({ problem: { code: "invalid-input" } });
    for (const other of [{ id: "b", act: "approve" } as const, undefined])
      expect(checkReversal(other, { id: "a", act: "reject" })).toMatchObject({
        problem: { code: "case-changed" },
      });
  });

  test("that watches a post may give way to another action, but to nothing else than that or a rejection", () => {
    const watch = { id: "a", act: "approve", action: "PANTAU" } as const;
    const removal = { id: "a", act: "approve", action: "HAPUS_KEBIJAKAN" } as const;
    expect(checkReversal(watch, removal).ok).toBe(true);
    expect(checkReversal(watch, { id: "a", act: "reject" }).ok).toBe(true);
    const refused = { problem: { code: "invalid-input" } };
    expect(checkReversal(watch, watch)).toMatchObject(refused);
    expect(checkReversal(watch, { id: "a", act: "escalate" })).toMatchObject(refused);
    expect(checkReversal(removal, { ...removal, action: "BATAS_WILAYAH" })).toMatchObject(refused);
    // Only an approval watches.
    expect(checkReversal({ ...watch, act: "reject" }, { id: "a", act: "reject" })).toMatchObject(refused);
  });
});
