/** Stores a batch of reports in their cases, in one transaction. */

import { and, eq, inArray, isNull, not, sql } from "drizzle-orm";
import type { Burst } from "../../../utils/shared/contract/group.ts";
import { burstRule, findBurst, type Sighting } from "../../../utils/shared/policy/burst.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { destroyContent } from "../../cases/store/destroy-content.ts";
import { type CaseCallbacks, mergeCases } from "../../cases/store/merge.ts";
import { saveProposals } from "../../cases/store/merge-proposals.ts";
import { clearSimilarity, deleteUnusedTexts } from "../../cases/store/similar-texts.ts";
import { insertRows, upsertRows } from "../../db/insert.ts";
import { locks } from "../../db/locks.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { caseSubjects, cases, groups, log, reports, texts } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { assignGroups, type SimilarityChanges } from "./assign-groups.ts";
import type { IncomingReport, Ingested } from "./incoming-report.ts";
import { readIngestContext } from "./ingest-context.ts";
import { type Plan, planReports } from "./plan.ts";

export interface ReportCallbacks extends CaseCallbacks {
  /** Called after a batch is stored, under the ingest lock and the cases' locks. */
  onReported(tx: Db, stored: Plan, arrivals: readonly IncomingReport[]): Promise<void>;
}

/**
 * Answers in the order of the reports, each with `conflict` or a receipt. If it throws, nothing was stored.
 */
export function ingest(
  db: Db,
  arrivals: readonly IncomingReport[],
  key: SealingKey,
  callbacks: ReportCallbacks,
): Promise<Ingested[]> {
  return db.transaction(async (tx) => {
    // One batch at a time, so that two replicas cannot create two cases for one post.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.ingest})`);
    const answers: Ingested[] = [];
    while (answers.length < arrivals.length) {
      const rest = arrivals.slice(answers.length);
      const plan = await planReports(rest, await readIngestContext(tx, rest), key);
      await writePlan(tx, plan);
      await callbacks.onReported(tx, plan, rest);
      answers.push(...plan.answers);
      await destroyDecided(tx, [...plan.cases.values()], rest);
      // biome-ignore lint/style/noNonNullAssertion: a plan with a merge has answered a report
      if (plan.merge) await mergeCases(tx, plan.merge, mergeActOf(rest[plan.answers.length - 1]!), callbacks);
    }
    return answers;
  });
}

function mergeActOf({ receivedAt, person, deviceId, report }: IncomingReport) {
  return { at: receivedAt, by: person.name, device: deviceId, detail: { report: report.id } };
}

/** Cases decided to be child sexual abuse material keep only identity and times of new reports. */
async function destroyDecided(
  db: Db,
  touched: readonly CaseRecord[],
  [arrival]: readonly IncomingReport[],
): Promise<void> {
  for (const { id, decidedCategory } of touched)
    if (arrival && decidedCategory === "PORNO_ANAK") await destroyContent(db, id, arrival.receivedAt);
}

/** Writes the texts and groups that the batch's cases reference. */
async function saveTexts(
  db: Db,
  likeness: SimilarityChanges,
  rows: ReadonlyMap<string, CaseRecord>,
): Promise<void> {
  // A no-pixels report has withheld an existing case.
  for (const row of rows.values()) if (row.withheld && row.headSeq > 1) await clearSimilarity(db, row.id);
  if (likeness.groups.length > 0) await db.execute(insertRows(groups, likeness.groups));
  if (likeness.texts.length > 0) await db.execute(insertRows(texts, likeness.texts));
}

/** Updates other cases and groups after the batch's cases are stored. */
async function saveGroups(
  db: Db,
  likeness: SimilarityChanges,
  rows: ReadonlyMap<string, CaseRecord>,
): Promise<void> {
  for (const { textId, groupId } of likeness.firstMembers) {
    await db.update(texts).set({ groupId }).where(eq(texts.id, textId));
    await joinFirstText(db, textId, groupId);
  }
  await deleteUnusedTexts(db, likeness.abandonedTexts);
  await markBursts(db, [...likeness.touchedGroups], [...rows.values()]);
}

/**
 * Adds the cases of a text that became the first of a group. Skips cases that another transaction has locked,
 * because waiting while holding locks could deadlock.
 */
async function joinFirstText(db: Db, textId: string, groupId: string): Promise<void> {
  const alone = db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.textId, textId), isNull(cases.groupId), eq(cases.withheld, false)))
    .for("update", { skipLocked: true });
  await db.update(cases).set({ groupId, groupWhy: "text", groupDistance: 0 }).where(inArray(cases.id, alone));
}

/** Checks only sightings near the batch's cases in time; others cannot have become a burst. */
async function markBursts(db: Db, groupIds: string[], rows: readonly CaseRecord[]): Promise<void> {
  if (groupIds.length === 0) return;
  const times = rows.map(({ postedAt, firstAt }) => (postedAt ?? firstAt).getTime());
  const from = new Date(Math.min(...times) - burstRule.withinMs);
  const to = new Date(Math.max(...times) + burstRule.withinMs);
  const at = sql<Date>`coalesce(${cases.postedAt}, ${cases.firstAt})`.mapWith(cases.firstAt);
  const seen = await db
    .selectDistinct({ groupId: cases.groupId, author: cases.authorKey, at, burst: groups.burst })
    .from(cases)
    .innerJoin(groups, eq(groups.id, cases.groupId))
    .where(
      and(
        inArray(cases.groupId, groupIds),
        isNull(cases.mergedInto),
        not(isNull(cases.authorKey)),
        sql`${at} between ${from.toISOString()}::timestamptz and ${to.toISOString()}::timestamptz`,
      ),
    );
  const sightings = new Map<string, { burst: Burst | null; all: Sighting[] }>();
  for (const { groupId, author, at, burst } of seen) {
    const one = sightings.get(String(groupId)) ?? { burst, all: [] };
    one.all.push({ author: String(author), at });
    sightings.set(String(groupId), one);
  }
  for (const [groupId, { burst: known, all }] of sightings) {
    const burst = findBurst(all);
    if (burst && burst.authors > (known?.authors ?? 0))
      await db.update(groups).set({ burst }).where(eq(groups.id, groupId));
  }
}

/** One statement for everything, because a round trip costs more than the rows. */
async function writePlan(db: Db, plan: Plan): Promise<void> {
  const [first] = plan.reports;
  if (!first) return;
  const likeness = await assignGroups(db, plan.cases, plan.reports, first.receivedAt);
  await saveTexts(db, likeness, plan.cases);
  await db.execute(sql`
    with saved_cases as (${upsertRows(cases, [...plan.cases.values()], "id")}),
      saved_subjects as (${insertRows(caseSubjects, plan.subjects)}),
      saved_reports as (${insertRows(reports, plan.reports)})
    ${insertRows(log, plan.log)}`);
  await saveGroups(db, likeness, plan.cases);
  await saveProposals(db, plan.proposals);
}
