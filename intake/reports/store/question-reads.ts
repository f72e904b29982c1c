import { asc, eq, inArray } from "drizzle-orm";
import { people, questions } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";

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
