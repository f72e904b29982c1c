/** Stores finished reports with their files, all or none, and deletes their draft only after that. */

import { fromDataAddress } from "../../page/capture/data-address.ts";
import { filesOf } from "../../shared/contract/files.ts";
import { checkNoPixels, type Report } from "../../shared/contract/report.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { digestHex } from "../../shared/seal/digest.ts";
import { receiptNumberOf } from "../../shared/seal/receipt-number.ts";
import { wrapFile } from "../../shared/seal/wrap-file.ts";
import { nowMs, toInstant } from "../browser/clock.ts";
import { hasRoomFor } from "../browser/disk-space.ts";
import { type Connection, connection } from "../browser/storage.ts";
import { removeDraft, type StoredPost } from "../drafts/drafts.ts";
import type { StoredFile } from "./database.ts";
import { drain } from "./drain.ts";
import type { MachineRow } from "./machine.ts";
import { addReports, type NewReport, readRow } from "./store.ts";

export interface NewDraftReport {
  report: Report;
  post: StoredPost;
}

interface PreparedReport {
  report: NewReport;
  files: StoredFile[];
}

/**
 * Returns the rows, held for the time of "batalkan"; the existing ones if "send" was pressed twice. On a
 * problem no report is stored: `storage-full`, `file-damaged`, or `pixels-not-allowed` if a report in the
 * no-pixels lane contains anything that shows or quotes content.
 */
export async function storeReports(
  draftId: string,
  made: readonly NewDraftReport[],
): Promise<Result<MachineRow[]>> {
  const noPixels = made.map(({ report }) => report).filter(({ category }) => category === "PORNO_ANAK");
  const clean = checkNoPixels(noPixels);
  if (!clean.ok) return clean;
  const savedAt = toInstant(nowMs());
  const kept: PreparedReport[] = [];
  for (const one of made) {
    const ready = await prepare(one, savedAt);
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
  void drain();
  return ok(kept.map(({ report }) => report.row));
}

/** Returns rows that another press of "send" stored a moment before. */
async function readAll(made: readonly NewDraftReport[]): Promise<MachineRow[]> {
  const found = await Promise.all(made.map(({ report }) => readRow(report.id).catch(() => undefined)));
  return found.filter((row) => row !== undefined);
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
  connected: Connection | null,
): Promise<Result<StoredFile[]>> {
  const kept: StoredFile[] = [];
  for (const { sha256 } of filesOf(evidence)) {
    const address = files[sha256];
    if (!address) continue;
    const bytes = fromDataAddress(address);
    if ((await digestHex(bytes)) !== sha256) return fail("file-damaged", sha256);
    kept.push(await seal(sha256, bytes, connected));
  }
  return ok(kept);
}

async function seal(
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
  connected: Connection | null,
): Promise<StoredFile> {
  if (!connected?.filesKey) return { sha256, bytes };
  const wrapped = await wrapFile(bytes, connected.filesKey);
  const { deviceId } = connected.identity;
  return { sha256, deviceId, bytes: wrapped, wrappedSha256: await digestHex(wrapped) };
}

async function prepare({ report, post }: NewDraftReport, savedAt: string): Promise<Result<PreparedReport>> {
  const connected = await connection.getValue();
  const files = await filesToKeep(report, post, connected);
  if (!files.ok) return files;
  const body = JSON.stringify(report);
  const filesLeft = files.value.map(({ sha256 }) => sha256);
  const row: MachineRow = {
    reportId: report.id,
    ...(report.setId ? { setId: report.setId } : {}),
    ...(connected ? { deviceId: connected.identity.deviceId } : {}),
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
