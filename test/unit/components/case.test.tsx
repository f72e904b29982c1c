/** @vitest-environment happy-dom */
/** An opened case in each of its states: claim, reason in the queue, other reviews, similar cases. */

import { act } from "preact/test-utils";
import { afterEach, describe, expect, test, vi } from "vitest";
import { publishedWords } from "../../../components/desk/case/CaseFacts.tsx";
import { SelfReviews } from "../../../components/desk/case/ReviewCard.tsx";
import type { DecisionDraft } from "../../../components/desk/decision/decision-draft.ts";
import { setClockOffset } from "../../../components/ui/use-now.ts";
import type { StateStore } from "../../../components/ui/use-persisted-state.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewAnswer } from "../../../utils/shared/contract/review.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { caseId, Intake, proposed, report, whole } from "../../support/case-kit.tsx";
import {
  click,
  find,
  memoryStore,
  press,
  seek,
  settle,
  sharedStores,
  show,
  type,
} from "../../support/components-kit.tsx";

const in10Minutes = () => new Date(Date.now() + 600_000).toISOString();
const otherId = "8b2f2d80-1111-4111-8111-111111111111";

describe("the claim on a case", () => {
  test("is taken on open, shown, and released on close", async () => {
    const intake = new Intake();
    intake.claim = ok({ claim: { by: "Saya", own: true, until: in10Minutes() } });
    await intake.open();
    expect(intake.claims).toEqual(["take"]);
    expect(find("claim").dataset.state).toBe("own");
    await show(null);
    expect(intake.claims).toEqual(["take", "release"]);
  });

  test("shows name and end when another person has it; no decision is sent, and the input is kept", async () => {
    const intake = new Intake({ ...whole, claim: { by: "Rudi", own: false, until: in10Minutes() } });
    intake.claim = fail("case-claimed");
    await intake.open();
    expect(find("claim").dataset.state).toBe("other");
    expect(find("claim").textContent).toContain("Rudi");
    expect((find("decide-approve") as HTMLButtonElement).disabled).toBe(true);
    await press("s");
    expect(find("decide").dataset.open).toBeUndefined();
  });

  test("is kept while the device's clock is an hour ahead of the intake's", async () => {
    const hourMs = 3_600_000;
    setClockOffset(hourMs);
    const intake = new Intake();
    const until = new Date(Date.now() - hourMs + 600_000).toISOString();
    intake.claim = ok({ claim: { by: "Saya", own: true, until } });
    await intake.open();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await settle();
    expect(find("claim").dataset.state).toBe("own");
    setClockOffset(0);
  });

  test("is renewed by activity, but not by each act", async () => {
    const intake = new Intake();
    await intake.open();
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 61_000);
    await press("Shift");
    await press("Shift");
    now.mockRestore();
    expect(intake.claims).toEqual(["take", "take"]);
  });

  test("loses no input when it expires during typing, and names the next person to claim the case", async () => {
    const intake = new Intake();
    intake.claim = ok({ claim: { by: "Saya", own: true, until: new Date(Date.now() + 40).toISOString() } });
    await intake.open();
    await press("t");
    await press("1");
    await new Promise((resolve) => setTimeout(resolve, 60));
    await settle();
    expect(find("claim").dataset.state).toBe("lapsed");
    const before = intake.claims.length;
    await press("Shift");
    expect(intake.claims.slice(before)).toEqual(["take"]);
    intake.claim = fail("case-claimed");
    intake.answer = fail("case-claimed");
    intake.view = { ...whole, claim: { by: "Rudi", own: false, until: in10Minutes() } };
    await press("Enter", { ctrlKey: true });
    expect(find("problem").dataset.code).toBe("case-claimed");
    expect(find("claim").textContent).toContain("Rudi");
    expect((find("decide-reason") as HTMLTextAreaElement).value).toContain("Ini kritik");
    expect((find("decide-reject") as HTMLButtonElement).disabled).toBe(true);
  });

  test("is not requested if no decision is possible", async () => {
    const intake = new Intake({ ...whole, can: [], cannot: "own-report" });
    await intake.open();
    expect(intake.claims).toEqual([]);
  });
});

test.each(["own-report", "own-decision", "case-closed", "role-forbidden", "already-voted"] as const)(
  "explains why no decision is possible: %s",
  async (cannot) => {
    await new Intake({ ...whole, can: [], cannot }).open();
    expect(find("cannot").dataset.reason).toBe(cannot);
    expect(find("cannot").textContent?.length).toBeGreaterThan(15);
    expect(seek("decide-approve")).toBeNull();
  },
);

