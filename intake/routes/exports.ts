/** Handing a case on: written whole first, then logged with its digest, then sent. */

import { ok } from "../../utils/contract/result.ts";
import { readExport } from "../evidence/export/read-export.ts";
import { openSpool } from "../evidence/export/spool.ts";
import { readWaczKey } from "../evidence/export/wacz-key.ts";
import type { Handler } from "../http/mount.ts";
import { lockExported, saveAct } from "../store/case-writes.ts";
import type { Db } from "../store/store.ts";

export const exportCase: Handler<"exportCase"> = async (
  intake,
  { caller, scope, params, query, at, origin },
) => {
  const { db } = intake.store;
  const read = await readExport(intake, { ref: { id: params.id, scope }, asker: caller, at });
  if (!read.ok) return read;
  const contents = read.value;
  // With its typefaces and decoders only once somebody exports: the intake starts without them.
  const { writers } = await import("../evidence/export/write.ts");
  const { type, write } = writers[params.format];
  const spool = await openSpool();
  try {
    await write(contents, spool, { waczKey: await readWaczKey(db), language: query.language, origin });
    const written = spool.finish();
    const detail = { format: params.format, sha256: written.sha256, bytes: written.bytes };
    await logExport(db, contents.said.case.id, {
      by: caller.name,
      device: caller.deviceId,
      at: intake.now(),
      detail,
    });
    const day = at.toISOString().slice(0, 10);
    const name = `lapor-${contents.said.case.id}-${day}.${params.format}`;
    return ok({ bytes: written.stream(), type, name });
  } catch (error) {
    await spool.discard();
    throw error;
  }
};

interface ExportAct {
  by: string;
  device: string;
  at: Date;
  detail: Record<string, unknown>;
}

/** The act comes after what was exported; a case that was taken in or left the unit meanwhile is logged where it is now. */
async function logExport(db: Db, caseId: string, { by, device, at, detail }: ExportAct): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockExported(tx, caseId);
    if (!row) throw new Error("a case that was exported is gone");
    const act = { by, act: "evidence-exported", detail: { ...detail, device } };
    await saveAct(tx, row, { ...act, at });
  });
}
