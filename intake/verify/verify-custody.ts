/** Verifies everything that the intake signed: batches, days and receipts; names each part that fails. */

import { asc, eq } from "drizzle-orm";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { checkDay } from "../../utils/shared/seal/batch.ts";
import { checkTimestamp } from "../../utils/shared/seal/check-timestamp.ts";
import { readBatches } from "../audit-log/close-days.ts";
import { readIntakePublicKey } from "../audit-log/key.ts";
import { verifyBatches } from "../audit-log/verify-batches.ts";
import { verifyLeaves } from "../audit-log/verify-leaves.ts";
import { verifyReceipts } from "../audit-log/verify-receipts.ts";
import { dayStamps, days } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

export interface VerifiedCustody {
  batches: number;
  /** One sentence each. */
  broken: string[];
}

/** Needs a snapshot, so that concurrent writes do not look broken. */
export async function verifyCustody(db: Db): Promise<VerifiedCustody> {
  const key = await readIntakePublicKey(db);
  // Without a key, no intake ran and nothing was signed.
  if (!key) return { batches: 0, broken: [] };
  const sealed = await verifyBatches(db, key);
  return {
    batches: sealed.batches,
    broken: [
      ...sealed.broken,
      ...(await verifyLeaves(db)),
      ...(await verifyDays(db, key)),
      ...(await verifyReceipts(db, key)),
    ],
  };
}

async function verifyDays(db: Db, key: PublicKey): Promise<string[]> {
  const broken: string[] = [];
  const rows = await db
    .select({ day: days.day, root: days.root, response: dayStamps.response })
    .from(days)
    .leftJoin(dayStamps, eq(dayStamps.day, days.day))
    .orderBy(asc(days.day));
  for (const { day, root, response } of rows) {
    const checked = await checkDay({ day, root, batches: await readBatches(db, day) }, key);
    if (!checked.ok) broken.push(`day ${day}: ${checked.problem.detail} does not hold`);
    if (response === null) continue;
    const stamped = await checkTimestamp(new Uint8Array(Buffer.from(response, "base64")), root);
    if (!stamped.ok) broken.push(`day ${day}: the timestamp's ${stamped.problem.detail} does not hold`);
  }
  return broken;
}