describe("the export menu", () => {
  const adult = { ...report, category: "PORNO" } as const;
  const lane = { ...report, category: "PORNO_ANAK" } as const;
  const named = { ...proposed, category: "PORNO", state: "refused" } as const;
  const offers = async (role: Role, view: Partial<CaseView> = {}) => {
    await show(null);
    await new Intake({ ...whole, ...view }).open("id", { role });
    return seek("export") !== null;
  };

  test("is offered to supervisors, and not to panelists, whom the intake refuses", async () => {
    expect(await offers("supervisor", { category: "PORNO", reportList: [adult] })).toBe(true);
    expect(await offers("panelist")).toBe(false);
  });

  test("is not offered to administrators where adult material was named, unless it is withheld", async () => {
    expect(await offers("admin")).toBe(true);
    expect(await offers("admin", { reportList: [report, adult] })).toBe(false);
    expect(await offers("admin", { decisions: [named] })).toBe(false);
    expect(await offers("admin", { reportList: [report, lane] })).toBe(false);
    expect(await offers("admin", { category: "PORNO_ANAK", reportList: [lane, adult] })).toBe(true);
  });
});

test("explains in words why the case is in the queue", async () => {
  await new Intake().open();
  expect(find("standing").textContent).toBe(
    "Mengapa di urutan ini: jalur empat jam · kategori sedang · jangkauan 1.200 · bobot pelapor 1,2",
  );
});

test("tells when a site's own time was read, because it counts from then", () => {
  const { evidence } = whole.reportList[0] as (typeof whole.reportList)[number];
  const { publishedAt: _, ...others } = evidence.fields;
  const fields = { ...others, publishedRaw: { value: "2 jam", source: "text" } };
  const read = { ...evidence, fields, capturedAt: "2026-11-25T07:55:00.000Z" };
  expect(publishedWords("id", read)).toMatch(/^2 jam, dilihat 25 Nov 2026, /);
  expect(publishedWords("id", { ...read, fields: {} })).toBeUndefined();
  const known = { ...fields, publishedAt: { value: "2026-11-25T05:00:00.000Z", source: "text" } };
  expect(publishedWords("id", { ...read, fields: known })).not.toContain("2 jam");
});

test("a case merged a second ago opens as the merged case, with a note", async () => {
  await new Intake({ ...whole, id: otherId }).open();
  expect(find("case-moved").textContent).toContain("digabung");
  expect(find("case-view").textContent).toContain("2 laporan dari 2 orang");
});

test("a decision is possible after retention deleted evidence", async () => {
  const deleted = { ...report, evidence: { ...report.evidence, fields: {} }, filesHere: [] };
  const reportList = [{ ...deleted, evidenceDeletedAt: "2026-11-25T02:00:00.000Z" }];
  const intake = new Intake({ ...whole, reportList });
  await intake.open();
  expect(find("evidence-deleted").textContent).toContain("25 Nov 2026");
  await press("t");
  await press("7");
  await press("Enter", { ctrlKey: true });
  expect(intake.decided[0]).toMatchObject({ why: "evidence-poor" });
});

