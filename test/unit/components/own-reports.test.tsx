/** @vitest-environment happy-dom */
/** One's own reports: the list of device and intake, outcomes in words, questions with an answer field, and the record. */

import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ViewerContext } from "../../../components/desk/case/case-changes.ts";
import { CaseOutcome, ReporterQuestion } from "../../../components/my-reports/OwnReportDetail.tsx";
import { OwnReports, ReporterAccuracySummary } from "../../../components/my-reports/OwnReports.tsx";
import type { OwnCalls } from "../../../components/my-reports/use-own-reports.ts";
import { type ReadPage, usePages } from "../../../components/ui/use-pages.ts";
import { noStore, type StateStore, StateStoreContext } from "../../../components/ui/use-persisted-state.ts";
import {
  joinOwnReports,
  type LoadedReports,
  ownReportState,
} from "../../../utils/extension/desk/own-reports.ts";
import type { QuestionView, ReporterAccuracy } from "../../../utils/shared/contract/desk.ts";
import type { ListedRow, OutboxList, OutboxRow } from "../../../utils/shared/contract/outbox.ts";
import type { OwnReport } from "../../../utils/shared/contract/own-report.ts";
import { fail, ok } from "../../../utils/shared/contract/result.ts";
import {
  address,
  click,
  find,
  memoryStore,
  seek,
  settle,
  show,
  type,
} from "../../support/components-kit.tsx";

const id = "11111111-1111-4111-8111-111111111111";
const at = "2026-11-25T01:00:00.000Z";
const report = { id, number: "LK-7F3K2-9QX4M", subject: "x:post:1860", category: "JUDI", at } as const;
const outcomeOf = async (more: Partial<OwnReport>) => {
  const own: OwnReport = { ...report, caseId: id, caseState: "open", questions: [], ...more };
  await show(<CaseOutcome report={own} />);
  return find("own-outcome").textContent ?? "";
};
const question: QuestionView = { id, reportId: id, at, text: "Di menit ke berapa?" };

test("an outcome names the request or the reason for none, and whose words they are", async () => {
  const approved = await outcomeOf({
    caseState: "approved",
    outcome: { action: "BATAS_WILAYAH", reason: "Unsur terpenuhi.", at },
  });
  expect(approved).toContain("Disetujui");
  expect(approved).toContain("Yang diminta dari platform:");
  expect(approved).toContain("Alasan: Unsur terpenuhi.");
  const rejected = await outcomeOf({
    caseState: "rejected",
    outcome: { why: "criticism", reason: "Ini hak warga.", at },
  });
  expect(rejected).toContain("Sebab ditolak: Kritik kepada pemerintah atau pejabat");
  expect(rejected).not.toContain("Yang diminta");
  // A reopened case shows no earlier outcome.
  expect(await outcomeOf({ outcome: { reason: "Lama.", at } })).toBe("Hasil: Menunggu");
});

test("an outcome without a request to the platform describes what happened", async () => {
  const outcome = { action: "CEK_FAKTA", reason: "Perlu diperiksa.", at } as const;
  const own = (more: Partial<OwnReport>) => outcomeOf({ caseState: "approved", outcome, ...more });
  const partner = "PEMERIKSA_FAKTA" as const;
  const sent = await own({ referral: { partner, state: "sent", sentAt: at } });
  expect(sent).toContain("Diteruskan ke Pemeriksa fakta 25 Nov 2026, belum dijawab");
  expect(sent).not.toContain("diminta dari platform");
  const answered = { partner, state: "answered", answeredAt: "2026-12-03T01:00:00.000Z" } as const;
  expect(await own({ referral: { ...answered, outcome: "false" } })).toContain(
    "Diteruskan ke Pemeriksa fakta, dijawab 3 Des 2026: klaimnya salah",
  );
  expect(await own({ referral: { partner, state: "queued" } })).toContain("Akan diteruskan");
  expect(await own({ watch: { state: "open", lookAt: at } })).toContain("Dilihat lagi 25 Nov 2026");
});

test("sends a non-empty answer, and keeps the input until it has arrived", async () => {
  const kept = new Map<string, unknown>();
  const keeper = memoryStore(kept);
  const sent: string[] = [];
  let arrives = false;
  await show(
    <StateStoreContext value={keeper}>
      <ReporterQuestion
        question={question}
        closed={false}
        onAnswer={async (answer) => {
          sent.push(answer);
          return arrives;
        }}
      />
    </StateStoreContext>,
  );
  const submit = async () => {
    find("answer-send").closest("form")?.requestSubmit();
    await settle();
  };
  await submit();
  expect(sent).toEqual([]);
  expect(find("own-question").textContent).toContain("Jawaban belum diisi.");
  await type("answer", " Menit kedua. ");
  await submit();
  expect(sent).toEqual(["Menit kedua."]);
  expect([...kept.values()]).toEqual([" Menit kedua. "]);
  arrives = true;
  await submit();
  expect([...kept.values()]).toEqual([]);
});

