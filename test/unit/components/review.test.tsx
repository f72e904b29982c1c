/** @vitest-environment happy-dom */
/** Queue, case and decision: what a supervisor sees. */

import { act } from "preact/test-utils";
import { beforeEach, describe, expect, test } from "vitest";
import { CasePane } from "../../../components/desk/case/CasePane.tsx";
import { Review } from "../../../components/desk/Review.tsx";
import type { ReviewCalls } from "../../../components/desk/use-desk-calls.ts";
import { setClockOffset } from "../../../components/ui/use-now.ts";
import type { CaseRow, CaseView } from "../../../utils/shared/contract/case.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { inertEnd, inertHead } from "../../../utils/shared/policy/inert-html.ts";
import { leftMs } from "../../../utils/shared/policy/request-clock.ts";
import { caseId, report, whole } from "../../support/case-kit.tsx";
import { click, find, press, sample, seek, settle, show } from "../../support/components-kit.tsx";

const row: CaseRow = { ...whole };

let view: CaseView;
let reads: number;
let veils: string[];
let reveals: string[];
let reasonsGiven: (string | undefined)[];
let revealed: Result<Blob>;
let veil: Result<Blob>;

beforeEach(() => {
  view = whole;
  reads = 0;
  veils = [];
  reveals = [];
  reasonsGiven = [];
  revealed = ok(new Blob(["clear"], { type: "image/png" }));
  veil = ok(new Blob(["veil"], { type: "image/png" }));
});

async function openCase(): Promise<void> {
  const calls: ReviewCalls = {
    listQueue: async ({ state }) =>
      ok({ cases: state === "pending" ? [row, { ...row, id: "other", category: "SPAM" }] : [] }),
    listObjections: async () => ok({ objections: [] }),
    getPanel: async () => ok({ waiting: 0, overturned: [] }),
    hearObjection: async () => fail("not-found"),
    getCase: async (id) => {
      // The next case is read ahead.
      if (id !== "other") reads += 1;
      return ok(view);
    },
    readVeil: async (_, sha256) => {
      veils.push(sha256);
      return veil;
    },
    revealFile: async (_, sha256, reason) => {
      reveals.push(sha256);
      reasonsGiven.push(reason);
      return revealed;
    },
    exportCase: async () => fail("not-found"),
    decide: async () => fail("not-found"),
    answerDecision: async () => fail("not-found"),
    vote: async () => fail("not-found"),
    askReporter: async () => fail("not-found"),
    askReviewers: async () => fail("not-found"),
    claimCase: async () => ok({}),
    findCase: async () => fail("not-found"),
    regroupCase: async () => fail("not-found"),
    setGolden: async () => fail("not-found"),
    getCaseLinks: async () => ok({ hosts: [], mayLook: false }),
    lookAtLink: async () => fail("not-found"),
    getGroup: async () => fail("not-found"),
    decideMany: async () => fail("not-found"),
    answerMany: async () => fail("not-found"),
    listViews: async () => [],
    countViews: async () => ok({ counts: [] }),
    listUnits: async () => ok({ units: [] }),
    saveView: async () => [],
    deleteView: async () => [],
  };
  await show(
    <Review calls={calls} leftMs={leftMs} panel={false} CasePane={CasePane} GroupPane={() => null} />,
  );
  await click("case-row");
}

const image = () => document.querySelector("img");

test("time limits follow the intake's clock, and a wrong device clock is named", async () => {
  const hourMs = 3_600_000;
  row.dueAt = new Date(Date.now() + 4.5 * hourMs).toISOString();
  setClockOffset(-2 * hourMs);
  await openCase();
  expect(find("case-row").textContent).toContain("2 jam");
  expect(find("clock-off").textContent).toContain("120 menit lebih lambat");
  await act(() => setClockOffset(0));
  expect(find("case-row").textContent).toContain("4 jam");
  expect(seek("clock-off")).toBeNull();
  row.dueAt = whole.dueAt;
});