describe("reviews", () => {
  const review = (verdict: CaseView["reviews"][number]["verdict"], n: number) => ({
    ...{ verdict, id: `${n}`, reason: `Sebab ${n}`, timecodes: [], by: `Vlogger ${n}` },
    ...{ rank: "reviewer" as const, weight: 0.5 },
    at: "2026-11-25T02:00:00.000Z",
  });

  test.each([
    [["violates", "violates"], "2 dari 2 penilai: Melanggar"],
    [["violates", "does-not", "violates"], "2 dari 3 penilai: Melanggar. Berbeda: 1 Tidak melanggar"],
    [
      ["violates", "does-not"],
      "Penilai berbeda pendapat (2 penilaian). Berbeda: 1 Melanggar, 1 Tidak melanggar",
    ],
  ] as const)("%j agree so: %s", async (verdicts, said) => {
    await new Intake({ ...whole, reviews: verdicts.map(review) }).open();
    expect(find("agreement").textContent).toBe(said);
  });

  test("are left out while there are none, on YouTube too, and show a review that was asked for", async () => {
    await new Intake({ ...whole, site: "youtube" }).open();
    expect(document.body.textContent).not.toContain("Penilaian vlogger");
    await show(null);
    await new Intake({ ...whole, site: "youtube", reviewAsked: true }).open();
    expect(document.body.textContent).toContain("Penilaian vlogger");
    expect(document.body.textContent).not.toContain("Belum ada penilaian");
  });

  test("do not count half as a majority", async () => {
    const reviews = (["violates", "violates", "does-not", "needs-context"] as const).map(review);
    await new Intake({ ...whole, reviews }).open();
    expect(find("agreement").textContent).toContain("Penilai berbeda pendapat (4 penilaian)");
  });

  test("do not count two light records as a majority against a heavy one", async () => {
    const light = (["violates", "violates"] as const).map((verdict, n) => ({
      ...review(verdict, n),
      weight: 0.2,
    }));
    const reviews = [...light, { ...review("does-not", 3), weight: 0.9 }];
    await new Intake({ ...whole, reviews }).open();
    expect(find("agreement").textContent).toBe(
      "2 dari 3 penilai: Melanggar, tetapi catatan mereka terlalu ringan untuk mayoritas. Berbeda: 1 Tidak melanggar",
    );
  });

  test("shows a review that the same person replaced, and does not count it", async () => {
    const replaced = { ...review("does-not", 2), replaced: true as const };
    await new Intake({ ...whole, reviews: [review("violates", 1), replaced] }).open();
    expect(find("agreement").textContent).toBe("1 dari 1 penilai: Melanggar");
    expect(find("agreement").parentElement?.textContent).toContain("Digantikan penilaian yang lebih baru");
  });

  test("counts no review of people who are tied to the case, and names reviewers of one inviter", async () => {
    const tied = (["reported", "proposer", "reporter", "barred"] as const).map((tie, n) => ({
      ...review("does-not", n),
      tied: tie,
    }));
    const kin = [5, 6].map((n) => ({ ...review("violates", n), tied: "reviewer" as const }));
    await new Intake({ ...whole, reviews: [...tied, ...kin] }).open();
    expect(find("agreement").textContent).toBe("2 dari 2 penilai: Melanggar");
    const shown = find("agreement").parentElement?.textContent;
    expect(shown).toContain("2 penilaian yang dihitung berasal dari orang yang diundang satu orang");
    expect(shown).toContain("Juga pelapor");
    expect(shown).toContain("Pengusul atau terkait pengusul, tidak dihitung");
    expect(shown).toContain("Dibekukan, dijeda otomatis, atau terkait kanalnya");
    expect(shown).toContain("Terkait pelapor lewat undangan");
  });

  test("show a participant's review without counting it", async () => {
    const beginner = { ...review("does-not", 9), rank: "participant" as const, weight: 0 };
    await new Intake({ ...whole, reviews: [review("violates", 1), beginner] }).open();
    expect(find("agreement").textContent).toBe("1 dari 1 penilai: Melanggar");
    expect(find("agreement").parentElement?.textContent).toContain("1 penilaian peserta");
    expect(document.querySelectorAll('[data-testid="review"]')).toHaveLength(2);
  });

  test("show their reasons, and no name where names are hidden", async () => {
    const { by: _, ...nameless } = review("violates", 1);
    const said = {
      ...nameless,
      confidence: "low" as const,
      elements: {
        "judi.permainan": "yes" as const,
        "judi.akses": "unsure" as const,
        "video.gone": "yes" as const,
      },
      localContext: "Istilah pasar di Medan.",
    };
    await new Intake({ ...whole, category: "JUDI", reviews: [said] }).open();
    const card = find("review");
    expect(find("found-judi.permainan").textContent).toContain("Ya");
    expect(find("found-judi.akses").dataset.answer).toBe("unsure");
    for (const words of [
      "Kurang yakin",
      "Istilah pasar di Medan.",
      "Peninjau, bobot 0,5",
      "Video sudah tidak ada",
    ])
      expect(card.textContent).toContain(words);
    expect(card.textContent).not.toContain("oleh");
  });
});

test("shows the author's decided cases and the questions", async () => {
  const at = "2026-11-20T02:00:00.000Z";
  const intake = new Intake({
    ...whole,
    history: [{ caseId: otherId, subject: "x:post:7", category: "SPAM", state: "rejected", at }],
    questions: [{ id: "q", reportId: report.id, text: "Dari mana?", at }],
  });
  await intake.open();
  expect(find("history-row").parentElement?.textContent).toContain("Ditolak, 20 Nov 2026");
  await click("history-row");
  expect(intake.opened).toEqual([otherId]);
  expect(find("question").textContent).toContain("LK-7F3K2-9QX4M");
  expect(find("question").dataset.answered).toBe("false");
});

