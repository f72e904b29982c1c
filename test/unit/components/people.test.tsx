/** @vitest-environment happy-dom */
/** Own reports, a vlogger's checks, and the settings page. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import type { OwnCalls } from "../../../components/my-reports/OwnReportRow.tsx";
import { OwnReports } from "../../../components/my-reports/OwnReports.tsx";
import { Options } from "../../../components/settings/Options.tsx";
import { type StateStore, StateStoreContext } from "../../../components/ui/use-persisted-state.ts";
import { SelfReview } from "../../../components/vlogger/self-review/SelfReview.tsx";
import type { SelfReviewCalls } from "../../../components/vlogger/self-review/use-self-review.ts";
import { joinOwnReports, ownReportState } from "../../../utils/extension/desk/own-reports.ts";
import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import type { Identity } from "../../../utils/shared/contract/enrolment.ts";
import type { OutboxList, OutboxRow } from "../../../utils/shared/contract/outbox.ts";
import type { OwnReport } from "../../../utils/shared/contract/own-report.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewInput } from "../../../utils/shared/contract/review.ts";
import { selfReviewInput } from "../../../utils/shared/contract/review.ts";
import { selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { click, find, noAlerts, noSignOn, seek, settle, show, type } from "../../support/components-kit.tsx";

const reportId = "11111111-1111-4111-8111-111111111111";
const row = (state: OutboxRow["state"], more: Partial<OutboxRow> = {}): OutboxRow => ({
  reportId,
  number: "LK-7F3K2-9QX4M",
  subject: "x:post:1860",
  category: "JUDI",
  state,
  savedAt: new Date().toISOString(),
  tries: 0,
  received: false,
  filesLeft: [],
  ...more,
});
const known = (more: Partial<OwnReport> = {}): OwnReport => ({
  id: reportId,
  number: "LK-7F3K2-9QX4M",
  subject: "x:post:1860",
  category: "JUDI",
  at: "2026-11-25T01:00:00.000Z",
  caseState: "open",
  caseId: reportId,
  questions: [],
  ...more,
});

describe("own reports", () => {
  const noCalls: OwnCalls = {
    listOutbox: async () => ok({ rows: [], damaged: [] }),
    listOwnReports: async () => ok({ reports: [] }),
    readRecord: async () => fail("offline", undefined, "later"),
    answerQuestion: async () => fail("internal"),
    drainOutbox: async () => fail("internal"),
    undoReport: async () => fail("internal"),
    withdrawReport: async () => fail("internal"),
  };
  let calls: OwnCalls;
  let acts: string[];
  const showOwn = async (
    outbox: OutboxRow[],
    intake: OwnReport[] | "offline",
    damaged: OutboxList["damaged"] = [],
  ) => {
    acts = [];
    calls = {
      listOutbox: async () => ok({ rows: outbox, damaged }),
      listOwnReports: async () =>
        intake === "offline" ? fail("offline", undefined, "later") : ok({ reports: intake }),
      readRecord: async () => fail("offline", undefined, "later"),
      answerQuestion: async (id, answer) => ok(acts.push(`answer ${id} ${answer}`)),
      drainOutbox: async () => ok(acts.push("drain")),
      undoReport: async (id) => ok(acts.push(`undo ${id}`)),
      withdrawReport: async (id, reason) => ok(acts.push(`withdraw ${id} ${reason}`)),
    };
    await show(<OwnReports calls={calls} join={joinOwnReports} stateOf={ownReportState} />);
  };

  test("waits for both answers so that no row moves; the record comes last", async () => {
    const answer = Promise.withResolvers<void>();
    const record = Promise.withResolvers<void>();
    await show(
      <OwnReports
        calls={{
          ...noCalls,
          listOutbox: async () => ok({ rows: [row("sent")], damaged: [] }),
          listOwnReports: () => answer.promise.then(() => ok({ reports: [known()] })),
          readRecord: () => record.promise.then(() => ok({ reports: 3, decided: 0, upheld: 0, reversed: 0 })),
        }}
        join={joinOwnReports}
        stateOf={ownReportState}
      />,
    );
    expect(seek("report-row")).toBeNull();
    answer.resolve();
    await settle();
    const rowShown = find("report-row");
    record.resolve();
    await settle();
    expect(
      rowShown.compareDocumentPosition(find("own-record")) & Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();
  });

  test("shows this browser's reports before a slow intake answers", async () => {
    await show(
      <OwnReports
        calls={{
          ...noCalls,
          listOutbox: async () => ok({ rows: [row("sent")], damaged: [] }),
          listOwnReports: () => new Promise(() => undefined),
        }}
        join={joinOwnReports}
        stateOf={ownReportState}
      />,
    );
    expect(seek("report-row")).toBeNull();
    await vi.waitFor(() => find("report-row"), { timeout: 5_000 });
  });

  test("calls only reports in this browser's outbox saved in this browser", async () => {
    const problem = fail("offline", undefined, "later").problem;
    await showOwn([row("waiting", { problem })], "offline");
    expect(find("report-row").textContent).toContain("tersimpan di peramban ini");
  });

  test("does not call a finally refused report saved", async () => {
    await showOwn([row("failed", { problem: fail("offline").problem })], "offline");
    expect(find("report-row").textContent).not.toContain("tersimpan di peramban ini");
  });

  test("held: can be undone", async () => {
    await showOwn([row("held")], []);
    expect(find("report-row").dataset.state).toBe("held");
    await click("undo-report");
    expect(acts).toEqual([`undo ${reportId}`]);
  });

  test("waiting: shows the time and the reason of the next attempt, and can be sent now", async () => {
    const nextTryAt = new Date(Date.now() + 120_000).toISOString();
    const problem = fail("intake-unreachable", undefined, "later").problem;
    await showOwn([row("waiting", { tries: 3, nextTryAt, problem })], "offline");
    expect(find("report-row").textContent).toContain("Dicoba 3 kali, berikutnya dalam 2 menit");
    expect(find("problem").dataset.code).toBe("intake-unreachable");
    expect(seek("own-offline")).not.toBeNull();
    await click("try-now");
    expect(acts).toEqual(["drain"]);
  });

  const files = ["a", "b", "c"].map((digit) => digit.repeat(64));

  test("counts waiting reports in one line, also for screen readers, with a warning not to remove them", async () => {
    await showOwn([row("waiting", { filesLeft: files, filesTotal: 3 })], "offline");
    expect(find("own-total").getAttribute("role")).toBe("status");
    expect(find("own-total").textContent).toContain("1 laporan dan 3 berkas belum terkirim");
    expect(find("own-total").textContent).toContain("Jangan hapus ekstensi atau profil");
    expect(find("own-progress").textContent).toContain("3 berkas menyusul");
    expect(seek("try-now")).toBeNull();
  });

  test("counts files being sent, and marks those that wait for a better network", async () => {
    const [, , last] = files;
    const until = new Date(Date.now() + 20 * 60_000).toISOString();
    const more = { received: true, filesLeft: last ? [last] : [], filesTotal: 3 };
    await showOwn([row("waiting", { ...more, nextTryAt: until, meteredUntil: until })], []);
    expect(find("own-progress").textContent).toContain("2 dari 3 berkas terkirim");
    expect(find("own-progress").textContent).toContain("hemat data: berkas dikirim dalam 20 menit");
    expect(find("own-progress").textContent).not.toContain("Dicoba");
    await click("try-now");
    expect(acts).toEqual(["drain"]);
  });

  test("names a damaged report on the disk, and shows the others", async () => {
    await showOwn([row("sent", { received: true })], [], [{ key: "x", number: "LK-7F3K2-9QX4M" }]);
    expect(find("own-damaged").textContent).toContain("LK-7F3K2-9QX4M");
    expect(find("own-total").textContent).toBe("");
    expect(find("report-row").dataset.state).toBe("sent");
  });

  test("explains on an empty page what to do", async () => {
    await showOwn([], []);
    expect(find("own-total").textContent).toBe("");
    expect(document.body.textContent).toContain("Belum ada laporan.");
  });

  test("sent and decided: shows its outcome", async () => {
    await showOwn(
      [row("sent")],
      [
        known({
          caseState: "approved",
          outcome: { reason: "Unsur terpenuhi", at: "2026-11-25T02:00:00.000Z" },
        }),
      ],
    );
    expect(find("report-row").textContent).toContain("Disetujui");
    expect(find("report-row").textContent).toContain("Unsur terpenuhi");
    expect(find("report-state").textContent).toBe("Disetujui");
    // It is the case's now.
    expect(seek("withdraw")).toBeNull();
  });

  test("shows author, words, site and one state, and opens the post", async () => {
    const post = {
      author: "Raja Koin",
      excerpt: "Deposit 10 ribu",
      permalink: "https://x.com/a/status/1860",
    };
    await showOwn([row("sent")], [known({ post, caseState: "rejected" })]);
    const words = find("report-summary").textContent ?? "";
    for (const part of ["Raja Koin", "Deposit 10 ribu", "X", "LK-7F3K2-9QX4M", "Ditolak"])
      expect(words).toContain(part);
    expect(words).not.toContain("Terkirim");
    expect(find("open-post").getAttribute("href")).toBe(post.permalink);
    expect(find("open-post").getAttribute("rel")).toContain("noopener");
  });

  test("pins a report with a question to the person, open, before newer ones", async () => {
    const question = { id: reportId, reportId, text: "Menit ke berapa?", at: "2026-11-25T02:00:00.000Z" };
    const other = "22222222-1111-4111-8111-111111111111";
    await showOwn(
      [],
      [known({ id: other, at: "2026-11-26T01:00:00.000Z" }), known({ questions: [question] })],
    );
    const pinned = find("own-asked");
    expect(pinned.textContent).toContain("Perlu jawaban Anda (1)");
    expect(pinned.querySelector("details")?.open).toBe(true);
    const shown = [...document.querySelectorAll<HTMLElement>('[data-testid="report-row"]')];
    expect(shown.map(({ dataset }) => dataset.report)).toEqual([reportId, other]);
  });

  test("an answered, withdrawn or decided report asks nothing", async () => {
    const question = { id: reportId, reportId, text: "Menit ke berapa?", at: "2026-11-25T02:00:00.000Z" };
    await showOwn([], [known({ questions: [{ ...question, answer: "Kedua" }] })]);
    expect(seek("own-asked")).toBeNull();
  });

  test("searches and filters at the intake, and shows nothing else then", async () => {
    const asked: unknown[] = [];
    await show(
      <OwnReports
        calls={{
          ...noCalls,
          listOutbox: async () => ok({ rows: [row("sent")], damaged: [] }),
          listOwnReports: async (filter, after) => {
            asked.push([filter, after]);
            const isFirst = after === undefined;
            if (filter.state === "rejected") return ok({ reports: [] });
            return ok({
              reports: [known()],
              ...(isFirst ? { next: "2", week: { sent: 12, waiting: 6, approved: 5, rejected: 1 } } : {}),
            });
          },
        }}
        join={joinOwnReports}
        stateOf={ownReportState}
      />,
    );
    expect(find("own-week").textContent).toBe(
      "7 hari terakhir: 12 dikirim, 5 disetujui, 1 ditolak, 6 diperiksa",
    );
    await click("own-more");
    expect(asked).toEqual([
      [{}, undefined],
      [{}, undefined],
      [{}, "2"],
    ]);
    const field = find("filter-own-state") as HTMLSelectElement;
    field.value = "rejected";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(asked.at(-1)).toEqual([{ state: "rejected" }, undefined]);
    await vi.waitFor(() => expect(seek("report-row")).toBeNull());
    expect(document.body.textContent).toContain("Tidak ada laporan yang cocok.");
  });

  test("sent: is withdrawn only with a reason", async () => {
    await showOwn([row("sent")], [known()]);
    await click("withdraw");
    await type("withdraw-reason", "  ");
    find("withdraw-send").closest("form")?.requestSubmit();
    await click("withdraw-reason");
    expect(acts).toEqual([]);
    await type("withdraw-reason", "Salah kiriman");
    find("withdraw-send").closest("form")?.requestSubmit();
    await type("withdraw-reason", "Salah kiriman");
    expect(acts).toEqual([`withdraw ${reportId} Salah kiriman`]);
  });

  test("distinguishes the reports of the device and of the intake in one list", () => {
    const withdrawn = known({ withdrawnAt: "2026-11-25T02:00:00.000Z" });
    const [joined] = joinOwnReports([row("sent")], [withdrawn]);
    expect(joined && ownReportState(joined)).toBe("withdrawn");
    const elsewhere = joinOwnReports([], [known()]);
    expect(elsewhere.map(ownReportState)).toEqual(["sent"]);
    expect(joinOwnReports([row("failed")], []).map(ownReportState)).toEqual(["failed"]);
  });

  test("explains how to start if there are none yet", async () => {
    await showOwn([], []);
    expect(document.body.textContent).toContain("Belum ada laporan");
  });
});

describe("a vlogger", () => {
  let checks: SelfReviewInput[];
  let opened: [string, boolean][];
  beforeEach(() => {
    opened = [];
    checks = [];
  });
  const self: SelfReviewCalls = {
    activeVideo: async () => ok({ subject: "youtube:video:abcdefghijk", title: "Vlog pasar" }),
    videoNow: async () => ({ state: "shown", seconds: 125 }),
    findVideo: () => fail("address-unknown"),
    sendSelfReview: async (input) => {
      checks.push(input);
      return ok({});
    },
    listSelfReviews: async () => ok({ selfReviews: [] }),
    setSelfReviewOpen: async (id, open) => ok(opened.push([id, open])),
    searchTranscript: async () =>
      ok({ lines: 40, hits: [{ rule: "judi", term: "slot gacor", seconds: 134 }] }),
    makeCheckReport: async () => ({ address: "blob:x", name: "periksa.html" }),
  };

  test("checks their own video rule by rule and records the outcome", async () => {
    await show(<SelfReview calls={self} />);
    await click("self-use-tab");
    await click("self-save");
    expect(checks).toEqual([]);
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    expect(find("self-result").dataset.result).toBe("safe");
    await click("rule-judi-problem");
    await type("rule-judi-timecodes-at", "1:02:03");
    await click("rule-judi-timecodes-add");
    await type("rule-judi-timecodes-note", "Logo situs");
    expect(find("self-result").dataset.result).toBe("change");
    await click("self-save");
    expect(checks).toHaveLength(1);
    expect(selfReviewInput.safeParse(checks[0]).success).toBe(true);
    expect(checks[0]).toMatchObject({ subject: "youtube:video:abcdefghijk", open: false });
    expect(checks[0]).not.toHaveProperty("title");
    expect(checks[0]?.answers.find(({ rule }) => rule === "judi")?.timecodes).toEqual([
      { seconds: 3723, note: "Logo situs" },
    ]);
  });

  test("sees before the first rule which data leaves the computer", async () => {
    await show(<SelfReview calls={self} />);
    expect(find("self-leaves").textContent).toContain("hanya alamat video, jawaban Anda");
    await click("self-use-tab");
    const said = find("self-review").textContent ?? "";
    expect(said.indexOf("hanya alamat video")).toBeGreaterThan(-1);
    expect(said.indexOf("hanya alamat video")).toBeLessThan(
      said.indexOf(selfReviewRules[0]?.question.id ?? ""),
    );
  });

  test("gets hints from the transcript when asked, and notes them under the rule", async () => {
    let searches = 0;
    const searchTranscript: typeof self.searchTranscript = (subject) => {
      searches++;
      return self.searchTranscript(subject);
    };
    await show(<SelfReview calls={{ ...self, searchTranscript }} />);
    await click("self-use-tab");
    await click("rule-judi-fine");
    expect(searches).toBe(0);
    await click("self-search");
    expect(find("self-searched").textContent).toContain("40 baris dibaca, 1 tempat");
    expect(seek("hints-anak")).toBeNull();
    expect(find("hint-judi").textContent).toBe("2:14 “slot gacor”");
    expect(find("hint-judi").getAttribute("aria-disabled")).toBe("false");
    await click("hint-judi");
    expect(find("hint-judi").getAttribute("aria-disabled")).toBe("true");
    expect(find("hint-judi").getAttribute("aria-label")).toContain("sudah dicatat");
    await click("hint-judi");
    for (const { id } of selfReviewRules) if (id !== "judi") await click(`rule-${id}-fine`);
    await click("self-save");
    expect(checks[0]?.answers.find(({ rule }) => rule === "judi")).toEqual({
      ...{ rule: "judi", answer: "unsure" },
      timecodes: [{ seconds: 134, note: "slot gacor" }],
    });
  });

  test.each([
    [ok({ lines: 0, hits: [] }), "tidak menampilkan transkrip"],
    [ok({ lines: 12, hits: [] }), "bukan jaminan"],
    [fail("address-unknown"), "tidak ada di tab aktif"],
  ])("is told what the search could not do: %o", async (found, words) => {
    await show(<SelfReview calls={{ ...self, searchTranscript: async () => found }} />);
    await click("self-use-tab");
    await click("self-search");
    expect(find("self-searched").textContent).toContain(words);
  });

  const moments = () =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="rule-judi-timecodes-row"]')].map(
      ({ dataset }) => dataset.seconds,
    );

  test.each([
    ["other", "tidak menampilkan video ini"],
    ["ad", "Iklan sedang diputar"],
    ["none", "belum dapat diputar"],
    ["gone", "tidak tersedia"],
  ] as const)("takes no second while its video is %s, and explains why", async (state, words) => {
    let now: VideoNow = { state };
    const asked: string[] = [];
    const videoNow = async (subject: string) => {
      asked.push(subject);
      return now;
    };
    await show(<SelfReview calls={{ ...self, videoNow }} />);
    await click("self-use-tab");
    await click("rule-judi-problem");
    await click("rule-judi-timecodes-take");
    expect(moments()).toEqual([]);
    expect(find("rule-judi-timecodes-take-none").textContent).toContain(words);
    now = { state: "shown", seconds: 125 };
    await click("rule-judi-timecodes-take");
    expect(moments()).toEqual(["125"]);
    expect(find("rule-judi-timecodes-take-none").textContent).toBe("");
    expect(asked).toEqual(["youtube:video:abcdefghijk", "youtube:video:abcdefghijk"]);
  });

  test("sends a time stamp without a note as marked, and keeps one that is being described", async () => {
    let tell: (now: VideoNow) => void = () => undefined;
    const videoNow = () => new Promise<VideoNow>((resolve) => (tell = resolve));
    await show(<SelfReview calls={{ ...self, videoNow }} />);
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("rule-judi-problem");
    await type("rule-judi-timecodes-at", "0:07");
    await click("rule-judi-timecodes-add");
    await click("rule-judi-timecodes-take");
    await type("rule-judi-timecodes-note", "Logo situs");
    tell({ state: "shown", seconds: 125 });
    await settle();
    await click("self-save");
    expect(checks[0]?.answers.find(({ rule }) => rule === "judi")?.timecodes).toEqual([
      { seconds: 7, note: "Logo situs" },
      { seconds: 125, note: "Ditandai" },
    ]);
    expect(selfReviewInput.safeParse(checks[0]).success).toBe(true);
  });

  test("does not show hints and files of one video for the next, even late ones", async () => {
    let subject = "youtube:video:abcdefghijk";
    const answers: ((found: Awaited<ReturnType<typeof self.searchTranscript>>) => void)[] = [];
    const hit = { rule: "judi", term: "slot gacor", seconds: 134 };
    const calls: SelfReviewCalls = {
      ...self,
      activeVideo: async () => ok({ subject }),
      searchTranscript: () => new Promise((resolve) => answers.push(resolve)),
    };
    const next = async () => {
      await click("self-other");
      subject = "youtube:video:lainlainnya";
      await click("self-use-tab");
    };
    await show(<SelfReview calls={calls} />);
    await click("self-use-tab");
    await click("self-search");
    answers[0]?.(ok({ lines: 40, hits: [hit] }));
    await settle();
    expect(seek("hint-judi")).not.toBeNull();
    await click("self-search");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-keep-now");
    expect(find("self-kept").textContent).toContain("periksa.html");
    await next();
    answers[1]?.(ok({ lines: 40, hits: [hit] }));
    await settle();
    expect(seek("hint-judi")).toBeNull();
    expect(find("self-searched").textContent).toBe("");
    expect(find("self-kept").textContent).toBe("");
  });

  test("does not call an answer saved that was changed while the check was being sent", async () => {
    let arrive: () => void = () => undefined;
    const sendSelfReview: SelfReviewCalls["sendSelfReview"] = (input) => {
      checks.push(input);
      return new Promise((resolve) => {
        arrive = () => resolve(ok({}));
      });
    };
    await show(<SelfReview calls={{ ...self, sendSelfReview }} />);
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    await click("rule-spam-unsure");
    await click("self-open");
    arrive();
    await settle();
    expect(find("self-save").getAttribute("aria-disabled")).toBe("false");
    // A page kept at the intake opens in the view that the person chooses.
    expect(opened).toEqual([[checks[0]?.id, true]]);
    await click("self-save");
    arrive();
    await settle();
    expect(seek("self-save")).toBeNull();
    expect(checks[1]?.answers.find(({ rule }) => rule === "spam")?.answer).toBe("unsure");
    expect(checks[1]?.open).toBe(true);
    expect(checks[1]?.id).not.toBe(checks[0]?.id);
  });

  test("a retry sends the same check; one changed meanwhile is another", async () => {
    const sendSelfReview: SelfReviewCalls["sendSelfReview"] = async (input) => {
      checks.push(input);
      return fail("offline", undefined, "later");
    };
    await show(<SelfReview calls={{ ...self, sendSelfReview }} />);
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    await click("self-save");
    await click("self-open");
    await click("self-save");
    const ids = checks.map(({ id }) => id);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test("a saved check whose opening is refused stays saved, and does not become a draft again", async () => {
    const memory = new Map<string, unknown>();
    const keeper: StateStore = {
      read: async <T,>(key: string) => (memory.get(key) as T | undefined) ?? null,
      write: async (key, value) => void memory.set(key, value),
      remove: async (key) => void memory.delete(key),
    };
    const setSelfReviewOpen = async () => fail("offline", undefined, "later");
    await show(
      <StateStoreContext value={keeper}>
        <SelfReview calls={{ ...self, setSelfReviewOpen }} />
      </StateStoreContext>,
    );
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    await click("self-open");
    expect(find("problem").dataset.code).toBe("offline");
    expect((find("self-open") as HTMLInputElement).checked).toBe(false);
    expect(seek("self-save")).toBeNull();
    expect(memory.has("self-review")).toBe(false);
  });

  test("opens a check to supervisors only by a tick, before or after it is saved", async () => {
    await show(<SelfReview calls={self} />);
    await click("self-use-tab");
    expect((find("self-open") as HTMLInputElement).checked).toBe(false);
    await click("self-open");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    expect(checks[0]?.open).toBe(true);
    await click("self-open");
    expect(opened).toEqual([[checks[0]?.id, false]]);
  });

  test("a change after saving is another check", async () => {
    await show(<SelfReview calls={self} />);
    await click("self-use-tab");
    for (const { id } of selfReviewRules) await click(`rule-${id}-fine`);
    await click("self-save");
    expect(seek("self-save")).toBeNull();
    expect(checks).toHaveLength(1);
    await click("rule-spam-unsure");
    await click("self-save");
    expect(checks).toHaveLength(2);
    expect(checks[1]?.id).not.toBe(checks[0]?.id);
  });

  test("sees the expected format of a time stamp, and is led on to its text", async () => {
    await show(<SelfReview calls={self} />);
    await click("self-use-tab");
    await click("rule-judi-problem");
    await type("rule-judi-timecodes-at", "x");
    await click("rule-judi-timecodes-add");
    expect(find("rule-judi-timecodes-list").textContent).toContain("menit:detik");
    expect(document.activeElement).toBe(find("rule-judi-timecodes-at"));
    await type("rule-judi-timecodes-at", "2:05");
    await click("rule-judi-timecodes-add");
    await vi.waitFor(() => expect(document.activeElement).toBe(find("rule-judi-timecodes-note")));
  });

  test("offers no data of an active tab that is no video", async () => {
    const findVideo = () => ok({ subject: "youtube:video:abcdefghijk" });
    await show(<SelfReview calls={{ ...self, findVideo, activeVideo: undefined }} />);
    expect(seek("self-use-tab")).toBeNull();
    expect(seek("self-past")).toBeNull();
    await type("self-address", "https://youtu.be/abcdefghijk");
    await click("self-find");
    await click("rule-judi-problem");
    expect(seek("rule-judi-timecodes-at")).not.toBeNull();
    expect(seek("rule-judi-timecodes-take")).toBeNull();
  });

  test("explains an address that names no video", async () => {
    await show(<SelfReview calls={self} />);
    await type("self-address", "https://example.com/");
    find("self-find").closest("form")?.requestSubmit();
    await type("self-address", "https://example.com/");
    expect(find("problem").dataset.code).toBe("address-unknown");
  });
});

describe("settings", () => {
  const identity: Identity = {
    deviceId: reportId,
    personId: reportId,
    name: "Siti Aminah",
    role: "officer",
    organisation: "Kominfo",
    enrolledAt: "2026-11-20T01:00:00.000Z",
  };

  test("the enrolment link fills the form; a wrong code is explained, a right one shows the person", async () => {
    let good = false;
    await show(
      <Options
        {...noSignOn}
        alerts={noAlerts}
        intake="http://127.0.0.1:8787"
        code="ABCDEF"
        policy={{ set: {}, wrong: [] }}
        identity={undefined}
        enrolledAt={undefined}
        refused={undefined}
        picturesAllowed={false}
        enrol={async () => (good ? ok(identity) : fail("code-invalid"))}
        requestPictures={async () => true}
        recipes={undefined}
        checkRecipes={async () => undefined}
        dropped={[]}
        onLanguage={() => undefined}
      />,
    );
    expect(seek("dropped")).toBeNull();
    expect((find("intake-url") as HTMLInputElement).value).toBe("http://127.0.0.1:8787");
    expect((find("enrol-code") as HTMLInputElement).value).toBe("ABCDEF");
    find("enrol").closest("form")?.requestSubmit();
    await click("language");
    expect(find("problem").dataset.code).toBe("code-invalid");
    good = true;
    find("enrol").closest("form")?.requestSubmit();
    await click("language");
    expect(find("enrolled-as").textContent).toBe("Siti Aminah");
    await click("allow-pictures");
    expect(find("pictures-on").textContent).toContain("Gambar diizinkan");
  });
});
