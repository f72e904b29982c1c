/** Creates a report from its draft and stores it with its files before it is confirmed to the person. */

import { id } from "../../shared/contract/ids.ts";
import type { MessageOutput } from "../../shared/contract/messages.ts";
import { type Answers, type OutboxList, outboxRow } from "../../shared/contract/outbox.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { receiptNumberOf } from "../../shared/seal/receipt-number.ts";
import { toInstant } from "../browser/clock.ts";
import { undoMs } from "../browser/delays.ts";
import { removeDraft } from "../drafts/drafts.ts";
import { makeReport } from "../drafts/make-report.ts";
import { readDraftFor } from "../drafts/strip-draft.ts";
import { applyEvent, drain } from "./drain.ts";
import type { MachineRow } from "./machine.ts";
import { listAll, readRow } from "./store.ts";
import { storeReports } from "./store-reports.ts";

/**
 * Saves the draft's report and holds it for the time of "batalkan". The report's id is the draft's, so pressing
 * "send" twice saves one report. Problems: `draft-gone`, those of `makeReport`, `storage-full`.
 */
export async function saveReport(
  draftId: string,
  answers: Answers,
): Promise<Result<MessageOutput<"save-report">>> {
  const saved = await readRow(draftId);
  if (saved) {
    await removeDraft(draftId);
    return ok(savedReportOf(saved));
  }
  const draft = await readDraftFor(answers.category, draftId);
  if (!draft.ok) return draft;
  if (draft.value.state !== "captured") return fail("draft-gone");
  const report = makeReport(draftId, draft.value, answers);
  if (!report.ok) return report;
  const rows = await storeReports(draftId, [{ report: report.value, post: draft.value }]);
  if (!rows.ok) return rows;
  const [row] = rows.value;
  return row ? ok(savedReportOf(row)) : fail("draft-gone");
}

/** Undoes a report while it is still held. */
export async function undoReport(reportId: string): Promise<Result<Record<string, never>>> {
  const row = await applyEvent(reportId, { type: "undo" });
  if (!row) return fail("report-unknown");
  return row.state === "undone" ? done : fail("undo-too-late");
}

/** Marks a sent report for withdrawal at the intake as soon as it can be reached. */
export async function withdrawReport(
  reportId: string,
  reason: string,
): Promise<Result<Record<string, never>>> {
  const row = await applyEvent(reportId, { type: "withdraw", reason });
  if (!row) return fail("report-unknown");
  if (row.state !== "withdrawing") return fail("conflict", row.state);
  void drain();
  return done;
}

export async function listOutbox(): Promise<OutboxList> {
  const { rows, damaged } = await listAll();
  return {
    // Parsing removes fields that only the stored row has.
    rows: rows.map((row) => outboxRow.parse(row)),
    damaged: damaged.map((key) =>
      id.safeParse(key).success ? { key, number: receiptNumberOf(key) } : { key },
    ),
  };
}

function savedReportOf({ reportId, number, savedAt }: MachineRow): MessageOutput<"save-report"> {
  return { reportId, number, undoUntil: toInstant(Date.parse(savedAt) + undoMs) };
}
