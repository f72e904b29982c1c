/** Exports from before there was a desk still hold: what they do not say is not held against them. */

import { expect, test } from "vitest";
import type { LogEntry } from "../../../../utils/shared/contract/case.ts";
import type { DecisionView } from "../../../../utils/shared/contract/decision.ts";
import { caseExport } from "../../../../utils/shared/contract/export.ts";
import { digestJson } from "../../../../utils/shared/seal/digest.ts";
import { checkDecision } from "../../../../utils/shared/verify/check-acts.ts";
import { sampleCase } from "../../../support/case-contents.ts";

const caseId = "2b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e22";

/** Gives the check's notes on a decision whose proposal and confirmation are in the log with these details. */
async function notesOf(view: DecisionView, input: object, detail: object): Promise<unknown[]> {
  const digest = await digestJson({ caseId, ...input });
  const entry = (seq: number, act: string, by: string, at: string, more: object): LogEntry => ({
    ...{ seq, at, by, act, previous: "", hash: "0".repeat(64) },
    detail: { decision: view.id, ...more },
  });
  const entries = [
    entry(2, "decision-proposed", "Budi", "2026-11-25T02:00:00.000Z", { digest, ...detail }),
    entry(3, "decision-confirmed", "Ani", "2026-11-25T02:10:00.000Z", {}),
  ];
  const notes: unknown[] = [];
  await checkDecision(view, new Map([[caseId, entries]]), (_, holds) => notes.push(holds));
  return notes;
}

const answered = {
  ...{ id: "6d8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e66", reason: "Tautan judi.", own: false, votes: [] },
  ...({ state: "confirmed", by: "Budi" } as const),
  at: "2026-11-25T02:00:00.000Z",
  ...{ answeredBy: "Ani", answeredAt: "2026-11-25T02:10:00.000Z" },
} as const;
const { id, reason } = answered;
const asked = { category: "JUDI", action: "BATAS_WILAYAH", basis: ["uu-ite-27-2"] } as const;
const approval: DecisionView = {
  ...answered,
  ...asked,
  ...{ act: "approve", basis: [...asked.basis], elements: [], exceptions: [] },
};
const rejection: DecisionView = { ...answered, act: "reject", basis: [], elements: [], exceptions: [] };

test("an approval without elements, and a rejection without a code", async () => {
  const input = { id, reason, caseVersion: 1 };
  const approved = { ...input, act: "approve", ...asked };
  expect(await notesOf(approval, approved, { act: "approve", ...asked })).toEqual([true]);
  expect(await notesOf(rejection, { ...input, act: "reject" }, { act: "reject" })).toEqual([true]);
  // A field that is absent from the log cannot be added later.
  const added = { ...approval, elements: ["judi.akses"] };
  expect(await notesOf(added, approved, { act: "approve", ...asked })).toEqual([false]);
  const coded = { ...rejection, why: "press" } as const;
  expect(await notesOf(coded, { ...input, act: "reject" }, { act: "reject" })).toEqual([false]);
});

test("another reason fails if the log has the case's version, and is undecidable otherwise", async () => {
  const input = { id, reason, caseVersion: 1 };
  const approved = { ...input, act: "approve", ...asked };
  const changed = { ...approval, reason: "Pesanan." };
  const logged = { act: "approve", ...asked };
  expect(await notesOf(changed, approved, { ...logged, caseVersion: 1 })).toEqual([false]);
  expect(await notesOf(changed, approved, logged)).toEqual(["unknown"]);
});

test("the form that they were written in is read", async () => {
  const { contents } = await sampleCase();
  const said = structuredClone(contents.content) as unknown as {
    case: Record<string, unknown>;
    decisions: Record<string, unknown>[];
  };
  for (const name of ["standing", "asked", "reviewAsked"]) delete said.case[name];
  for (const decision of said.decisions)
    for (const name of ["elements", "exceptions", "votes"]) delete decision[name];
  const read = caseExport.safeParse(said);
  expect(read.error?.issues).toBeUndefined();
  expect(read.data?.decisions[0]).toMatchObject({ elements: [], exceptions: [], votes: [] });
});
