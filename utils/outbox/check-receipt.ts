/**
 * Verifies that an answer is the intake's receipt for exactly the sent report. Until then the report does not
 * count as received.
 */

import type { PublicKey } from "../contract/enrolment.ts";
import type { Receipt } from "../contract/report.ts";
import { done, fail, type Result } from "../contract/result.ts";
import { readIntakeKeys } from "../core/connection.ts";
import { digestJson } from "../seal/digest.ts";
import { checkReceipt } from "../seal/receipt.ts";

export interface Sent {
  reportId: string;
  /** The enrolment under which it was saved. */
  deviceId?: string | undefined;
  /** The exact JSON text. */
  body: string;
}

/**
 * `receipt-invalid`, to be retried later, with the part that failed. A device enrolled before receipts existed
 * has no key to verify with.
 */
export async function checkReceiptFor(
  { reportId, deviceId, body }: Sent,
  { jws }: Receipt,
): Promise<Result<Record<string, never>>> {
  const keys = await readIntakeKeys(deviceId);
  if (keys.length === 0) return done;
  const opened = await openWithAny(jws, keys);
  if (!opened.ok) return invalid(opened.problem.detail);
  if (opened.value.reportId !== reportId) return invalid("reportId");
  return opened.value.reportDigest === (await digestJson(JSON.parse(body))) ? done : invalid("reportDigest");
}

/** The report may have gone to the intake of an earlier enrolment or of the current one. */
async function openWithAny(jws: string, keys: PublicKey[]) {
  const opened = await Promise.all(keys.map((key) => checkReceipt(jws, key)));
  return opened.find(({ ok }) => ok) ?? opened[0] ?? fail("receipt-invalid");
}

function invalid(detail: string | undefined) {
  return fail("receipt-invalid", detail, "later");
}
