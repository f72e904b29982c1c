/** @vitest-environment happy-dom */
/** A case by keyboard: at most three presses from an open case to a decision, and no accidental ones. */

import { render } from "preact";
import { describe, expect, test, vi } from "vitest";
import { shortQuote } from "../../../components/desk/decision/cited-places.ts";
import { DecidePanel } from "../../../components/desk/decision/DecidePanel.tsx";
import { useDraft } from "../../../components/ui/use-draft.ts";
import { noStore, StateStoreContext } from "../../../components/ui/use-persisted-state.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import { exceptions, groundsOf } from "../../../utils/shared/policy/decision-elements.ts";
import { Intake, proposed, report, whole } from "../../support/case-kit.tsx";
import { click, find, memoryStore, press, seek, settle, show, type } from "../../support/components-kit.tsx";
import { Desk, rowOf } from "../../support/queue-kit.tsx";

const host = {
  ...{ host: "slot.example", addresses: ["https://slot.example/daftar"], looks: [] },
  elsewhere: { cases: 0, authors: 0, more: false, newest: [] },
};
const send = () => press("Enter", { ctrlKey: true });
const reason = () => find("decide-reason") as HTMLTextAreaElement;
const nextFrame = async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await settle();
};
const ticks = () =>
  [...document.querySelectorAll<HTMLInputElement>('[data-testid^="ground-"] input')].filter(
    ({ checked }) => checked,
  ).length;

/** Without `act`, which would run the effects that a browser runs only after it has painted. */
test("watches other windows before a first key can change the draft", () => {
  const watched: string[] = [];
  const watchOthers = (key: string) => {
    watched.push(key);
    return () => undefined;
  };
  const Draft = () => <p>{useDraft("decide:1", () => "empty").value}</p>;
  render(
    <StateStoreContext value={{ ...noStore, watchOthers }}>
      <Draft />
    </StateStoreContext>,
    document.body,
  );
  expect(watched).toEqual(["decide:1"]);
});

