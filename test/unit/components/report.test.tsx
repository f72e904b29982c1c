/** @vitest-environment happy-dom */
/** The report form by keyboard and by mouse, and what it lets out. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { FormApp, type FormCalls } from "../../../components/report/FormApp.tsx";
import { noAnswers, pickCategory, readyAnswers } from "../../../components/report/use-answers.ts";
import type { Draft } from "../../../utils/shared/contract/draft.ts";
import type { Answers } from "../../../utils/shared/contract/outbox.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import {
  chooseNoPixels,
  click,
  deliberate,
  fakeClick,
  find,
  otherCalls,
  press,
  sample,
  sampleFiles,
  seek,
  send,
  settle,
  show,
  type,
} from "../../support/components-kit.tsx";

let uncovered = true;
let disturb: () => void;
let sent: Answers[];
let closed: string[];
let stripped = 0;
let undone: string[];
let sets: string[][];
/** The form must be seen for 500 ms before it sends. On a busy machine its timer is late by some tens of milliseconds. */
const waitMs = 600;

class Observer {
  tell: (entries: { intersectionRatio: number }[]) => void;
  constructor(tell: Observer["tell"]) {
    this.tell = tell;
  }
  observe() {
    this.tell([{ intersectionRatio: uncovered ? 1 : 0.4 }]);
  }
  disconnect() {}
}

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", Observer);
  vi.stubGlobal("IntersectionObserverEntry", class {});
  uncovered = true;
  sent = [];
  closed = [];
  stripped = 0;
  undone = [];
  sets = [];
});

const captured: Draft = {
  state: "captured",
  id: sample.id,
  evidence: sample,
  files: sampleFiles,
};

async function open(draft: Draft = captured, more: Partial<FormCalls> = {}): Promise<void> {
  const calls: FormCalls = {
    ...otherCalls,
    readDraft: async () => ok(draft),
    stripDraft: async () => {
      stripped += 1;
      return ok({});
    },
    checkLink: async () => fail("link-mismatch"),
    saveReport: async (answers) => {
      sent.push(answers);
      const undoUntil = new Date(Date.now() + 5_000).toISOString();
      return ok({ reportId: sample.id, number: "LK-7F3K2-9QX4M", undoUntil });
    },
    saveSet: async (answers, evidenceIds) => {
      sent.push(answers);
      sets.push(evidenceIds);
      const undoUntil = new Date(Date.now() + 5_000).toISOString();
      const reports = evidenceIds.map((reportId) => ({
        reportId,
        number: "LK-7F3K2-9QX4M",
        subject: reportId,
      }));
      return ok({ setId: sample.id, reports, undoUntil });
    },
    undoSet: async (setId) => {
      undone.push(setId);
      return ok({});
    },
    undoReport: async (reportId) => {
      undone.push(reportId);
      return ok({});
    },
    showToast: () => undefined,
    close: (outcome) => void closed.push(outcome),
    ...more,
  };
  const onDisturbed = (listener: () => void) => {
    disturb = listener;
    return () => undefined;
  };
  await show(<FormApp calls={calls} onDisturbed={onDisturbed} optionsAddress="options.html" />);
}

const wait = async () => {
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  await settle();
};
const chosen = () => document.querySelector('.cell[aria-checked="true"]')?.getAttribute("data-testid");

