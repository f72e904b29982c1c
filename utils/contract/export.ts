/** A case as it leaves the intake: everything a stranger needs to check it without asking anybody. */

import { z } from "zod";
import { caseRow, logEntry, standingView } from "./case.ts";
import { inclusion, knownKeys, sealedDay } from "./custody.ts";
import { decisionView } from "./decision.ts";
import { publicKey } from "./enrolment.ts";
import { id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { report } from "./report.ts";
import { reviewView } from "./review.ts";
import { subject } from "./site.ts";

export const caseFormat = "lapor-kominfo/case/1";
export const packetFormat = "lapor-kominfo/packet/1";

/** Base64 (with padding) by SHA-256. */
const exportedFiles = z.record(sha256, z.object({ type: z.string(), base64: z.string() }));

const withdrawn = { withdrawnAt: instant.optional(), withdrawnReason: z.string().optional() };

/**
 * A report with its receipt. `deletedAt`: its fields and files are gone by retention; `withheld`: they are left out, the
 * case is in the no-pixels lane. The seal and the log still hold.
 */
export const exportedReport = z.object({
  /** As received; after deletion with an empty `evidence.fields` and without `page`, note and reasons. */
  report,
  by: z.string(),
  receivedAt: instant,
  receipt: z.string(),
  deletedAt: instant.optional(),
  withheld: z.literal(true).optional(),
  ...withdrawn,
});
export type ExportedReport = z.infer<typeof exportedReport>;

/** What exports said nothing of before there was a desk: those still hold. */
const earlierRow = {
  standing: standingView.optional(),
  asked: z.boolean().default(false),
  reviewAsked: z.boolean().default(false),
};
const earlierDecision = {
  elements: decisionView.shape.elements.default([]),
  exceptions: decisionView.shape.exceptions.default([]),
  votes: decisionView.shape.votes.default([]),
};

export const caseExport = z.object({
  format: z.literal(caseFormat),
  organisation: shortText(limits.nameChars),
  exportedAt: instant,
  exportedBy: z.string(),
  case: caseRow.extend({ aliases: z.array(subject), ...earlierRow }),
  reports: z.array(exportedReport),
  reviews: z.array(reviewView),
  decisions: z.array(decisionView.extend(earlierDecision)),
  /** The case's own log, and those of the cases it took in. */
  logs: z.array(z.object({ caseId: id, entries: z.array(logEntry) })).min(1),
  /** Every batch that holds entries of these logs; the newest entries may wait for theirs. */
  inclusions: z.array(inclusion),
  days: z.array(sealedDay),
  keys: knownKeys,
  /** Only in the JSON export, in the others they are files. */
  files: exportedFiles.optional(),
  /** Compact JWS of `exportClaims`, signed by the intake: without it the words beside the evidence could be changed. */
  jws: z.string(),
});
export type CaseExport = z.infer<typeof caseExport>;

/** Payload of an export's JWS, as canonical JSON; `typ` of its header is `export+jws`. */
export const exportClaims = z.strictObject({
  /** SHA-256 of the canonical JSON of the export without `files` and `jws`. */
  digest: sha256,
});
export type ExportClaims = z.infer<typeof exportClaims>;

/** One report by itself, as its sender may keep it. */
export const packet = z.strictObject({
  format: z.literal(packetFormat),
  report,
  receipt: z.string(),
  /** Signs the receipt and the batch. */
  intakeKey: publicKey,
  inclusion: inclusion.strict().optional(),
  files: exportedFiles.optional(),
});
export type Packet = z.infer<typeof packet>;

export const exportFormat = z.enum(["wacz", "pdf", "html", "json"]);
export type ExportFormat = z.infer<typeof exportFormat>;