describe("approving", () => {
  test("takes three presses: s, u, Ctrl+Enter", async () => {
    const intake = new Intake();
    await intake.open();
    await press("s");
    expect(ticks()).toBe(0);
    await press("u");
    await send();
    expect(intake.decided).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        act: "approve",
        category: "JUDI",
        action: "HAPUS_KEBIJAKAN",
        basis: ["uu-ite-27-2", "kuhp-426-427"],
        ...groundsOf("JUDI"),
        reason:
          "Unsur terpenuhi: menyangkut permainan untung-untungan dengan taruhan; menawarkan, mengiklankan, atau memberi akses. Pengecualian diperiksa, tidak ada yang berlaku.",
        caseVersion: 4,
      },
    ]);
    expect(find("decide-saved").textContent).toContain("Tersimpan");
    expect(seek("decide-reason")).toBeNull();
    expect(intake.reads).toBe(2);
  });

  test("needs a person's ticks: without them no decision is sent, whatever text is filled in", async () => {
    const intake = new Intake();
    await intake.open();
    await press("s");
    await type("decide-reason", "Jelas judi");
    await send();
    expect(find("problem").dataset.code).toBe("elements-missing");
    for (const id of groundsOf("JUDI").elements) await click(`ground-${id}`);
    await send();
    expect(find("problem").dataset.code).toBe("exceptions-unchecked");
    for (const { id } of exceptions) await click(`ground-${id}`);
    expect(intake.decided).toEqual([]);
    await send();
    expect(intake.decided[0]).toMatchObject({ reason: "Jelas judi", ...groundsOf("JUDI") });
  });

  test("marks missing parts, focuses the first, and removes the mark once it is ticked", async () => {
    await new Intake().open();
    await press("s");
    await type("decide-reason", "Jelas judi");
    await send();
    const [first, ...others] = groundsOf("JUDI").elements;
    const box = (id: string | undefined) => find(`ground-${id}`).querySelector("input");
    expect(document.activeElement).toBe(box(first));
    expect(box(first)?.getAttribute("aria-invalid")).toBe("true");
    await click(`ground-${first}`);
    expect(find("problem").dataset.code).toBe("elements-missing");
    for (const id of others) await click(`ground-${id}`);
    expect(seek("problem")).toBeNull();
    expect(document.querySelector("[aria-invalid]")).toBeNull();
  });

  test("sends an act with a new id after an earlier act took its id", async () => {
    const intake = new Intake();
    await intake.open();
    await press("t");
    await press("1");
    intake.answer = fail("conflict");
    await send();
    expect(find("problem").dataset.code).toBe("conflict");
    intake.answer = ok({});
    await send();
    const [first, second] = intake.decided;
    expect(second?.reason).toBe(first?.reason);
    expect(second?.id).not.toBe(first?.id);
  });

  test("no longer requires a reason once one is written", async () => {
    await new Intake().open();
    await press("t");
    await press("2");
    await type("decide-reason", "");
    await send();
    expect(find("case-view").textContent).toContain("Alasan belum diisi");
    await type("decide-reason", "Sudah ditulis");
    expect(find("case-view").textContent).not.toContain("Alasan belum diisi");
  });

  test("needs a reason even if all boxes are ticked by hand", async () => {
    const intake = new Intake();
    await intake.open();
    await press("s");
    for (const id of Object.values(groundsOf("JUDI")).flat()) await click(`ground-${id}`);
    await click("decide-approve");
    expect(intake.decided).toEqual([]);
    expect(document.activeElement).toBe(reason());
    expect(find("case-view").textContent).toContain("Alasan belum diisi");
  });

  test("works the same by mouse: the act, all, and the act again", async () => {
    const intake = new Intake();
    await intake.open();
    await click("decide-approve");
    await click("decide-action-TUTUP_KANAL");
    await click("decide-all");
    await nextFrame();
    expect(document.activeElement).toBe(reason());
    expect(reason().selectionStart).toBe(reason().value.length);
    await click("decide-approve");
    expect(intake.decided[0]).toMatchObject({ action: "TUTUP_KANAL" });
  });

  test("resets action, bases and elements for another category; the person's text stays", async () => {
    const intake = new Intake();
    await intake.open();
    await press("s");
    await press("u");
    await type("decide-reason", `${reason().value} Berulang kali.`);
    await type("decide-category", "SPAM");
    expect(reason().value).toBe("Berulang kali.");
    expect(ticks()).toBe(exceptions.length);
    await click("decide-all");
    await send();
    expect(intake.decided[0]).toMatchObject({
      ...{ category: "SPAM", action: "LAPOR_PLATFORM", basis: [] },
      reason: expect.stringMatching(/^Unsur terpenuhi: disebar .* Berulang kali\.$/),
    });
  });

  test("unseen, s u Ctrl+Enter asks why, and sends the answer with the next Ctrl+Enter", async () => {
    const intake = new Intake({ ...whole, look: "unopened", openings: [] });
    await intake.open();
    expect(find("openings").textContent).toBe("Belum ada yang membuka bukti.");
    await press("s");
    await press("u");
    await send();
    await nextFrame();
    expect(intake.decided).toEqual([]);
    expect(document.activeElement).toBe(find("decide-unseen"));
    await type("decide-unseen", "   ");
    await send();
    expect(intake.decided).toEqual([]);
    await type("decide-unseen", "Gambarnya sama dengan kasus lain.");
    await send();
    expect(intake.decided[0]).toMatchObject({ unseenReason: "Gambarnya sama dengan kasus lain." });
  });

  test("asks for the reason if the intake has newer facts than the page", async () => {
    const intake = new Intake({ ...whole, look: "opened" });
    await intake.open();
    intake.answer = fail("unseen-reason-needed");
    await press("s");
    await press("u");
    expect(seek("decide-unseen")).toBeNull();
    await send();
    await nextFrame();
    expect(document.activeElement).toBe(find("decide-unseen"));
  });

  test("asks for no reason if the evidence was opened, and shows openings by role", async () => {
    const opening = { role: "supervisor", at: "2026-11-25T02:00:00.000Z" } as const;
    const openings = [
      { ...opening, own: false },
      { ...opening, own: true },
    ];
    await new Intake({ ...whole, look: "opened", openings }).open();
    expect(find("openings").textContent).toMatch(/^Bukti dibuka oleh: Penyelia, .*; Anda, /);
    await press("s");
    expect(seek("decide-unseen")).toBeNull();
  });

  test("preselects the sub-reason that most reports name; a supervisor may drop it", async () => {
    const reportList = ["baru", "togel", "togel"].map((subReason, at) => ({
      ...report,
      id: `${at}1111111-1111-4111-8111-111111111111`,
      subReason,
    }));
    const intake = new Intake({ ...whole, reportList });
    await intake.open();
    expect(document.body.textContent).toContain("Judi online: Togel");
    expect(document.body.textContent).toContain("baru (tidak dikenal versi ini)");
    await press("s");
    await press("u");
    await send();
    expect(intake.decided[0]).toMatchObject({ category: "JUDI", subReason: "togel" });
    const other = new Intake({ ...whole, id: "7a1f2d80-2222-4111-8111-111111111111", reportList });
    await other.open();
    await press("s");
    await press("u");
    await click("decide-sub-reason-none");
    await send();
    expect(other.decided[0]).not.toHaveProperty("subReason");
  });

  test("drops the sub-reason for another category", async () => {
    const intake = new Intake({ ...whole, reportList: [{ ...report, subReason: "togel" }] });
    await intake.open();
    await press("s");
    await type("decide-category", "SPAM");
    await click("decide-all");
    await send();
    expect(intake.decided[0]).toMatchObject({ category: "SPAM" });
    expect(intake.decided[0]).not.toHaveProperty("subReason");
  });

  test("shows the platform's own rule, and marks an unconfirmed name", async () => {
    await new Intake().open();
    await press("s");
    expect(find("platform-rule").textContent).toContain("Illegal or certain regulated goods");
    expect(find("platform-rule").querySelector(".tag")).toBeNull();
  });
});

