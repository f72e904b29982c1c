/** Writes a batch's texts and groups, before and after the batch's own rows. */

import { and, eq, inArray, isNull, not, sql } from "drizzle-orm";
import type { Burst } from "../../../utils/shared/contract/group.ts";
import { burstRule, findBurst, type Sighting } from "../../../utils/shared/policy/burst.ts";
import { forgetSimilar, forgetTexts } from "../../cases/store/similar-texts.ts";
import { insertRows } from "../../db/insert.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, groups, texts } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { Likeness } from "./liken.ts";

/** Writes the texts and groups that the batch's cases reference. */
export async function keepTexts(
  db: Db,
  likeness: Likeness,
  rows: ReadonlyMap<string, CaseRecord>,
): Promise<void> {
  // A no-pixels report has withheld an existing case.
  for (const row of rows.values()) if (row.withheld && row.headSeq > 1) await forgetSimilar(db, row.id);
  if (likeness.groups.length > 0) await db.execute(insertRows(groups, likeness.groups));
  if (likeness.texts.length > 0) await db.execute(insertRows(texts, likeness.texts));
}

/** Updates other cases and groups after the batch's cases are stored. */
export async function keepGroups(
  db: Db,
  likeness: Likeness,
  rows: ReadonlyMap<string, CaseRecord>,
): Promise<void> {
  for (const { textId, groupId } of likeness.firsts) {
    await db.update(texts).set({ groupId }).where(eq(texts.id, textId));
    await joinFirst(db, textId, groupId);
  }
  await forgetTexts(db, likeness.left);
  await markBursts(db, [...likeness.touched], [...rows.values()]);
}

/**
 * Adds the cases of a text that became the first of a group. Skips cases that another transaction has locked,
 * because waiting while holding locks could deadlock.
 */
async function joinFirst(db: Db, textId: string, groupId: string): Promise<void> {
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
