/** @vitest-environment happy-dom */
/** Queue, case and decision: what a supervisor sees and what leaves the panel. */

import { beforeEach, describe, expect, test } from "vitest";
import { Review, type ReviewCalls } from "../components/review/Review.tsx";
import type { CaseRow, CaseView, ReportView } from "../utils/contract/case.ts";
import type { AnswerInput, DecisionInput } from "../utils/contract/decision.ts";
import { fail, ok, type Result } from "../utils/contract/result.ts";
import { joinPages, leftMs, statesOf } from "../utils/review/queue.ts";
import { click, find, press, sample, seek, show, type } from "./components.kit.tsx";

const caseId = "7a1f2d80-1111-4111-8111-111111111111";
const row: CaseRow = {
  id: caseId,
  version: 4,
  site: "x",
  kind: "post",
  subject: "x:post:1860",
  category: "JUDI",
  state: "open",
  reports: 2,
  reporters: 2,
  urgent: true,
  firstAt: "2026-11-25T01:00:00.000Z",
  lastAt: "2026-11-25T01:10:00.000Z",
  dueAt: "2026-11-26T01:00:00.000Z",
  author: "Akun Contoh",
  excerpt: "Bonus deposit",
  standing: { lane: "urgent", severity: 8, reach: 120, voices: 1.2 },
  asked: false,
  reviewAsked: false,
};
const report: ReportView = {
  id: "11111111-1111-4111-8111-111111111111",
  number: "LK-7F3K2-9QX4M",
  by: "Siti",
  at: "2026-11-25T01:05:00.000Z",
  category: "JUDI",
  action: "HAPUS_KEBIJAKAN",
  urgent: true,
  note: "Berulang",
  evidence: sample,
  filesHere: ["a".repeat(64)],
};
const whole: CaseView = {
  ...row,
  aliases: [],
  holds: [],
  reportList: [
    report,
    { ...report, id: "22222222-1111-4111-8111-111111111111", at: "2026-11-25T01:01:00.000Z", by: "Budi" },
  ],
  reviews: [],
  decisions: [],
  similar: [],
  merged: [],
  history: [],
  questions: [],
  log: [],
  can: ["approve", "reject"],
};

let view: CaseView;
let decided: DecisionInput[];
let answered: [string, AnswerInput][];
let answer: Result<unknown>;
let reads: number;
let asked: string[];
let veils: string[];
let reveals: string[];
let revealed: Result<Blob>;

beforeEach(() => {
  view = whole;
  decided = [];
  answered = [];
  answer = ok({});
  reads = 0;
  asked = [];
  veils = [];
  reveals = [];
  revealed = ok(new Blob(["clear"], { type: "image/png" }));
});

async function openCase(): Promise<void> {
  const calls: ReviewCalls = {
    listQueue: async (name) => {
      asked.push(name);
      return ok({ cases: name === "pending" ? [row, { ...row, id: "other", category: "SPAM" }] : [] });
    },
    getCase: async () => {
      reads += 1;
      return ok(view);
    },
    readVeil: async (_, sha256) => {
      veils.push(sha256);
      return ok(new Blob(["veil"], { type: "image/png" }));
    },
    revealFile: async (_, sha256) => {
      reveals.push(sha256);
      return revealed;
    },
    exportCase: async () => fail("not-found"),
    decide: async (_, input) => {
      decided.push(input);
      return answer;
    },
    answerDecision: async (id, input) => {
      answered.push([id, input]);
      return answer;
    },
  };
  await show(<Review calls={calls} leftMs={leftMs} />);
  await click("case-row");
}

const image = () => document.querySelector("img");