describe("the order of an approval", () => {
  const steps = () =>
    [...document.querySelectorAll(".step-title > span:first-child")].map((element) => element.textContent);

  test("is what it is, whether it is met, whether it is protected, the narrowest action, and why", async () => {
    await new Intake().open();
    await press("s");
    expect(steps()).toEqual([
      "Apa ini?",
      "Apakah unsurnya terpenuhi?",
      "Apakah dilindungi?",
      "Apa tindakan tersempit?",
      "Mengapa?",
    ]);
  });

  test("shows the missing parts while the decision is filled in", async () => {
    await new Intake().open();
    await press("s");
    expect(find("decide-lacking").textContent).toBe("Belum: 2 unsur, 5 pengecualian, alasan");
    await click("ground-judi.akses");
    expect(find("decide-lacking").textContent).toContain("1 unsur");
    await press("u");
    expect(seek("decide-lacking")).toBeNull();
    expect(find("decide").textContent).toContain("Berlaku setelah disahkan");
  });

  test("builds a sentence with the place of each element, which follows later answers until it is edited", async () => {
    await new Intake().open();
    await press("s");
    expect((find("decide-build") as HTMLButtonElement).disabled).toBe(true);
    await click("ground-judi.permainan");
    await click("place-text");
    await click("decide-build");
    const first = "Unsur terpenuhi: menyangkut permainan untung-untungan dengan taruhan (teks).";
    expect(reason().value).toBe(first);
    await click("ground-judi.akses");
    expect(reason().value).toContain("(teks); menawarkan");
    await type("decide-reason", `Menurut saya, ${reason().value}`);
    const edited = reason().value;
    await click("place-text");
    expect(reason().value).toBe(edited);
  });

  test("quotes the words that the person selected in the post", async () => {
    await new Intake().open();
    await press("s");
    await click("ground-judi.permainan");
    const words = document.querySelector('[data-place="text"] bdi')?.firstChild;
    if (!words?.textContent) throw new Error("the post has no words");
    document.getSelection()?.setBaseAndExtent(words, 0, words, words.textContent.length);
    document.dispatchEvent(new Event("selectionchange"));
    await settle();
    await click("place-text");
    await click("decide-build");
    expect(reason().value).toContain(`(teks: “${words.textContent}”)`);
  });

  test("offers no places for a decision on several cases, whose evidence differs", async () => {
    await show(
      <DecidePanel
        view={whole}
        heldId="group"
        calls={{} as never}
        claim={{ claim: undefined, lapsed: false, asking: false }}
        onRegroup={() => undefined}
        onChanged={async () => undefined}
      />,
    );
    await press("s");
    await press("u");
    expect(ticks()).toBe(7);
    expect(document.querySelector(".place")).toBeNull();
  });

  test("marks a prepared text until the person adds words", async () => {
    await new Intake().open();
    await press("s");
    await press("u");
    expect(find("reason-canned").textContent).toContain("siap pakai");
    await type("decide-reason", `${reason().value} Akun ini memasang tautan pendaftaran situs taruhan bola.`);
    expect(seek("reason-canned")).toBeNull();
    await press("Escape");
    await press("t");
    await press("1");
    expect(find("reason-canned").textContent).toContain("siap pakai");
  });
});

