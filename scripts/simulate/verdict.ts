/** What must hold after a simulated month: no clock missed, no request doubled, and the board's numbers those of the raw log. */

import { and, asc, eq } from "drizzle-orm";
import { readMonths } from "../../intake/store/figures/read-months.ts";
import { recountFromLog } from "../../intake/store/figures/recount.ts";
import { countedMonths, requestEvents, requestItems, requests } from "../../intake/store/schema/index.ts";
import type { Db } from "../../intake/store/store.ts";
import { canonicalJson } from "../../utils/seal/digest.ts";

export interface Watched {
  /** How often anybody looked. */
  tickMs: number;
  /** By request: when its clock was first shown as over. */
  firstSeenOver: Map<string, number>;
}

export interface Ended extends Watched {
  endMs: number;
  /** By number and letter: the names under which it reached a platform. */
  arrived: Map<string, Set<string>>;
}

export interface Verdict {
  missedClocks: number;
  doubledRequests: number;
  boardDiffers: number;
  /** What was wrong, one line each, for whoever looks into it. */
  faults: string[];
}

type Row = typeof requests.$inferSelect;
type Event = typeof requestEvents.$inferSelect;
const hourMs = 3_600_000;

export async function judge(db: Db, ended: Ended): Promise<Verdict> {
  const rows = await db.select().from(requests).orderBy(asc(requests.madeAt));
  const events = await db.select().from(requestEvents).orderBy(asc(requestEvents.at));
  const byRequest = Map.groupBy(events, ({ requestId }) => requestId);
  const clocks = rows.flatMap((row) => {
    const own = byRequest.get(row.id) ?? [];
    return missed(row, own, ended).map((fault) => `${fault} (${row.state}; ${own.map(toWords).join(", ")})`);
  });
  const doubled = await findDoubled(db, rows, ended.arrived);
  const board = await compareBoard(db);
  return {
    ...{ missedClocks: clocks.length, doubledRequests: doubled.length, boardDiffers: board.length },
    faults: [...clocks, ...doubled, ...board],
  };
}

/**
 * A clock is missed when its limit is not the one from sending, when nobody was shown in time that it had passed, or when
 * a step of the ladder came late, early or not at all while nothing was answered.
 */
function missed(row: Row, events: readonly Event[], { tickMs, firstSeenOver, endMs }: Ended): string[] {
  const { id, sentAt, dueAt, hours, kind, state } = row;
  if (!sentAt || hours === null || state === "withdrawn") return [];
  if (dueAt?.getTime() !== sentAt.getTime() + hours * hourMs)
    return [`${id}: limit is not ${hours} h from sending`];
  const dueMs = dueAt.getTime();
  const endedMs = Math.min(row.answeredAt?.getTime() ?? endMs, endMs);
  const slackMs = 2 * tickMs;
  if (endedMs <= dueMs + slackMs) return [];
  const seenMs = firstSeenOver.get(id);
  // A bounce voids a clock: the one that runs now may have begun after the first was seen.
  if (seenMs === undefined || seenMs > dueMs + slackMs)
    return [`${id}: nobody was shown that its limit had passed`];
  if (kind !== "order") return [];
  const steps = events.filter(({ act, at }) => act === "reprimanded" && at >= sentAt);
  for (let level = 1; level <= 3; level++) {
    const step = steps[level - 1];
    const before = level === 1 ? dueMs : (steps[level - 2]?.at.getTime() ?? 0) + hours * hourMs;
    if (!step && endedMs > before + slackMs) return [`${id}: no ST${level} though nothing was answered`];
    if (!step) return [];
    if (step.at.getTime() < before) return [`${id}: ST${level} before its time`];
    if (step.at.getTime() > before + slackMs) return [`${id}: ST${level} late`];
  }
  return [];
}

function toWords({ act, at }: Event): string {
  return `${act} ${at.toISOString().slice(5, 16)}`;
}

/** One live letter for each decision, one number for each letter without gaps, one name for what travelled. */
async function findDoubled(db: Db, rows: readonly Row[], arrived: Ended["arrived"]): Promise<string[]> {
  const items = await db
    .select()
    .from(requestItems)
    .where(and(eq(requestItems.isVoid, false)));
  const byDecision = Map.groupBy(items, ({ decisionId }) => decisionId);
  const twice = [...byDecision].filter(([, all]) => all.length > 1).map(([id]) => `${id}: in two letters`);
  const numbers = rows.map(({ year, no }) => `${year}/${no}`);
  const gaps = numbers.length === new Set(numbers).size ? [] : ["a number twice"];
  const named = [...arrived]
    .filter(([mark, names]) => mark.endsWith(" request") && names.size > 1)
    .map(([mark, names]) => `${mark}: came under ${names.size} names`);
  return [...twice, ...gaps, ...named];
}

/** Each number of each month that was counted. */
async function compareBoard(db: Db): Promise<string[]> {
  const faults: string[] = [];
  for (const { month: day, countedAt } of await db.select().from(countedMonths)) {
    const month = day.slice(0, 7);
    const [counted] = await readMonths(db, month, month);
    const slow = await recountFromLog(db, month, countedAt);
    const known = new Map((counted?.rows ?? []).map((row) => [`${row.site} ${row.category}`, row.figures]));
    for (const { site, category, figures } of slow) {
      const place = `${site} ${category}`;
      if (canonicalJson(known.get(place) ?? {}) !== canonicalJson(figures))
        faults.push(`${month} ${place}: the board differs from the log`);
      known.delete(place);
    }
    for (const place of known.keys()) faults.push(`${month} ${place}: the log knows nothing of it`);
  }
  return faults;
}