describe("similar cases", () => {
  const similarCase = (distance: number | undefined, why: "text" | "person" = "text") => ({
    ...{ caseId: otherId, subject: "x:post:7", category: "JUDI" as const, state: "open" as const, why },
    ...(distance === undefined ? {} : { distance }),
  });

  test.each([
    [0, "teks: sama persis"],
    [0.06, "teks: hampir sama (94 %)"],
    [0.4, "teks: mirip (60 %)"],
  ] as const)("at distance %d reads %s", async (distance, said) => {
    await new Intake({ ...whole, similar: [similarCase(distance)] }).open();
    expect(find("similar-row").textContent).toContain(said);
  });

  test("a merge needs a reason, explains how to undo it, and opens the merged case", async () => {
    const intake = new Intake({ ...whole, similar: [similarCase(undefined, "person")] });
    intake.regrouped = ok({ caseId: otherId });
    await intake.open();
    await click("regroup-merge");
    expect(find("similar").textContent).toContain("Dapat dipisahkan lagi");
    await click("regroup-send");
    expect(intake.regroupings).toEqual([]);
    await type("regroup-reason", "Kiriman yang sama");
    await press("Enter", { ctrlKey: true });
    expect(intake.regroupings).toEqual([{ act: "merge", with: otherId, reason: "Kiriman yang sama" }]);
    expect(intake.opened).toEqual([otherId]);
  });

  test("a reason is kept when the window closes, for its act and case only", async () => {
    const kept = new Map<string, unknown>();
    const store = memoryStore(kept);
    const group = { id: otherId, cases: 3, why: "text" as const };
    const intake = new Intake({ ...whole, group, similar: [similarCase(undefined, "person")] });
    const reason = () => (find("regroup-reason") as HTMLTextAreaElement).value;
    await intake.open("id", { store });
    await click("regroup-merge");
    await type("regroup-reason", "Kiriman yang sama");
    await show(null);
    await intake.open("id", { store });
    await click("regroup-leave");
    expect(reason()).toBe("");
    await click("regroup-merge");
    expect(reason()).toBe("Kiriman yang sama");
    await click("regroup-send");
    expect([...kept.keys()].filter((key) => key.startsWith("regroup:"))).toEqual([]);
  });

  test("a split and leaving a group work the same way; a refusal keeps the input", async () => {
    const group = { id: otherId, cases: 3, why: "text" as const };
    const intake = new Intake({ ...whole, group, merged: [{ caseId: otherId, subject: "x:post:7" }] });
    intake.regrouped = fail("not-similar");
    await intake.open();
    await click("regroup-leave");
    await type("regroup-reason", "Bukan kelompoknya");
    await click("regroup-send");
    expect(find("problem").dataset.code).toBe("not-similar");
    expect((find("regroup-reason") as HTMLTextAreaElement).value).toBe("Bukan kelompoknya");
    intake.regrouped = ok({ caseId });
    await click("regroup-split");
    await type("regroup-reason", "Kiriman lain");
    await click("regroup-send");
    expect(intake.regroupings.at(-1)).toEqual({ act: "split", merged: otherId, reason: "Kiriman lain" });
    expect(intake.opened).toEqual([]);
  });
});

test("a settled decision shows every vote with its reason", async () => {
  const at = "2026-11-25T03:00:00.000Z";
  const votes = (["uphold", "uphold", "overturn"] as const).map((vote, n) => ({
    ...{ id: `${n}`, vote, reason: `Sebab ${n}`, by: `Panelis ${n}`, at },
  }));
  const decisions = [{ ...proposed, state: "confirmed" as const, votes, settledAt: at }];
  await new Intake({ ...whole, decisions, can: [], cannot: "case-closed" }).open();
  expect(document.querySelectorAll('[data-testid="vote"]')).toHaveLength(3);
  expect(find("decision").textContent).toContain("Diselesaikan panel");
});

describe("checks that vloggers did of the video", () => {
  const at = "2026-11-24T01:00:00.000Z";
  const answers = [
    { rule: "judi", answer: "problem", timecodes: [{ seconds: 134, note: "Logo situs" }] },
    { rule: "sara", answer: "fine", timecodes: [] },
  ] satisfies SelfReviewAnswer[];

  test("a closed one shows its date and rules, and that no more is available", async () => {
    await show(<SelfReviews view={{ ...whole, selfReviews: [{ at, policyVersion: 3 }] }} />);
    expect(find("self-seen").textContent).toContain("24 Nov 2026, aturan versi 3");
    expect(find("self-seen").textContent).toContain("tidak dibuka untuk penyelia");
    expect(seek("self-seen-content")).toBeNull();
  });

  test("an opened one shows the outcome and the problems with their time stamps", async () => {
    const content = { result: "change" as const, answers };
    await show(<SelfReviews view={{ ...whole, selfReviews: [{ at, policyVersion: 3, content }] }} />);
    const said = find("self-seen").textContent;
    for (const part of ["2:14", "Logo situs", "situs judi"]) expect(said).toContain(part);
    expect(said).not.toContain("suku, agama");
  });

  test("one by a person who only declared the channel is called no admission", async () => {
    const content = { result: "do-not-publish" as const, answers };
    const shown = [{ at, policyVersion: 3, declared: true as const, content }];
    await show(<SelfReviews view={{ ...whole, selfReviews: shown }} />);
    expect(find("self-declared").textContent).toContain("Jangan anggap pengakuan");
  });

  test("are not mentioned if there are none", async () => {
    await show(<SelfReviews view={whole} />);
    expect(document.body.textContent).not.toContain("Pemeriksaan sendiri");
  });
});