describe("rejecting", () => {
  test("criticism takes one digit, with a text that can be edited", async () => {
    const intake = new Intake();
    await intake.open();
    await press("t");
    await press("1");
    await send();
    expect(intake.decided[0]).toMatchObject({
      act: "reject",
      why: "criticism",
      reason: "Ini kritik kepada pemerintah, pejabat, atau kebijakan. Itu hak warga, juga bila keras.",
    });
  });

  test("another digit replaces the prepared text and keeps the person's own", async () => {
    const intake = new Intake();
    await intake.open();
    await press("t");
    await press("1");
    await type("decide-reason", `${reason().value} Lihat laporan.`);
    find("decide-why-press").querySelector("input")?.focus();
    await press("2");
    expect(reason().value).toMatch(/^Ini karya pers\..* Lihat laporan\.$/);
  });

  test("has no prepared text for another reason, so the person writes it", async () => {
    const intake = new Intake();
    await intake.open();
    await press("t");
    await press("9");
    await nextFrame();
    expect(document.activeElement).toBe(reason());
    await send();
    expect(find("case-view").textContent).toContain("Alasan belum diisi");
    expect(intake.decided).toEqual([]);
  });

  test("shows the missing parts before a choice is made", async () => {
    const intake = new Intake();
    await intake.open();
    await press("t");
    await type("decide-reason", "Tidak apa-apa");
    await send();
    expect(find("decide").textContent).toContain("Pilih dulu mengapa");
    expect(intake.decided).toEqual([]);
  });
});

