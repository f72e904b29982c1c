/** @vitest-environment happy-dom */
/** Reversing a decision and deciding objections: no accidental acts, and only the person's choice is sent. */

import { describe, expect, test } from "vitest";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { groundsOf } from "../../../utils/shared/policy/decision-elements.ts";
import { Intake, objection, proposed, whole } from "../../support/case-kit.tsx";
import { click, find, press, seek, type } from "../../support/components-kit.tsx";
import { Desk, rowOf } from "../../support/queue-kit.tsx";

const approved = { ...proposed, state: "confirmed" as const, answeredBy: "Ani", answeredAt: proposed.at };
const decided: CaseView = { ...whole, state: "approved", decisions: [approved], can: ["reverse"] };
const send = () => press("Enter", { ctrlKey: true });
const pick = (testId: string) => click(testId);

describe("reversing", () => {
  test("an approval takes v, the cause and a reason, and names the reversed decision", async () => {
    const intake = new Intake(decided);
    await intake.open();
    await press("t");
    expect(seek("decide-reason")).toBeNull();
    await press("v");
    expect(find("decide").textContent).toContain("Tinjau ulang: Tolak");
    await press("2");
    await type("decide-reason", "Ini satire.");
    await send();
    expect(intake.decided).toEqual([
      expect.objectContaining({
        act: "reject",
        reverses: approved.id,
        reason: "Ini satire.",
        caseVersion: 4,
      }),
    ]);
    // A decided case is only read, so it is not claimed.
    expect(intake.claims).toEqual([]);
  });

  test("a rejection requires an approval with all its grounds", async () => {
    const rejected = { ...approved, act: "reject" as const, why: "criticism" as const };
    const intake = new Intake({ ...decided, state: "rejected", decisions: [rejected] });
    await intake.open();
    await click("decide-reverse");
    await press("u");
    await send();
    expect(intake.decided[0]).toMatchObject({ act: "approve", reverses: rejected.id, ...groundsOf("JUDI") });
  });

  test("an ordinary decision names no reversed one", async () => {
    const intake = new Intake();
    await intake.open();
    await press("t");
    await press("2");
    await type("decide-reason", "Kritik.");
    await send();
    expect(intake.decided[0]).not.toHaveProperty("reverses");
  });

  test("is shown as unavailable to people who took part; a reversed decision is marked", async () => {
    const reversed = { ...approved, reversedAt: "2026-11-25T05:00:00.000Z" };
    const intake = new Intake({
      ...decided,
      state: "proposed",
      decisions: [reversed],
      can: [],
      cannot: "took-part",
    });
    await intake.open();
    expect(find("cannot").textContent).toContain("orang lain");
    expect(find("decision-reversed").textContent).toMatch(/Dibalik 25 Nov 2026/);
  });
});

