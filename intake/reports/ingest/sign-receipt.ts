/** Signs the receipt of a report that has its entry in a case's log. */

import { signReceipt } from "../../../utils/shared/seal/receipt.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import type { LogRecord } from "../../db/rows.ts";
import type { IncomingReport } from "./incoming-report.ts";

/**
 * Returns a compact JWS. Signatures are not deterministic, so the receipt is made once and stored with the
 * report.
 */
export function signReportReceipt(
  { report, digest, person, deviceId, receivedAt, seal }: IncomingReport,
  { caseId, seq, hash }: LogRecord,
  key: SealingKey,
): Promise<string> {
  return signReceipt(
    {
      reportId: report.id,
      number: receiptNumberOf(report.id),
      caseId,
      receivedAt: receivedAt.toISOString(),
      reportDigest: digest,
      manifestDigest: seal.manifestDigest,
      sealKey: seal.key,
      ...(seal.device ? { sealedBy: seal.device } : {}),
      handedInBy: { deviceId, name: person.name },
      log: { seq, hash },
    },
    key,
  );
}
