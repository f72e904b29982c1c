/** All reports on one subject at the intake, as the queue lists it and as the desk opens it. */

import { z } from "zod";
import { caseState } from "./case-state.ts";
import { actionCode, categoryCode } from "./category.ts";
import { claimView } from "./claim.ts";
import { decisionView } from "./decision.ts";
import { questionView } from "./desk.ts";
import { evidence } from "./evidence.ts";
import { goldenState } from "./golden.ts";
import { groupSummary, likeness } from "./group.ts";
import { id, instant, receiptNumber, sha256 } from "./ids.ts";
import { objectionView } from "./objection.ts";
import { caseReview, seenSelfReview } from "./review.ts";
import { kind, siteId, subject } from "./site.ts";

export const caseAct = z.enum([
  "approve",
  "reject",
  "recategorise",
  "escalate",
  "confirm",
  "refuse",
  "undo",
  "vote",
  "ask",
  "ask-reviewers",
  "regroup",
  "reverse",
]);
export type CaseAct = z.infer<typeof caseAct>;

/** Why a case stands where it does in the queue: each counts only where those before it are equal. */
export const standingView = z.object({
  /** `timed`: the platform has a limit; `withdrawn`: no report stands. */
  lane: z.enum(["urgent", "timed", "untimed", "withdrawn"]),
  /** Of its category among all, 1 the gravest. */
  severity: z.int().min(1),
  /** The highest count that the page showed of views, reactions or followers. */
  reach: z.int().min(0),
  /** Independent voices: of each unit its most reliable reporter, weighted by their record. */
  voices: z.number().min(0),
});
export type StandingView = z.infer<typeof standingView>;

export const caseRow = z.object({
  id,
  /** Grows with each change of the case; a decision names the one it was made on. */
  version: z.int().min(1),
  site: siteId,
  kind,
  subject,
  /** The decided category, until then the strictest reported one. */
  category: categoryCode,
  state: caseState,
  /** Reports that were not withdrawn, and how many different people made them. */
  reports: z.int().min(0),
  reporters: z.int().min(0),
  urgent: z.boolean(),
  firstAt: instant,
  lastAt: instant,
  /** When the platform's limit would end, counted from the first report; absent for platform-policy categories. */
  dueAt: instant.optional(),
  permalink: z.string().optional(),
  author: z.string().optional(),
  /** The first 200 characters of the newest report's text; absent in the no-pixels lane. */
  excerpt: z.string().optional(),
  standing: standingView,
  /** ISO 639 code, as detected in the text or told by the page; absent: unknown. */
  language: z.string().optional(),
  /** Absent: nothing looks like it. */
  group: groupSummary.optional(),
  /** Who looks at it now. */
  claim: claimView.optional(),
  /** A question to a reporter has no answer yet. */
  asked: z.boolean(),
  /** Trusted reviewers were asked. */
  reviewAsked: z.boolean(),
});
export type CaseRow = z.infer<typeof caseRow>;

export const reportView = z.object({
  id,
  number: receiptNumber,
  /** Absent where it was reported in another unit; its notes are absent too then. */
  by: z.string().optional(),
  at: instant,
  category: categoryCode,
  action: actionCode,
  urgent: z.boolean(),
  note: z.string().optional(),
  notPublicReason: z.string().optional(),
  evidence,
  /** Files that have arrived; the picture can be read once its digest is here. */
  filesHere: z.array(sha256),
  /** The seal that the intake checked when it received the report: whose device made it, where that device is known. */
  sealed: z.object({ by: z.string().optional(), at: instant }).optional(),
  /** Its fields and files are deleted since then; seal, digests and log remain. */
  evidenceDeletedAt: instant.optional(),
  /** How many other reports the same person sent together with this one; which ones stays unsaid. */
  sentWith: z.int().min(1).optional(),
  withdrawnAt: instant.optional(),
  withdrawnReason: z.string().optional(),
});
export type ReportView = z.infer<typeof reportView>;

