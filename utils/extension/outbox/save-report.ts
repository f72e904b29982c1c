/** Creates a report from its draft and stores it with its files before it is confirmed to the person. */

import { z } from "zod";
import { fromDataAddress } from "../../page/capture/data-address.ts";
import { type Fields, fields } from "../../shared/contract/evidence.ts";
import { filesOf } from "../../shared/contract/files.ts";
import { id } from "../../shared/contract/ids.ts";
import { isMaybeHidden } from "../../shared/contract/limits.ts";
import type { MessageOutput } from "../../shared/contract/messages.ts";
import { type Answers, type ListedRow, type OutboxList, outboxRow } from "../../shared/contract/outbox.ts";
import { checkNoPixels, type Report, report as reportShape } from "../../shared/contract/report.ts";
import { toReportedPost } from "../../shared/contract/reported-post.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import { categories } from "../../shared/policy/categories.ts";
import { policyVersion } from "../../shared/policy/category-definition.ts";
import { basesInForce } from "../../shared/policy/legal-bases.ts";
import { digestHex } from "../../shared/seal/digest.ts";
import { receiptNumberOf } from "../../shared/seal/receipt-number.ts";
import { wrapFile } from "../../shared/seal/wrap-file.ts";
import { addressOf } from "../../shared/subject/address-of.ts";
import { readOthersDevices } from "../api/enrolment.ts";
import { undoMs } from "../browser/delays.ts";
import { hasRoomFor } from "../browser/disk-space.ts";
import { type Connection, connection, runExclusive } from "../browser/storage.ts";
import { removeDraft, type StoredPost } from "../drafts/drafts.ts";
import { forgetWords } from "../drafts/kept-words.ts";
import { readDraftFor } from "../drafts/strip-draft.ts";
import { applyEvent, drain } from "./send-reports.ts";
import { type MachineRow, step } from "./state-machine.ts";
import {
  addReports,
  changeRow,
  changeRows,
  listAll,
  listSet,
  type NewReport,
  needsBody,
  readBody,
  readRow,
  type StoredFile,
} from "./store.ts";
import { warnUnsent } from "./warn-unsent.ts";

type SavedReport = MessageOutput<"save-report">;
type SavedSet = MessageOutput<"save-set">;

interface NewDraftReport {
  report: Report;
  post: StoredPost;
}

interface PreparedReport {
  report: NewReport;
  files: StoredFile[];
}

/**
 * Stores finished reports with their files, all or none, and deletes their draft only after that. Returns
 * the rows, held for the time of "batalkan"; the existing ones if "send" was pressed twice. On a problem
 * no report is stored: `storage-full`, `file-damaged`, or `pixels-not-allowed` if a report in the
 * no-pixels lane contains anything that shows or quotes content.
 */
export async function storeReports(
  draftId: string,
  made: readonly NewDraftReport[],
): Promise<Result<MachineRow[]>> {
  const noPixels = made.map(({ report }) => report).filter(({ category }) => category === "PORNO_ANAK");
  const clean = checkNoPixels(noPixels);
  if (!clean.ok) return clean;
  const savedAt = new Date().toISOString();
  const kept: PreparedReport[] = [];
  for (const report of made) {
    const ready = await prepare(report, savedAt);
    if (!ready.ok) return ready;
    kept.push(ready.value);
  }
  if (!(await hasRoomFor(kept.map(sizeOf).reduce((a, b) => a + b, 0))))
    return storageFullProblem("too little is left");
  try {
    await addReports(
      kept.map(({ report }) => report),
      kept.flatMap(({ files }) => files),
    );
  } catch (error) {
    const there = await readAll(made);
    if (there.length < made.length) return storageFullProblem(String(error).slice(0, 300));
    return ok(there);
  }
  await removeDraft(draftId);
  await forgetWords(made.map(({ report }) => report.evidence.subject));
  void drain();
  return ok(kept.map(({ report }) => report.row));
}

/** Returns rows that another press of "send" stored a moment before. */
async function readAll(made: readonly NewDraftReport[]): Promise<MachineRow[]> {
  const rows = await Promise.all(made.map(({ report }) => readRow(report.id).catch(() => undefined)));
  return rows.filter((row) => row !== undefined);
}

function storageFullProblem(detail: string) {
  return fail("storage-full", detail, "later");
}

