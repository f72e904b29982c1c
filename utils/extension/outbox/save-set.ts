/** Several reports at once: saved and undone all or none, but sent separately. */

import type { MessageOutput } from "../../shared/contract/messages.ts";
import type { Answers } from "../../shared/contract/outbox.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { nowMs, toInstant } from "../browser/clock.ts";
import { undoMs } from "../browser/delays.ts";
import { removeDraft } from "../drafts/drafts.ts";
import { makeReport } from "../drafts/make-report.ts";
import { readDraftFor } from "../drafts/strip-draft.ts";
import { type MachineRow, step } from "./machine.ts";
import { changeRows, listSet } from "./store.ts";
import { type NewDraftReport, storeReports } from "./store-reports.ts";

/**
 * Saves one report for each chosen piece of evidence, all or none, with the draft's id as set id. A report's id
 * is its evidence's. Problems: those of `saveReport`.
 */
export async function saveSet(
  draftId: string,
  evidenceIds: readonly string[],
  answers: Answers,
): Promise<Result<MessageOutput<"save-set">>> {
  const saved = await listSet(draftId);
  if (saved.length > 0) {
    await removeDraft(draftId);
    return ok(describeSet(draftId, saved));
  }
  const draft = await readDraftFor(answers.category, draftId);
  if (!draft.ok) return draft;
  if (draft.value.state !== "set") return fail("draft-gone");
  const made: NewDraftReport[] = [];
  for (const post of draft.value.posts) {
    if (!evidenceIds.includes(post.evidence.id)) continue;
    const report = makeReport(post.evidence.id, post, answers, draftId);
    if (!report.ok) return report;
    made.push({ report: report.value, post });
  }
  if (made.length === 0) return fail("draft-gone");
  const rows = await storeReports(draftId, made);
  return rows.ok ? ok(describeSet(draftId, rows.value)) : rows;
}

/** Undoes a set if all its reports are still held; otherwise none of them. */
export async function undoSet(setId: string): Promise<Result<Record<string, never>>> {
  const ids = (await listSet(setId)).map(({ reportId }) => reportId);
  if (ids.length === 0) return fail("report-unknown");
  const undone = await changeRows(ids, (rows) =>
    rows.every(({ state }) => state === "held" || state === "undone")
      ? rows.map((row) => step(row, { type: "undo" }, nowMs(), Math.random))
      : [],
  );
  return undone.length > 0 ? done : fail("undo-too-late");
}

function describeSet(setId: string, rows: readonly MachineRow[]): MessageOutput<"save-set"> {
  const reports = rows.map(({ reportId, number, subject }) => ({ reportId, number, subject }));
  const undoUntil = Math.min(...rows.map(({ savedAt }) => Date.parse(savedAt))) + undoMs;
  return { setId, reports, undoUntil: toInstant(undoUntil) };
}
