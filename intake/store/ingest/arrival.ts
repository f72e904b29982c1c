/** A report on its way into the store, already validated by contract and rules. */

import type { Receipt, Report } from "../../../utils/contract/report.ts";
import type { Result } from "../../../utils/contract/result.ts";
import type { CheckedSeal } from "../../evidence/check-seal.ts";
import { permalinkOf } from "../../rules/names.ts";
import type { Counted } from "../../rules/tally.ts";

export interface Arrival {
  report: Report;
  /** SHA-256 of the report's canonical JSON. */
  digest: string;
  person: { id: string; name: string };
  deviceId: string;
  seal: CheckedSeal;
  receivedAt: Date;
}

export type Ingested = Result<Receipt>;

export function channelOf({ report: { evidence } }: Arrival): string {
  return evidence.site === "telegram" ? (evidence.channelId ?? "") : "";
}

const excerptChars = 200;

/** The reporter with their unit and their weight at that time. */
export type Reporter = Pick<Counted, "personId" | "unitId" | "weight">;

/** The report's contribution to its case's tally. */
export function countedOf(
  report: Pick<Report, "evidence" | "category" | "urgent">,
  { personId, unitId, weight }: Reporter,
  receivedAt: Date,
): Counted {
  const { fields } = report.evidence;
  return {
    personId,
    unitId,
    weight,
    category: report.category,
    urgent: report.urgent,
    receivedAt,
    permalink: permalinkOf(report.evidence) ?? null,
    author: fields.authorName?.value ?? fields.authorHandle?.value ?? null,
    title: fields.title?.value ?? null,
    // Cut by code points, so that no emoji is split.
    excerpt: fields.text
      ? [...fields.text.value.slice(0, 2 * excerptChars)].slice(0, excerptChars).join("")
      : null,
  };
}
