/** Figures that are kept up to date must equal those counted from all reports, after any order of acts. */

import { isDeepStrictEqual } from "node:util";
import { sql } from "drizzle-orm";
import { rowsOf } from "../../../intake/db/read-cursor.ts";
import type { Db } from "../../../intake/db/store.ts";
import { countMonthByDays } from "../../../intake/statistics/store/day-figures.ts";
import { periodOf } from "../../../intake/statistics/store/month-period.ts";
import { readCounts } from "../../../intake/statistics/store/read-counts.ts";
import { countReportHours, reportCounts } from "../../../intake/statistics/store/report-hours.ts";
import type { FiguresRow } from "../../../utils/shared/contract/figures.ts";
import { assertRule } from "./model.ts";

const hourMs = 3_600_000;

/** With the hour of `now` finished, so that each later report of it is late. */
export async function checkCounts(db: Db, now: Date): Promise<void> {
  const until = new Date(now.getTime() + hourMs);
  const { kept, counted } = await db.transaction(
    async (tx) => {
      await countReportHours(tx, until);
      return { kept: await readKept(tx, until), counted: await readCounted(tx, until) };
    },
    { isolationLevel: "repeatable read" },
  );
  assertRule(kept === counted, 19, () => `counts by hour are ${kept}, and not ${counted}`);
  const [wanted, listed] = [await readWanted(db), await readListed(db)];
  assertRule(wanted === listed, 19, () => `awaited files are ${wanted}, and not ${listed}`);
}

/** Every month of which something is recorded, counted by days and from the records. */
export async function checkMonths(db: Db, at: Date): Promise<void> {
  await db.transaction(
    async (tx) => {
      await countReportHours(tx, at);
      for (const month of await listEventMonths(tx, at)) {
        const past = periodOf(month, at);
        const kept = bySite(await countMonthByDays(tx, month, at));
        const counted = bySite(await readCounts(tx, past, past));
        const wrong = Object.keys({ ...kept, ...counted }).filter(
          (key) => !isDeepStrictEqual(kept[key], counted[key]),
        );
        const told = () =>
          wrong.map((key) => `${month} ${key}: ${JSON.stringify([kept[key], counted[key]])}`).join("\n");
        assertRule(wrong.length === 0, 19, told);
      }
    },
    { isolationLevel: "repeatable read" },
  );
}

function bySite(rows: readonly FiguresRow[]): Record<string, FiguresRow["figures"]> {
  return Object.fromEntries(rows.map(({ site, category, figures }) => [`${site} ${category}`, figures]));
}

/** Times that the figures name. */
const eventTimes = sql`
  select received_at as at from reports union all select created_at from cases
  union all select answered_at from decisions union all select settled_at from decisions
  union all select reviewed_at from decisions union all select at from reviews
  union all select unnest(array[sent_at, sent_at + interval '1 day', due_at, acknowledged_at]) from requests
  union all select unnest(array[outcome_at, proven_at]) from request_items
  union all select at from request_events union all select at from checks
  union all select unnest(array[received_at, due_at, handled_at]) from objections`;

async function listEventMonths(db: Db, at: Date): Promise<string[]> {
  const rows = await rowsOf<{ month: string }>(
    db,
    sql`select to_char(jakarta_day(at), 'YYYY-MM') as month from (${eventTimes}) event
      where at < ${at.toISOString()}::timestamptz
      union select to_char(day, 'YYYY-MM') from day_figures order by 1`,
  );
  return rows.map(({ month }) => month);
}

async function readKept(db: Db, until: Date): Promise<string> {
  const rows = await rowsOf(
    db,
    sql`select site, category, sub_reason, by_vlogger, sum(reports)::int as n
      from (${reportCounts({ from: new Date(0), until })}) r group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  );
  return JSON.stringify(rows);
}

/** The same as the incremental count, from the reports alone. */
async function readCounted(db: Db, until: Date): Promise<string> {
  const rows = await rowsOf(
    db,
    sql`select c.site, r.category, coalesce(r.sub_reason, '') as sub_reason, p.role = 'vlogger' as by_vlogger,
        count(*)::int as n
      from reports r join cases c on c.id = r.case_id join people p on p.id = r.person_id
      where r.received_at < ${until.toISOString()}::timestamptz group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  );
  return JSON.stringify(rows);
}

async function readWanted(db: Db): Promise<string> {
  const rows = await rowsOf(
    db,
    sql`select w.report_id, encode(w.sha256, 'hex') as sha256 from wanted_files w join reports r on r.id = w.report_id
      where r.evidence_deleted_at is null order by 1, 2`,
  );
  return JSON.stringify(rows);
}

/** Files that the evidence of reports lists and that are not stored. */
async function readListed(db: Db): Promise<string> {
  const rows = await rowsOf(
    db,
    sql`select distinct r.id as report_id, listed.sha256 from reports r, lateral (values
        (r.evidence #>> '{picture,file,sha256}'), (r.evidence #>> '{frame,file,sha256}'),
        (r.evidence #>> '{snapshot,file,sha256}')) as listed (sha256)
      where listed.sha256 is not null and r.evidence_deleted_at is null
        and not exists (select from files f where f.report_id = r.id and f.sha256 = listed.sha256) order by 1, 2`,
  );
  return JSON.stringify(rows);
}
