/** Supervisors' questions to the author of a report, and the answers; each is logged in the case. */

import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { CaseState } from "../../../utils/shared/contract/case-state.ts";
import type { QuestionInput } from "../../../utils/shared/contract/desk.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { checkAct, isClosed } from "../../cases/rules/allowed-acts.ts";
import { readActFacts } from "../../cases/store/case-facts.ts";
import { lockCase, lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { OwnScope, Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { people, questions, reports } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

/** Asks the author of one report of the case. Idempotent by the question's id and digest. */
export async function addQuestion(
  db: Db,
  ref: Ref,
  input: QuestionInput,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<AskedQuestion>> {
  const digest = await digestJson({ caseId: ref.id, ...input });
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    if (row.mergedInto) return fail("case-changed", undefined, "now");
    const earlier = await readQuestion(tx, input.id);
    if (earlier) {
      const same = earlier.question.digest === digest && earlier.question.personId === actor.personId;
      return same ? ok(earlier) : fail("conflict", "another question has this id");
    }
    const allowed = checkAct("ask", { ...(await readActFacts(tx, row)), asker: actor });
    if (!allowed.ok) return allowed;
    const askable = await checkReport(tx, row, input.reportId);
    if (!askable.ok) return askable;
    const question: Question = {
      ...input,
      caseId: row.id,
      spot: row.spot,
      personId: actor.personId,
      at,
      digest,
      answer: null,
      answeredAt: null,
    };
    await tx.insert(questions).values(question);
    await saveWithLog(tx, withDerived(row, { askedAt: row.askedAt ?? at }), {
      at,
      by: actor.name,
      device: actor.deviceId,
      act: "question-asked",
      detail: { question: input.id, report: input.reportId, digest },
    });
    return ok({ question, by: actor.name });
  });
}

async function checkReport(
  tx: Db,
  { id, withheld }: CaseRecord,
  reportId: string,
): Promise<Result<undefined>> {
  const [report] = await tx
    .select({ evidenceDeletedAt: reports.evidenceDeletedAt, suspendedAt: people.suspendedAt })
    .from(reports)
    .innerJoin(people, eq(people.id, reports.personId))
    .where(and(eq(reports.id, reportId), rowsOfCase(reports, id)));
  if (!report) return fail("not-found");
  const open = await readOpen(tx, eq(questions.reportId, reportId));
  return checkAskable({ ...report, withheld, open: open.length });
}

/**
 * Stores the reporter's answer, once. Problem: `question-closed` if there is another answer or the case is
 * decided.
 */
export function answerQuestion(
  db: Db,
  { id, scope }: Ref<OwnScope>,
  answer: string,
  { actor, at }: { actor: Actor; at: Date },
): Promise<Result<AskedQuestion>> {
  return db.transaction(async (tx) => {
    const unlocked = await readOwn(tx, id, scope);
    if (!unlocked) return fail("not-found");
    const row = await lockCase(tx, unlocked.question.caseId);
    const asked = await readOwn(tx, id, scope);
    if (!row || !asked || asked.question.caseId !== row.id) return fail("case-changed", undefined, "now");
    const { question } = asked;
    if (question.answer === answer) return ok(asked);
    const allowed = checkAnswerable({ ...row, answeredAt: question.answeredAt });
    if (!allowed.ok) return allowed;
    const change = { answer, answeredAt: at };
    await tx.update(questions).set(change).where(eq(questions.id, id));
    const [next] = await readOpen(tx, rowsOfCase(questions, row.id));
    await saveWithLog(tx, withDerived(row, { askedAt: next?.at ?? null }), {
      at,
      by: actor.name,
      device: actor.deviceId,
      act: "question-answered",
      detail: { question: id, answerDigest: await digestJson(answer) },
    });
    return ok({ ...asked, question: { ...question, ...change } });
  });
}

/** Returns undefined also if the question concerns another person's report. */
async function readOwn(db: Db, id: string, { personId }: OwnScope): Promise<AskedQuestion | undefined> {
  const [row] = await selectQuestions(db)
    .innerJoin(reports, eq(reports.id, questions.reportId))
    .where(and(eq(questions.id, id), eq(reports.personId, personId)));
  return row;
}

/** Unanswered questions, oldest first. */
function readOpen(db: Db, of: ReturnType<typeof eq>): Promise<Question[]> {
  return db
    .select()
    .from(questions)
    .where(and(of, isNull(questions.answeredAt)))
    .orderBy(asc(questions.at), asc(questions.id));
}

/** Limits open questions to a reporter, so that they do not become an interrogation. */
export const maxOpenQuestions = 3;

export interface AskFacts {
  /** True for a withheld case, in which words about the content must not be written. */
  withheld: boolean;
  /** Time when the report's evidence was deleted. */
  evidenceDeletedAt: Date | null;
  /** A suspended reporter cannot answer. */
  suspendedAt: Date | null;
  /** Number of unanswered questions about the report. */
  open: number;
}

export function checkAskable({
  withheld,
  evidenceDeletedAt,
  suspendedAt,
  open,
}: AskFacts): Result<undefined> {
  if (withheld) return fail("note-not-allowed");
  if (evidenceDeletedAt) return fail("evidence-deleted");
  if (suspendedAt) return fail("reporter-suspended");
  return open < maxOpenQuestions ? ok(undefined) : fail("questions-open", undefined, "later");
}

/** Once, and only while the case is undecided. */
export function checkAnswerable(facts: {
  state: CaseState;
  withheld: boolean;
  answeredAt: Date | null;
}): Result<undefined> {
  if (facts.answeredAt || isClosed(facts.state)) return fail("question-closed");
  return facts.withheld ? fail("note-not-allowed") : ok(undefined);
}

export type Question = typeof questions.$inferSelect;

/** A question with the name of the person who asked. */
export interface AskedQuestion {
  question: Question;
  by: string;
}

/** Questions on one case, oldest first. */
export function readQuestions(db: Db, caseId: string): Promise<AskedQuestion[]> {
  return selectQuestions(db)
    .where(rowsOfCase(questions, caseId))
    .orderBy(asc(questions.at), asc(questions.id));
}

/** Questions to the reporters of these reports, oldest first. */
export function readQuestionsTo(db: Db, reportIds: readonly string[]): Promise<Question[]> {
  if (reportIds.length === 0) return Promise.resolve([]);
  return db
    .select()
    .from(questions)
    .where(inArray(questions.reportId, [...reportIds]))
    .orderBy(asc(questions.at), asc(questions.id));
}

/** Joins each question with the name of the person who asked. */
export function selectQuestions(db: Db) {
  return db
    .select({ question: questions, by: people.name })
    .from(questions)
    .innerJoin(people, eq(people.id, questions.personId));
}

export async function readQuestion(db: Db, id: string): Promise<AskedQuestion | undefined> {
  const [row] = await selectQuestions(db).where(eq(questions.id, id));
  return row;
}