describe("other acts", () => {
  test("g changes the category by its own key, and warns which change deletes evidence", async () => {
    const intake = new Intake();
    await intake.open();
    await press("g");
    await press("3");
    expect(seek("decide-new-JUDI")).toBeNull();
    await press("1");
    expect(find("decide").textContent).toContain("menghapus gambar dan teks");
    await press("s");
    await type("decide-reason", "Hanya spam");
    await send();
    expect(intake.decided[0]).toMatchObject({ act: "recategorise", category: "SPAM", reason: "Hanya spam" });
  });

  test("e refers the case, with the fitting agency first", async () => {
    const intake = new Intake();
    await intake.open();
    await press("e");
    await press("1");
    await type("decide-reason", "Ada rekening");
    await send();
    expect(intake.decided[0]).toMatchObject({ act: "escalate", agency: "POLRI", reason: "Ada rekening" });
  });

  test("p asks one of the reporters, and keeps the started decision", async () => {
    const intake = new Intake();
    await intake.open();
    await press("s");
    await press("u");
    await press("Escape");
    await press("p");
    await press("2");
    await type("decide-reason", "Dari mana alamatnya?");
    await send();
    expect(intake.questions).toEqual([
      { id: expect.any(String), reportId: whole.reportList[1]?.id, text: "Dari mana alamatnya?" },
    ]);
    await press("s");
    expect(reason().value).toContain("Unsur terpenuhi");
    expect(ticks()).toBe(7);
  });

  test("r asks reviewers, m goes to similar cases", async () => {
    const intake = new Intake();
    await intake.open();
    await press("r");
    await type("decide-reason", "Perlu konteks");
    await send();
    expect(intake.reviewRequests).toEqual(["Perlu konteks"]);
    await press("m");
    expect(document.activeElement).toBe(find("similar"));
  });
});

describe("keys", () => {
  test("type letters in a field, and do nothing together with Ctrl or Alt", async () => {
    await new Intake().open();
    await press("t");
    reason().focus();
    await press("1");
    await press("s");
    expect(find("decide").dataset.open).toBe("reject");
    await press("Escape");
    await press("s", { ctrlKey: true });
    await press("t", { altKey: true });
    expect(find("decide").dataset.open).toBeUndefined();
  });

  test.each(["link-words", "link-count", "link-covering"])(
    "Ctrl+Enter in another field (%s) sends no decision, and in the decision's own does",
    async (field) => {
      const intake = new Intake();
      intake.links = ok({ hosts: [host], mayLook: true });
      await intake.open();
      await press("t");
      await press("1");
      find(field).focus();
      await send();
      expect(intake.decided).toEqual([]);
      reason().focus();
      await send();
      expect(intake.decided).toHaveLength(1);
    },
  );

  test.each(["queue-search", "view-name"])("Ctrl+Enter in %s sends no decision", async (field) => {
    const desk = new Desk([rowOf("a")]);
    await desk.open();
    await click("queue-filters");
    await click("case-row");
    await press("t");
    await press("1");
    find(field).focus();
    await send();
    expect(desk.decided).toEqual([]);
  });

  describe("of an open dialog are its own", () => {
    /** Returns true if the dialog's own handling of the key was prevented. */
    const isTaken = async (key: string, more: KeyboardEventInit = {}) => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
      (document.activeElement ?? document.body).dispatchEvent(event);
      await settle();
      return event.defaultPrevented;
    };
    const expectUntouched = async () => {
      expect(await isTaken("Escape")).toBe(false);
      expect(await isTaken("Enter", { ctrlKey: true })).toBe(false);
      // A press beside its buttons leaves the focus on nothing.
      (document.activeElement as HTMLElement | null)?.blur();
      expect(await isTaken("Escape")).toBe(false);
      expect(await isTaken("Enter", { ctrlKey: true })).toBe(false);
      expect(await isTaken("2")).toBe(false);
      expect(find("decide").dataset.open).toBe("reject");
      expect(reason().value).toContain("Ini kritik");
    };

    test("in the enlarged picture", async () => {
      const intake = new Intake();
      await intake.open();
      await press("t");
      await press("1");
      (document.activeElement as HTMLElement).blur();
      await press("d");
      await click("file-zoom");
      find("zoom-in").focus();
      await expectUntouched();
      expect(intake.decided).toEqual([]);
    });

    test("in the sheet of keys", async () => {
      const desk = new Desk([rowOf("a")]);
      await desk.open();
      await click("case-row");
      await press("t");
      await press("1");
      (document.activeElement as HTMLElement).blur();
      await press("?");
      find("keys-close").focus();
      await expectUntouched();
      expect(desk.decided).toEqual([]);
    });

    test("in the hand-over, also in its note", async () => {
      const assigned = { to: "Budi", own: true, by: "Ratna", at: "2026-11-25T03:00:00.000Z" };
      const desk = new Desk([rowOf("a", { assigned })]);
      await desk.open();
      await click("queue-mine");
      await click("case-row");
      await press("t");
      await press("1");
      await click("hand-over-open");
      await vi.waitFor(() => find("hand-over-note"));
      await settle();
      find("hand-over-note").focus();
      await expectUntouched();
      expect(desk.decided).toEqual([]);
    });
  });

  test("Esc leaves a panel and keeps the input", async () => {
    await new Intake().open();
    await press("t");
    await type("decide-reason", "Belum selesai");
    await press("Escape");
    expect(seek("decide-reason")).toBeNull();
    await press("t");
    expect(reason().value).toBe("Belum selesai");
  });

  test("do nothing for an act that is not allowed", async () => {
    await new Intake({ ...whole, can: ["ask"] }).open();
    await press("s");
    expect(find("decide").dataset.open).toBeUndefined();
    expect(seek("decide-approve")).toBeNull();
  });

  test("Ctrl+Enter without a panel sends nothing", async () => {
    const intake = new Intake();
    await intake.open();
    await send();
    expect(intake.decided).toEqual([]);
  });
});

