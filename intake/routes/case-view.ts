/** Rows of the store as the contract shows them. */

import type { z } from "zod";
import type { CaseRow, CaseView, caseView, ReportView, StandingView } from "../../utils/contract/case.ts";
import type { DecisionView } from "../../utils/contract/decision.ts";
import type { ReviewView } from "../../utils/contract/review.ts";
import { strictness } from "../../utils/policy/categories.ts";
import { receiptNumberOf } from "../../utils/seal/receipt-number.ts";
import type { Person } from "../http/caller.ts";
import { actsOn } from "../rules/acts.ts";
import { withholdReport, withholdReview } from "../rules/withhold.ts";
import type { CaseParts } from "../store/case-reads.ts";
import type { QueueRecord } from "../store/queue.ts";
import type { CaseRecord, DecisionRecord, LogRecord } from "../store/rows.ts";
import type { reviews } from "../store/schema/index.ts";

/** Leaves out members that are null: the contract knows absent, not null. */
export function present<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

export function toCaseRow(row: QueueRecord): CaseRow {
  const { id, version, site, kind, subject, category, state, reports, reporters, urgent } = row;
  return {
    ...{ id, version, site, kind, subject, category, state, reports, reporters, urgent },
    standing: standingOfRow(row),
    asked: row.askedAt !== null,
    reviewAsked: row.reviewAskedAt !== null,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    ...present({ dueAt: row.dueAt?.toISOString() ?? null, permalink: row.permalink }),
    ...(row.withheld ? {} : present({ author: row.author, excerpt: row.excerpt })),
  } as CaseRow;
}

function standingOfRow({ reports, urgent, dueAt, category, reach, voices }: QueueRecord): StandingView {
  const lane = reports === 0 ? "withdrawn" : urgent ? "urgent" : dueAt ? "timed" : "untimed";
  return { lane, severity: strictness.indexOf(category) + 1, reach, voices };
}

export function toCaseView(
  row: CaseRecord,
  parts: CaseParts,
  asker: Person | undefined,
): z.input<typeof caseView> {
  const reportList = parts.reportRows.map((one) => toReportView(one, parts));
  const reviewList = parts.reviewRows.map(({ review, by }) => toReviewView(review, by));
  const waiting = parts.decisionRows.find(({ decision }) => decision.state === "proposed");
  const acts: Pick<CaseView, "can" | "cannot"> = actsOn({
    state: row.state,
    asker: asker ? { personId: asker.personId, role: asker.role } : {},
    reporters: parts.reporterIds,
    proposedBy: waiting?.decision.personId,
  });
  return {
    ...toCaseRow(row),
    aliases: parts.subjects.filter((subject) => subject !== row.subject),
    holds: parts.holdRows.map(({ id, by, at, reason }) => ({ id, by, at: at.toISOString(), reason })),
    reportList: row.withheld ? reportList.map(withholdReport) : reportList,
    reviews: row.withheld ? reviewList.map(withholdReview) : reviewList,
    decisions: parts.decisionRows.map(({ decision, by, answeredBy }) =>
      toDecisionView(decision, { by, answeredBy, asker }),
    ),
    similar: [],
    merged: [],
    history: [],
    questions: [],
    ...present({ selfReviewedAt: parts.selfReviewedAt?.toISOString() ?? null }),
    log: parts.logRows.map(toLogEntry),
    ...acts,
  };
}

function toReportView(
  { report, by }: CaseParts["reportRows"][number],
  { fileRows, setCounts, seals }: CaseParts,
): ReportView {
  const { id, category, action, urgent, evidence, note, notPublicReason, withdrawnReason } = report;
  const seal = seals.get(id);
  const others = (setCounts.get(`${report.setId} ${report.personId}`) ?? 1) - 1;
  return {
    ...{ id, by, category, action, urgent, evidence },
    number: receiptNumberOf(id),
    at: report.receivedAt.toISOString(),
    filesHere: fileRows.filter(({ reportId }) => reportId === id).map(({ sha256 }) => sha256),
    ...present({
      note,
      notPublicReason,
      sentWith: others > 0 ? others : null,
      withdrawnReason,
      sealed: seal ? { at: seal.at.toISOString(), ...present({ by: seal.by }) } : null,
      evidenceDeletedAt: report.evidenceDeletedAt?.toISOString() ?? null,
      withdrawnAt: report.withdrawnAt?.toISOString() ?? null,
    }),
  };
}

export function toReviewView(review: typeof reviews.$inferSelect, by: string): ReviewView {
  const { id, verdict, reason, timecodes, at } = review;
  return { id, verdict, reason, timecodes, by, at: at.toISOString() };
}

export interface DecisionPeople {
  by: string;
  answeredBy: string | null;
  asker: Person | undefined;
}

export function toDecisionView(
  decision: DecisionRecord,
  { by, answeredBy, asker }: DecisionPeople,
): DecisionView {
  const { id, act, category, action, basis, reason, state, at, answeredAt, answerReason, personId } =
    decision;
  const { elements, exceptions, why, agency, bulkId, settledAt } = decision;
  return {
    ...{ id, act, basis, reason, state, by, at: at.toISOString(), own: personId === asker?.personId },
    ...{ elements, exceptions, votes: [] },
    ...present({ why, agency, bulkId, settledAt: settledAt?.toISOString() ?? null }),
    ...present({ category, action, answeredBy, answeredAt: answeredAt?.toISOString() ?? null, answerReason }),
  };
}

export function toLogEntry({ caseId: _caseId, at, ...entry }: LogRecord) {
  return { ...entry, at: at.toISOString() };
}