/**
 * Prepares a report's files for the disk: encrypted for the intake if the device has its key.
 * `file-damaged` if a file does not match the evidence. After encryption the device could not check that.
 */
async function filesToKeep(
  { evidence }: Report,
  { files }: StoredPost,
  connected: Connection,
): Promise<Result<StoredFile[]>> {
  const kept: StoredFile[] = [];
  for (const { sha256 } of filesOf(evidence)) {
    const address = files[sha256];
    if (!address) continue;
    const bytes = fromDataAddress(address);
    if ((await digestHex(bytes)) !== sha256) return fail("file-damaged", sha256);
    kept.push(await encryptFile(sha256, bytes, connected));
  }
  return ok(kept);
}

async function encryptFile(
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
  connected: Connection,
): Promise<StoredFile> {
  if (!connected.filesKey) return { sha256, bytes };
  const wrapped = await wrapFile(bytes, connected.filesKey);
  const { deviceId } = connected.identity;
  return { sha256, deviceId, bytes: wrapped, wrappedSha256: await digestHex(wrapped) };
}

async function prepare({ report, post }: NewDraftReport, savedAt: string): Promise<Result<PreparedReport>> {
  const connected = await connection.getValue();
  // The enrolment ended while the form was open. Without one, the next person would send the report in their own name.
  if (!connected) return fail("not-enrolled");
  const files = await filesToKeep(report, post, connected);
  if (!files.ok) return files;
  const body = JSON.stringify(report);
  const filesLeft = files.value.map(({ sha256 }) => sha256);
  const row: MachineRow = {
    reportId: report.id,
    ...(report.setId ? { setId: report.setId } : {}),
    deviceId: connected.identity.deviceId,
    number: receiptNumberOf(report.id),
    subject: report.evidence.subject,
    category: report.category,
    state: "held",
    savedAt,
    tries: 0,
    received: false,
    filesLeft,
    filesTotal: filesLeft.length,
    bodySha256: await digestHex(body),
  };
  return ok({ report: { row, body }, files: files.value });
}

function sizeOf({ report, files }: PreparedReport): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, report.body.length);
}

/**
 * Saves the draft's report and holds it for the time of "batalkan". The report's id is the draft's, so pressing
 * "send" twice saves one report. Waits for a running redaction of the draft. Problems: `draft-gone`, those of
 * `makeReport`, `storage-full`.
 */
export function saveReport(draftId: string, answers: Answers): Promise<Result<SavedReport>> {
  return runExclusive(draftId, () => saveNow(draftId, answers));
}