test("the acts beside the two verdicts are in a menu with their keys", async () => {
  await new Intake().open();
  expect(find("decide-approve").className).toBe(find("decide-reject").className);
  expect(seek("decide-recategorise")).toBeNull();
  await click("decide-more");
  const items = [...document.querySelectorAll("[role=menuitem]")].map((element) => element.textContent);
  expect(items).toEqual([
    "Ganti kategorig",
    "Teruskane",
    "Tanya pelaporp",
    "Minta tinjauanr",
    "Kelompokkanm",
  ]);
  await click("decide-recategorise");
  expect(find("decide").dataset.open).toBe("recategorise");
});

describe("the second person", () => {
  const waiting = {
    ...whole,
    state: "proposed" as const,
    decisions: [proposed],
    can: ["confirm" as const, "refuse" as const],
  };

  const unseen = (decision: CaseView["decisions"][number]): CaseView => ({
    ...{ ...whole, look: "unopened", state: "proposed" },
    can: ["confirm", "refuse"],
    decisions: [decision],
  });

  test("confirms an approval unseen with a reason only", async () => {
    const intake = new Intake(unseen(proposed));
    await intake.open();
    await press("k");
    await send();
    expect(intake.answered).toEqual([]);
    await type("decide-unseen", "Saya kenal akun ini.");
    await send();
    expect(intake.answered[0]?.[1]).toMatchObject({
      answer: "confirm",
      unseenReason: "Saya kenal akun ini.",
    });
  });

  test("confirms a rejection unseen without a reason", async () => {
    const intake = new Intake(unseen({ ...proposed, act: "reject", why: "criticism" }));
    await intake.open();
    await press("k");
    await send();
    expect(intake.answered[0]?.[1]).toEqual({ answer: "confirm" });
  });

  test("confirms with k and Ctrl+Enter, and k alone confirms nothing", async () => {
    const intake = new Intake(waiting);
    await intake.open();
    await press("k");
    expect(intake.answered).toEqual([]);
    expect(find("decide").textContent).toContain("Agus mengusulkan: Setujui");
    await send();
    expect(intake.answered).toEqual([[proposed.id, { answer: "confirm" }]]);
  });

  test("confirms by mouse with the same second step, refuses only with a reason", async () => {
    const intake = new Intake(waiting);
    await intake.open();
    expect(find("decision").textContent).toContain("UU ITE Ps 27(2)");
    expect(find("decision").textContent).toContain("Menyangkut permainan");
    await press("j");
    await send();
    expect(intake.answered).toEqual([]);
    await type("decide-reason", "Kurang bukti");
    await send();
    expect(intake.answered).toEqual([[proposed.id, { answer: "refuse", reason: "Kurang bukti" }]]);
    await press("Escape");
    await click("decide-confirm");
    expect(intake.answered).toHaveLength(1);
    expect(find("decide").dataset.open).toBe("confirm");
    await click("decide-confirm");
    expect(intake.answered[1]).toEqual([proposed.id, { answer: "confirm" }]);
  });

  test("sees the first person's view and words beside the answer, with the differences marked", async () => {
    const evidence = { ...report.evidence, fields: { text: { value: "Teks yang diganti", source: "text" } } };
    const later = {
      ...report,
      id: "33333333-1111-4111-8111-111111111111",
      at: "2026-11-25T03:00:00.000Z",
      evidence,
    };
    const frozen = {
      ...{ caseVersion: 3, input: "a".repeat(64), subject: "x:post:1860" as const, aliases: [] },
      evidence: { reportId: report.id, capturedAt: "2026-11-25T01:00:00.000Z" },
    };
    await new Intake({
      ...waiting,
      ...{ reports: 3, look: "unopened", reportList: [later, ...whole.reportList] },
      decisions: [{ ...proposed, canned: true, look: "opened", frozen }],
    }).open();
    await press("k");
    const beside = find("proposed-beside");
    expect(beside.textContent).toContain("Unsur terpenuhi");
    expect(beside.textContent).toContain("siap pakai");
    const marked = [...beside.querySelectorAll("mark")].map((element) => element.textContent);
    expect(marked).toEqual(["belum", "25 Nov 2026, 01.10 UTC", "Teks yang diganti", "3"]);
  });

  test("does not see the proposer's name where it is hidden", async () => {
    const { by: _, ...blind } = proposed;
    await new Intake({ ...waiting, decisions: [blind] }).open();
    expect(find("decision").textContent).toContain("Oleh penyelia lain");
    expect(find("case-view").textContent).not.toContain("Agus");
  });

  test("z undoes one's own proposal at once", async () => {
    const intake = new Intake({ ...waiting, can: ["undo"] });
    await intake.open();
    await press("z");
    expect(intake.answered).toEqual([[proposed.id, { answer: "undo" }]]);
    expect(intake.claims).toEqual([]);
  });

  test("a panelist votes with a reason, without seeing others' votes", async () => {
    const decisions = [
      {
        ...proposed,
        state: "disputed" as const,
        answeredBy: "Rudi",
        answeredAt: proposed.at,
        answerReason: "Kurang bukti",
      },
    ];
    const intake = new Intake({ ...whole, state: "panel", decisions, can: ["vote"] });
    await intake.open();
    expect(find("decision").textContent).toContain("Panel tiga orang");
    await press("j");
    await send();
    expect(intake.voted).toEqual([]);
    await type("decide-reason", "Unsur akses tidak ada");
    await send();
    expect(intake.voted).toEqual([
      [proposed.id, { id: expect.any(String), vote: "overturn", reason: "Unsur akses tidak ada" }],
    ]);
    expect(intake.claims).toEqual([]);
  });
});

