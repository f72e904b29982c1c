/** @vitest-environment happy-dom */
/** Internal notes and assignment on an opened case, and the hand-over of a shift. */

import { describe, expect, test, vi } from "vitest";
import { mentionsIn } from "../../../components/desk/case/note-mentions.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { NoteView } from "../../../utils/shared/contract/teamwork.ts";
import { Intake, whole } from "../../support/case-kit.tsx";
import { click, find, press, seek, settle, type } from "../../support/components-kit.tsx";
import { Desk, rowOf } from "../../support/queue-kit.tsx";

const note: NoteView = {
  id: "a",
  by: "Budi",
  own: false,
  at: "2026-11-25T03:00:00.000Z",
  text: "Mohon dilihat @Ratna",
  mentions: ["Ratna"],
};
const ratna = { id: "r", name: "Ratna", acts: true };
const made = { id: "m", name: "Made", acts: false };
const withNotes = { ...whole, notes: [note] };

describe("names in a note", () => {
  const colleagues = [
    { id: "1", name: "Budi" },
    { id: "2", name: "Budi Santoso" },
    { id: "3", name: "Ratna", unit: "Video" },
    { id: "4", name: "Ratna", unit: "Teks" },
  ];
  const named = (text: string) => mentionsIn(text, colleagues).map(({ id }) => id);

  test.each([
    ["@Budi tolong", ["1"]],
    ["@budi santoso tolong", ["2"]],
    ["@Budi Santoso dan @Budi.", ["2", "1"]],
    ["@Budiman tolong", []],
    ["Budi tolong", []],
    ["a@Ratna (Teks), b", ["4"]],
    ["@Ratna", []],
    ["@Budi(", ["1"]],
  ])("%s", (text, ids) => {
    expect(named(text)).toEqual(ids);
  });
});

describe("notes on a case", () => {
  test("are in a tab with their count, which a mention opens and marks as seen", async () => {
    const intake = new Intake({ ...withNotes, mentioned: true });
    await intake.open();
    expect(find("context-notes").getAttribute("aria-selected")).toBe("true");
    expect(find("context-notes").textContent).toContain("1");
    expect(find("note").textContent).toContain("Mohon dilihat");
    expect(intake.seen).toBe(1);
  });

  test("are not marked as seen when none mentions the viewer", async () => {
    const intake = new Intake(withNotes);
    await intake.open();
    expect(intake.seen).toBe(0);
  });

  test("are added by key, with the mentioned colleagues, and never send an open decision", async () => {
    const intake = new Intake(withNotes);
    intake.colleagues = [ratna, made];
    await intake.open();
    await press("t");
    await press("c");
    await settle();
    await type("note-text", "Sudah saya tanya, @Made");
    expect(document.body.textContent).toContain("Diberi tahu");
    find("note-text").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }),
    );
    await settle();
    expect(intake.notes).toMatchObject([{ text: "Sudah saya tanya, @Made", mentions: ["m"] }]);
    expect(intake.decided).toEqual([]);
    expect((find("note-text") as HTMLTextAreaElement).value).toBe("");
  });

  test("keep their words and their id when they could not be saved", async () => {
    const intake = new Intake(withNotes);
    await intake.open();
    await click("context-notes");
    await type("note-text", "Penting");
    intake.answer = fail("offline");
    await click("note-save");
    expect(find("problem").dataset.code).toBe("offline");
    expect((find("note-text") as HTMLTextAreaElement).value).toBe("Penting");
    await click("note-save");
    expect(new Set(intake.notes.map(({ id }) => id)).size).toBe(1);
  });

  test("keep what was typed while an earlier one was saved", async () => {
    const intake = new Intake(withNotes);
    await intake.open();
    await click("context-notes");
    await type("note-text", "Pertama");
    let answer: (result: Result<unknown>) => void = () => undefined;
    intake.answer = new Promise<Result<unknown>>((resolve) => {
      answer = resolve;
    }) as never;
    await click("note-save");
    await type("note-text", "Pertama dan kedua");
    answer(ok({}));
    await settle();
    expect(intake.notes).toHaveLength(1);
    expect((find("note-text") as HTMLTextAreaElement).value).toBe("Pertama dan kedua");
  });

  test("can be read but not written by an administrator", async () => {
    const intake = new Intake(withNotes);
    await intake.open("id", { teamwork: false });
    await click("context-notes");
    expect(find("note").textContent).toContain("Mohon dilihat");
    expect(seek("note-text")).toBeNull();
    expect(seek("assignment")).toBeNull();
  });

  test("are absent where the intake gives none, as in the no-pixels lane and to the panel", async () => {
    await new Intake(whole).open();
    expect(seek("context-notes")).toBeNull();
    await press("c");
    expect(seek("note-text")).toBeNull();
  });
});

describe("the assignment", () => {
  test("goes to the viewer by key, and to a colleague who may act", async () => {
    const intake = new Intake(withNotes);
    intake.colleagues = [ratna, made];
    await intake.open();
    await press("w");
    await click("assign-open");
    await settle();
    const choices = [...find("assign-whom").querySelectorAll("option")].map(({ value }) => value);
    expect(choices).toEqual(["", "r"]);
    expect(find("assignment").textContent).toContain("1 rekan tidak dapat dipilih");
    await click("assign-save");
    expect(intake.assigned).toEqual(["me"]);
    const field = find("assign-whom") as HTMLSelectElement;
    field.value = "r";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    await click("assign-save");
    expect(intake.assigned).toEqual(["me", "r"]);
  });

  test("is not offered on a decided case, and not to oneself without an act", async () => {
    await new Intake({ ...withNotes, state: "approved", can: [] }).open();
    expect(seek("assignment")).toBeNull();
    const intake = new Intake({ ...withNotes, can: [], cannot: "own-report" });
    await intake.open();
    expect(seek("assign-me")).toBeNull();
    await press("w");
    expect(intake.assigned).toEqual([]);
  });
});

describe("the shift", () => {
  test("is handed over with one note, from the viewer's own cases", async () => {
    const assigned = { to: "Budi", own: true, by: "Ratna", at: "2026-11-25T03:00:00.000Z" };
    const desk = new Desk([rowOf("a", { assigned }), rowOf("b", { mentioned: true })]);
    desk.colleagues = [ratna];
    await desk.open();
    expect(seek("hand-over-open")).toBeNull();
    await click("queue-mine");
    expect(desk.asked.at(-1)?.filter).toEqual({ state: "pending", mine: "true" });
    expect(find("case-row").textContent).toContain("tugas Anda");
    await click("hand-over-open");
    await vi.waitFor(() => find("hand-over-count"));
    // A mention is not held.
    expect(find("hand-over-count").textContent).toContain("1 kasus");
    await click("hand-over-save");
    expect(desk.handOvers).toEqual([]);
    await type("hand-over-note", "Tinggal satu unsur.");
    await click("hand-over-save");
    expect(desk.handOvers).toMatchObject([{ personId: null, note: "Tinggal satu unsur." }]);
    expect(find("hand-over-done").textContent).toContain("1 kasus diserahkan");
  });

  test("cannot be handed over without a case", async () => {
    const desk = new Desk([rowOf("b", { mentioned: true })]);
    await desk.open();
    await click("queue-mine");
    await click("hand-over-open");
    await vi.waitFor(() => find("hand-over-none"));
    expect(seek("hand-over-save")).toBeNull();
  });

  test("is not offered to a panelist", async () => {
    await new Desk([rowOf("a")]).open({ panel: true });
    expect(seek("queue-mine")).toBeNull();
  });
});
