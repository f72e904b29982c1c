/** Converts rows to the contract's case views. */

import type { z } from "zod";
import type { CaseRow, caseView, PriorityView, ReportView } from "../../../utils/shared/contract/case.ts";
import type { CaseReview, SharedSelfReview } from "../../../utils/shared/contract/review.ts";
import { strictness } from "../../../utils/shared/policy/categories.ts";
import { receiptNumberOf } from "../../../utils/shared/seal/receipt-number.ts";
import { toGroupView, toRelatedCases, toWordsView } from "../../cases/routes/related-cases-view.ts";
import { isClosed } from "../../cases/rules/allowed-acts.ts";
import { isQuarantined, withholdReport, withholdReview } from "../../cases/rules/withheld-content.ts";
import type { Groups } from "../../cases/store/groups.ts";
import type { QueueRecord } from "../../cases/store/queue.ts";
import type { RelatedCases } from "../../cases/store/related-cases.ts";
import { type CaseRecord, omitNulls } from "../../db/rows.ts";
import {
  hidesReviewers,
  otherUnitsReports,
  toDecisionsView,
  type Viewer,
} from "../../decisions/routes/decision-view.ts";
import { toAskedView } from "../../reports/routes/questions.ts";
import { toReviewView } from "../../vloggers/routes/reviews.ts";

import type { WholeCase } from "../store/case-parts.ts";

export function toCaseRow(row: QueueRecord, groups: Groups): CaseRow {
  const { id, version, site, kind, subject, category, state, reports, reporters, urgent } = row;
  return {
    id,
    version,
    site,
    kind,
    subject,
    category,
    state,
    reports,
    reporters,
    urgent,
    standing: toStandingView(row),
    asked: row.askedAt !== null && !isClosed(row.state),
    reviewAsked: row.reviewAskedAt !== null,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    ...omitNulls({ dueAt: row.dueAt?.toISOString() ?? null, permalink: row.permalink }),
    ...omitNulls({ language: row.language }),
    ...toGroupView(row, groups),
    ...toWordsView(row),
  } as CaseRow;
}

function toStandingView({ reports, urgent, dueAt, category, reach, voices }: QueueRecord): PriorityView {
  const lane = reports === 0 ? "withdrawn" : urgent ? "urgent" : dueAt ? "timed" : "untimed";
  return { lane, severity: strictness.indexOf(category) + 1, reach, voices };
}

export function toCaseView(
  row: CaseRecord,
  parts: WholeCase,
  kin: RelatedCases,
  viewer: Viewer,
): z.input<typeof caseView> {
  const others = otherUnitsReports(parts, viewer);
  const reportList = parts.reportRows.map((reportRow) =>
    toReportView(reportRow, parts, others.has(reportRow.report.id)),
  );
  const reviewList = parts.reviewRows.map((reviewRow) => toCaseReview(reviewRow, row, parts, viewer));
  return {
    ...toCaseRow(row, kin.groups),
    aliases: parts.subjects.filter((subject) => subject !== row.subject),
    holds: parts.holdRows.map(({ id, by, at, reason }) => ({ id, by, at: at.toISOString(), reason })),
    reportList: reportList.map((report) =>
      isQuarantined(row, report.category) ? withholdReport(report) : report,
    ),
    reviews: row.withheld ? reviewList.map(withholdReview) : reviewList,
    // In the no-pixels lane, words about the content are not repeated.
    questions: row.withheld
      ? []
      : parts.askedRows.filter(({ question }) => !others.has(question.reportId)).map(toAskedView),
    ...toRelatedCases(kin, viewer.asker?.personId),
    ...toSelfReviews(row, parts, viewer),
    ...toDecisionsView(row, parts, viewer),
  };
}

function toReportView(
  { report, by }: WholeCase["reportRows"][number],
  { fileRows, setCounts, seals }: WholeCase,
  isOthers: boolean,
): ReportView {
  const { id, category, subReason, action, urgent, evidence, note, notPublicReason, withdrawnReason } =
    report;
  const seal = seals.get(id);
  const others = (setCounts.get(`${report.setId} ${report.personId}`) ?? 1) - 1;
  return {
    id,
    category,
    action,
    urgent,
    evidence,
    number: receiptNumberOf(id),
    at: report.receivedAt.toISOString(),
    filesHere: fileRows.filter(({ reportId }) => reportId === id).map(({ sha256 }) => sha256),
    ...(isOthers ? {} : { by, ...omitNulls({ note, notPublicReason, withdrawnReason }) }),
    ...omitNulls({
      subReason,
      sentWith: others > 0 && !isOthers ? others : null,
      sealed: seal ? { at: seal.at.toISOString(), ...(isOthers ? {} : omitNulls({ by: seal.by })) } : null,
      evidenceDeletedAt: report.evidenceDeletedAt?.toISOString() ?? null,
      withdrawnAt: report.withdrawnAt?.toISOString() ?? null,
    }),
  };
}

type ReviewRow = WholeCase["reviewRows"][number];

function tieOf(
  { review, inviter, hasReported, isTiedToReporter, isBarred }: ReviewRow,
  { proposerTies, reviewTies, reviewRows }: WholeCase,
): CaseReview["tied"] {
  if (hasReported) return "reported";
  if (proposerTies.includes(review.personId) || reviewTies.includes(review.personId)) return "proposer";
  if (isTiedToReporter) return "reporter";
  if (isBarred) return "barred";
  const isShared = reviewRows.some(
    (other) => other.counts && other.review.personId !== review.personId && other.inviter === inviter,
  );
  return inviter !== null && isShared ? "reviewer" : undefined;
}

/** With blind confirmation, reviewers' names are also hidden until the case is decided. */
function toCaseReview(reviewRow: ReviewRow, row: CaseRecord, parts: WholeCase, viewer: Viewer): CaseReview {
  const { review, by, rank, counts, hasReported } = reviewRow;
  const tied = tieOf(reviewRow, parts);
  const { by: name, ...view } = toReviewView(review, by);
  const isKept = hidesReviewers(row, viewer);
  return {
    ...view,
    ...(isKept ? {} : { by: name }),
    ...(counts || hasReported ? {} : { replaced: true as const }),
    ...(tied ? { tied } : {}),
    rank: rank ?? "participant",
    weight: review.weight,
  };
}

/** Only supervisors may read a check that the vlogger opened; nothing is shown in the no-pixels lane. */
function toSelfReviews(
  row: CaseRecord,
  { selfReviewRows }: WholeCase,
  { asker }: Viewer,
): { selfReviews?: SharedSelfReview[] } {
  if (selfReviewRows.length === 0) return {};
  const reads = asker?.role === "supervisor" && !row.withheld;
  const selfReviews = selfReviewRows.map(({ at, policyVersion, isDeclared, content }) => ({
    at: at.toISOString(),
    policyVersion,
    ...(isDeclared ? { declared: true as const } : {}),
    ...(reads && content ? { content: { result: content.result, answers: content.answers } } : {}),
  }));
  return { selfReviews };
}
