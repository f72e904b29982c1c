/**
 * Verifies that an answer is the intake's receipt for exactly the sent report. Until then the report does not
 * count as received.
 */

import type { PublicKey } from "../../shared/contract/enrolment.ts";
import type { Receipt } from "../../shared/contract/report.ts";
import { done, fail, type Result } from "../../shared/contract/result.ts";
import { digestJson } from "../../shared/seal/digest.ts";
import { checkReceipt } from "../../shared/seal/receipt.ts";
import { readIntakeKeys } from "../api/connection.ts";

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