describe("a case", () => {
  test("opens from the queue with its evidence, its picture veiled until the person unveils it", async () => {
    await openCase();
    expect(find("case-row").dataset.case).toBe(caseId);
    expect(find("case-view").textContent).toContain("Bonus deposit");
    expect(find("case-view").textContent).toContain("2 laporan dari 2 orang");
    expect(veils).toEqual(["a".repeat(64)]);
    expect(reveals).toEqual([]);
    expect(image()?.className).toBe("veiled");
    expect(find("case-file").textContent).toContain("dicatat di riwayat");
    expect(find("case-file").textContent).toContain("Sidik aaaaaaaaaaaa");

    const veil = image()?.src;
    await click("file-reveal");
    expect(reveals).toEqual(["a".repeat(64)]);
    expect(reads).toBe(2);
    expect(image()?.className).toBe("grey");
    await click("file-colour");
    expect(image()?.className).toBe("");
    expect(image()?.src).not.toBe(veil);
    expect(image()?.alt).toContain("seperti disegel");
    await click("file-reveal");
    expect(image()?.className).toBe("veiled");
    expect(image()?.src).toBe(veil);
    await click("file-reveal");
    expect(reveals).toHaveLength(2);
  });

  test("keeps the veil and explains why when the file may not be shown", async () => {
    revealed = fail("role-forbidden");
    await openCase();
    await click("file-reveal");
    expect(find("problem").dataset.code).toBe("role-forbidden");
    expect(image()?.className).toBe("veiled");
    expect(reads).toBe(1);
  });

  test("a veil that did not arrive can be asked for again", async () => {
    veil = fail("intake-unreachable");
    await openCase();
    expect(find("problem").dataset.code).toBe("intake-unreachable");
    await click("retry");
    expect(find("problem").dataset.code).toBe("intake-unreachable");
    veil = ok(new Blob(["veil"], { type: "image/png" }));
    await click("retry");
    expect(veils).toHaveLength(3);
    expect(seek("problem")).toBeNull();
    expect(image()?.src).toMatch(/^blob:/);
  });

  test("a picture that the browser cannot draw is a failure with a retry, not a broken icon", async () => {
    const breakImage = async () => {
      image()?.dispatchEvent(new Event("error"));
      await settle();
    };
    await openCase();
    await breakImage();
    expect(find("problem").dataset.code).toBe("file-unreadable");
    expect(image()?.getAttribute("src") ?? "").toBe("");
    await click("retry");
    expect(veils).toHaveLength(2);
    expect(seek("problem")).toBeNull();

    await click("file-reveal");
    await breakImage();
    expect(find("problem").dataset.code).toBe("file-unreadable");
    expect(find("case-file").dataset.state).toBe("veiled");
    expect(image()?.src).toMatch(/^blob:/);
    await click("retry");
    expect(reveals).toHaveLength(2);
    expect(find("case-file").dataset.state).toBe("clear");
    expect(seek("problem")).toBeNull();
  });

  test("asks for a reason where the intake needs one, and shows the file for it", async () => {
    revealed = fail("reason-needed");
    await openCase();
    await click("file-reveal");
    expect(seek("problem")).toBeNull();
    expect(find("reveal-reasons").textContent).toContain("Materi dewasa");
    expect(image()?.className).toBe("veiled");
    revealed = ok(new Blob(["clear"], { type: "image/png" }));
    await click("reveal-elements");
    expect(reasonsGiven).toEqual([undefined, "elements"]);
    expect(image()?.className).toBe("grey");
    expect(seek("reveal-reasons")).toBeNull();
  });

  test("shows a frame with its time and the copy of the post, each by its own act", async () => {
    const image = { type: "image/webp", bytes: 20, width: 60, height: 40 } as const;
    const frame = { state: "taken", file: { ...image, sha256: "b".repeat(64) } } as const;
    const copy = { sha256: "c".repeat(64), type: "text/html", bytes: 20 } as const;
    const fields = { ...sample.fields, timecodeSeconds: { value: 42, source: "video" } };
    const evidence = { ...sample, fields, frame, snapshot: { state: "taken", file: copy } as const };
    const filesHere = ["a", "b", "c"].map((letter) => letter.repeat(64));
    view = { ...whole, reportList: [{ ...report, evidence, filesHere }] };
    await openCase();
    const titles = [...document.querySelectorAll("figcaption")].map((element) => element.textContent);
    expect(titles).toHaveLength(3);
    expect(titles[1]).toContain("Bingkai video pada 0:42");
    expect(veils).toEqual(["a".repeat(64), "b".repeat(64)]);
    expect(seek("snapshot")).toBeNull();
    revealed = ok(new Blob(["<p>bukan salinan kami</p>"], { type: "text/html" }));
    const buttons = document.querySelectorAll<HTMLElement>('[data-testid="file-reveal"]');
    buttons[2]?.click();
    await press("Shift");
    expect(reveals).toEqual(["c".repeat(64)]);
    expect(find("case-view").textContent).toContain("tidak diizinkan");
  });

  test("shows the copy of the post veiled in grey first, like a picture", async () => {
    const copy = { sha256: "c".repeat(64), type: "text/html", bytes: 20 } as const;
    const evidence = { ...sample, snapshot: { state: "taken", file: copy } as const };
    view = { ...whole, reportList: [{ ...report, evidence, filesHere: ["c".repeat(64)] }] };
    revealed = ok(new Blob([`${inertHead}<body><div>isi kiriman</div>${inertEnd}`], { type: "text/html" }));
    await openCase();
    await click("file-reveal");
    expect(find("snapshot").className).toBe("grey");
    expect(seek("snapshot-veil")).toBeNull();
    await click("file-colour");
    expect(find("snapshot").className).toBe("colour");
  });

  test("isolates other people's text and shows its direction controls, also within our sentences", async () => {
    const fields = {
      ...sample.fields,
      authorName: { value: "Akun \u202Eltr", source: "text p" },
      text: { value: "تعليق \u2067 dan isi", source: "text p" },
    };
    view = {
      ...whole,
      reportList: [{ ...report, by: "Si\u200Fti", note: "catat\u202D", evidence: { ...sample, fields } }],
    };
    await openCase();
    const shown = find("case-view").textContent ?? "";
    expect(shown).toContain("Akun ⟨RLO⟩ltr");
    expect(shown).toContain("oleh Si⟨RLM⟩ti");
    expect(shown).toContain("catat⟨LRO⟩");
    expect(shown).not.toMatch(/[\u200E\u200F\u061C\u202A-\u202E\u2067]/);
    expect(document.querySelector(".evidence-text > bdi")?.textContent).toBe("تعليق ⟨RLI⟩ dan isi");
  });

  test("shows who sealed it, legal holds, and deletions", async () => {
    const at = "2026-11-25T02:00:00.000Z";
    view = { ...whole, reportList: [{ ...report, sealed: { by: "Siti", at } }] };
    await openCase();
    expect(find("seal").textContent).toContain("perangkat Siti");
    expect(find("case-file").textContent).toContain("Disegel, SHA-256 aaaa");
    expect(seek("hold")).toBeNull();

    const evidence = { ...sample, fields: {} };
    const deleted = { ...report, evidence, filesHere: [], evidenceDeletedAt: at };
    const hold = { id: caseId, by: "rudi", at, reason: "Penyidikan 12/2026" };
    view = { ...whole, reportList: [deleted], holds: [hold] };
    await click("case-back");
    await click("case-row");
    expect(find("seal").textContent).toContain("Tanpa segel");
    expect(find("evidence-deleted").textContent).toContain("25 Nov 2026");
    expect(find("evidence-deleted").textContent).toContain("UU 27/2022");
    expect(find("hold").textContent).toContain("Ditahan: Penyidikan 12/2026");
    expect(image()).toBeNull();
    expect(seek("file-reveal")).toBeNull();
  });

  test("shows neither picture nor words in the no-pixels lane, even if the data contains them", async () => {
    const reportList = whole.reportList.map((one) => ({ ...one, category: "PORNO_ANAK" as const }));
    view = { ...whole, category: "PORNO_ANAK", reportList };
    await openCase();
    const evidence = document.querySelector(".evidence")?.textContent ?? "";
    expect(document.querySelector("img")).toBeNull();
    expect(evidence).not.toContain("Bonus deposit");
    expect(evidence).toContain("998877");
  });
});

