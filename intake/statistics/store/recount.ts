/**
 * Recounts the same figures slowly, row by row from the log and the records, to check the queries in tests
 * and simulations. A change of a figure's meaning must be made here and in the queries.
 */

import { and, asc, eq, inArray } from "drizzle-orm";
import type { FiguresRow } from "../../../utils/shared/contract/figures.ts";
import { cases, decisions, log, people, reports, reviews } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { isIn, periodOf } from "./period.ts";
import { recountObjections, recountRequests } from "./recount-requests.ts";
import { createTally, type Tally } from "./recount-tally.ts";

const settling = ["decision-confirmed", "decision-upheld"];

/** Unordered, without empty rows. */
export async function recountFromLog(db: Db, month: string, at: Date): Promise<FiguresRow[]> {
  const tally = createTally(periodOf(month, at));
  await recountReports(db, tally);
  await recountDecisions(db, tally);
  await recountReviews(db, tally);
  await recountRequests(db, tally);
  await recountObjections(db, tally);
  return tally.rows();
}

async function recountReports(db: Db, tally: Tally): Promise<void> {
  const known = await readCases(db);
  const roles = new Map((await db.select().from(people)).map(({ id, role }) => [id, role]));
  const { id, personId } = reports;
  const reporters = new Map(
    (await db.select({ id, personId }).from(reports)).map((one) => [one.id, one.personId]),
  );
  for (const one of known.values())
    if (one.mergedInto === null) tally.add(one, "cases.opened", one.createdAt);
  // After a split, a report appears in the log again, in the case to which it returned.
  const counted = new Set<unknown>();
  for (const { caseId, at, detail } of await readLog(db, ["report-received"])) {
    const site = known.get(caseId)?.site;
    if (site === undefined || counted.has(detail.report)) continue;
    counted.add(detail.report);
    const place = { site, category: detail.category as FiguresRow["category"] };
    tally.add(place, "reports", at);
    const person = reporters.get(String(detail.report));
    if (person !== undefined && roles.get(person) === "vlogger") tally.add(place, "flags.received", at);
  }
}

async function recountReviews(db: Db, tally: Tally): Promise<void> {
  const known = await readCases(db);
  const { caseId, at, trial } = reviews;
  for (const one of await db.select({ caseId, at, trial }).from(reviews)) {
    const found = known.get(one.caseId);
    if (found && !one.trial) tally.add(found, "flags.reviews", one.at);
  }
}

async function recountDecisions(db: Db, tally: Tally): Promise<void> {
  const known = await readCases(db);
  const all = new Map((await db.select().from(decisions)).map((one) => [one.id, one]));
  const settledOnce = new Set<string>();
  for (const { at, detail } of await readLog(db, settling)) {
    const decision = all.get(String(detail.decision));
    const found = decision && known.get(decision.caseId);
    if (!found || settledOnce.has(decision.id)) continue;
    settledOnce.add(decision.id);
    const { site } = found;
    const { act, why, reverses } = decision;
    if (reverses !== null) {
      const category = all.get(reverses)?.category ?? found.category;
      tally.add({ site, category }, "reversals", at);
      continue;
    }
    const place = { site, category: decision.category ?? found.category };
    if (act === "approve") tally.add(place, "cases.approved", at);
    if (act === "escalate") tally.add(place, "cases.escalated", at);
    if (act === "reject" && why) tally.add(place, `rejected.${why}`, at);
    if ((act === "approve" || act === "reject") && isIn(tally.period, at))
      await recountFlag(db, tally, { ...found, ...place, approved: act === "approve", at });
  }
}

interface DecidedCase extends Pick<FiguresRow, "site" | "category"> {
  id: string;
  firstAt: Date;
  approved: boolean;
  at: Date;
}

async function recountFlag(db: Db, tally: Tally, { approved, at, ...one }: DecidedCase): Promise<void> {
  const given = await db
    .select({ verdict: reviews.verdict, at: reviews.at, personId: reviews.personId })
    .from(reviews)
    .where(and(eq(reviews.caseId, one.id), eq(reviews.trial, false)))
    .orderBy(reviews.at, reviews.id);
  const newest = new Map(
    given.filter((review) => review.at <= at).map((review) => [review.personId, review]),
  );
  const before = [...newest.values()];
  const reporters = await db
    .select({ role: people.role, receivedAt: reports.receivedAt })
    .from(reports)
    .innerJoin(people, eq(people.id, reports.personId))
    .where(eq(reports.caseId, one.id));
  const isVloggers = reporters.some(({ role, receivedAt }) => role === "vlogger" && receivedAt <= at);
  if (before.length === 0 && !isVloggers) return;
  tally.add(one, "flags.decided", at);
  tally.addTime(one, "flag", one.firstAt, at);
  const sides = before.map(({ verdict }) => ({ violates: 1, "does-not": -1 })[verdict as string] ?? 0);
  const lean = sides.reduce((sum, side) => sum + side, 0);
  if (lean !== 0) tally.add(one, lean > 0 === approved ? "flags.agreed" : "flags.disagreed", at);
}

async function readCases(db: Db) {
  const { id, site, category, createdAt, firstAt, mergedInto } = cases;
  const rows = await db.select({ id, site, category, createdAt, firstAt, mergedInto }).from(cases);
  return new Map(rows.map((one) => [one.id, one]));
}

function readLog(db: Db, acts: string[]) {
  return db
    .select({ caseId: log.caseId, at: log.at, detail: log.detail })
    .from(log)
    .where(inArray(log.act, acts))
    .orderBy(asc(log.at), asc(log.seq));
}