describe("an objection", () => {
  const open = async (view: Partial<CaseView> = {}) => {
    const intake = new Intake({ ...decided, objections: [objection], ...view });
    await intake.open();
    if (seek("hearing-open")) await click("hearing-open");
    return intake;
  };

  test("is shown as text, with the objector's name for the supervisor who decides it", async () => {
    await open();
    const card = find("objection");
    expect(card.querySelector("b")).toBeNull();
    for (const part of ["<b>Bukan</b>", "Pemilik Kanal", "0812", "Menunggu"])
      expect(card.textContent).toContain(part);
  });

  test("is dismissed only with a reason", async () => {
    const intake = await open();
    await click("hearing-send");
    expect(find("hearing").textContent).toContain("Pilih hasilnya.");
    await pick("hearing-dismissed");
    await click("hearing-send");
    expect(find("hearing").textContent).toContain("Alasan belum diisi");
    await type("hearing-reason", " Ada tautan judi. ");
    await click("hearing-send");
    expect(intake.heard).toEqual([
      [objection.id, { id: expect.any(String), outcome: "dismissed", reason: "Ada tautan judi." }],
    ]);
    expect(intake.decided).toEqual([]);
  });

  test("shows a dismissal that waits, and the second person confirms its reason", async () => {
    const dismissal = { own: false, by: "Citra", reason: "Ada tautan judi." };
    const intake = await open({ objections: [{ ...objection, dismissal }] });
    expect(find("dismissal").textContent).toContain("Citra mengusulkan: tidak dikabulkan.");
    expect(find("dismissal").textContent).toContain("Ada tautan judi.");
    expect(find("hearing-dismissed").textContent).toContain("Sahkan");
    await pick("hearing-dismissed");
    expect(seek("hearing-reason")).toBeNull();
    await click("hearing-send");
    expect(intake.heard).toEqual([
      [objection.id, { id: expect.any(String), outcome: "dismissed", reason: dismissal.reason }],
    ]);
  });

  test("closes its form once the dismissal is proposed", async () => {
    const intake = await open();
    const isOpen = () => find("hearing-open").closest("details")?.open;
    expect(isOpen()).toBe(true);
    await pick("hearing-dismissed");
    await type("hearing-reason", "Ada tautan judi.");
    const dismissal = { own: true, by: "Saya", reason: "Ada tautan judi." };
    intake.view = { ...intake.view, objections: [{ ...objection, dismissal }] };
    await click("hearing-send");
    expect(find("dismissal").textContent).toContain("Anda mengusulkan");
    expect(isOpen()).toBe(false);
  });

  test("tells who proposed its dismissal that a second person is needed, and lets them change it", async () => {
    const dismissal = { own: true, by: "Saya", reason: "Ada tautan judi." };
    const intake = await open({ objections: [{ ...objection, dismissal }] });
    expect(find("dismissal").textContent).toContain("Anda mengusulkan");
    await pick("hearing-dismissed");
    await type("hearing-reason", "Alasan lain.");
    await click("hearing-send");
    expect(intake.heard[0]?.[1]).toMatchObject({ outcome: "dismissed", reason: "Alasan lain." });
  });

  test("sends the reversal with the same reason when upheld; a retry uses the same ids", async () => {
    const intake = await open();
    intake.answer = fail("intake-unreachable");
    await pick("hearing-upheld");
    await type("hearing-reason", "Ini satire.");
    await click("hearing-send");
    expect(find("hearing").textContent).toContain("Pilih");
    await pick("decide-why-criticism");
    const reason = (find("hearing-reason") as HTMLTextAreaElement).value;
    expect(reason).toContain("Ini satire.");
    await click("hearing-send");
    intake.answer = ok({});
    await click("hearing-send");
    expect(intake.heard[1]).toEqual(intake.heard[0]);
    expect(intake.heard[0]?.[1]).toMatchObject({
      ...{ outcome: "upheld", reason },
      reversal: { act: "reject", why: "criticism", reason, caseVersion: 4 },
    });
    expect(intake.decided).toEqual([]);
  });

  test("sends no reversal when upheld if one is already pending", async () => {
    const waiting = { ...proposed, id: "44444444-1111-4111-8111-111111111111", reverses: approved.id };
    const intake = await open({
      state: "proposed",
      decisions: [waiting, approved],
      can: ["confirm", "refuse"],
    });
    await pick("hearing-upheld");
    await type("hearing-reason", "Ini satire.");
    await click("hearing-send");
    expect(intake.heard[0]?.[1]).not.toHaveProperty("reversal");
  });

  test("reverses the approval in force when upheld after a second approval", async () => {
    const again = { ...approved, id: "44444444-1111-4111-8111-111111111111" };
    const reversal = { ...approved, id: "44444444-2222-4111-8111-111111111111", act: "reject" as const };
    const over = { reversedAt: "2026-11-25T05:00:00.000Z" };
    const decisions = [again, { ...reversal, ...over, reverses: approved.id }, { ...approved, ...over }];
    const intake = await open({ decisions });
    await pick("hearing-upheld");
    await type("hearing-reason", "Ini satire.");
    await pick("decide-why-criticism");
    await click("hearing-send");
    expect(intake.heard[0]?.[1]).toMatchObject({ outcome: "upheld", reversal: { act: "reject" } });
  });

  test("shows that nobody has proven who sent it", async () => {
    await open({ objections: [{ ...objection, objector: "platform" }] });
    expect(find("objection").textContent).toContain("Platform, menurut pengirimnya");
  });

  test("is decided by others if the person took part", async () => {
    const { name: _name, contact: _contact, ...rest } = objection;
    await open({ objections: [{ ...rest, canHear: false }], can: [], cannot: "case-closed" });
    expect(seek("hearing")).toBeNull();
    expect(find("objection").textContent).toContain("orang lain yang menanganinya");
  });
});

test("the queue shows the number of open objections and opens the case of each", async () => {
  const desk = new Desk([rowOf("a")]);
  const { decisionId, objector, at, dueAt, id } = objection;
  const row = { site: "x", subject: "x:post:9", category: "JUDI", caseId: "c9" } as const;
  desk.objections = [
    { ...row, id, decisionId, objector, at, dueAt, state: "open" },
    { ...row, id: "heard", decisionId, objector, at, dueAt, state: "dismissed" },
  ];
  await desk.open();
  expect(find("objections-waiting").textContent).toBe("1 sanggahan menunggu");
  await click("objections-waiting");
  await click("objection-row");
  expect(desk.opened).toEqual(["c9"]);
});

test("the queue says that there are more open objections than it lists, and lists the next ones", async () => {
  const desk = new Desk([rowOf("a")]);
  const { decisionId, objector, at, dueAt } = objection;
  const row = { site: "x", subject: "x:post:9", category: "JUDI", caseId: "c9" } as const;
  const rows = ["1", "2", "3"].map((id) => ({
    ...{ ...row, id, decisionId, objector, at, dueAt },
    ...(id === "1" ? { dismissal: { own: true } } : {}),
    state: "open" as const,
  }));
  desk.objections = rows.slice(0, 2);
  desk.moreObjections = rows.slice(2);
  await desk.open();
  expect(find("objections-waiting").textContent).toBe("Lebih dari 2 sanggahan menunggu");
  await click("objections-waiting");
  expect(document.querySelectorAll('[data-testid="objection-row"]')).toHaveLength(2);
  expect(find("objection-row").textContent).toContain("menunggu orang kedua");
  await click("objections-more");
  expect(document.querySelectorAll('[data-testid="objection-row"]')).toHaveLength(3);
  expect(seek("objections-more")).toBeNull();
  await click("objections-waiting");
  expect(find("objections-waiting").textContent).toBe("3 sanggahan menunggu");
});