describe("reports that came after a decision", () => {
  const later = { ...report, id: "33333333-1111-4111-8111-111111111111", at: "2026-11-25T03:00:00.000Z" };
  const frozen = {
    ...{ caseVersion: 3, input: "a".repeat(64), subject: "x:post:1860" as const, aliases: [] },
    ...{ address: "https://x.com/contoh/status/1860", author: "Akun Contoh", authorId: "111" },
    evidence: { reportId: report.id, capturedAt: "2026-11-25T01:00:00.000Z" },
  };
  const decided = (more: Partial<CaseView["decisions"][number]> = {}): CaseView => ({
    ...whole,
    reportList: [later, ...whole.reportList],
    decisions: [{ ...proposed, frozen, ...more }],
  });

  test("are marked, and the decided report is shown", async () => {
    await new Intake(decided()).open();
    expect(find("new-since").textContent).toContain("1 laporan");
    const cards = [...document.querySelectorAll(".report-cards > li")];
    const marked = cards.map((card) => card.textContent?.includes("Baru sejak keputusan"));
    expect(marked).toEqual([true, false, false]);
    const shown = cards.map((card) => card.querySelector("[data-testid=shown-evidence]") !== null);
    expect(shown).toEqual([false, true, false]);
    expect(find("decided-on").textContent).toContain("https://x.com/contoh/status/1860");
    expect(find("decided-on").textContent).toContain("111");
  });

  test("are not marked beside a decision that was refused, undone or reversed", async () => {
    for (const more of [
      { state: "refused" },
      { state: "undone" },
      { state: "confirmed", reversedAt: "2026-11-25T02:30:00.000Z" },
    ] as const) {
      await new Intake(decided(more)).open();
      expect(document.querySelector("[data-testid=new-since]")).toBeNull();
      await show(null);
    }
  });
});

describe("a case that may be about the same post", () => {
  const maybe = { caseId: otherId, subject: "x:post:1861" as const, state: "approved" as const };
  const withMaybe = (agreed: "nobody" | "own" | "other", more: Partial<CaseView> = {}): CaseView => ({
    ...{ ...whole, ...more },
    maybeSame: [{ ...maybe, agreed }],
  });

  test("is merged when a second person agrees, and names the missing person", async () => {
    const intake = new Intake(withMaybe("other"));
    await intake.open();
    expect(find("maybe-same").textContent).toContain("Orang kedua menggabungkannya");
    await click("regroup-merge");
    await type("regroup-reason", "Sama.");
    await click("regroup-send");
    expect(intake.regroupings).toEqual([{ act: "merge", with: otherId, reason: "Sama." }]);
    await show(null);
    await new Intake(withMaybe("own")).open();
    expect(find("maybe-same").querySelector("[data-testid=regroup-merge]")).toBeNull();
  });

  test("is named by author and words, as is one that was merged; by its identity if the intake tells no more", async () => {
    const words = { author: "Akun Lain", excerpt: "Bonus" };
    const merged = [{ caseId: otherId, subject: "x:post:7" as const, ...words }];
    await new Intake({ ...whole, merged, maybeSame: [{ ...maybe, ...words, agreed: "nobody" }] }).open();
    expect(find("maybe-same").textContent).toContain("Akun Lain: Bonus");
    expect(find("similar").textContent).toContain("Digabung ke sini: Akun Lain: Bonus");
    expect(find("similar").textContent).not.toContain("x:post:");
    await show(null);
    await new Intake(withMaybe("nobody")).open();
    expect(find("maybe-same").textContent).toContain("X, kiriman 1861");
  });

  test("is offered on a decided case to people who may reverse its decision", async () => {
    for (const can of [["reverse"], []] as CaseView["can"][]) {
      await new Intake(withMaybe("nobody", { state: "approved", can })).open();
      const button = find("maybe-same").querySelector("[data-testid=regroup-merge]");
      expect(button !== null).toBe(can.length > 0);
      await show(null);
    }
  });
});