test("reloads a changed case, keeps the input, and sends the same act under the same id", async () => {
  const intake = new Intake();
  await intake.open();
  await press("t");
  await press("1");
  intake.answer = fail("case-changed");
  intake.view = { ...whole, version: 5 };
  await send();
  expect(find("problem").dataset.code).toBe("case-changed");
  expect(reason().value).toContain("Ini kritik");
  intake.answer = ok({});
  await send();
  expect(intake.decided.map(({ caseVersion }) => caseVersion)).toEqual([4, 5]);
  expect(new Set(intake.decided.map(({ id }) => id)).size).toBe(1);
  await press("t");
  await press("2");
  await send();
  expect(new Set(intake.decided.map(({ id }) => id)).size).toBe(2);
});

test("shows a decision that did not arrive as unsent", async () => {
  const intake = new Intake();
  await intake.open();
  await press("t");
  await press("1");
  intake.answer = fail("intake-unreachable", undefined, "later");
  await send();
  expect(find("decide-unsent").textContent).toContain("Keputusan belum terkirim");
  expect(find("case-view").textContent).not.toContain("ersimpan");
  expect(reason().value).toContain("Ini kritik");
});

test("keeps the typed text when the session ends during a decision, also in the next window", async () => {
  const kept = new Map<string, unknown>();
  const store = memoryStore(kept);
  const intake = new Intake();
  await intake.open("id", { store });
  await press("t");
  await press("1");
  await type("decide-reason", "Kata-kata saya sendiri");
  intake.answer = fail("sign-on-again");
  await send();
  expect(find("problem").dataset.code).toBe("sign-on-again");
  expect(find("decide-unsent").textContent).toContain("belum terkirim");
  await show(null);
  intake.answer = ok({});
  await intake.open("id", { store });
  await settle();
  expect(reason().value).toBe("Kata-kata saya sendiri");
  await send();
  expect(new Set(intake.decided.map(({ id }) => id)).size).toBe(1);
});