test("an answered question shows the answer, a closed one has no field", async () => {
  await show(
    <ReporterQuestion question={{ ...question, answer: "Kedua." }} closed={false} onAnswer={never} />,
  );
  expect(find("own-question").textContent).toContain("Jawaban Anda: Kedua.");
  expect(seek("answer")).toBeNull();
  await show(<ReporterQuestion question={question} closed onAnswer={never} />);
  expect(find("own-question").textContent).toContain("tidak perlu dijawab lagi");
  expect(seek("answer")).toBeNull();
});

test("a record shows counts, and no rate for a few reports", async () => {
  const recordOf = async (more: Partial<ReporterAccuracy>) => {
    const record = {
      reports: 12,
      decided: 9,
      upheld: 7,
      reversed: 0,
      precision: 0.45,
      medianSeconds: 4,
      ...more,
    };
    await show(<ReporterAccuracySummary record={record} />);
    return seek("own-record")?.textContent ?? "";
  };
  const few = await recordOf({});
  expect(few).toContain("7 dari 9 laporan yang diputus dibenarkan");
  expect(few).toContain("Masih terlalu sedikit");
  expect(few).not.toContain("45%");
  const many = await recordOf({
    decided: 40,
    upheld: 30,
    reversed: 2,
    precision: 0.598,
    medianSeconds: 3_600,
  });
  expect(many).toContain("paling sedikit sekitar 59%");
  expect(many).toContain("2 putusan kemudian dibalik");
  expect(await recordOf({ decided: 0, upheld: 0 })).toContain("Belum ada laporan Anda yang diputus.");
  expect(await recordOf({ reports: 0, decided: 0 })).toBe("");
});

const never = async () => false;