describe("around the case", () => {
  const at = "2026-11-25T03:00:00.000Z";
  const history = [
    {
      caseId: otherId,
      subject: "x:post:7" as const,
      category: "SPAM" as const,
      state: "rejected" as const,
      at,
    },
  ];
  const entry = (seq: number, act: string, detail: Record<string, unknown> = {}) => ({
    ...{ seq, act, detail, by: "Siti", at, previous: "", hash: `${seq}`.padEnd(64, "a") },
  });
  const shownPane = () => document.querySelector("[role=tabpanel]:not([hidden])")?.id;

  test("tabs carry counts; the first with something to see is open, and arrows move", async () => {
    await new Intake({ ...whole, history }).open();
    expect(find("context-similar").textContent).toBe("Mirip");
    expect(find("context-author").textContent).toBe("Penulis 1");
    expect(shownPane()).toBe("context-author-pane");
    find("context-author").focus();
    find("context-author").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
    await settle();
    expect(shownPane()).toBe("context-similar-pane");
  });

  test("keeps the tab that is read when other parts arrive later", async () => {
    const intake = new Intake(whole);
    await intake.open("id", { row: whole });
    const before = shownPane();
    intake.view = { ...whole, version: 9, history, log: [entry(1, "report-received")] };
    await intake.open("id", { row: { ...whole, version: 9 } });
    expect(find("context-author").textContent).toBe("Penulis 1");
    expect(shownPane()).toBe(before);
  });

  test("m opens the similar cases from another tab", async () => {
    await new Intake({ ...whole, history }).open();
    await press("m");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(shownPane()).toBe("context-similar-pane");
    expect(document.activeElement).toBe(find("similar"));
  });

  test("the timeline folds repeated acts, shows people's words, and shows digests on request", async () => {
    const log = [
      entry(1, "report-received"),
      entry(2, "file-received"),
      entry(3, "file-received"),
      entry(4, "decision-proposed", { decision: proposed.id }),
    ];
    await new Intake({ ...whole, log, decisions: [proposed] }).open();
    const rows = () => [...document.querySelectorAll('[data-testid="happening"]')];
    expect(rows().map((row) => (row as HTMLElement).dataset.act)).toEqual([
      "report-received",
      "file-received",
      "decision-proposed",
    ]);
    expect(rows()[1]?.textContent).toContain("×2");
    expect(rows()[2]?.textContent).toContain("Unsur terpenuhi");
    await click("timeline-digests");
    expect(rows()).toHaveLength(4);
    expect(rows()[2]?.textContent).toContain("Sidik 3aaaaaaaaaaa");
  });

  test("the timeline names who objected as the sender's own word", async () => {
    await new Intake({ ...whole, log: [{ ...entry(1, "objection-received"), by: "uploader" }] }).open();
    expect(find("timeline").textContent).toContain("Pengunggah, menurut pengirimnya");
  });

  test("shows that the oldest entries of a log are left out", async () => {
    await new Intake({ ...whole, log: [entry(41, "report-received")] }).open();
    expect(find("timeline").parentElement?.textContent).toContain("40 catatan");
  });
});

