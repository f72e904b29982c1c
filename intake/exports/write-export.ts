/** Delivers an export: writes it completely, logs its digest, then streams it. */

import type { ExportFormat } from "../../utils/shared/contract/export.ts";
import { ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { lockAnyCase, logUnchanged } from "../cases/store/case-writes.ts";
import type { FileAnswer } from "../core/handler.ts";
import type { Db } from "../db/store.ts";
import type { DossierPlace, ExportSource } from "../documents/export-source.ts";
import { openTempFile, type TempFileContent } from "../documents/temp-file.ts";
import type { Intake } from "../intake.ts";
import { wasAccessedSince } from "../requests/store/evidence-link.ts";
import { readWaczKey } from "./wacz-key.ts";

export interface ExportRequest {
  format: ExportFormat;
  language: Language;
  /** The intake's public address. */
  origin: string;
  /** Recipient as in the log; `device` is the recipient's device. */
  by: string;
  device?: string;
  at: Date;
}

export async function exportAndLog(
  intake: Intake,
  contents: ExportSource,
  out: ExportRequest,
): Promise<Result<FileAnswer>> {
  const written = await writeExport(intake, contents, out);
  if (!written.ok) return written;
  const { sha256, bytes, stream, discard } = written.value;
  const caseId = contents.content.case.id;
  try {
    const detail = { format: out.format, sha256, bytes };
    await logExport(intake.store.db, caseId, { ...out, at: intake.now(), detail });
  } catch (error) {
    await discard();
    throw error;
  }
  return ok({ ...(await describeExportFile(caseId, out)), bytes: stream() });
}

/** `handedAt`: see `DossierPlace`. */
type DossierRequest = Pick<ExportRequest, "format" | "language"> & DossierPlace;

export interface WrittenExport extends TempFileContent {
  /** Closes the file if its stream is not read. */
  discard(): Promise<void>;
}

export async function writeExport(
  intake: Intake,
  contents: ExportSource,
  { format, language, origin, handedAt }: DossierRequest,
): Promise<Result<WrittenExport>> {
  // Loads typefaces and decoders on first use, to keep the start fast.
  const { writers } = await import("./export-formats.ts");
  const { documents, store } = intake;
  const spool = await openTempFile();
  try {
    const tools = { documents, waczKey: await readWaczKey(store.db), language, origin, handedAt };
    const written = await writers[format].write(contents, spool, tools);
    if (written.ok) return ok({ ...spool.finish(), discard: spool.discard });
    await spool.discard();
    return written;
  } catch (error) {
    await spool.discard();
    throw error;
  }
}

export async function describeExportFile(
  caseId: string,
  { format, at }: Pick<ExportRequest, "format" | "at">,
): Promise<Pick<FileAnswer, "type" | "name">> {
  const { writers } = await import("./export-formats.ts");
  return { type: writers[format].type, name: `lapor-${caseId}-${at.toISOString().slice(0, 10)}.${format}` };
}

type ExportAct = Pick<ExportRequest, "by" | "device" | "at"> & { detail: Record<string, unknown> };

/**
 * The case may have been merged or left the unit since the export was read; logs in the case where it is now.
 */
export async function logExport(
  db: Db,
  caseId: string,
  { by, device, at, detail }: ExportAct,
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockAnyCase(tx, caseId);
    if (!row) throw new Error("the exported case is missing");
    await logUnchanged(tx, row, {
      by,
      at,
      act: "evidence-exported",
      detail,
      ...(device === undefined ? {} : { device }),
    });
  });
}

const accessLogIntervalMs = 3_600_000;

/** Logs access through an evidence link, at most once an hour, so that outsiders cannot fill a case's log. */
export async function logPlatformAccess(
  db: Db,
  caseId: string,
  { by, at, detail }: ExportAct & { detail: { item: string } },
): Promise<void> {
  const since = new Date(at.getTime() - accessLogIntervalMs);
  // Checked without the lock first, because most repeated views end here.
  if (await wasAccessedSince(db, caseId, detail.item, since)) return;
  await db.transaction(async (tx) => {
    const row = await lockAnyCase(tx, caseId);
    if (!row || (await wasAccessedSince(tx, row.id, detail.item, since))) return;
    await logUnchanged(tx, row, { by, at, act: "evidence-exported", detail });
  });
}