/** One act in a case's append-only log; `hash` covers the entry and the hash before it. */
export const logEntry = z.object({
  seq: z.int().min(1),
  at: instant,
  by: z.string(),
  act: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previous: z.string(),
  hash: sha256,
});
export type LogEntry = z.infer<typeof logEntry>;

/** Nothing of the case is deleted while one stands. */
export const holdView = z.object({ id, by: z.string(), at: instant, reason: z.string() });
export type HoldView = z.infer<typeof holdView>;

/** Another case that looks like this one. */
export const similarCase = z.object({
  caseId: id,
  subject,
  author: z.string().optional(),
  excerpt: z.string().optional(),
  category: categoryCode,
  state: caseState,
  why: likeness,
  distance: z.number().min(0).max(1).optional(),
});
export type SimilarCase = z.infer<typeof similarCase>;

/** The same as a group lists it, with what is needed to decide on it from there. */
export const groupedCase = similarCase.extend({
  /** The one that the list showed. */
  version: z.int().min(1),
  /** Waits for a second person. */
  decision: decisionView.optional(),
});
export type GroupedCase = z.infer<typeof groupedCase>;

/** Another case that a report or a person takes for the same post. */
export const maybeSame = z.object({
  caseId: id,
  subject,
  state: caseState,
  /** First of the two people who have to agree. */
  agreed: z.enum(["nobody", "own", "other"]),
});
export type MaybeSame = z.infer<typeof maybeSame>;

/** A decided case of the same author at this intake. */
export const decidedCase = z.object({
  caseId: id,
  subject,
  category: categoryCode,
  state: caseState,
  at: instant,
});
export type DecidedCase = z.infer<typeof decidedCase>;

/** Content of another case that a platform had acted on, back as this one. */
export const reappearance = z.object({
  caseId: id,
  /** Of the request by which it had been asked for. */
  number: z.string(),
  why: z.enum(["same-text", "same-picture", "same-author"]),
});
export type Reappearance = z.infer<typeof reappearance>;

export const caseView = caseRow.extend({
  aliases: z.array(subject),
  /** Oldest first. */
  holds: z.array(holdView),
  /** Newest first, at most `limits.caseReports`; an export holds all of them. */
  reportList: z.array(reportView),
  reviews: z.array(caseReview),
  /** Newest first. */
  decisions: z.array(decisionView),
  /** The nearest first, at most 20. */
  similar: z.array(similarCase),
  /** Absent: nothing like it was acted on before it came. */
  reappearanceOf: reappearance.optional(),
  /** Oldest first; absent: none. */
  maybeSame: z.array(maybeSame).optional(),
  /** Ids of cases that were merged into this one, and that can be split off again. */
  merged: z.array(z.object({ caseId: id, subject })),
  /** Newest first, at most 20; empty where the author is unknown. */
  history: z.array(decidedCase),
  /** Oldest first. */
  questions: z.array(questionView),
  /** Vloggers' checks of this video as their own, newest first, at most 5; absent: none. */
  selfReviews: z.array(seenSelfReview).optional(),
  /** Absent: it cannot try reviewers, or the person asking may not make it do so. */
  golden: goldenState.optional(),
  /** Oldest first; absent: none, or they are not for the person asking. */
  objections: z.array(objectionView).optional(),
  /** A platform has an order whose decision was reversed, and nobody has asked it to restore what it took away. */
  restoreDue: z.object({ requestId: id, itemId: id, decisionId: id }).optional(),
  /** Oldest first, the newest `limits.caseLog`: its first `seq` tells how many came before. */
  log: z.array(logEntry),
  /** What the person asking may do now. */
  can: z.array(caseAct),
  /** Why nothing can be done, when `can` is empty. */
  cannot: z
    .enum([
      ...(["own-report", "own-decision", "case-closed", "role-forbidden"] as const),
      ...(["already-voted", "decision-waits", "took-part"] as const),
    ])
    .optional(),
});
export type CaseView = z.infer<typeof caseView>;
