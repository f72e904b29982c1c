/** Conditions for certain people: objections, questions, mentions, assignments, and acts of administrators. */

import { and, asc, eq, gt, isNull, lte, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { receiptNumberOf } from "../../../../utils/shared/seal/receipt-number.ts";
import {
  adminActs,
  caseAssignments,
  caseNotes,
  cases,
  noteMentions,
  objections,
  people,
  questions,
  reports,
} from "../../../db/schema/index.ts";
import type { Db } from "../../../db/store.ts";
import { type Due, hourMs, pending } from "./condition.ts";

/** An objection is due when a quarter of its 48 hours is left. */
const objectionShare = 12 * hourMs;

/**
 * A dismissal that waits for a second person is a condition of its own, because the first person's acknowledgement ended
 * the passing on. `readSubject` leaves out who proposed it.
 */
export async function readObjections(db: Db, at: Date): Promise<Due[]> {
  const { id, caseId, dueAt, handledBy } = objections;
  const { site, category, urgent } = cases;
  const rows = await db
    .select({ id, caseId, dueAt, site, category, urgent, proposer: people.id })
    .from(objections)
    .innerJoin(cases, eq(cases.id, caseId))
    .leftJoin(
      people,
      and(eq(people.id, handledBy), eq(people.role, "supervisor"), isNull(people.suspendedAt)),
    )
    .where(and(eq(objections.state, "open"), lte(dueAt, new Date(at.getTime() + objectionShare))));
  return rows.map(({ id: subject, dueAt: due, proposer, ...row }) => {
    const isOver = at >= due;
    const event = isOver ? "clock-over" : "objection-due";
    return {
      event,
      key: [event, subject, ...(proposer && !isOver ? [proposer] : [])].join("/"),
      kind: "objection",
      subject,
      ...row,
      at: isOver ? due : new Date(due.getTime() - objectionShare),
      dueAt: due,
      // The same person may propose again, after another one's proposal.
      returnsAtOnce: proposer !== null && !isOver,
    };
  });
}

/** Returns the id of the person whose proposed dismissal waits for confirmation. */
export function dismissalProposer({ key }: Pick<Due, "key">): string | undefined {
  const [event, , personId] = key.split("/");
  return event === "objection-due" ? personId : undefined;
}

/** Open questions to the authors of reports, while their case waits for a decision. */
export async function readQuestions(db: Db): Promise<Due[]> {
  const rows = await db
    .select({
      id: questions.id,
      at: questions.at,
      personId: reports.personId,
      site: cases.site,
      reportId: reports.id,
    })
    .from(questions)
    .innerJoin(reports, eq(reports.id, questions.reportId))
    .innerJoin(cases, eq(cases.id, questions.caseId))
    .where(and(isNull(questions.answeredAt), isNull(reports.withdrawnAt), pending));
  return rows.map(({ id: subject, reportId, ...row }) => ({
    event: "question-asked",
    key: `question-asked/${subject}`,
    kind: "question",
    subject,
    ...row,
    reference: receiptNumberOf(reportId),
    urgent: false,
  }));
}

/** Unseen mentions in notes. */
export async function readMentions(db: Db): Promise<Due[]> {
  const { noteId, personId, seenAt } = noteMentions;
  const { id, site, category, urgent } = cases;
  const rows = await db
    .select({ noteId, personId, at: caseNotes.at, caseId: id, site, category, urgent })
    .from(noteMentions)
    .innerJoin(caseNotes, eq(caseNotes.id, noteId))
    .innerJoin(cases, eq(cases.id, caseNotes.caseId))
    .where(isNull(seenAt));
  return rows.map(({ noteId: subject, ...row }) => ({
    event: "case-mentioned",
    key: `case-mentioned/${subject}/${row.personId}`,
    kind: "note",
    subject,
    ...row,
  }));
}

/** Unseen assignments of cases that wait. Those of one hand-over are one alert, at its first case. */
export async function readAssigned(db: Db): Promise<Due[]> {
  const { caseId, personId, handOverId, seenAt, at } = caseAssignments;
  const { site, category, urgent } = cases;
  const rows = await db
    .select({ caseId, personId, handOverId, at, site, category, urgent })
    .from(caseAssignments)
    .innerJoin(cases, eq(cases.id, caseId))
    .where(and(isNull(seenAt), pending))
    .orderBy(asc(at), asc(caseId));
  const byKey = new Map<string, Due>();
  for (const { handOverId: hand, ...row } of rows) {
    const key = `case-assigned/${hand ?? `${row.caseId}/${row.at.toISOString()}`}`;
    const due: Due = { event: "case-assigned", key, kind: "assignment", subject: row.caseId, ...row };
    if (!byKey.has(key)) byKey.set(key, due);
  }
  return [...byKey.values()];
}

/** Acts that wait for a second administrator, once for each who may confirm. An act has no alert once it lapsed. */
export async function readWaitingActs(db: Db, at: Date): Promise<Due[]> {
  const { id, state, askedAt, askedBy, personId } = adminActs;
  const [asker, second] = [alias(people, "asker"), alias(people, "second")];
  const since = new Date(at.getTime() - limits.actHours * hourMs);
  const isActive = ({ role, suspendedAt }: typeof asker | typeof second) =>
    and(eq(role, "admin"), isNull(suspendedAt));
  const rows = await db
    .select({ subject: id, at: askedAt, personId: second.id })
    .from(adminActs)
    .innerJoin(asker, and(eq(asker.id, askedBy), isActive(asker)))
    .innerJoin(
      second,
      and(ne(second.id, askedBy), sql`${second.id} is distinct from ${personId}`, isActive(second)),
    )
    .where(and(eq(state, "waiting"), gt(askedAt, since)));
  return rows.map((row) => ({
    event: "admin-act-waiting",
    key: `admin-act-waiting/${row.subject}/${row.personId}`,
    kind: "admin-act",
    ...row,
    // Names of people are left out of mail.
    reference: "",
    urgent: false,
    dueAt: new Date(row.at.getTime() + limits.actHours * hourMs),
  }));
}
