/** Watched posts that a person must look at or decide again. */

import { and, asc, eq, gt, isNull, lte } from "drizzle-orm";
import { cases, watches as watchedPosts } from "../../../db/schema/index.ts";
import type { Db } from "../../../db/store.ts";
import { isActNeeded } from "../../../referrals/store/watches.ts";
import type { Due } from "./condition.ts";
import { answerMs } from "./letters.ts";

/** More wait until these are looked at. */
const mostPosts = 50;

/** Watched posts whose date to look again has passed. */
export async function readLateWatches(db: Db, at: Date): Promise<Due[]> {
  const { id, caseId, lookAt } = watchedPosts;
  const { site, category, urgent } = cases;
  const rows = await db
    .select({ id, caseId, lookAt, site, category, urgent })
    .from(watchedPosts)
    .innerJoin(cases, eq(cases.id, caseId))
    .where(and(lte(lookAt, at), isNull(cases.mergedInto)))
    .orderBy(asc(lookAt), asc(id))
    .limit(mostPosts);
  return rows.map(({ id: watchId, lookAt: dueAt, ...row }) => ({
    event: "clock-over",
    key: `clock-over/${watchId}/${dueAt?.toISOString()}`,
    kind: "case",
    subject: row.caseId,
    ...row,
    at: dueAt ?? at,
    dueAt: dueAt ?? undefined,
  }));
}

/** The last part of the keys of alerts about watches that ended as needing an act. */
const actNeeded = "act-needed";

/** Its case must be decided again, by people who took no part in its decision. */
export function asksToDecideAgain({ key }: Pick<Due, "key">): boolean {
  return key.startsWith("clock-over/") && key.endsWith(`/${actNeeded}`);
}

/** Watched posts that a person found to need an act, until the case is decided again. Without a due date. */
export async function readActNeeded(db: Db, at: Date): Promise<Due[]> {
  const { id, caseId, endedAt } = watchedPosts;
  const { site, category, urgent } = cases;
  const rows = await db
    .select({ id, caseId, endedAt, site, category, urgent })
    .from(watchedPosts)
    .innerJoin(cases, eq(cases.id, caseId))
    .where(and(isActNeeded(db), gt(endedAt, new Date(at.getTime() - answerMs)), isNull(cases.mergedInto)))
    .orderBy(asc(endedAt), asc(id))
    .limit(mostPosts);
  return rows.map(({ id: watchId, endedAt: since, ...row }) => ({
    event: "clock-over",
    key: `clock-over/${watchId}/${actNeeded}`,
    kind: "case",
    subject: row.caseId,
    ...row,
    at: since ?? at,
  }));
}
