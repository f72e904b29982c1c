/**
 * Counts of reports by hour. A month has too many reports to read them every five minutes, so finished hours are read
 * once, and again after their reports have changed.
 */

import { lt, type SQL, sql } from "drizzle-orm";
import { jakartaDay } from "../../../utils/shared/policy/legal-bases.ts";
import { changedDays, changedReportHours, reportHours } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { during, type Period } from "./month-period.ts";

const hourMs = 3_600_000;

/** Start of the hour that is not finished. Months and hours begin together in Jakarta and in UTC. */
function startOfHour(at: Date): Date {
  return new Date(Math.floor(at.getTime() / hourMs) * hourMs);
}

/**
 * Counts finished hours whose reports have changed, and marks their days. Needs the lock of the figures and one
 * snapshot: a report that commits later marks its hour again.
 */
export async function countReportHours(tx: Db, at: Date): Promise<void> {
  const marked = await tx
    .delete(changedReportHours)
    .where(lt(changedReportHours.hour, startOfHour(at)))
    .returning();
  const hours = [...new Set(marked.map(({ hour }) => hour.getTime()))].sort((one, other) => one - other);
  for (const range of rangesOf(hours)) await countHours(tx, range);
  const days = new Set(hours.map((hour) => jakartaDay(new Date(hour).toISOString())));
  if (days.size > 0) await tx.insert(changedDays).values([...days].map((day) => ({ day })));
}

/** Joins neighbouring hours, because a new version counts all of them. */
function rangesOf(hours: readonly number[]): Period[] {
  const ranges: Period[] = [];
  for (const hour of hours) {
    const last = ranges.at(-1);
    const until = new Date(hour + hourMs);
    if (last?.until.getTime() === hour) last.until = until;
    else ranges.push({ from: new Date(hour), until });
  }
  return ranges;
}

async function countHours(tx: Db, range: Period): Promise<void> {
  await tx.delete(reportHours).where(during(range, sql`${reportHours.hour}`));
  await tx.execute(sql`
    insert into ${reportHours} (hour, site, category, sub_reason, by_vlogger, reports)
    select date_trunc('hour', r.received_at, 'UTC'), c.site, r.category, coalesce(r.sub_reason, ''),
      p.role = 'vlogger', count(*)
    from reports r join cases c on c.id = r.case_id join people p on p.id = r.person_id
    where ${during(range, sql`r.received_at`)}
    group by 1, 2, 3, 4, 5`);
}

/**
 * Rows of `site`, `category`, `sub_reason`, `by_vlogger` and `reports`. Reads the hour that is not finished from the
 * reports.
 */
export function reportCounts(period: Period): SQL {
  const hour = startOfHour(period.until);
  const rest = { from: new Date(Math.max(hour.getTime(), period.from.getTime())), until: period.until };
  return sql`
    select site, category, sub_reason, by_vlogger, reports from ${reportHours}
    where ${during({ from: period.from, until: hour }, sql`hour`)}
    union all
    select c.site, r.category, coalesce(r.sub_reason, ''), p.role = 'vlogger', 1
    from reports r join cases c on c.id = r.case_id join people p on p.id = r.person_id
    where ${during(rest, sql`r.received_at`)}`;
}