test("arrows move through the queue", async () => {
  await openCase();
  find("case-row").focus();
  await press("ArrowDown");
  expect((document.activeElement as HTMLElement).dataset.case).toBe("other");
  await press("ArrowUp");
  expect((document.activeElement as HTMLElement).dataset.case).toBe(caseId);
});

test("shows no time left on a decided case", () => {
  const now = Date.parse("2026-11-26T00:30:00.000Z");
  expect(leftMs(row, now)).toBe(30 * 60_000);
  expect(leftMs({ ...row, state: "approved" }, now)).toBeUndefined();
  expect(leftMs({ state: "open" }, now)).toBeUndefined();
});

test("d shows the next veiled file, and a shown picture can be enlarged", async () => {
  await openCase();
  await click("case-row");
  expect(reveals).toEqual([]);
  await press("d");
  expect(reveals).toHaveLength(1);
  await press("d");
  expect(reveals).toHaveLength(1);
  await click("file-zoom");
  expect(find("zoomed").dataset.zoom).toBe("fit");
  expect(seek("zoom-after")).toBeNull();
});

describe("a case with three files", () => {
  const image = { type: "image/webp", bytes: 20, width: 60, height: 40 } as const;
  const copy = { sha256: "c".repeat(64), type: "text/html", bytes: 20 } as const;
  const zoom = () => find("zoomed").dataset.zoom;
  const title = () => find("zoomed").querySelector("strong")?.textContent;

  beforeEach(async () => {
    const frame = { state: "taken", file: { ...image, sha256: "b".repeat(64) } } as const;
    const evidence = { ...sample, frame, snapshot: { state: "taken", file: copy } as const };
    const filesHere = ["a", "b", "c"].map((letter) => letter.repeat(64));
    view = { ...whole, reportList: [{ ...report, evidence, filesHere }] };
    await openCase();
  });

  const enlarge = async () => {
    await press("D", { shiftKey: true });
    await click("file-zoom");
  };
  const onBox = async (event: Event) => {
    find("zoomed-box").dispatchEvent(event);
    await settle();
    return event;
  };
  /** Records how far the picture is moved. */
  const watchMoves = () => {
    const moves: unknown[][] = [];
    find("zoomed-box").scrollBy = (...by: unknown[]) => void moves.push(by);
    return moves;
  };
  const pointer = (kind: string, pointerId: number, clientX: number, clientY: number) =>
    onBox(new PointerEvent(kind, { pointerId, clientX, clientY, bubbles: true, button: 0 }));

  test("Shift+D shows all of them, each by its own act; Caps Lock alone and a second press show none", async () => {
    await press("D");
    expect(reveals).toEqual([]);
    await press("D", { shiftKey: true });
    expect(reveals).toEqual(["a", "b", "c"].map((letter) => letter.repeat(64)));
    await press("D", { shiftKey: true });
    expect(reveals).toHaveLength(3);
  });

  test("with Caps Lock, Shift+D shows one, as the key without Shift does", async () => {
    await press("d", { shiftKey: true });
    expect(reveals).toHaveLength(1);
  });

  test("arrows change between the shown pictures while one fits the window, and end at the last", async () => {
    await enlarge();
    expect(title()).toBe("Gambar (1 dari 2)");
    const first = find("zoomed").querySelector("img")?.src;
    await press("ArrowRight");
    expect(title()).toBe("Bingkai video (2 dari 2)");
    expect(find("zoomed").querySelector("img")?.src).not.toBe(first);
    await press("ArrowRight");
    expect(title()).toBe("Bingkai video (2 dari 2)");
    await press("ArrowLeft");
    expect(title()).toBe("Gambar (1 dari 2)");
    await click("zoom-after");
    expect(title()).toBe("Bingkai video (2 dari 2)");
  });

  test("a veiled file is never reached: its showing is logged", async () => {
    await press("d");
    await click("file-zoom");
    await press("ArrowRight");
    expect(title()).toBe("Gambar");
    expect(reveals).toHaveLength(1);
  });

  test("+, - and 0 change the size, arrows then move the picture, also while nothing has the focus", async () => {
    await enlarge();
    (document.activeElement as HTMLElement | null)?.blur();
    await press("+");
    expect(zoom()).toBe("1.5");
    await press("=");
    expect(zoom()).toBe("2");
    await press("-");
    expect(zoom()).toBe("1.5");
    const moves = watchMoves();
    await press("ArrowRight");
    await press("ArrowUp");
    expect(moves).toEqual([
      [80, 0],
      [0, -80],
    ]);
    expect(title()).toBe("Gambar (1 dari 2)");
    await press("0");
    expect(zoom()).toBe("fit");
    await press("+", { ctrlKey: true });
    expect(zoom()).toBe("fit");
    await press("+");
    await click("zoom-after");
    expect([zoom(), title()]).toEqual(["fit", "Bingkai video (2 dari 2)"]);
  });

  test("the mouse or a finger moves it, two fingers and the wheel change its size", async () => {
    await enlarge();
    await click("zoom-in");
    const moves = watchMoves();
    await pointer("pointermove", 1, 90, 90);
    expect(moves).toEqual([]);
    await pointer("pointerdown", 1, 100, 100);
    await pointer("pointermove", 1, 90, 105);
    expect(moves).toEqual([[10, -5]]);
    await pointer("pointerdown", 2, 190, 105);
    await pointer("pointermove", 2, 290, 105);
    expect(Number(zoom())).toBe(3);
    await pointer("pointerup", 2, 290, 105);
    await pointer("pointerup", 1, 90, 105);
    moves.length = 0;
    await pointer("pointermove", 1, 50, 50);
    expect(moves).toEqual([]);
    const wheel = await onBox(new WheelEvent("wheel", { deltaY: 100, cancelable: true, bubbles: true }));
    expect(wheel.defaultPrevented).toBe(true);
    expect(Number(zoom())).toBeCloseTo(3 * Math.exp(-0.2));
    for (let turn = 0; turn < 20; turn++)
      await onBox(new WheelEvent("wheel", { deltaY: -500, cancelable: true, bubbles: true }));
    expect(Number(zoom())).toBe(8);
  });

  test("another button of the mouse does not move it", async () => {
    await enlarge();
    const moves = watchMoves();
    await onBox(new PointerEvent("pointerdown", { pointerId: 1, button: 2, bubbles: true }));
    await pointer("pointermove", 1, 50, 50);
    expect(moves).toEqual([]);
  });
});
