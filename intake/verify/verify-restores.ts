import { hasBatch } from "../audit-log/newest-batch.ts";
import { loggedRestore } from "../audit-log/store/trust-log.ts";
import type { LogRecord } from "../db/rows.ts";
import type { Db } from "../db/store.ts";

/** Names each restore in the trust log, and the batch from which the log went on. One sentence each. */
export async function verifyRestores(
  tx: Db,
  trustLog: readonly LogRecord[],
): Promise<{ broken: string[]; notes: string[] }> {
  const found = { broken: [] as string[], notes: [] as string[] };
  for (const { act, at, seq, detail } of trustLog) {
    if (act !== "restored") continue;
    const read = loggedRestore.safeParse(detail.restored);
    if (!read.success || (read.data.batch && !(await hasBatch(tx, read.data.batch)))) {
      found.broken.push(`the trust log's entry ${seq}: the restore's last batch is not in the database`);
      continue;
    }
    const { backedUpAt, sha256, batch } = read.data;
    const end = batch ? `batch ${batch.no}` : "no batch";
    found.notes.push(
      `restored at ${at.toISOString()} from the backup of ${backedUpAt} (SHA-256 ${sha256 ?? "unknown"}), which ends with ${end}: later entries are not in this log`,
    );
  }
  return found;
}
