/** An exported case. Contains all that a third party needs to verify it offline. */

import { z } from "zod";
import { inclusion, knownKeys, sealedDay } from "./audit-log.ts";
import { caseRow, logEntry, priorityView } from "./case.ts";
import { decisionView } from "./decision.ts";
import { publicKey } from "./enrolment.ts";
import { id, instant, sha256, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { linkedHost, linkInspection } from "./link-inspection.ts";
import { report } from "./report.ts";
import { reviewView } from "./review.ts";
import { subject } from "./site.ts";

export const caseFormat = "lapor-kominfo/case/1";
export const packetFormat = "lapor-kominfo/packet/1";

/** Base64 with padding, keyed by SHA-256. */
const exportedFiles = z.record(sha256, z.object({ type: z.string(), base64: z.string() }));

const withdrawnReport = { withdrawnAt: instant.optional(), withdrawnReason: z.string().optional() };

/**
 * A report with its receipt. `deletedAt`: fields and files were deleted at the end of retention. `withheld`:
 * left out because the case is in the no-pixels lane. Seal and log stay verifiable.
 */
export const exportedReport = z.object({
  /** As received. After deletion `evidence.fields` is empty, and `page`, note and reasons are absent. */
  report,
  by: z.string(),
  receivedAt: instant,
  receipt: z.string(),
  deletedAt: instant.optional(),
  withheld: z.literal(true).optional(),
  ...withdrawnReport,
});
export type ExportedReport = z.infer<typeof exportedReport>;

/** Why a content is not in the file: the no-pixels lane, or a case of another unit that it names. */
const leftOut = z.enum(["withheld", "other-unit"]).optional();

/**
 * Contents behind the logs' digests of requests and their outcomes. All other facts are in the logs, so each person
 * is named only once.
 */
const exportedRequests = z.object({
  /** `jws`: the signed letter, complete, with the items of other cases. */
  letters: z.array(z.object({ id, jws: z.string().optional(), leftOut })),
  /** Dispatches, receipts, answers and reprimands. `detail`: as in `RequestEvent`. */
  events: z.array(z.object({ id, detail: z.record(z.string(), z.unknown()).optional(), leftOut })),
  /** `seal`: compact JWS of `outcomeProof` by the device. Absent if a person entered the check without one. */
  checks: z.array(z.object({ id, seal: z.string().optional(), note: z.string().optional(), leftOut })),
  /** Without the objector's name and contact. `reason`: of the hearing. */
  objections: z.array(z.object({ id, text: z.string().optional(), reason: z.string().optional(), leftOut })),
});
export type ExportedRequests = z.infer<typeof exportedRequests>;

/** As `exportedRequests`, for referrals to partners and for watched posts. */
const exportedReferrals = z.object({
  /** `jws`: the signed letter of the referral. Reminders and withdrawals repeat it. */
  letters: z.array(z.object({ id, jws: z.string().optional(), leftOut })),
  /** Deliveries, receipts, answers, reminders, closing and withdrawal. */
  events: z.array(z.object({ id, detail: z.record(z.string(), z.unknown()).optional(), leftOut })),
  /** Looks at watched posts. */
  looks: z.array(z.object({ id, note: z.string().optional(), leftOut })),
});
export type ExportedReferrals = z.infer<typeof exportedReferrals>;

/** Defaults for fields that older exports lack, so that those exports stay valid. */
const earlierRow = {
  standing: priorityView.optional(),
  asked: z.boolean().default(false),
  reviewAsked: z.boolean().default(false),
};
const earlierDecision = {
  elements: decisionView.shape.elements.default([]),
  exceptions: decisionView.shape.exceptions.default([]),
  votes: decisionView.shape.votes.default([]),
};

/** A person's note on a page that the post links to. */
const exportedLinkNote = linkInspection.extend({ host: linkedHost.shape.host });

export const caseExport = z.object({
  format: z.literal(caseFormat),
  organisation: shortText(limits.nameChars),
  exportedAt: instant,
  exportedBy: z.string(),
  case: caseRow.extend({ aliases: z.array(subject), ...earlierRow }),
  reports: z.array(exportedReport),
  reviews: z.array(reviewView),
  /** Ids of reviews that do not count, as on the case page: replaced, of no weight, not independent, or barred since. */
  replacedReviews: z.array(id).optional(),
  /** Absent if there are none, in the no-pixels lane, and in older exports. */
  linkNotes: z.array(exportedLinkNote).min(1).optional(),
  decisions: z.array(decisionView.extend(earlierDecision)),
  /** Absent in exports made before this field existed. */
  requests: exportedRequests.optional(),
  /** Absent in exports made before this field existed. */
  referrals: exportedReferrals.optional(),
  /** The log of the case, and those of the cases merged into it. */
  logs: z.array(z.object({ caseId: id, entries: z.array(logEntry) })).min(1),
  /** All batches that contain entries of these logs. The newest entries may not be in a batch yet. */
  inclusions: z.array(inclusion),
  days: z.array(sealedDay),
  keys: knownKeys,
  /** In the JSON export only; the other formats contain separate files. */
  files: exportedFiles.optional(),
  /** Compact JWS of `exportClaims`, signed by the intake. Protects the text around the evidence against changes. */
  jws: z.string(),
});
export type CaseExport = z.infer<typeof caseExport>;

/** Payload of an export's JWS as canonical JSON. Its header has `typ` `export+jws`. */
export const exportClaims = z.strictObject({
  /** SHA-256 of the canonical JSON of the export without `files` and `jws`. */
  digest: sha256,
});
export type ExportClaims = z.infer<typeof exportClaims>;

/** A single report that its sender may keep. */
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
