/** Spoils the intake's data to prove that the count detects it: one report lost, one doubled, one altered. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { insertRows } from "../../../intake/db/insert.ts";
import { files, reports } from "../../../intake/db/schema/index.ts";
import type { Kept } from "./count.ts";

/** Needs three reports that have arrived with a file each. */
export async function breakThree({ store: { db }, files: evidence }: Kept): Promise<void> {
  const rows = await db.select().from(reports).orderBy(reports.receivedAt, reports.id).limit(3);
  const [lost, doubled, altered] = rows;
  if (!lost || !doubled || !altered) throw new Error("fewer than three reports to spoil");
  await db.delete(files).where(eq(files.reportId, lost.id));
  await db.delete(reports).where(eq(reports.id, lost.id));

  const receivedAt = new Date(doubled.receivedAt.getTime() + 1);
  await db.execute(insertRows(reports, [{ ...doubled, id: randomUUID(), receivedAt }]));

  const [file] = await db.select().from(files).where(eq(files.reportId, altered.id));
  const kept = file && (await evidence.get(file.sha256));
  if (!kept) throw new Error("the report to alter has no file");
  const bytes = kept.bytes;
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await evidence.put(file.sha256, bytes);
}
