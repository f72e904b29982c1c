/** A report on its way into the store, already validated by contract and rules. */

import type { Receipt, Report } from "../../../utils/shared/contract/report.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { type CountedReport, shownFields } from "../../cases/rules/report-summary.ts";
import type { DeviceKey, ProofUse } from "../../core/caller.ts";
import type { SpotOwner } from "../../db/spot-owners.ts";
import type { CheckedSeal } from "../../evidence/check-seal.ts";

export interface IncomingReport {
  report: Report;
  /** SHA-256 of the report's canonical JSON. */
  digest: string;
  /** The sender as known when the request arrived; checked again before the report is stored. */
  person: { id: string; name: string };
  deviceId: string;
  deviceKey: DeviceKey;
  seal: CheckedSeal;
  receivedAt: Date;
  /** The request's proof, which is used with the report. */
  proof: ProofUse | undefined;
  /** The former owners of its spot did not know the post after this number of moves. */
  unknownAtMove?: number;
}

export type Ingested = Result<Receipt>;

/** This server must not store the report: another one owns its spot, or former owners have to be asked before. */
export interface Elsewhere {
  elsewhere: SpotOwner;
}

export function telegramChannelOf({ report: { evidence } }: IncomingReport): string {
  return evidence.site === "telegram" ? (evidence.channelId ?? "") : "";
}

/** The reporter with their unit and their weight at that time. */
export type Reporter = Pick<CountedReport, "personId" | "unitId" | "weight">;

/** The report's contribution to its case's tally. */
export function toCountedReport(
  report: Pick<Report, "evidence" | "category" | "urgent">,
  { personId, unitId, weight }: Reporter,
  receivedAt: Date,
): CountedReport {
  return {
    personId,
    unitId,
    weight,
    category: report.category,
    urgent: report.urgent,
    receivedAt,
    ...shownFields(report.evidence),
  };
}
