/** Adds recipe counts to their hours and reads them back by day. */

import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { HealthBatch, HealthCounts, SentCounts } from "../../../utils/shared/contract/recipe-health.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { addCounts, emptyCounts, measures } from "../../../utils/shared/policy/recipe-health.ts";
import { canaries, canaryBatches } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { RecipeHealthSum } from "../rules/recipe-health.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Must exceed the time for which a device keeps an unsent batch. */
const batchDays = 14;
const keptDays = 90;
/** Days that are shown and used for comparison. */
const historyDays = 28;

const { hour, site, kind, recipeVersion, browser } = canaries;
const key = [hour, site, kind, recipeVersion, browser];

/**
 * Returns false if the batch was counted before. `at` is the intake's clock; the rows' `hoursAgo` count back
 * from it.
 */
export async function addHealthCounts(db: Db, { id, rows }: HealthBatch, at: Date): Promise<boolean> {
  return db.transaction(async (tx) => {
    const made = await tx.insert(canaryBatches).values({ id, at }).onConflictDoNothing().returning();
    if (made.length === 0) return false;
    await tx.insert(canaries).values(summed(rows, at)).onConflictDoUpdate({ target: key, set: increments });
    return true;
  });
}

/** On conflict, adds the new counts to the stored sums. */
const increments: Record<string, SQL> = {};
for (const name of measures) {
  increments[`${name}Found`] = increment(`${name}_found`);
  increments[`${name}Expected`] = increment(`${name}_expected`);
}
increments.drops = increment("drops");
increments.byStructure = increment("by_structure");

function increment(column: string): SQL {
  return sql`${canaries}.${sql.identifier(column)} + excluded.${sql.identifier(column)}`;
}

type Row = typeof canaries.$inferInsert;

/** One row per key, sorted by key: two concurrent batches lock rows in the same order and cannot deadlock. */
function summed(rows: readonly SentCounts[], at: Date): Row[] {
  const sums = new Map<string, { row: SentCounts; start: Date }>();
  for (const row of rows) {
    const start = new Date(hourOf(at) - row.hoursAgo * hourMs);
    const name = [start.toISOString(), row.site, row.kind, row.recipeVersion, row.browser].join();
    const known = sums.get(name)?.row;
    if (known) {
      addCounts(known.counts, row.counts);
      known.drops += row.drops;
      known.byStructure = (known.byStructure ?? 0) + (row.byStructure ?? 0);
    } else sums.set(name, { row: structuredClone(row), start });
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { row, start }]) => {
      const { hoursAgo: _, counts, ...key } = row;
      return { ...key, hour: start, ...toColumns(counts) };
    });
}

function hourOf(at: Date): number {
  return Math.floor(at.getTime() / hourMs) * hourMs;
}

function toColumns(counts: HealthCounts): Partial<Row> {
  return Object.fromEntries(
    measures.flatMap((name) => [
      [`${name}Found`, counts[name].found],
      [`${name}Expected`, counts[name].expected],
    ]),
  );
}

/** Sums by day; the last 24 hours are summed separately. */
export async function readHealthCounts(db: Db, at: Date, only?: SiteId): Promise<RecipeHealthSum[]> {
  const since = new Date(hourOf(at) - historyDays * dayMs);
  const recentSince = new Date(hourOf(at) - dayMs + hourMs);
  // Days begin at midnight in Jakarta, UTC+7 without daylight saving time.
  const day = sql<string>`to_char(${hour} at time zone 'UTC' + interval '7 hours', 'YYYY-MM-DD')`;
  const isRecent = sql<boolean>`${hour} >= ${recentSince.toISOString()}::timestamptz`;
  const total = (column: string) => sql<number>`sum(${sql.identifier(column)})`.mapWith(Number);
  const rows = await db
    .select({
      site,
      kind,
      recipeVersion,
      browser,
      day,
      isRecent,
      pages: { found: total("pages_found"), expected: total("pages_expected") },
      identities: { found: total("identities_found"), expected: total("identities_expected") },
      buttons: { found: total("buttons_found"), expected: total("buttons_expected") },
      fields: { found: total("fields_found"), expected: total("fields_expected") },
      permalinks: { found: total("permalinks_found"), expected: total("permalinks_expected") },
      drops: total("drops"),
      byStructure: total("by_structure"),
    })
    .from(canaries)
    .where(and(gte(hour, since), only && eq(site, only)))
    .groupBy(site, kind, recipeVersion, browser, sql`5`, sql`6`)
    .orderBy(sql`5`);
  return rows.map(({ pages, identities, buttons, fields, permalinks, ...row }) => ({
    ...row,
    counts: { ...emptyCounts(), pages, identities, buttons, fields, permalinks },
  }));
}

/** Deletes counts older than any comparison. */
export async function deleteOldHealthCounts(db: Db, at: Date): Promise<void> {
  const before = (days: number) => new Date(at.getTime() - days * dayMs);
  await db.delete(canaries).where(lt(hour, before(keptDays)));
  await db.delete(canaryBatches).where(lt(canaryBatches.at, before(batchDays)));
}