describe("by keyboard alone", () => {
  test("a digit picks, Ctrl+Enter sends, the receipt has the number", async () => {
    await open();
    expect(document.activeElement?.getAttribute("role")).toBe("radiogroup");
    await wait();
    await press("3");
    expect(chosen()).toBe("category-JUDI");
    await press("Enter", { ctrlKey: true });
    expect(sent).toEqual([{ category: "JUDI", action: "BATAS_WILAYAH", urgent: false }]);
    expect(find("receipt").textContent).toContain("LK-7F3K2-9QX4M");
    expect(find("receipt").textContent).toContain("Tersimpan");
  });

  test("a letter adds a sub-reason, the same letter takes it back, another category drops it", async () => {
    await open();
    await wait();
    await press("c");
    await press("3");
    expect(seek("sub-reason-togel")?.getAttribute("aria-pressed")).toBe("false");
    await press("c");
    expect(find("sub-reason-togel").getAttribute("aria-pressed")).toBe("true");
    await press("a");
    await press("A");
    expect(document.querySelector('.chip[aria-pressed="true"]')).toBeNull();
    await press("b");
    await press("5");
    await press("Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).not.toHaveProperty("subReason");
  });

  test("one press more sends the sub-reason, by key or by mouse", async () => {
    await open();
    await wait();
    await press("3");
    await click("sub-reason-slot");
    await press("d");
    await press("Enter", { ctrlKey: true });
    expect(sent).toEqual([
      { category: "JUDI", subReason: "taruhan-bola", action: "BATAS_WILAYAH", urgent: false },
    ]);
  });

  test("a letter typed into the note chooses no sub-reason; the no-pixels lane offers none", async () => {
    await open();
    await press("3");
    find("note").focus();
    await press("a");
    expect(document.querySelector('.chip[aria-pressed="true"]')).toBeNull();
    find("note").blur();
    await press("1");
    await deliberate();
    await press("1");
    expect(document.querySelector(".sub-reasons")).toBeNull();
    await press("a");
    await wait();
    await press("Enter", { ctrlKey: true });
    expect(sent[0]).not.toHaveProperty("subReason");
  });

  test("a held key acts once", async () => {
    await open();
    await press("3", { repeat: true });
    expect(chosen()).toBeUndefined();
    await press("3");
    await press("a");
    await press("a", { repeat: true });
    expect(find("sub-reason-slot").getAttribute("aria-pressed")).toBe("true");
    await press("Escape", { repeat: true });
    expect(closed).toEqual([]);
  });

  test("held Enter does not press the focused button again, and still breaks lines in the note", async () => {
    await open();
    const isPrevented = (target: HTMLElement, more: KeyboardEventInit = {}) => {
      const init = { key: "Enter", repeat: true, bubbles: true, cancelable: true, ...more };
      return !target.dispatchEvent(new KeyboardEvent("keydown", init));
    };
    expect(isPrevented(find("category-PORNO_ANAK"))).toBe(true);
    expect(isPrevented(find("category-PORNO_ANAK"), { key: "ArrowRight" })).toBe(true);
    expect(isPrevented(find("see-all"), { key: "Tab" })).toBe(false);
    expect(isPrevented(find("note"))).toBe(false);
    await wait();
    await press("3");
    await press("Enter", { ctrlKey: true });
    expect(isPrevented(find("close"))).toBe(true);
  });

  test("? lists the keys, and is text in the note", async () => {
    await open();
    find("note").focus();
    await press("?");
    expect(seek("form-keys")).toBeNull();
    find("note").blur();
    await press("?");
    await vi.waitFor(() => expect(find("form-keys").textContent).toContain("Ctrl + Enter"), 5_000);
    expect(find("form-keys").textContent).toContain("0123456789");
    await press("3");
    expect(chosen()).toBeUndefined();
    await press("?");
    expect(seek("form-keys")).toBeNull();
    await press("?");
    await press("Escape");
    expect(seek("form-keys")).toBeNull();
    expect(closed).toEqual([]);
  });

  test("a digit typed into the note is text", async () => {
    await open();
    await press("3");
    find("note").focus();
    await press("4");
    expect(chosen()).toBe("category-JUDI");
  });

  test("arrows move the focus and select nothing", async () => {
    await open();
    await press("ArrowRight");
    expect(document.activeElement).toBe(find("category-TERORISME"));
    await press("ArrowDown");
    expect(document.activeElement).toBe(find("category-PENIPUAN"));
    await press("ArrowUp");
    expect(document.activeElement).toBe(find("category-TERORISME"));
    expect(chosen()).toBeUndefined();
    expect(stripped).toBe(0);
  });

  test("the chosen category folds the others, which come back on request", async () => {
    await open();
    await press("3");
    expect(document.querySelectorAll(".cell")).toHaveLength(1);
    await press("5");
    expect(chosen()).toBe("category-PENIPUAN");
    await click("category-change");
    expect(document.querySelectorAll(".cell")).toHaveLength(14);
    expect(document.activeElement).toBe(find("category-PENIPUAN"));
    await click("refusals", { detail: 2 });
    expect(seek("refusal-KRITIK")).toBeNull();
    await click("category-JUDI");
    expect(chosen()).toBe("category-JUDI");
    expect(document.querySelectorAll(".cell")).toHaveLength(1);
  });

  test("Esc leaves a field, and never closes a form with input", async () => {
    await open();
    await type("note", "Catatan panjang");
    find("note").focus();
    await press("Escape");
    expect(document.activeElement).not.toBe(find("note"));
    expect(seek("note-kept")).toBeNull();
    await press("Escape");
    await press("Escape");
    expect(closed).toEqual([]);
    expect((find("note") as HTMLTextAreaElement).value).toBe("Catatan panjang");
    expect(find("note-kept").textContent).toContain("Tekan Batal");
    await type("note", " ");
    expect(seek("note-kept")).toBeNull();
    await press("Escape");
    await press("Escape");
    expect(closed).toEqual(["cancelled"]);
  });

  test("Esc leaves a sheet first, then the form", async () => {
    await open();
    await click("refusals");
    await vi.waitFor(() => expect(find("refusal-KRITIK").textContent).toContain("hak warga"), 5_000);
    await press("Escape");
    expect(seek("refusal-KRITIK")).toBeNull();
    expect(closed).toEqual([]);
    await press("Escape");
    expect(closed).toEqual(["cancelled"]);
  });
});

describe("the sent report", () => {
  test("matches the display: every field, its source, and missing ones", async () => {
    await open();
    await click("see-all");
    expect(document.body.textContent).not.toContain("text p");
    await click("evidence-technical");
    const shown = document.body.textContent ?? "";
    for (const words of ["998877", "https://slot.example/daftar", "slot.example", "x:post:1860", "text p"]) {
      expect(shown).toContain(words);
    }
    expect(document.querySelector('[data-part="audience"]')?.textContent).toContain("Tidak ditemukan");
    expect(document.querySelector('[data-part="text"]')?.textContent).toContain("Bonus deposit");
  });

  test("matches the display of counts, of other posts and of the clock, too", async () => {
    const counts = {
      likes: { shown: "1,2 rb", value: 1_234 },
      replies: { shown: "1.032", value: 1_032 },
      views: { shown: "184,2 rb" },
    };
    const quoted = { relation: "quoted", subject: "x:post:1", name: "Warung" } as const;
    const fields = {
      ...sample.fields,
      counts: { value: counts, source: "s" },
      context: { value: [{ ...quoted, address: "https://x.com/warung/status/1" }], source: "s" },
    };
    const clock = {
      intakeAt: "2026-11-25T01:09:00.000Z",
      heardAt: "2026-11-25T03:09:00.000Z",
      offsetMs: 7_200_000,
    };
    await open({ ...captured, evidence: { ...sample, fields, clock } } as Draft);
    await click("see-all");
    const lines = (part: string) =>
      [...document.querySelectorAll(`[data-part="${part}"] .evidence-line`)].map((line) => line.textContent);
    expect(lines("counts")).toEqual([
      "1.234 suka (tampil sebagai 1,2 rb)",
      "1.032 balasan",
      "184,2 rb tayangan",
    ]);
    expect(lines("context")).toEqual(["Mengutip: Warung · x:post:1 · https://x.com/warung/status/1"]);
    for (const at of [clock.intakeAt, clock.heardAt])
      expect(lines("evidence.clock").join()).toContain(dateTime("id", at));
  });

  test("contains the person's choices, and urgency only when requested", async () => {
    await open();
    await wait();
    await click("category-TERORISME");
    expect((find("urgent") as HTMLInputElement).checked).toBe(false);
    await click("action-TUTUP_KANAL");
    await type("note", "  Kanal cadangan  ");
    await click("urgent");
    await send();
    expect(sent).toEqual([
      { category: "TERORISME", action: "TUTUP_KANAL", urgent: true, note: "Kanal cadangan" },
    ]);
  });

  test("shows the legal basis in force on the day of capture, marked where unverified", async () => {
    await open({ ...captured, evidence: { ...sample, capturedAt: "2026-01-01T16:59:00.000Z" } } as Draft);
    await press("4");
    expect(document.body.textContent).toContain("UU ITE Ps 27(1)");
    expect(document.body.textContent).not.toContain("KUHP (UU 1/2023) Ps 407");
    await press("5");
    expect(document.querySelector(".basis")?.textContent).not.toContain("belum diverifikasi");
  });

  test("shows the new code from 2 January 2026 on, with its mark", async () => {
    await open();
    await press("4");
    const basis = document.querySelector(".basis")?.textContent;
    expect(basis).toContain("25 Nov 2026");
    expect(basis).toContain("KUHP (UU 1/2023) Ps 407");
    expect(basis).toContain("belum diverifikasi");
    expect(basis).not.toContain("UU ITE Ps 27(1)");
  });

  test("a post that is not public needs a reason", async () => {
    const fields = { ...sample.fields, audience: { value: "not-public" as const, source: "s" } };
    await open({ ...captured, evidence: { ...sample, fields } } as Draft);
    await wait();
    await press("3");
    await send();
    expect(sent).toEqual([]);
    expect(document.activeElement).toBe(find("not-public-reason"));
    await type("not-public-reason", "Diteruskan korban");
    await send();
    expect(sent[0]?.notPublicReason).toBe("Diteruskan korban");
  });
});

describe("words of an earlier form for the same post", () => {
  const words = { category: "JUDI", note: "Catatan lama", notPublicReason: "" } as const;
  let kept: unknown[];
  const keepWords: FormCalls["keepWords"] = async (subjects, written) => {
    kept.push([...subjects, written?.note]);
    return ok({});
  };
  beforeEach(() => {
    kept = [];
  });

  test("are back with their category, and one button discards both", async () => {
    await open({ ...captured, words } as Draft, { keepWords });
    expect(find("words-back").textContent).toContain("Tulisan sebelumnya dipakai");
    expect((find("note") as HTMLTextAreaElement).value).toBe("Catatan lama");
    expect(chosen()).toBe("category-JUDI");
    await click("words-discard");
    expect((find("note") as HTMLTextAreaElement).value).toBe("");
    expect(chosen()).toBeUndefined();
    expect(seek("words-back")).toBeNull();
    expect(document.activeElement?.getAttribute("role")).toBe("radiogroup");
    await vi.waitFor(() => expect(kept).toEqual([["x:post:1860", undefined]]), 5_000);
  });

  test("are kept after a pause in typing, and the last ones before the form closes", async () => {
    await open(captured, { keepWords, close: () => kept.push("closed") });
    await type("note", "Awal");
    expect(kept).toEqual([]);
    await vi.waitFor(() => expect(kept).toEqual([["x:post:1860", "Awal"]]), 5_000);
    await type("note", "Awal dan akhir");
    await click("cancel");
    expect(kept.slice(1)).toEqual([["x:post:1860", "Awal dan akhir"], "closed"]);
  });

  test("are not kept without text, nor of the no-pixels lane, and go when the text is deleted", async () => {
    await open({ ...captured, words } as Draft, { keepWords });
    await type("note", " ");
    await vi.waitFor(() => expect(kept).toEqual([["x:post:1860", undefined]]), 5_000);
    await type("note", "Tulisan");
    await click("category-change");
    await chooseNoPixels();
    expect(seek("words-back")).toBeNull();
    await click("cancel");
    expect(kept.at(-1)).toEqual(["x:post:1860", undefined]);
  });

  test("are not handed over while they are being sent", async () => {
    const saving = Promise.withResolvers<Awaited<ReturnType<FormCalls["saveReport"]>>>();
    await open(captured, { keepWords, saveReport: () => saving.promise });
    await wait();
    await press("3");
    await type("note", "Dikirim");
    await send();
    await wait();
    saving.resolve(fail("storage-full", "disk", "later"));
    await settle();
    expect(kept).toEqual([]);
    await vi.waitFor(() => expect(kept).toEqual([["x:post:1860", "Dikirim"]]), 5_000);
  });
});

describe("a text that is longer than a report may be", () => {
  test.each([
    ["note", "note"],
    ["not-public-reason", "notPublicReason"],
  ] as const)("stays whole in %s, is marked and not sent", async (field, sentAs) => {
    const fields = { ...sample.fields, audience: { value: "not-public" as const, source: "s" } };
    await open({ ...captured, evidence: { ...sample, fields } } as Draft);
    await wait();
    await press("3");
    await type("not-public-reason", "Diteruskan korban");
    await type(field, "a".repeat(2_500));
    await send();
    expect(sent).toEqual([]);
    expect(document.activeElement).toBe(find(field));
    expect(find(field).getAttribute("aria-invalid")).toBe("true");
    await vi.waitFor(() => expect(document.body.textContent).toContain("kelebihan 500 karakter"), 5_000);
    await type(field, "a".repeat(2_000));
    await send();
    expect(sent[0]?.[sentAs]).toHaveLength(2_000);
  });
});

describe("the no-pixels lane", () => {
  test("says so if the pictures and the text could not be destroyed, and then sends nothing", async () => {
    await open(captured, { stripDraft: async () => fail("internal", undefined, "now") });
    await chooseNoPixels();
    expect(find("problem").dataset.code).toBe("internal");
    expect(document.body.textContent).not.toContain("sudah dihapus");
    expect(seek("send")).toBeNull();
    await click("cancel");
    expect(closed).toEqual(["cancelled"]);
  });

  test("needs two presses, and another category between them starts again", async () => {
    await open();
    await press("1");
    expect(chosen()).toBeUndefined();
    expect(stripped).toBe(0);
    expect(find("armed").textContent).toContain("Tekan sekali lagi");
    await press("3");
    expect(chosen()).toBe("category-JUDI");
    expect(seek("armed")).toBeNull();
    await press("1");
    expect(stripped).toBe(0);
    await deliberate();
    await press("1");
    expect(chosen()).toBe("category-PORNO_ANAK");
    expect(stripped).toBe(1);
  });

  test("is not chosen by a held key, a double press or a double click", async () => {
    await open();
    await press("1");
    for (let repeats = 0; repeats < 3; repeats++) await press("1", { repeat: true });
    await press("1");
    await click("category-PORNO_ANAK");
    await deliberate();
    await press("1", { repeat: true });
    await click("category-PORNO_ANAK", { detail: 2 });
    expect(chosen()).toBeUndefined();
    expect(stripped).toBe(0);
    expect(find("armed").textContent).toContain("Tekan sekali lagi");
    await click("category-PORNO_ANAK", { detail: 1 });
    expect(stripped).toBe(1);
  });

  test("strips at once: no picture, text, name, note or way back", async () => {
    await open();
    await wait();
    await type("note", "catatan lama");
    await chooseNoPixels();
    const shown = document.body.textContent ?? "";
    expect(stripped).toBe(1);
    expect(document.querySelector("img")).toBeNull();
    expect(seek("note")).toBeNull();
    for (const words of ["Bonus deposit", "Akun Contoh", "slot.example"]) expect(shown).not.toContain(words);
    for (const words of ["x:post:1860", "https://x.com/contoh/status/1860", "998877", "report.iwf.org.uk"]) {
      expect(find("preview").textContent).toContain(words);
    }
    await press("3");
    expect(chosen()).toBe("category-PORNO_ANAK");
    await send();
    expect(sent).toEqual([{ category: "PORNO_ANAK", action: "HAPUS_KEBIJAKAN", urgent: false }]);
  });

  test("the sheet with all data shows no more either", async () => {
    await open();
    await chooseNoPixels();
    await click("see-all");
    const shown = document.body.textContent ?? "";
    for (const words of ["Bonus deposit", "Akun Contoh", "slot.example", "Beranda"]) {
      expect(shown).not.toContain(words);
    }
    expect(document.querySelector("img")).toBeNull();
  });
});

describe("send is accepted", () => {
  test("accepts only events from the browser itself", async () => {
    await open();
    await wait();
    await press("3");
    await fakeClick("send");
    expect(sent).toEqual([]);
    await send();
    expect(sent).toHaveLength(1);
  });

  test("refuses to send while covered, with an explanation", async () => {
    uncovered = false;
    await open();
    await wait();
    await press("3");
    expect(find("send").getAttribute("aria-disabled")).toBe("true");
    await press("Enter", { ctrlKey: true });
    expect(sent).toEqual([]);
    expect(find("problem").dataset.code).toBe("covered");
  });

  test("refuses to send right after another element opened over it", async () => {
    await open();
    await wait();
    await press("3");
    disturb();
    await settle();
    await click("send");
    expect(sent).toEqual([]);
    await wait();
    await send();
    expect(sent).toHaveLength(1);
  });

  test("refuses to send before a category is chosen", async () => {
    await open();
    await wait();
    await click("send");
    expect(sent).toEqual([]);
  });
});

describe("answers", () => {
  test("the no-pixels lane drops all text, and sends none of it", () => {
    const written = { ...noAnswers, note: "catatan", notPublicReason: "alasan" };
    const picked = pickCategory(written, "PORNO_ANAK");
    expect([picked.note, picked.notPublicReason]).toEqual(["", ""]);
    const late = { ...picked, note: "menyusul", notPublicReason: "menyusul" };
    expect(readyAnswers(late, true)).toEqual({
      category: "PORNO_ANAK",
      action: "HAPUS_KEBIJAKAN",
      urgent: false,
    });
  });

  test("selecting the same category again keeps the chosen action", () => {
    const chosen = { ...pickCategory(noAnswers, "JUDI"), action: "TUTUP_KANAL" as const };
    expect(pickCategory(chosen, "JUDI").action).toBe("TUTUP_KANAL");
    expect(pickCategory(chosen, "PORNO").action).toBe("BATAS_WILAYAH");
  });
});

describe("afterwards", () => {
  test("the focus is on the button that closes, so Enter once more never cancels the report", async () => {
    await open();
    await wait();
    await press("3");
    await press("Enter", { ctrlKey: true });
    expect(document.activeElement).toBe(find("close"));
    await press("Enter");
    expect(undone).toEqual([]);
  });

  test("z undoes the report once", async () => {
    await open();
    await wait();
    await press("3");
    await press("Enter", { ctrlKey: true });
    await vi.waitFor(() => find("undo"));
    await press("z");
    await press("z");
    expect(undone).toEqual([sample.id]);
    expect(find("undone").textContent).toContain("Dibatalkan");
  });

  test("Batalkan undoes it and the form closes as cancelled", async () => {
    await open();
    await wait();
    await press("3");
    await press("Enter", { ctrlKey: true });
    await click("undo");
    expect(undone).toEqual([sample.id]);
    expect(find("undone").textContent).toContain("Dibatalkan");
  });

  test("an undo in the last moment does not close the form before its result is shown", async () => {
    let answer: (result: Result<unknown>) => void = () => undefined;
    let undoUntil = "";
    await open(captured, {
      undoReport: () => new Promise((resolve) => (answer = resolve)),
      saveReport: async () => {
        // Long enough for a busy machine to press the button.
        undoUntil = new Date(Date.now() + 2_000).toISOString();
        return ok({ reportId: sample.id, number: "LK-7F3K2-9QX4M", undoUntil });
      },
    });
    await wait();
    await press("3");
    await press("Enter", { ctrlKey: true });
    await click("undo");
    await new Promise((resolve) => setTimeout(resolve, Date.parse(undoUntil) - Date.now() + 100));
    await press("Escape");
    await click("close");
    expect(closed).toEqual([]);
    answer(fail("undo-too-late"));
    await settle();
    expect(find("problem").dataset.code).toBe("undo-too-late");
    expect(closed).toEqual([]);
    await vi.waitFor(() => expect(closed).toEqual(["queued"]), { timeout: 3_000 });
  });

  test("Esc and Batal do not close the form while the report is being saved", async () => {
    let save: () => void = () => undefined;
    await open(captured, {
      saveReport: async () => {
        await new Promise<void>((resolve) => {
          save = resolve;
        });
        const undoUntil = new Date(Date.now() + 5_000).toISOString();
        return ok({ reportId: sample.id, number: "LK-7F3K2-9QX4M", undoUntil });
      },
    });
    await wait();
    await press("3");
    await press("Enter", { ctrlKey: true });
    await press("Escape");
    await click("cancel");
    expect(closed).toEqual([]);
    expect(find("cancel").getAttribute("aria-disabled")).toBe("true");
    save();
    await settle();
    await click("undo");
    expect(undone).toEqual([sample.id]);
  });

  test("a failure keeps all input and explains what to do", async () => {
    await open(captured, { saveReport: async () => fail("storage-full", "disk", "later") });
    await wait();
    await press("3");
    await type("note", "tetap ada");
    await send();
    expect(find("problem").dataset.code).toBe("storage-full");
    expect((find("note") as HTMLTextAreaElement).value).toBe("tetap ada");
    expect(chosen()).toBe("category-JUDI");
  });
});

describe("before a form", () => {
  test("leads an unenrolled browser to the settings", async () => {
    await open({ state: "refused", id: sample.id, problem: fail("not-enrolled").problem });
    expect(find("problem").dataset.code).toBe("not-enrolled");
    expect(find("open-options").getAttribute("href")).toBe("options.html");
    await click("cancel");
    await press("Escape");
    expect(closed).toEqual(["cancelled", "cancelled"]);
  });

  test("a matching link opens the form, another one is explained", async () => {
    let good = false;
    const needed: Draft = {
      state: "link-needed",
      id: sample.id,
      question: { channelId: "1", messageId: "2" },
    };
    await open(needed, {
      readDraft: async () => ok(good ? captured : needed),
      checkLink: async () => (good ? ok({}) : fail("link-mismatch")),
    });
    await type("public-link", "https://t.me/contoh/2");
    await click("check-link");
    expect(find("problem").dataset.code).toBe("link-mismatch");
    await press("Escape");
    expect(closed).toEqual(["cancelled"]);
    good = true;
    await click("check-link");
    expect(find("preview").textContent).toContain("Akun Contoh");
  });

  test("asks about others' reports only when pressed, and still lets the person report", async () => {
    let answers = 0;
    const answer = [fail("offline"), ok({ state: "rejected" as const })];
    await open(
      { ...captured, maybeReported: "open" },
      { checkReported: async () => answer[answers++] ?? ok({}) },
    );
    expect(document.body.textContent).toContain("Mungkin sudah dilaporkan.");
    expect(answers).toBe(0);
    await click("check-reported");
    expect(find("problem").dataset.code).toBe("offline");
    await click("check-reported");
    expect(find("reported-answer").textContent).toContain("Sudah dilaporkan dan ditolak.");
    expect(seek("check-reported")).toBeNull();
    await wait();
    await press("3");
    await press("Enter", { ctrlKey: true });
    expect(sent).toHaveLength(1);
  });

  test("corrects a wrong filter by the answer, and shows no mark without a filter", async () => {
    await open({ ...captured, maybeReported: "approved" }, { checkReported: async () => ok({}) });
    await click("check-reported");
    expect(find("reported-answer").textContent).toBe("Belum pernah dilaporkan.");
    await open();
    expect(seek("check-reported")).toBeNull();
  });
});