describe("several captures", () => {
  const at = "2026-11-25T05:00:00.000Z";
  const image = { type: "image/webp", bytes: 20, width: 60, height: 40 } as const;
  const edited = {
    ...report,
    id: "44444444-1111-4111-8111-111111111111",
    evidence: {
      ...report.evidence,
      capturedAt: "2026-11-25T04:00:00.000Z",
      fields: { ...report.evidence.fields, text: { value: "Bonus deposit sekarang", source: "text" } },
    },
  };
  const before = {
    ...report,
    evidence: {
      ...report.evidence,
      fields: { ...report.evidence.fields, text: { value: "Bonus deposit kemarin", source: "text" } },
    },
  };

  test("are compared side by side, the earlier one first, with different words marked", async () => {
    await new Intake({ ...whole, reportList: [edited, before] }).open();
    expect(find("report-differs").textContent).toBe("Berbeda: teks");
    await click("compare-open");
    const sides = [...document.querySelectorAll('[data-testid="compare-side"]')];
    const marked = sides.map((side) =>
      [...side.querySelectorAll("mark")].map((element) => element.textContent),
    );
    expect(marked).toEqual([["kemarin"], ["sekarang"]]);
    await click("compare-leave");
    expect(seek("compare")).toBeNull();
  });

  test("the evidence on the screen is named in words, and the pressed button passes its focus on", async () => {
    await new Intake({ ...whole, reportList: [edited, before] }).open();
    const shown = find("shown-evidence");
    expect(shown.tagName).toBe("P");
    expect(shown.textContent).toBe("Bukti ditampilkan");
    find("show-evidence").focus();
    await click("show-evidence");
    expect(document.querySelectorAll('[data-testid="shown-evidence"]')).toHaveLength(1);
    expect(document.activeElement).toBe(find("shown-evidence"));
    expect(document.querySelector(".evidence-text")?.textContent).toBe("Bonus deposit kemarin");
  });

  describe("beside each other", () => {
    const other = { ...report.evidence.picture, file: { ...image, sha256: "b".repeat(64) } };
    const earlier = { ...before, evidence: { ...before.evidence, picture: other } };
    const captures = () => document.querySelectorAll('[data-testid="capture"]');
    const room = (widthPx: number) =>
      vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(widthPx);
    afterEach(() => void vi.restoreAllMocks());

    test("an earlier picture is shown veiled beside this one, on request, and the choice is remembered", async () => {
      room(900);
      const kept = new Map<string, unknown>();
      const store = memoryStore(kept);
      const intake = new Intake({ ...whole, reportList: [edited, earlier] });
      await intake.open("id", { store });
      expect(captures()).toHaveLength(1);
      expect(find("side-by-side").textContent).toBe("Berdampingan");
      expect(find("side-by-side").getAttribute("aria-pressed")).toBe("false");
      await click("side-by-side");
      expect(find("side-by-side").getAttribute("aria-pressed")).toBe("true");
      expect(captures()).toHaveLength(2);
      expect(captures()[1]?.textContent).toContain(earlier.number);
      expect(captures()[1]?.querySelector<HTMLElement>(".case-file")?.dataset.state).toBe("veiled");
      expect(intake.revealed).toEqual([]);
      await show(null);
      await new Intake({ ...whole, reportList: [edited, earlier] }).open("id", { store });
      expect(captures()).toHaveLength(2);
      await click("side-by-side");
      expect(captures()).toHaveLength(1);
    });

    test("picture and copy stay in their own order, and what is shown stays shown", async () => {
      room(900);
      const copy = { sha256: "c".repeat(64), type: "text/html", bytes: 20 } as const;
      const evidence = { ...report.evidence, snapshot: { state: "taken", file: copy } as const };
      await new Intake({ ...whole, reportList: [{ ...report, evidence }, earlier] }).open();
      await press("d");
      await click("side-by-side");
      expect(document.querySelector<HTMLElement>(".evidence-files")?.dataset.pair).toBe("files");
      expect(captures()).toHaveLength(1);
      expect(find("case-file").dataset.state).toBe("clear");
    });

    test("is not offered without room, without a second file, and for what may not be shown", async () => {
      const narrow = room(500);
      await new Intake({ ...whole, reportList: [edited, earlier] }).open();
      expect(seek("side-by-side")).toBeNull();
      await show(null);
      narrow.mockReturnValue(900);
      for (const hidden of [
        { ...earlier, category: "PORNO_ANAK" as const },
        { ...earlier, evidenceDeletedAt: at },
        before,
      ]) {
        await new Intake({ ...whole, reportList: [edited, hidden] }).open();
        expect(seek("side-by-side")).toBeNull();
        await show(null);
      }
    });
  });

  test("a case with one report offers no comparison", async () => {
    await new Intake({ ...whole, reportList: [report] }).open();
    expect(seek("compare-open")).toBeNull();
  });
});

test("each fact can be copied", async () => {
  const copied: string[] = [];
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
  await new Intake().open();
  await click("copy-number");
  expect(copied).toEqual([report.number]);
  expect(find("facts").textContent).toContain("tersalin");
});