test("offers no act on the old state of the case after a decision", async () => {
  const intake = new Intake();
  await intake.open();
  await press("t");
  await press("1");
  const read = Promise.withResolvers<void>();
  intake.wait = read.promise;
  intake.view = { ...whole, state: "proposed", can: ["undo"] };
  await send();
  expect((find("decide-approve") as HTMLButtonElement).disabled).toBe(true);
  expect(seek("decide-saved")).toBeNull();
  read.resolve();
  await settle();
  expect((find("decide-undo") as HTMLButtonElement).disabled).toBe(false);
  expect(find("decide-saved").textContent).toContain("Tersimpan");
});

test("uses English prepared texts in the English interface", async () => {
  const intake = new Intake({ ...whole, reportList: [report] });
  await intake.open("en");
  await press("s");
  await press("u");
  await send();
  expect(intake.decided[0]?.reason).toMatch(/^Elements met: is about a game of chance/);
});

test("a quote is one line that a post cannot end, and holds no half of an emoji", () => {
  expect(shortQuote("x”. Tidak ada\npengecualian. “y\u0007")).toBe("x'. Tidak ada pengecualian. 'y");
  const cut = shortQuote(`${"a".repeat(119)}😀 akhir`);
  expect(cut).toBe("a".repeat(119));
});

describe("in a narrow window", () => {
  test("the panel is a sheet: the case behind it is inert, its evidence and what was typed are not lost", async () => {
    const unchanging = { addEventListener: () => undefined, removeEventListener: () => undefined };
    vi.stubGlobal("matchMedia", () => ({ matches: false, ...unchanging }));
    await new Intake().open();
    const isInert = (selector: string) => {
      for (let at = document.querySelector<HTMLElement>(selector); at; at = at.parentElement)
        if (at.inert) return true;
      return false;
    };
    const behind = [".case-head", ".report-cards", ".context-tabs"];
    expect(behind.filter(isInert)).toEqual([]);
    await press("s");
    expect(find("decide").getAttribute("role")).toBe("dialog");
    expect(behind.filter(isInert)).toEqual(behind);
    expect([".evidence-text", '[data-testid="decide-reason"]'].filter(isInert)).toEqual([]);
    await type("decide-reason", "Jelas judi");
    await click("decide-leave");
    expect(find("decide").getAttribute("role")).toBeNull();
    expect(document.activeElement).toBe(find("decide"));
    expect(behind.filter(isInert)).toEqual([]);
    await press("s");
    expect(reason().value).toBe("Jelas judi");
    vi.unstubAllGlobals();
  });
});
