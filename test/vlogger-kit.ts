/** Vloggers who may review: the exam that they passed, and what the programme knows of them. */

import { vloggers } from "../intake/store/schema/index.ts";
import type { Db } from "../intake/store/store.ts";
import { passExam } from "./certified.ts";
import type { TestDevice } from "./intake-kit.ts";

export type Vlogger = typeof vloggers.$inferInsert;

/** A reviewer with a certificate, unless told otherwise; answers the person's id. */
export async function makeReviewer(
  { db, at }: { db: Db; at: Date },
  device: TestDevice,
  more: Partial<Vlogger> = {},
): Promise<string> {
  const { personId } = (await device.call("GET", "/v1/me")).body;
  await passExam({ db, at }, personId);
  await db.insert(vloggers).values({ personId, rank: "reviewer", ...more });
  return personId;
}