const reportId = "11111111-1111-4111-8111-111111111111";
const row = (state: OutboxRow["state"], more: Partial<ListedRow> = {}): ListedRow => ({
  reportId,
  number: "LK-7F3K2-9QX4M",
  subject: "x:post:1860",
  category: "JUDI",
  state,
  savedAt: new Date().toISOString(),
  tries: 0,
  received: state === "sent",
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

const media = Object.assign(new EventTarget(), { matches: false });
const resize = (isWide: boolean) =>
  act(async () => {
    media.matches = isWide;
    media.dispatchEvent(new Event("change"));
  });
beforeEach(() => {
  media.matches = false;
  vi.stubGlobal("matchMedia", () => media);
});
afterEach(() => vi.unstubAllGlobals());

describe("the list", () => {
  const noCalls: OwnCalls = {
    listOutbox: async () => ok({ rows: [], damaged: [] }),
    listOwnReports: async () => ok({ reports: [] }),
    readRecord: async () => fail("offline", undefined, "later"),
    answerQuestion: async () => fail("internal"),
    drainOutbox: async () => fail("internal"),
    undoReport: async () => fail("internal"),
    withdrawReport: async () => fail("internal"),
  };
  const showList = (more: Partial<OwnCalls>, keeper: StateStore = noStore, personId = "person-1") =>
    show(
      <StateStoreContext value={keeper}>
        <ViewerContext value={{ personId, name: "Siti", role: "officer" }}>
          <OwnReports calls={{ ...noCalls, ...more }} join={joinOwnReports} stateOf={ownReportState} />
        </ViewerContext>
      </StateStoreContext>,
    );
  const rowsShown = () =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="report-row"]')].map(
      ({ dataset }) => dataset.report,
    );
  const problems = () =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="problem"]')].map(({ dataset }) => dataset.code);
  const listed = (rows: OwnReport[], more = false): LoadedReports => ({ rows, asked: [], more });
  /** Opens the first report. One that the address names is open already. */
  const openRow = async () => {
    if (!document.querySelector("details[open]")) await click("report-summary");
    await vi.waitFor(() => expect(document.querySelector(".own-detail")).not.toBeNull());
  };
  let acts: string[];
  const showOwn = async (
    outbox: ListedRow[],
    intake: OwnReport[] | "offline",
    damaged: OutboxList["damaged"] = [],
  ) => {
    acts = [];
    await showList({
      listOutbox: async () => ok({ rows: outbox, damaged }),
      listOwnReports: async () =>
        intake === "offline" ? fail("offline", undefined, "later") : ok({ reports: intake }),
      readRecord: async () => fail("offline", undefined, "later"),
      answerQuestion: async (id, answer) => ok(acts.push(`answer ${id} ${answer}`)),
      drainOutbox: async () => ok(acts.push("drain")),
      undoReport: async (id) => ok(acts.push(`undo ${id}`)),
      withdrawReport: async (id, reason) => ok(acts.push(`withdraw ${id} ${reason}`)),
    });
  };

  test("waits for both answers so that no row moves; the record comes last", async () => {
    const answer = Promise.withResolvers<void>();
    const record = Promise.withResolvers<void>();
    await showList({
      listOutbox: async () => ok({ rows: [row("sent")], damaged: [] }),
      listOwnReports: () => answer.promise.then(() => ok({ reports: [known()] })),
      readRecord: () => record.promise.then(() => ok({ reports: 3, decided: 0, upheld: 0, reversed: 0 })),
    });
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
    await showList({
      listOutbox: async () => ok({ rows: [row("sent")], damaged: [] }),
      listOwnReports: () => new Promise(() => undefined),
    });
    expect(seek("report-row")).toBeNull();
    await vi.waitFor(() => find("report-row"), { timeout: 5_000 });
  });

  test("calls only reports in this browser's outbox saved in this browser", async () => {
    const problem = fail("offline", undefined, "later").problem;
    await showOwn([row("waiting", { problem })], "offline");
    expect(find("report-row").textContent).toContain("Tersimpan di peramban ini");
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
    expect(problems()).toEqual(["offline", "intake-unreachable"]);
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

  test.each(["sign-on-again", "device-revoked"] as const)(
    "a report that waits for the device counts as not sent, too (%s)",
    async (code) => {
      const { problem } = fail(code);
      await showOwn([row("failed", { problem, filesLeft: files, filesTotal: 3 })], "offline");
      expect(find("own-total").dataset.moving).toBe("true");
      expect(find("own-total").textContent).toContain("1 laporan dan 3 berkas belum terkirim");
      expect(find("own-total").textContent).toContain("Jangan hapus ekstensi atau profil");
      expect((find("try-now") as HTMLButtonElement).disabled).toBe(false);
    },
  );

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
    // Its outcome is loaded and drawn with the first opening.
    expect(seek("own-outcome")).toBeNull();
    await openRow();
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
    await openRow();
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
    expect(rowsShown()).toEqual([reportId, other]);
  });

  test("an answered, withdrawn or decided report asks nothing", async () => {
    const question = { id: reportId, reportId, text: "Menit ke berapa?", at: "2026-11-25T02:00:00.000Z" };
    await showOwn([], [known({ questions: [{ ...question, answer: "Kedua" }] })]);
    expect(seek("own-asked")).toBeNull();
  });

  test("searches and filters at the intake, and shows nothing else then", async () => {
    const asked: unknown[] = [];
    await showList({
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
    });
    expect(find("own-week").textContent).toBe(
      "7 hari terakhir: 12 dikirim, 5 disetujui, 1 ditolak, 6 diperiksa",
    );
    await click("own-more");
    expect(asked).toEqual([
      [{}, undefined],
      [{}, "2"],
    ]);
    const field = find("filter-own-state") as HTMLSelectElement;
    field.value = "rejected";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    expect(asked.at(-1)).toEqual([{ state: "rejected" }, undefined]);
    await vi.waitFor(() => expect(document.body.textContent).toContain("Tidak ada laporan yang cocok."));
    expect(seek("report-row")).toBeNull();
  });

  test("sent: is withdrawn only with a reason", async () => {
    await showOwn([row("sent")], [known()]);
    await openRow();
    await click("withdraw");
    await type("withdraw-reason", "  ");
    find("withdraw-send").closest("form")?.requestSubmit();
    await click("withdraw-reason");
    expect(acts).toEqual([]);
    await type("withdraw-reason", "Salah kiriman");
    find("withdraw-send").focus();
    find("withdraw-send").closest("form")?.requestSubmit();
    await vi.waitFor(() => expect(seek("withdraw-send")).toBeNull());
    expect(acts).toEqual([`withdraw ${reportId} Salah kiriman`]);
    await vi.waitFor(() => expect(document.activeElement?.className).toBe("own-detail"));
  });

  const revoked = fail("device-revoked").problem;

  test("failed after the intake had it: shown as received, with the problem, and can be withdrawn", async () => {
    await showOwn([row("failed", { received: true, problem: revoked })], [known()]);
    expect(find("report-row").dataset.state).toBe("sent");
    expect(find("report-state").textContent).toBe("Diperiksa");
    expect(find("report-row").textContent).toContain("Laporan ini sudah di pusat");
    expect(problems()).toEqual(["device-revoked"]);
    await openRow();
    expect(seek("withdraw")).not.toBeNull();
    expect(seek("remove-report")).toBeNull();
  });

  test("failed, but the intake has it: shown as received", async () => {
    await showOwn([row("failed", { problem: revoked })], [known()]);
    expect(find("report-row").dataset.state).toBe("sent");
  });

  test("waiting for its files only: can be withdrawn", async () => {
    await showOwn([row("waiting", { received: true, filesLeft: files, filesTotal: 3 })], "offline");
    await openRow();
    expect(seek("withdraw")).not.toBeNull();
    await show(null);
    await showOwn([row("waiting")], "offline");
    await openRow();
    expect(seek("withdraw")).toBeNull();
  });

  test("failed because of the device: can be tried now", async () => {
    await showOwn([row("failed", { problem: revoked })], "offline");
    await click("try-now");
    expect(acts).toEqual(["drain"]);
    await show(null);
    await showOwn([row("failed", { problem: fail("invalid-input").problem })], "offline");
    expect(seek("try-now")).toBeNull();
  });

  test("failed: is removed only after a question, and the focus stays in the report", async () => {
    await showOwn([row("failed", { problem: fail("invalid-input").problem })], "offline");
    await openRow();
    await click("remove-report");
    expect(document.querySelector(".withdraw")?.textContent).toContain("tidak dapat dibatalkan");
    expect(document.activeElement?.textContent).toBe("Tidak jadi");
    expect(acts).toEqual([]);
    find("remove-confirm").focus();
    await click("remove-confirm");
    expect(acts).toEqual([`undo ${reportId}`]);
    await vi.waitFor(() => expect(document.activeElement?.className).toBe("own-detail"));
  });

  test("failed here, but listed by the intake: is shown as sent, and the row of this browser can be removed", async () => {
    await showOwn([row("failed", { problem: fail("file-damaged").problem })], [known()]);
    await openRow();
    expect(find("report-row").dataset.state).toBe("sent");
    await click("remove-report");
    await click("remove-confirm");
    expect(acts).toEqual([`undo ${reportId}`]);
  });

  test.each(["failed", "undone"] as const)(
    "%s here, but listed by the intake: is withdrawn like any report that the intake has",
    async (state) => {
      await showOwn([row(state)], [known()]);
      await openRow();
      await click("withdraw");
      await type("withdraw-reason", "Salah kiriman");
      find("withdraw-send").closest("form")?.requestSubmit();
      await vi.waitFor(() => expect(acts).toEqual([`withdraw ${reportId} Salah kiriman`]));
    },
  );

  test("failed, of another person: has no way to remove it", async () => {
    await showOwn([row("failed", { problem: fail("other-person").problem })], "offline");
    await openRow();
    expect(find("report-row").textContent).toContain("tidak dikirim atas nama Anda");
    expect(seek("remove-report")).toBeNull();
  });

  test.each([
    ["of this person", {}, true],
    ["of another person", { isOthers: true }, false],
  ] as const)(
    "waiting with owed files, %s: can be withdrawn by its own person only",
    async (_, whose, can) => {
      const owed = { received: true, filesLeft: ["a".repeat(64)], filesTotal: 1 };
      await showOwn([row("waiting", { ...owed, ...whose })], "offline");
      await openRow();
      expect(seek("withdraw") !== null).toBe(can);
    },
  );

  test("distinguishes the reports of the device and of the intake in one list", () => {
    const withdrawn = known({ withdrawnAt: "2026-11-25T02:00:00.000Z" });
    const [joined] = joinOwnReports([row("sent")], listed([withdrawn]), new Map());
    expect(joined && ownReportState(joined)).toBe("withdrawn");
    const elsewhere = joinOwnReports([], listed([known()]), new Map());
    expect(elsewhere.map(ownReportState)).toEqual(["sent"]);
    expect(joinOwnReports([row("failed")], listed([]), new Map()).map(ownReportState)).toEqual(["failed"]);
  });

  test("explains how to start if there are none yet", async () => {
    await showOwn([], []);
    expect(document.body.textContent).toContain("Belum ada laporan");
  });

  const numbered = (at: number) => `00000000-1111-4111-8111-${String(at).padStart(12, "0")}`;
  /** The report `at` minutes before the newest. */
  const minutesAgo = (at: number) =>
    new Date(Date.parse("2026-11-25T01:00:00.000Z") - at * 60_000).toISOString();
  const sentAt = (at: number) =>
    row("sent", { reportId: numbered(at), subject: `x:post:${at + 1}`, savedAt: minutesAgo(at) });
  const knownAt = (at: number, more: Partial<OwnReport> = {}) =>
    known({ id: numbered(at), subject: `x:post:${at + 1}`, at: minutesAgo(at), ...more });
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, step) => from + step);
  const question = { id: reportId, reportId, text: "Menit ke berapa?", at: "2026-11-25T02:00:00.000Z" };

  test("names no finished report that is older than the loaded rows, but every unfinished one", () => {
    const outbox = range(0, 1_200).map(sentAt);
    const page = range(0, 50).map((at) => knownAt(at));
    const joined = joinOwnReports(outbox, listed(page, true), new Map());
    expect(joined.map(({ reportId: id }) => id)).toEqual(page.map(({ id }) => id));
    const old = numbered(1_100);
    const active = joinOwnReports(outbox, listed(page, true), new Map([[old, undefined]]));
    expect(active.map(({ reportId: id }) => id)).toEqual([...page.map(({ id }) => id), old]);
    // A report that was sent after the list was read is newer than all of its rows.
    const fresh = row("sent", { reportId: numbered(7_000), savedAt: minutesAgo(-5) });
    expect(joinOwnReports([fresh, ...outbox], listed(page, true), new Map())[0]?.reportId).toBe(
      fresh.reportId,
    );
  });

  test("takes the newest hundred finished reports when the intake is away", () => {
    const joined = joinOwnReports(range(0, 1_200).map(sentAt), listed([]), new Map());
    expect(joined.map(({ reportId: id }) => id)).toEqual(range(0, 100).map(numbered));
  });

  /** An intake with `count` reports and pages of fifty. */
  const pagedIntake = (count: number, more: (at: number) => Partial<OwnReport> = () => ({})) => {
    const asked: unknown[] = [];
    const list: OwnCalls["listOwnReports"] = async (filter, after) => {
      asked.push([filter, after]);
      const all = range(0, count).map((at) => knownAt(at, more(at)));
      const open = all.filter(({ questions }) => questions.length > 0);
      const matches = filter.state === "asked" ? open : all;
      const from = Number(after ?? 0);
      const next = from + 50 < matches.length ? { next: String(from + 50) } : {};
      return ok({
        reports: matches.slice(from, from + 50),
        ...next,
        ...(after === undefined ? { asked: open.length } : {}),
      });
    };
    return { asked, list };
  };

  test("appends a page to the rows without reading the earlier ones again", async () => {
    const intake = pagedIntake(120);
    await showList({
      listOutbox: async () => ok({ rows: range(0, 120).map(sentAt), damaged: [] }),
      listOwnReports: intake.list,
    });
    expect(rowsShown()).toEqual(range(0, 50).map(numbered));
    await click("own-more");
    expect(rowsShown()).toEqual(range(0, 100).map(numbered));
    await click("own-more");
    expect(rowsShown()).toEqual(range(0, 120).map(numbered));
    expect(seek("own-more")).toBeNull();
    expect(intake.asked).toEqual([
      [{}, undefined],
      [{}, "50"],
      [{}, "100"],
    ]);
  });

  test("an act reads the appended pages too, and keeps them", async () => {
    let state: OwnReport["caseState"] = "open";
    const intake = pagedIntake(80, () => ({ caseState: state }));
    await showList({
      listOutbox: async () => ok({ rows: [row("held", { reportId: numbered(9_000) })], damaged: [] }),
      listOwnReports: intake.list,
      undoReport: async () => ok({}),
    });
    await click("own-more");
    state = "rejected";
    await click("undo-report");
    expect(rowsShown()).toHaveLength(81);
    expect(document.querySelectorAll('[data-outcome="rejected"]')).toHaveLength(80);
  });

  const rowsOf = (from: number, to: number) => range(from, to).map((at) => ({ id: numbered(at) }));
  /** Any list with pages. */
  function Ids({ read }: { read: ReadPage<{ id: string }> }) {
    const list = usePages("ids", read);
    return (
      <>
        <output data-testid="ids">{list.rows?.map(({ id: one }) => one).join(" ")}</output>
        <button type="button" data-testid="more" onClick={() => void list.loadMore()} />
        <button type="button" data-testid="again" onClick={() => void list.reload()} />
      </>
    );
  }

  test("a list with a page that moved by one row has no row twice", async () => {
    await show(
      <Ids
        read={async (after) =>
          ok(after === undefined ? { rows: rowsOf(0, 3), next: "2" } : { rows: rowsOf(2, 5) })
        }
      />,
    );
    for (const press of ["more", "again"]) {
      await click(press);
      expect(find("ids").textContent).toBe(range(0, 5).map(numbered).join(" "));
    }
  });

  test("a page that is asked for during a slow reload is not lost", async () => {
    const slow = Promise.withResolvers<void>();
    let wait: Promise<void> | undefined;
    await show(
      <Ids
        read={async (after) => {
          if (after !== undefined) return ok({ rows: rowsOf(3, 5) });
          await wait;
          return ok({ rows: rowsOf(0, 3), next: "2" });
        }}
      />,
    );
    wait = slow.promise;
    await click("again");
    await click("more");
    slow.resolve();
    await settle();
    expect(find("ids").textContent).toBe(range(0, 5).map(numbered).join(" "));
  });

  test("a page that cannot be read leaves the rows, and is tried again where it was asked for", async () => {
    const intake = pagedIntake(60);
    let reachable = true;
    await showList({
      listOwnReports: async (...input) =>
        reachable ? intake.list(...input) : fail("offline", undefined, "later"),
    });
    reachable = false;
    await click("own-more");
    expect(rowsShown()).toHaveLength(50);
    expect(find("report-row").compareDocumentPosition(find("problem"))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    reachable = true;
    await click("retry");
    expect(rowsShown()).toHaveLength(60);
    expect(problems()).toEqual([]);
  });

  test("pins every question to the person, also of a report on a page that is not loaded", async () => {
    const isAsked = (at: number) => at === 3 || at > 110;
    const intake = pagedIntake(130, (at) => (isAsked(at) ? { questions: [question] } : {}));
    await showList({ listOwnReports: intake.list });
    expect(find("own-asked").textContent).toContain("Perlu jawaban Anda (20)");
    expect(rowsShown()).toEqual(
      [3, ...range(111, 130), ...range(0, 50).filter((at) => at !== 3)].map(numbered),
    );
    // The next page begins after the first, and a pinned report is listed once.
    await click("own-more");
    await click("own-more");
    expect(rowsShown()).toHaveLength(130);
    expect(intake.asked.slice(0, 3)).toEqual([
      [{}, undefined],
      [{ state: "asked" }, undefined],
      [{}, "50"],
    ]);
  });

  test("does not ask for questions that cannot be hidden", async () => {
    const intake = pagedIntake(130, (at) => (at === 120 ? { questions: [question] } : {}));
    await showList({ listOwnReports: intake.list });
    await type("filter-own-state", "approved");
    expect(intake.asked.slice(2)).toEqual([[{ state: "approved" }, undefined]]);
    const few = pagedIntake(20, () => ({ questions: [question] }));
    await show(null);
    await showList({ listOwnReports: few.list });
    expect(few.asked).toEqual([[{}, undefined]]);
  });

  test("shows the problem with a retry when the intake is away, and never that there are no reports", async () => {
    let reachable = false;
    await showList({
      listOwnReports: async () =>
        reachable ? ok({ reports: [known()] }) : fail("offline", undefined, "later"),
    });
    expect(problems()).toEqual(["offline"]);
    expect(document.body.textContent).not.toContain("Belum ada laporan");
    // No report is being sent.
    expect(document.querySelector(".skeleton")).toBeNull();
    reachable = true;
    await click("retry");
    expect(rowsShown()).toEqual([reportId]);
    expect(problems()).toEqual([]);
  });

  test("shows the problem when the outbox is away, and never that there are no reports", async () => {
    await showList({ listOutbox: async () => fail("internal") });
    expect(problems()).toEqual(["internal"]);
    expect(document.body.textContent).not.toContain("Belum ada laporan");
  });

  test("a search that failed shows neither rows of another filter nor that nothing matches", async () => {
    let reachable = true;
    await showList({
      listOwnReports: async (filter) => {
        if (!reachable) return fail("offline", undefined, "later");
        return ok({ reports: filter.state === "rejected" ? [] : [known()] });
      },
    });
    expect(rowsShown()).toEqual([reportId]);
    reachable = false;
    await type("filter-own-state", "rejected");
    expect(rowsShown()).toEqual([]);
    expect(problems()).toEqual(["offline"]);
    expect(document.body.textContent).not.toContain("Tidak ada laporan yang cocok");
    reachable = true;
    await click("retry");
    expect(document.body.textContent).toContain("Tidak ada laporan yang cocok");
  });

  test("no rows of another filter while an answer is on its way", async () => {
    await showList({
      listOwnReports: (filter) =>
        filter.state === undefined
          ? Promise.resolve(ok({ reports: [known()] }))
          : new Promise(() => undefined),
    });
    await type("filter-own-state", "rejected");
    expect(rowsShown()).toEqual([]);
    expect(document.querySelector(".skeleton")).not.toBeNull();
    expect(document.body.textContent).not.toContain("Tidak ada laporan yang cocok");
  });

  describe("kept from the last visit", () => {
    const never = () => new Promise<never>(() => undefined);
    /** Opens the list once with this answer, then again with another intake. */
    const visitTwice = async (more: Partial<OwnCalls>, personId?: string) => {
      const keeper = memoryStore();
      await showList({ listOwnReports: async () => ok({ reports: [known()], next: "2", asked: 0 }) }, keeper);
      await show(null);
      await showList(more, keeper, personId);
      return keeper;
    };

    test("is drawn with its age before the intake answers, and gives way to the answer", async () => {
      const answer = Promise.withResolvers<void>();
      await visitTwice({
        listOwnReports: () => answer.promise.then(() => ok({ reports: [knownAt(7)] })),
      });
      expect(rowsShown()).toEqual([reportId]);
      expect(find("own-age").textContent).toMatch(/^Data pukul .*, sedang diperbarui$/);
      expect(seek("own-more")).toBeNull();
      answer.resolve();
      await settle();
      expect(rowsShown()).toEqual([numbered(7)]);
      expect(seek("own-age")).toBeNull();
    });

    test("stays with its age and a retry if the intake is away", async () => {
      await visitTwice({
        // Older than the last row that was seen, of which the intake has more.
        listOutbox: async () => ok({ rows: range(0, 300).map((at) => sentAt(at + 1)), damaged: [] }),
        listOwnReports: async () => fail("offline", undefined, "later"),
      });
      expect(rowsShown()).toEqual([reportId]);
      expect(find("own-age").textContent).toMatch(/^Data pukul [\d.:]+ \w+$/);
      expect(seek("retry")).not.toBeNull();
    });

    test("is not shown to another person, and keeps no search", async () => {
      const kept = await visitTwice({ listOwnReports: never }, "person-2");
      expect(rowsShown()).toEqual([]);
      expect(JSON.stringify(await kept.read("own-shown"))).toContain(reportId);
      await show(null);
      await showList({ listOwnReports: async () => ok({ reports: [] }) }, kept);
      await type("own-search", "kata rahasia");
      await vi.waitFor(() => expect(document.body.textContent).toContain("Tidak ada laporan yang cocok"));
      expect(JSON.stringify(await kept.read("own-shown"))).not.toContain("rahasia");
    });
  });

  test("names an unsent report by its post, also after it was sent, until the intake says otherwise", async () => {
    const post = {
      author: "Raja Koin",
      excerpt: "Deposit 10 ribu",
      permalink: "https://x.com/i/status/1860",
    };
    let state: OutboxRow["state"] = "held";
    let answered: OwnReport[] = [];
    await showList({
      // The device has the words only while the report is not sent.
      listOutbox: async () =>
        ok({
          rows: [row(state, state === "held" ? { post } : { post: { permalink: post.permalink } })],
          damaged: [],
        }),
      listOwnReports: async () => ok({ reports: answered }),
      undoReport: async () => ok({}),
    });
    expect(find("report-summary").textContent).toContain("Raja Koin");
    expect(find("report-summary").textContent).not.toContain("x:post");
    await openRow();
    expect(find("open-post").getAttribute("href")).toBe(post.permalink);
    state = "sent";
    await click("undo-report");
    expect(find("report-summary").textContent).toContain("Deposit 10 ribu");
    // In the no-pixels lane the intake gives no post.
    answered = [known()];
    await type("filter-own-state", "waiting");
    expect(find("report-summary").textContent).not.toContain("Raja Koin");
    expect(seek("open-post")).toBeNull();
  });

  test("keeps a reason for withdrawing until it is sent", async () => {
    const keeper = memoryStore();
    const reasons: string[] = [];
    const calls: Partial<OwnCalls> = {
      listOutbox: async () => ok({ rows: [row("sent")], damaged: [] }),
      listOwnReports: async () => ok({ reports: [known()] }),
      withdrawReport: async (_, reason) => ok(reasons.push(reason)),
    };
    const openForm = async () => {
      await showList(calls, keeper);
      await openRow();
      await click("withdraw");
      return find("withdraw-reason") as HTMLTextAreaElement;
    };
    await openForm();
    await type("withdraw-reason", "Salah kiriman");
    await show(null);
    expect((await openForm()).value).toBe("Salah kiriman");
    find("withdraw-send").closest("form")?.requestSubmit();
    await settle();
    expect(reasons).toEqual(["Salah kiriman"]);
    await show(null);
    expect((await openForm()).value).toBe("");
  });

  const outcome = { why: "criticism", reason: "Ini hak warga.", at: "2026-11-25T02:00:00.000Z" } as const;
  const [one, two] = [
    knownAt(0, { number: "LK-00000-00001" }),
    knownAt(1, { number: "LK-00000-00002", caseState: "rejected", outcome }),
  ] as const;
  const openRows = () =>
    [...document.querySelectorAll("details[open]")].map(
      (row) => row.closest<HTMLElement>("li")?.dataset.report,
    );

  describe("in a narrow window", () => {
    test("the address opens a report in its row, and follows the person", async () => {
      await act(async () => address.navigate("/reports/LK-00000-00002"));
      await showList({ listOwnReports: async () => ok({ reports: [one, two] }) });
      await vi.waitFor(() => expect(document.body.textContent).toContain("Ini hak warga."));
      expect(openRows()).toEqual([two.id]);
      const [first] = document.querySelectorAll<HTMLElement>('[data-testid="report-summary"]');
      await act(async () => first?.click());
      expect(openRows()).toEqual([one.id]);
      expect(address.history.at(-1)).toBe("/reports/LK-00000-00001");
      await act(async () => first?.click());
      expect(openRows()).toEqual([]);
      expect(address.history.at(-1)).toBe("/reports");
    });

    test("the address opens a report that the list does not show above the list", async () => {
      await act(async () => address.navigate("/reports/LK-00000-00002"));
      await showList({
        listOwnReports: async (filter) => ok({ reports: filter.q === two.number ? [two] : [one] }),
      });
      await vi.waitFor(() => expect(find("own-opened").dataset.report).toBe(two.id));
      await click("report-summary");
      expect(openRows()).toEqual([one.id]);
      expect(seek("own-opened")).toBeNull();
    });

    test("a row with a question is open until the person closes it", async () => {
      const asked = { ...one, questions: [question] };
      await showList({ listOwnReports: async () => ok({ reports: [asked, two] }) });
      expect(openRows()).toEqual([one.id]);
      await click("report-summary");
      expect(openRows()).toEqual([]);
    });

    test("a report that is undone leaves the address", async () => {
      await showList({
        listOutbox: async () => ok({ rows: [row("held")], damaged: [] }),
        undoReport: async () => ok({}),
      });
      await click("report-summary");
      expect(address.history.at(-1)).toBe("/reports/LK-7F3K2-9QX4M");
      await click("undo-report");
      expect(address.history.at(-1)).toBe("/reports");
    });
  });

  describe("in a wide window", () => {
    beforeEach(() => {
      media.matches = true;
    });

    test("the chosen report is beside the list, and in the address", async () => {
      await showList({ listOwnReports: async () => ok({ reports: [one, two] }) });
      expect(document.querySelector(".own-beside")?.textContent).toContain("Pilih laporan");
      const [, second] = document.querySelectorAll<HTMLElement>('[data-testid="report-summary"]');
      await act(async () => second?.click());
      await vi.waitFor(() => expect(find("own-opened").textContent).toContain("Ini hak warga."));
      expect(address.history.at(-1)).toBe("/reports/LK-00000-00002");
      expect(document.querySelector('[aria-current="true"]')).toBe(second);
      expect(document.querySelector(".own-list")?.textContent).not.toContain("Ini hak warga.");
    });

    test("the chosen report stays open when the window becomes narrow, and wide again", async () => {
      await showList({ listOwnReports: async () => ok({ reports: [one, two] }) });
      const [, second] = document.querySelectorAll<HTMLElement>('[data-testid="report-summary"]');
      await act(async () => second?.click());
      await resize(false);
      expect(openRows()).toEqual([two.id]);
      expect(address.history.at(-1)).toBe("/reports/LK-00000-00002");
      await resize(true);
      await vi.waitFor(() => expect(find("own-opened").dataset.report).toBe(two.id));
    });

    test("an address opens a report that the list does not show", async () => {
      const asked: unknown[] = [];
      await act(async () => address.navigate("/reports/LK-00000-00002"));
      await showList({
        listOwnReports: async (filter) => {
          asked.push(filter);
          return ok({ reports: filter.q === two.number ? [two] : [one] });
        },
      });
      await vi.waitFor(() => expect(find("own-opened").dataset.report).toBe(two.id));
      expect(asked).toEqual([{}, { q: two.number }]);
      expect(rowsShown()).toEqual([one.id]);
    });

    test("an address of no own report is a problem, and nothing opens", async () => {
      await act(async () => address.navigate("/reports/LK-00000-00009"));
      // The intake finds by words too.
      await showList({ listOwnReports: async () => ok({ reports: [one] }) });
      await vi.waitFor(() => expect(problems()).toEqual(["not-found"]));
      expect(seek("own-opened")).toBeNull();
    });
  });
});
