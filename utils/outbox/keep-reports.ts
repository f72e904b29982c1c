/** Puts finished reports on disk with their files, all or none, and only then lets go of their draft. */

import { fromDataAddress } from "../capture/data-address.ts";
import { filesOf } from "../contract/files.ts";
import { noPixelsViolations, type Report } from "../contract/report.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { nowMs, toInstant } from "../core/clock.ts";
import { connection } from "../core/storage.ts";
import { removeDraft, type StoredPost } from "../draft/drafts.ts";
import { receiptNumberOf } from "../seal/receipt-number.ts";
import { drain } from "./drain.ts";
import type { MachineRow } from "./machine.ts";
import { addReports, type StoredFile } from "./store.ts";

export interface Made {
  report: Report;
  post: StoredPost;
}

/**
 * Gives their rows, held for the time of "batalkan". Nothing was kept: `storage-full`; `pixels-not-allowed` when one of the
 * no-pixels lane holds anything that shows or quotes, whoever made it.
 */
export async function keepReports(draftId: string, made: readonly Made[]): Promise<Result<MachineRow[]>> {
  const left = made.flatMap(({ report }) =>
    report.category === "PORNO_ANAK" ? noPixelsViolations(report) : [],
  );
  if (left.length > 0)
    return fail(
      "pixels-not-allowed",
      left
        .map((path) => path.join("."))
        .join(", ")
        .slice(0, 900),
    );
  const savedAt = toInstant(nowMs());
  const deviceId = (await connection.getValue())?.identity.deviceId;
  const kept = made.map(({ report, post }) => {
    const files = storedFiles(report, post);
    return {
      files,
      row: { ...firstRow(report, files, savedAt), ...(deviceId ? { deviceId } : {}) },
      body: JSON.stringify(report),
    };
  });
  try {
    await addReports(
      kept.map(({ row, body }) => ({ row, body })),
      kept.flatMap(({ files }) => files),
    );
  } catch (error) {
    return fail("storage-full", String(error).slice(0, 300), "later");
  }
  await removeDraft(draftId);
  void drain();
  return ok(kept.map(({ row }) => row));
}

function storedFiles({ evidence }: Report, { files }: StoredPost): StoredFile[] {
  return filesOf(evidence).flatMap(({ sha256 }) => {
    const address = files[sha256];
    return address ? [{ sha256, bytes: fromDataAddress(address) }] : [];
  });
}

function firstRow(report: Report, files: readonly StoredFile[], savedAt: string): MachineRow {
  return {
    reportId: report.id,
    ...(report.setId ? { setId: report.setId } : {}),
    number: receiptNumberOf(report.id),
    subject: report.evidence.subject,
    category: report.category,
    state: "held",
    savedAt,
    tries: 0,
    filesLeft: files.map(({ sha256 }) => sha256),
    received: false,
  };
}
