/** An export on its way out: written whole first, then logged with its digest, then sent. */

import type { ExportFormat } from "../../../utils/contract/export.ts";
import type { Language } from "../../../utils/contract/site.ts";
import type { FileAnswer } from "../../http/mount.ts";
import type { Intake } from "../../intake.ts";
import { lockExported, saveAct } from "../../store/case-writes.ts";
import type { Db } from "../../store/store.ts";
import type { Contents } from "./contents.ts";
import { openSpool } from "./spool.ts";
import { readWaczKey } from "./wacz-key.ts";

export interface HandOut {
  format: ExportFormat;
  language: Language;
  /** Where the intake is reached. */
  origin: string;
  /** To whom, as the log names them; `device`: with which. */
  by: string;
  device?: string;
  at: Date;
  /** More for the log. */
  detail?: Record<string, unknown>;
}

export async function handOut(intake: Intake, contents: Contents, out: HandOut): Promise<FileAnswer> {
  const { db } = intake.store;
  const { format, language, origin, at } = out;
  const caseId = contents.said.case.id;
  // With its typefaces and decoders only once somebody exports: the intake starts without them.
  const { writers } = await import("./write.ts");
  const { type, write } = writers[format];
  const spool = await openSpool();
  try {
    await write(contents, spool, { waczKey: await readWaczKey(db), language, origin });
    const written = spool.finish();
    const detail = { format, sha256: written.sha256, bytes: written.bytes, ...out.detail };
    await logExport(db, caseId, { ...out, at: intake.now(), detail });
    const name = `lapor-${caseId}-${at.toISOString().slice(0, 10)}.${format}`;
    return { bytes: written.stream(), type, name };
  } catch (error) {
    await spool.discard();
    throw error;
  }
}

type ExportAct = Pick<HandOut, "by" | "device" | "at"> & { detail: Record<string, unknown> };

/** The act comes after what was exported; a case that was taken in or left the unit meanwhile is logged where it is now. */
async function logExport(db: Db, caseId: string, { by, device, at, detail }: ExportAct): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockExported(tx, caseId);
    if (!row) throw new Error("a case that was exported is gone");
    await saveAct(tx, row, {
      ...{ by, at, act: "evidence-exported", detail },
      ...(device === undefined ? {} : { device }),
    });
  });
}
