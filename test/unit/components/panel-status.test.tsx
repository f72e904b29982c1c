/** @vitest-environment happy-dom */
/** The panel on the desk: why there is none, what it found wrong, and a drawn approval for a panelist. */

import { describe, expect, test } from "vitest";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { Intake, proposed, whole } from "../../support/case-kit.tsx";
import { click, find, press, seek, type } from "../../support/components-kit.tsx";
import { Desk, noTurns, rowOf } from "../../support/queue-kit.tsx";

const at = "2026-11-27T02:00:00.000Z";

describe("above the queue", () => {
  test("explains in a sentence why no panel can be formed, and how many decisions wait for it", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.panel = ok({ gap: { members: 3, missing: ["civil-society"] }, waiting: 2, overturned: [] });
    await desk.open();
    expect(find("panel-gap").textContent).toBe(
      "Panel belum dapat dibentuk: 3 dari 3 panelis yang diperlukan; belum ada wakil dari: masyarakat sipil. 2 keputusan menunggunya.",
    );
    expect(find("panel-gap").classList.contains("warning")).toBe(true);
  });

  test("is no warning while nothing waits for a panel", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.panel = ok({ gap: { members: 0, missing: [] }, waiting: 0, overturned: [] });
    await desk.open();
    expect(find("panel-gap").classList.contains("warning")).toBe(false);
  });

  test("is not told to those who decide while nothing waits: they read it before each refusal", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.turns = { ...noTurns, decide: 1 };
    desk.panel = ok({ gap: { members: 0, missing: [] }, waiting: 0, overturned: [] });
    await desk.open();
    expect(seek("panel-gap")).toBeNull();
  });

  test("is told to those who decide while a decision waits", async () => {
    const desk = new Desk([rowOf("a")]);
    desk.turns = { ...noTurns, decide: 1 };
    desk.panel = ok({ gap: { members: 0, missing: [] }, waiting: 1, overturned: [] });
    await desk.open();
    expect(find("panel-gap").textContent).toContain("1 keputusan menunggunya");
  });

  test("is absent if a panel can be formed, or if the intake is older", async () => {
    const desk = new Desk([rowOf("a")]);
    await desk.open();
    expect(seek("panel-gap")).toBeNull();
    desk.panel = fail("not-found");
    await desk.open();
    expect(seek("panel-gap")).toBeNull();
    expect(seek("problem")).toBeNull();
  });

  test("counts approvals that the panel found wrong, and opens the case of each", async () => {
    const desk = new Desk([rowOf("a")]);
    const row = {
      caseId: "c9",
      decisionId: "d9",
      site: "x",
      subject: "x:post:9",
      category: "JUDI",
      at,
    } as const;
    const named = { ...row, decisionId: "d8", author: "Akun Contoh", excerpt: "Bonus deposit" };
    desk.panel = ok({ waiting: 0, overturned: [row, named] });
    await desk.open();
    expect(find("panel-overturned").textContent).toBe("2 persetujuan dinilai keliru oleh panel");
    await click("panel-overturned");
    const [first, second] = document.querySelectorAll('[data-testid="overturned-row"]');
    expect(first?.textContent).toContain("X, kiriman 9");
    expect(second?.textContent).toContain("Akun Contoh: Bonus deposit");
    expect(second?.textContent).not.toContain("kiriman 9");
    await click("overturned-row");
    expect(desk.opened).toEqual(["c9"]);
  });
});

describe("a case", () => {
  const drawn = { ...proposed, state: "confirmed" as const, answeredBy: "Rudi", answeredAt: proposed.at };

  test("warns before a refusal that it would be final", async () => {
    const can = ["confirm" as const, "refuse" as const];
    const view = { ...whole, state: "proposed" as const, decisions: [proposed], can };
    await new Intake({ ...view, panelGap: { members: 1, missing: ["civil-society"] } }).open();
    await press("j");
    expect(find("refuse-final").textContent).toBe(
      "Penolakan ini langsung final, karena panel untuk kasus ini tidak dapat dibentuk: 1 dari 3 panelis yang diperlukan; belum ada wakil dari: masyarakat sipil.",
    );
    expect(document.body.textContent).not.toContain("dibawa ke panel");
  });

  test("does not warn before a refusal that goes to the panel", async () => {
    const can = ["confirm" as const, "refuse" as const];
    await new Intake({ ...whole, state: "proposed", decisions: [proposed], can }).open();
    await press("j");
    expect(seek("refuse-final")).toBeNull();
  });

  test("shows after a refusal that it was final without a panel", async () => {
    const refused = { ...drawn, state: "refused" as const, panelGap: { members: 2, missing: [] } };
    await new Intake({ ...whole, decisions: [refused] }).open();
    expect(find("decision-no-panel").textContent).toBe(
      "Penolakan ini final tanpa panel: baru 2 dari 3 panelis.",
    );
  });

  test("lets a panelist vote on a drawn approval, which stays in force", async () => {
    const review = { state: "waiting", draw: 3, share: 5 } as const;
    const decisions = [{ ...drawn, review }];
    const intake = new Intake({ ...whole, state: "approved", decisions, can: ["vote"] });
    await intake.open();
    expect(find("panel-review").textContent).toContain("Kena undi (angka 3, di bawah 5 %)");
    await press("k");
    await type("decide-reason", "Unsur terpenuhi");
    await press("Enter", { ctrlKey: true });
    expect(intake.voted).toEqual([
      [proposed.id, { id: expect.any(String), vote: "uphold", reason: "Unsur terpenuhi" }],
    ]);
  });

  test("shows the affiliation of each vote, and an approval that the panel found wrong", async () => {
    const vote = { id: "v", vote: "overturn", reason: "Ini satire", by: "Panelis Sipil", at } as const;
    const votes = [{ ...vote, affiliation: "civil-society" as const }];
    const review = { state: "overturned", draw: 3, share: 5, at } as const;
    await new Intake({ ...whole, state: "approved", decisions: [{ ...drawn, review, votes }] }).open();
    expect(find("vote").textContent).toContain("Panelis Sipil (masyarakat sipil)");
    expect(find("panel-review").dataset.state).toBe("overturned");
    expect(find("panel-review").textContent).toContain("Panel menilai persetujuan ini keliru");
  });
});
