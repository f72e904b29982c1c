/** A report on its way into the store, already validated by contract and rules. */

import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Receipt, Report } from "../../../utils/shared/contract/report.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { permalinkOf } from "../../cases/rules/names.ts";
import type { CountedReport } from "../../cases/rules/tally.ts";
import type { CheckedSeal } from "../../evidence/check-seal.ts";

export interface IncomingReport {
  report: Report;
  /** SHA-256 of the report's canonical JSON. */
  digest: string;
  person: { id: string; name: string };
  deviceId: string;
  seal: CheckedSeal;
  receivedAt: Date;
}

export type Ingested = Result<Receipt>;

export function telegramChannelOf({ report: { evidence } }: IncomingReport): string {
  return evidence.site === "telegram" ? (evidence.channelId ?? "") : "";
}

export const excerptChars = 200;

/** Parts of a report that its case shows. */
export type ShownFields = Pick<CountedReport, "permalink" | "author" | "title" | "excerpt">;

export const noShownFields: ShownFields = { permalink: null, author: null, title: null, excerpt: null };

export function shownFields({ subject, fields }: Pick<Evidence, "subject" | "fields">): ShownFields {
  return {
    permalink: permalinkOf({ subject, fields }) ?? null,
    author: fields.authorName?.value ?? fields.authorHandle?.value ?? null,
    title: fields.title?.value ?? null,
    // By code points, so that no emoji is cut in two.
    excerpt: fields.text
      ? [...fields.text.value.slice(0, 2 * excerptChars)].slice(0, excerptChars).join("")
      : null,
  };
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
