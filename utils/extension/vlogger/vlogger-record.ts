/** A vlogger's own record with the titles of its lesson groups. */

import { ok, type Result } from "../../shared/contract/result.ts";
import type { VloggerRecord } from "../../shared/contract/vlogger-record.ts";
import type { Words } from "../../shared/policy/category-definition.ts";
import type { LessonId } from "../../shared/policy/lessons/lesson.ts";
import { callIntake } from "../api/call-intake.ts";
import { readLessonsInForce } from "./lessons.ts";

export interface TitledRecord extends VloggerRecord {
  titles: Partial<Record<LessonId, Words>>;
}

/** Loads lessons only if the record has groups. */
export async function readVloggerRecord(): Promise<Result<TitledRecord>> {
  const answer = await callIntake("getVloggerRecord", {});
  if (!answer.ok) return answer;
  const { groups, pause } = answer.value;
  const lessons = groups.length > 0 || pause?.group ? await readLessonsInForce() : [];
  const titles = Object.fromEntries(lessons.map(({ id, title }) => [id, title]));
  return ok({ ...answer.value, titles });
}
