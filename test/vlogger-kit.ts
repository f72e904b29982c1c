/** Vloggers who may review: the exam that they passed, and what the programme knows of them. */

import { randomUUID } from "node:crypto";
import { exams, vloggers } from "../intake/store/schema/index.ts";
import type { Db } from "../intake/store/store.ts";
import { lessons } from "../utils/policy/lessons/index.ts";
import type { TestDevice } from "./intake-kit.ts";

export type Vlogger = typeof vloggers.$inferInsert;

/** A passed exam about all lessons as they stand today. */
export async function passExam(db: Db, personId: string, at: Date): Promise<void> {
  await db.insert(exams).values({
    ...{ id: randomUUID(), personId, startedAt: at, finishedAt: at, passed: true },
    ...{ policyVersion: 1, questions: [], answers: {} },
    editions: Object.fromEntries(lessons.map(({ id, edition }) => [id, edition])),
  });
}

/** A reviewer with a certificate, unless told otherwise; answers the person's id. */
export async function makeReviewer(
  { db, at }: { db: Db; at: Date },
  device: TestDevice,
  more: Partial<Vlogger> = {},
): Promise<string> {
  const { personId } = (await device.call("GET", "/v1/me")).body;
  await passExam(db, personId, at);
  await db.insert(vloggers).values({ personId, rank: "reviewer", ...more });
  return personId;
}
