/** @vitest-environment happy-dom */
/** A reporter's own reports: the outcome in words, questions with an answer field, and their record. */

import { expect, test } from "vitest";
import { CaseOutcome, ReporterQuestion } from "../../../components/my-reports/OwnReportRow.tsx";
import { ReporterAccuracySummary } from "../../../components/my-reports/OwnReports.tsx";
import { type StateStore, StateStoreContext } from "../../../components/ui/use-persisted-state.ts";
import type { QuestionView, ReporterAccuracy } from "../../../utils/shared/contract/desk.ts";
import type { OwnReport } from "../../../utils/shared/contract/own-report.ts";
import { find, seek, settle, show, type } from "../../support/components-kit.tsx";

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
  const keeper: StateStore = {
    read: async <T,>(key: string) => (kept.get(key) as T) ?? null,
    write: async (key, value) => void kept.set(key, value),
    remove: async (key) => void kept.delete(key),
  };
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