async function saveNow(draftId: string, answers: Answers): Promise<Result<SavedReport>> {
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

/** The person did not make the report, or it does not exist. */
async function isForeign(reportId: string): Promise<boolean> {
  const row = await readRow(reportId);
  return !row || (await readOthersDevices()).has(row.deviceId);
}

/** Undoes a report while it is still held, or after it failed. `report-unknown` for another person's. */
export async function undoReport(reportId: string): Promise<Result<Record<string, never>>> {
  if (await isForeign(reportId)) return fail("report-unknown");
  const row = await applyEvent(reportId, { type: "undo" });
  if (row?.state !== "undone") return fail("undo-too-late");
  await warnUnsent();
  return done;
}

/**
 * Marks a report that the intake has for withdrawal as soon as it can be reached. If it failed or was undone here, it must
 * be in the intake's list: the caller offers no withdrawal otherwise. `report-unknown` for another
 * person's, because it would be withdrawn with that person's key.
 */
export async function withdrawReport(
  reportId: string,
  reason: string,
): Promise<Result<Record<string, never>>> {
  if (await isForeign(reportId)) return fail("report-unknown");
  const row = await changeRow(reportId, (stored) =>
    step(step(stored, { type: "named" }), { type: "withdraw", reason }),
  );
  if (row?.state !== "withdrawing") return fail("conflict", row?.state);
  void drain();
  return done;
}

/** Another person's reports are listed only until the intake has them with their files, and cannot be acted on. */
export async function listOutbox(): Promise<OutboxList> {
  const [{ rows, damaged }, others] = await Promise.all([listAll(), readOthersDevices()]);
  const listed = rows.flatMap((row) => {
    if (!others.has(row.deviceId) || row.state === "withdrawing") return toListed(row);
    if (row.state === "undone" || (row.received && row.filesLeft.length === 0)) return [];
    return toListed(row).then(markAsOthers);
  });
  return {
    rows: await Promise.all(listed),
    damaged: damaged.map((key) =>
      id.safeParse(key).success ? { key, number: receiptNumberOf(key) } : { key },
    ),
  };
}

function markAsOthers(row: ListedRow): ListedRow {
  const problem = row.state === "failed" ? fail("other-person").problem : row.problem;
  return { ...row, isOthers: true, ...(problem ? { problem } : {}) };
}

async function toListed(row: MachineRow): Promise<ListedRow> {
  // Parsing removes fields that only the stored row has.
  const listed = outboxRow.parse(row);
  if (row.category === "PORNO_ANAK") return listed;
  const body = needsBody(row) ? await readBody(row.reportId) : undefined;
  return { ...listed, post: toReportedPost(readFields(body), addressOf(row.subject)) };
}

const writtenReport = z.object({ evidence: z.object({ fields }) });

/** Returns no fields if the report's text is deleted or damaged. */
function readFields(body: string | undefined): Fields {
  try {
    return writtenReport.parse(JSON.parse(body ?? "")).evidence.fields;
  } catch {
    return {};
  }
}

function savedReportOf({ reportId, number, savedAt }: MachineRow): SavedReport {
  return { reportId, number, undoUntil: new Date(Date.parse(savedAt) + undoMs).toISOString() };
}

/**
 * Several reports at once: saved and undone all or none, but sent separately. Saves one report for each
 * chosen piece of evidence, all or none, with the draft's id as set id. A report's id is its evidence's.
 * Problems: those of `saveReport`.
 */
export function saveSet(
  draftId: string,
  evidenceIds: readonly string[],
  answers: Answers,
): Promise<Result<SavedSet>> {
  return runExclusive(draftId, () => saveSetNow(draftId, evidenceIds, answers));
}

async function saveSetNow(
  draftId: string,
  evidenceIds: readonly string[],
  answers: Answers,
): Promise<Result<SavedSet>> {
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
      ? rows.map((row) => step(row, { type: "undo" }))
      : [],
  );
  return undone.length > 0 ? done : fail("undo-too-late");
}

function describeSet(setId: string, rows: readonly MachineRow[]): SavedSet {
  const reports = rows.map(({ reportId, number, subject }) => ({ reportId, number, subject }));
  const undoUntil = Math.min(...rows.map(({ savedAt }) => Date.parse(savedAt))) + undoMs;
  return { setId, reports, undoUntil: new Date(undoUntil).toISOString() };
}

/**
 * Builds a report from the evidence and the person's answers. In the no-pixels lane the evidence must already be
 * stripped and sealed again; otherwise fails with `pixels-not-allowed`. `setId`: shared by the reports sent
 * together.
 */
export function makeReport(
  reportId: string,
  { evidence, seal }: Pick<StoredPost, "evidence" | "seal">,
  answers: Answers,
  setId?: string,
): Result<Report> {
  const category = categories[answers.category];
  if (!category.actions.includes(answers.action)) return fail("action-not-allowed", answers.action);
  const noPixels = category.code === "PORNO_ANAK";
  const clean = checkNoPixels(noPixels ? [{ evidence }] : []);
  if (!clean.ok) return clean;
  const notPublic = isMaybeHidden(evidence.fields);
  if (notPublic && !answers.notPublicReason) return fail("reason-needed");
  // The answers cover a whole set. Each report takes only the codes in its own evidence.
  const overridden = evidence.quality.filter((code) => answers.overridden?.includes(code));
  const made = reportShape.safeParse({
    id: reportId,
    ...(setId ? { setId } : {}),
    evidence,
    seal,
    ...(overridden.length > 0 ? { overridden } : {}),
    category: category.code,
    ...(answers.subReason && !noPixels ? { subReason: answers.subReason } : {}),
    basis: basesInForce(category.code, evidence.capturedAt).map(({ id }) => id),
    policyVersion,
    action: answers.action,
    urgent: answers.urgent,
    ...(answers.note && !noPixels ? { note: answers.note } : {}),
    // The reason is given once per set and applies only to its non-public posts.
    ...(answers.notPublicReason && notPublic ? { notPublicReason: answers.notPublicReason } : {}),
  });
  if (made.success) return ok(made.data);
  return fail(
    "invalid-input",
    made.error.issues
      .map(({ path, message }) => `${path.join(".")}: ${message}`)
      .join("; ")
      .slice(0, 900),
  );
}
