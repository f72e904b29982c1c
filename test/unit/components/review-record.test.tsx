/** @vitest-environment happy-dom */
/** Trust in vloggers: their own record, a pause with the way back, and golden cases at the desk. */

import { describe, expect, test } from "vitest";
import { ReviewRecord } from "../../../components/vlogger/tasks/Tasks.tsx";
import type { TitledRecord } from "../../../utils/extension/vlogger/vlogger-record.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { ReviewedCase } from "../../../utils/shared/contract/vlogger-record.ts";
import { caseId, Intake, whole } from "../../support/case-kit.tsx";
import { click, find, memoryStore, seek, show, type } from "../../support/components-kit.tsx";

const at = "2026-11-25T01:00:00.000Z";
const none = { right: 0, of: 0, lower: 0, upper: 1 };
const titles = { uang: { id: "Uang yang diubah pengelola", en: "Money, edited" } };
const record = (more: Partial<TitledRecord> = {}): TitledRecord => ({
  titles,
  ...{ rank: "participant", all: none, groups: [], reviews: [] },
  ...{ next: { rank: "reviewer", marks: 5, lower: 0.5 } },
  ...more,
});
const told = async (more: Partial<TitledRecord>) => {
  await show(<ReviewRecord record={record(more)} />);
  return find("verdict-record").textContent ?? "";
};

describe("a vlogger's own record", () => {
  test("shows known figures and the needs of the next level, and no rate for a few reviews", async () => {
    expect(await told({})).toContain("Belum ada penilaian yang diketahui hasilnya.");
    expect(await told({})).toContain("Menjadi peninjau: paling sedikit 5 hasil");
    const few = await told({ all: { right: 3, of: 4, lower: 0.3, upper: 0.95 } });
    expect(few).toContain("3 dari 4 penilaian tepat");
    expect(few).toContain("Masih terlalu sedikit");
    expect(few).not.toContain("30%");
  });

  test("gives the bounds in words, the level with its date, and each group", async () => {
    const all = { right: 27, of: 30, lower: 0.744, upper: 0.965 };
    const { next: _next, ...rest } = record({ all, rank: "trusted", rankedAt: at });
    await show(<ReviewRecord record={{ ...rest, groups: [{ lesson: "uang", ...all }] }} />);
    const words = find("verdict-record").textContent ?? "";
    expect(words).toContain("ketepatan Anda antara 74% dan 97%");
    expect(words).toContain("Tepercaya sejak 25 Nov 2026");
    expect(words).toContain("Uang yang diubah pengelola");
    expect(words).toContain("27 dari 30");
    expect(words).not.toContain("Menjadi");
  });

  const refresher = { right: 3, of: 4, lower: 0.3, upper: 0.95, needed: 8, neededLower: 0.5 };

  test("shows date, reason and the way back while paused, and no next level", async () => {
    const words = await told({ rank: "reviewer", pause: { at, for: "record", group: "uang", refresher } });
    expect(words).toContain("Dijeda sejak 25 Nov 2026");
    expect(words).toMatch(/keliru tentang.*Uang yang diubah pengelola/);
    expect(words).toContain("paling sedikit 8 kasus uji dengan batas bawah ketepatan 50%");
    expect(words).toContain("Sekarang 3 dari 4 tepat.");
    expect(words).not.toContain("Menjadi");
    const byPerson = await told({ pause: { at, for: "person", reason: "Cuti panjang", refresher } });
    expect(byPerson).toContain("Sebabnya: Cuti panjang");
    expect(byPerson).toContain("hubungi penyelia lain");
    expect(byPerson).not.toContain("Jalan kembali");
  });

  test("lists the outcome of verdicts: golden ones with answer and reason, undecided ones without", async () => {
    const reviewed: ReviewedCase = {
      ...{ id: caseId, at, subject: "youtube:video:a", category: "JUDI", verdict: "violates" },
    };
    const outcome = { violates: false, right: false, golden: true, why: "Ini berita." };
    const reviews = [
      { ...reviewed, found: outcome },
      { ...reviewed, id: "2", found: { violates: true, right: true, golden: false } },
      { ...reviewed, id: "3", verdict: "cannot-tell" as const, found: { violates: true, golden: false } },
      { ...reviewed, id: "4", title: "Kuis berhadiah" },
    ];
    await told({ reviews });
    const rows = [...document.querySelectorAll<HTMLElement>('[data-testid="reviewed-row"]')];
    expect(rows.map(({ dataset }) => dataset.outcome)).toEqual(["isWrong", "isRight", "noSide", "waits"]);
    expect(rows[0]?.textContent).toContain("Anda: Melanggar. Hasilnya: Tidak melanggar.");
    expect(rows[0]?.textContent).toContain("Kasus uji. Ini berita.");
    expect(rows[1]?.textContent).not.toContain("Kasus uji");
    expect(rows[3]?.textContent).toBe("Kuis berhadiahBelum diputusAnda: Melanggar");
  });
});

describe("a golden case at the desk", () => {
  const decided = { ...whole, state: "rejected", can: [], cannot: "case-closed" } as const;

  test("is offered only if the intake allows it", async () => {
    await new Intake({ ...decided, can: [] }).open();
    expect(seek("golden")).toBeNull();
  });

  test("needs an explanation, which is kept when it could not be sent", async () => {
    const intake = new Intake({ ...decided, can: [], golden: { violates: false } });
    await intake.open();
    expect(find("golden").textContent).toContain("Jawaban yang benar: Tidak melanggar.");
    await click("golden-set");
    expect(intake.golden).toEqual([]);
    expect(find("golden").textContent).toContain("Penjelasan belum diisi.");
    await type("golden-why", " Kritik yang wajar. ");
    intake.answer = fail("offline", undefined, "later");
    await click("golden-set");
    expect(find("problem").dataset.code).toBe("offline");
    intake.answer = ok({});
    const { reads } = intake;
    await click("golden-set");
    expect(intake.golden.at(-1)).toEqual({ act: "set", why: "Kritik yang wajar." });
    expect(intake.reads).toBe(reads + 1);
  });

  test("keeps the explanation when the window closes, until it is sent", async () => {
    const kept = new Map<string, unknown>();
    const store = memoryStore(kept);
    const intake = new Intake({ ...decided, can: [], golden: { violates: false } });
    await intake.open("id", { store });
    await type("golden-why", "Kritik yang wajar.");
    await show(null);
    await intake.open("id", { store });
    expect((find("golden-why") as HTMLTextAreaElement).value).toBe("Kritik yang wajar.");
    await click("golden-set");
    expect([...kept.keys()].filter((key) => key.startsWith("golden:"))).toEqual([]);
  });

  test("shows how it was judged, and can be ended", async () => {
    const set = { violates: false, why: "Kritik.", by: "Budi", at, met: 5, right: 3, wrong: 1 };
    const intake = new Intake({ ...decided, can: [], golden: { violates: false, set } });
    await intake.open();
    expect(find("golden").textContent).toContain("Dinilai 5 kali: 3 tepat, 1 keliru.");
    expect(find("golden").textContent).toContain("oleh Budi");
    expect(seek("golden-why")).toBeNull();
    await click("golden-end");
    expect(intake.golden).toEqual([{ act: "end" }]);
  });
});
