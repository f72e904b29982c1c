/** Acts of an administrator that need a reason or a second administrator. */

import { describe, expect, test } from "vitest";
import { type AdminActKind, adminAct } from "../../../../utils/shared/contract/administration.ts";
import { role } from "../../../../utils/shared/contract/site.ts";
import {
  type ActFacts,
  isOverseeing,
  needsReason,
  needsSecond,
} from "../../../../utils/shared/policy/administration.ts";

const harmless: ActFacts = { roles: ["officer", "vlogger"], takesLastDevice: false, scope: "read" };
const overseers: ActFacts = { ...harmless, roles: ["officer", "supervisor"] };
const acts = adminAct.options.map(({ shape }) => shape.act.value);
const actsWhere = (holds: (act: AdminActKind) => boolean) => acts.filter(holds).sort();
const withSecond = (facts: ActFacts) => actsWhere((act) => needsSecond({ act }, facts));
const withReason = (facts: ActFacts) => actsWhere((act) => needsReason({ act }, facts));

const alwaysTwo = [
  ...["end-hook", "export-person", "lift-hold", "make-key", "new-code", "remove-channel", "revoke-key"],
  ...["roll-back-recipes", "save-channel", "switch-recipe"],
];

test("an invitation names an affiliation for a panelist and for nobody else", () => {
  const isInvitation = (more: object) =>
    adminAct.safeParse({ act: "invite", name: "Ani", role: "officer", hours: 24, ...more }).success;
  expect(isInvitation({})).toBe(true);
  expect(isInvitation({ role: "panelist", affiliation: "ministry" })).toBe(true);
  expect(isInvitation({ role: "panelist" })).toBe(false);
  expect(isInvitation({ affiliation: "ministry" })).toBe(false);
});

test("supervisors, panelists and administrators oversee", () => {
  expect(role.options.filter(isOverseeing).sort()).toEqual(["admin", "panelist", "supervisor"]);
});

describe("a second administrator is needed", () => {
  test("for acts that could silence oversight, open a way in, or gather evidence", () => {
    expect(withSecond(harmless)).toEqual(alwaysTwo);
  });

  test("for every change of a person or unit that oversees", () => {
    const more = ["assign-unit", "change-role", "invite", "resume", "save-unit", "suspend"];
    expect(withSecond(overseers)).toEqual([...alwaysTwo, ...more].sort());
  });

  test("for the last device of a person who oversees", () => {
    const act = { act: "revoke-device" } as const;
    expect(needsSecond(act, { ...overseers, takesLastDevice: true })).toBe(true);
    expect(needsSecond(act, overseers)).toBe(false);
    expect(needsSecond(act, { ...harmless, takesLastDevice: true })).toBe(false);
  });

  test("to make any key, and to revoke one that auditors read with", () => {
    const of = (scope: ActFacts["scope"]) =>
      (["make-key", "revoke-key"] as const).map((act) => needsSecond({ act }, { ...harmless, scope }));
    expect(of("read")).toEqual([true, true]);
    expect(of("platform")).toEqual([true, false]);
    expect(of("partner")).toEqual([true, false]);
  });

  test("to delete evidence earlier, not to keep it longer", () => {
    const act = { act: "save-retention" } as const;
    expect(needsSecond(act, { ...harmless, shortens: true })).toBe(true);
    expect(needsSecond(act, { ...harmless, shortens: false })).toBe(false);
    expect(needsSecond(act, harmless)).toBe(false);
  });

  test("not to keep evidence longer or to be told of acts", () => {
    for (const act of ["test-channel", "place-hold", "add-hook", "export-breach"] as const)
      expect(needsSecond({ act }, harmless), act).toBe(false);
  });
});

test("a reason is needed for what a second administrator confirms, and for what takes something away", () => {
  const own = [
    ...[
      "assign-unit",
      "change-role",
      "end-hook",
      "export-breach",
      "export-person",
      "lift-hold",
      "place-hold",
    ],
    ...["revoke-device", "revoke-key", "save-retention", "suspend"],
  ];
  expect(withReason(harmless)).toEqual([...new Set([...own, ...alwaysTwo])].sort());
  expect(withReason(overseers)).toEqual([...new Set([...own, ...withSecond(overseers)])].sort());
});