describe("a case", () => {
  test("is opened from the queue with its evidence, its picture veiled until somebody asks by an act", async () => {
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
    expect(image()?.className).toBe("");
    expect(image()?.src).not.toBe(veil);
    expect(image()?.alt).toContain("seperti disegel");
    await click("file-reveal");
    expect(image()?.className).toBe("veiled");
    expect(image()?.src).toBe(veil);
    await click("file-reveal");
    expect(reveals).toHaveLength(2);
  });

  test("keeps the veil and says why when the file may not be shown", async () => {
    revealed = fail("role-forbidden");
    await openCase();
    await click("file-reveal");
    expect(find("problem").dataset.code).toBe("role-forbidden");
    expect(image()?.className).toBe("veiled");
    expect(reads).toBe(1);
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
    const titles = [...document.querySelectorAll("figcaption")].map((one) => one.textContent);
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

  test("says who sealed it, what is on hold, and what was deleted", async () => {
    const at = "2026-11-25T02:00:00.000Z";
    view = { ...whole, reportList: [{ ...report, sealed: { by: "Siti", at } }] };
    await openCase();
    expect(find("seal").textContent).toContain("perangkat Siti");
    expect(find("case-file").textContent).toContain("Disegel, sidik aaaa");
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

  test("of the no-pixels lane shows neither picture nor words, whatever it was given", async () => {
    view = { ...whole, category: "PORNO_ANAK" };
    await openCase();
    const evidence = document.querySelector(".evidence")?.textContent ?? "";
    expect(document.querySelector("img")).toBeNull();
    expect(evidence).not.toContain("Bonus deposit");
    expect(evidence).toContain("998877");
  });
});

describe("deciding", () => {
  test("needs a reason, and says so before anything leaves", async () => {
    await openCase();
    await click("decide-approve");
    await click("decide-reject");
    expect(decided).toEqual([]);
    expect(document.activeElement).toBe(find("decide-reason"));
    expect(find("case-view").textContent).toContain("Alasan belum diisi");
  });

  test("approves with category, action, bases in force and the version seen", async () => {
    await openCase();
    await type("decide-reason", " Unsur terpenuhi ");
    await click("decide-action-TUTUP_KANAL");
    await click("decide-approve");
    expect(decided).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        act: "approve",
        category: "JUDI",
        action: "TUTUP_KANAL",
        basis: ["uu-ite-27-2", "kuhp-426-427"],
        reason: "Unsur terpenuhi",
        caseVersion: 4,
      },
    ]);
    expect(find("decide-saved").textContent).toContain("Tersimpan");
    expect((find("decide-reason") as HTMLTextAreaElement).value).toBe("");
    expect(reads).toBe(2);
    expect(asked).toEqual(["pending", "pending"]);
  });

  test("another category brings its own action and bases", async () => {
    await openCase();
    await type("decide-category", "SPAM");
    await type("decide-reason", "Hanya spam");
    await click("decide-approve");
    expect(decided[0]).toMatchObject({ category: "SPAM", action: "LAPOR_PLATFORM", basis: [] });
  });

  test("a case that changed is read again, and what was typed stays", async () => {
    await openCase();
    await type("decide-reason", "Sudah saya baca");
    answer = fail("case-changed");
    view = { ...whole, version: 5 };
    await click("decide-reject");
    expect(find("problem").dataset.code).toBe("case-changed");
    expect((find("decide-reason") as HTMLTextAreaElement).value).toBe("Sudah saya baca");
    answer = ok({});
    await click("decide-reject");
    expect(decided.map(({ caseVersion }) => caseVersion)).toEqual([4, 5]);
    expect(new Set(decided.map(({ id }) => id)).size).toBe(1);
    await type("decide-reason", "Keputusan lain");
    await click("decide-reject");
    expect(new Set(decided.map(({ id }) => id)).size).toBe(2);
  });
});

describe("the second person", () => {
  const proposed: CaseView["decisions"][number] = {
    id: "99999999-1111-4111-8111-111111111111",
    act: "approve",
    category: "JUDI",
    action: "HAPUS_KEBIJAKAN",
    basis: ["uu-ite-27-2"],
    elements: [],
    exceptions: [],
    votes: [],
    reason: "Unsur terpenuhi",
    state: "proposed",
    by: "Agus",
    own: false,
    at: "2026-11-25T02:00:00.000Z",
  };

  test("confirms without a reason, refuses only with one", async () => {
    view = { ...whole, state: "proposed", decisions: [proposed], can: ["confirm", "refuse"] };
    await openCase();
    expect(find("decision").textContent).toContain("UU ITE Ps 27(2)");
    await click("decide-refuse");
    expect(answered).toEqual([]);
    await click("decide-confirm");
    expect(answered).toEqual([[proposed.id, { answer: "confirm" }]]);
    await type("decide-reason", "Kurang bukti");
    await click("decide-refuse");
    expect(answered[1]).toEqual([proposed.id, { answer: "refuse", reason: "Kurang bukti" }]);
  });

  test.each(["own-report", "own-decision", "case-closed", "role-forbidden"] as const)(
    "reads why nothing can be done: %s",
    async (cannot) => {
      view = { ...whole, can: [], cannot };
      await openCase();
      expect(find("cannot").dataset.reason).toBe(cannot);
      expect(find("cannot").textContent?.length).toBeGreaterThan(15);
      expect(seek("decide-approve")).toBeNull();
    },
  );
});

test("arrows walk the queue", async () => {
  await openCase();
  find("case-row").focus();
  await press("ArrowDown");
  expect((document.activeElement as HTMLElement).dataset.case).toBe("other");
  await press("ArrowUp");
  expect((document.activeElement as HTMLElement).dataset.case).toBe(caseId);
});

describe("the queue as data", () => {
  test("what waits for a second person comes first", () => {
    expect(statesOf("pending")).toEqual(["proposed", "open"]);
    expect(statesOf("rejected")).toEqual(["rejected"]);
  });

  test("a case that moved between two pages is shown once, newest", () => {
    const moved = { ...row, version: 5, state: "proposed" as const };
    expect(joinPages([[row], [moved]])).toEqual([moved]);
    expect(joinPages([[moved], [row]])).toEqual([moved]);
  });

  test("a decided case has no time left to count", () => {
    const now = Date.parse("2026-11-26T00:30:00.000Z");
    expect(leftMs(row, now)).toBe(30 * 60_000);
    expect(leftMs({ ...row, state: "approved" }, now)).toBeUndefined();
    expect(leftMs({ state: "open" }, now)).toBeUndefined();
  });
});