describe("a case that a colleague changes while it is open", () => {
  const at = "2026-11-25T03:00:00.000Z";
  const entry = (seq: number, by: string, act: string, detail: Record<string, unknown> = {}) => ({
    ...{ seq, by, act, detail, at, previous: "", hash: `${seq}`.padEnd(64, "a") },
  });
  const first = entry(1, "Siti", "report-received", { report: report.id });

  test("marks what changed, keeps the words, and forgets the marks once they are seen", async () => {
    const intake = new Intake({ ...whole, log: [first] });
    await intake.open();
    expect(seek("case-changes")).toBeNull();
    await press("t");
    await press("1");
    const later = { ...report, id: "55555555-1111-4111-8111-111111111111" };
    intake.answer = fail("case-changed");
    intake.view = {
      ...whole,
      ...{ version: 5, reportList: [later, ...whole.reportList] },
      log: [first, entry(2, "Budi", "report-received", { report: later.id })],
    };
    await press("Enter", { ctrlKey: true });
    expect(find("case-changes").textContent).toContain("Laporan diterima oleh Budi");
    expect((find("decide-reason") as HTMLTextAreaElement).value).toContain("Ini kritik");
    const cards = [...document.querySelectorAll(".report-cards > li")];
    expect(cards.map((card) => card.textContent?.includes("Baru"))).toEqual([true, false, false]);
    await click("case-changes-seen");
    expect(seek("case-changes")).toBeNull();
  });

  test("does not mark the person's own acts", async () => {
    const intake = new Intake({ ...whole, log: [first] });
    await intake.open("id", { viewer: "Rina" });
    intake.answer = fail("case-changed");
    intake.view = { ...whole, log: [first, entry(2, "Rina", "evidence-revealed")] };
    await press("t");
    await press("1");
    await press("Enter", { ctrlKey: true });
    expect(seek("case-changes")).toBeNull();
  });

  describe("in two windows of one person", () => {
    const reason = () => (find("decide-reason") as HTMLTextAreaElement).value;
    const draftIn = (store: StateStore) => store.read<DecisionDraft>(`decide:${caseId}`);

    test("a decision sent in one is marked in the other, where the words stay and are another act", async () => {
      const [here, there] = sharedStores();
      const intake = new Intake({ ...whole, log: [first] });
      await intake.open("id", { viewer: "Rina", store: here });
      await press("t");
      await press("1");
      await type("decide-reason", "Ditulis di sini.");
      const sent = await draftIn(there);
      intake.view = { ...whole, version: 5, log: [first, entry(2, "Rina", "decision-proposed")] };
      await act(() => there.remove(`decide:${caseId}`));
      await settle();
      expect(intake.reads).toBe(2);
      expect(find("case-changes").textContent).toContain("Keputusan diusulkan oleh Rina");
      expect(reason()).toBe("Ditulis di sini.");
      intake.view = { ...intake.view, log: [...intake.view.log, entry(3, "Rina", "decision-proposed")] };
      await press("Enter", { ctrlKey: true });
      expect(intake.decided).toHaveLength(1);
      expect(intake.decided[0]?.id).not.toBe(sent?.id);
      // A window does not report its own act as a change.
      expect(find("case-changes").querySelectorAll("li")).toHaveLength(1);
    });

    test("both show the same words, so that neither overwrites the other's", async () => {
      const [here, there] = sharedStores();
      await new Intake(whole).open("id", { store: here });
      await press("t");
      await press("1");
      await type("decide-reason", "Dari sini.");
      const draft = await draftIn(there);
      await act(() => there.write(`decide:${caseId}`, { ...draft, reasons: { reject: "Dari sana." } }));
      expect(reason()).toBe("Dari sana.");
      await type("decide-reason", `${reason()} Dan dari sini.`);
      expect((await draftIn(there))?.reasons.reject).toBe("Dari sana. Dan dari sini.");
    });
  });

  test("loads the version that the queue shows", async () => {
    const intake = new Intake({ ...whole, log: [first] });
    await intake.open();
    intake.view = { ...whole, version: 6, log: [first, entry(2, "Budi", "file-received")] };
    await intake.open("id", { row: { ...whole, version: 6 } });
    expect(intake.reads).toBe(2);
    expect(find("case-changes").textContent).toContain("Budi");
  });
});

describe("a case from the queue, before the intake answers", () => {
  const answerLater = async (row: CaseView) => {
    const intake = new Intake(row);
    const answer = Promise.withResolvers<void>();
    intake.wait = answer.promise;
    await intake.open("id", { row });
    return { intake, answer };
  };

  test("shows its head, author and words, which stay where they are when the rest arrives", async () => {
    const { intake, answer } = await answerLater(whole);
    const heading = document.querySelector(".case-head h2");
    expect(document.activeElement).toBe(heading);
    expect(heading?.textContent).toBe("Judi onlineAkun Contoh · X");
    expect(document.querySelector(".case-tags")?.textContent).toContain("Mendesak");
    expect(document.querySelector(".evidence-words")?.textContent).toBe("Akun Contoh Bonus deposit");
    expect(document.querySelector(".case-main .skeleton")).not.toBeNull();
    expect(find("case-view").dataset.state).toBeUndefined();
    expect(seek("decide")).toBeNull();
    expect([intake.claims, intake.veils]).toEqual([[], []]);
    answer.resolve();
    await settle();
    expect(document.querySelector(".case-head h2")).toBe(heading);
    expect(heading?.textContent).toContain("LK-7F3K2-9QX4M");
    expect(document.querySelector(".case-main .skeleton")).toBeNull();
    // Author and words come first, as before; what the row does not tell is below them.
    const parts = [...document.querySelectorAll(".evidence-words > p")].map(({ textContent }) => textContent);
    expect(parts[0]).toContain("Akun Contoh");
    expect(parts[1]).toContain("Bonus deposit");
    expect(intake.reads).toBe(1);
  });

  test("quotes nothing of child sexual abuse material, and no video's words, which its title precedes", async () => {
    for (const more of [{ category: "PORNO_ANAK" as const }, { kind: "video" as const }]) {
      await answerLater({ ...whole, ...more });
      expect(document.querySelector(".evidence-words")?.textContent).not.toContain("Bonus deposit");
      await show(null);
    }
    await answerLater({ ...whole, category: "PORNO_ANAK", permalink: "https://x.com/contoh/status/1860" });
    expect(document.querySelector(".case-link")).toBeNull();
  });

  test("gives way to the failure if the intake refuses it", async () => {
    const { intake, answer } = await answerLater(whole);
    intake.refusal = fail("not-found");
    answer.resolve();
    await settle();
    expect(find("problem").dataset.code).toBe("not-found");
    expect(document.querySelector(".skeleton")).toBeNull();
    expect(document.querySelector(".evidence-words")).toBeNull();
  });
});
