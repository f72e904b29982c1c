/** Rebuilds a stored report as its sender wrote it. The digest in the log covers exactly this. */

import type { Report } from "../../../utils/shared/contract/report.ts";
import type { ReportRecord } from "../../db/rows.ts";

/** Reports older than seals have none. */
export type ReceivedReport = Omit<Report, "seal"> & { seal?: string };

export function asReceived({
  id,
  setId,
  evidence,
  seal,
  overridden,
  category,
  subReason,
  basis,
  policyVersion,
  action,
  urgent,
  note,
  notPublicReason,
}: ReportRecord): ReceivedReport {
  return {
    id,
    evidence,
    category,
    basis,
    policyVersion,
    action,
    urgent,
    ...(setId === null ? {} : { setId }),
    ...(seal === null ? {} : { seal }),
    ...(overridden === null ? {} : { overridden }),
    ...(subReason === null ? {} : { subReason }),
    ...(note === null ? {} : { note }),
    ...(notPublicReason === null ? {} : { notPublicReason }),
  };
}
