/** The verdict of the simulation: clean after two days in which everything went right, and not when one thing is spoilt. */

import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPglite } from "../intake/store/open.ts";
import type { Store } from "../intake/store/store.ts";
import { type Simulated, simulate } from "../scripts/simulate/month.ts";

let store: Store;
let month: Simulated;

beforeAll(async () => {
  store = await openPglite();
  const run = { days: 2, reports: 40, seed: 3, tickMinutes: 30, onDay: () => undefined };
  month = await simulate({ ...run, store });
  for (const name of ["requests", "request_items", "dispatches", "month_figures", "counted_months"])
    await store.db.execute(sql.raw(`create table kept_${name} as table ${name}`));
}, 60_000);

afterAll(async () => {
  await month?.close();
  await store?.close();
});

type Counter = "missedClocks" | "doubledRequests" | "boardDiffers";

async function judged() {
  const { missedClocks, doubledRequests, boardDiffers, faults } = await month.judge();
  return { missedClocks, doubledRequests, boardDiffers, faults };
}

/** As they were. */
async function restore(): Promise<void> {
  const { db } = store;
  await db.execute(sql`update requests r set no = -k.no from kept_requests k where k.id = r.id`);
  await db.execute(sql`
    update requests r set no = k.no, state = k.state, hours = k.hours, site = k.site, sent_at = k.sent_at,
      due_at = k.due_at, answered_at = k.answered_at, reprimands = k.reprimands
    from kept_requests k where k.id = r.id`);
  await db.execute(sql`
    update request_items i set decision_id = k.decision_id, is_void = k.is_void, outcome = k.outcome,
      outcome_at = k.outcome_at
    from kept_request_items k where k.id = i.id`);
  await db.execute(sql`delete from dispatches where id not in (select id from kept_dispatches)`);
  await db.execute(sql`
    update dispatches d set state = k.state, sent_at = k.sent_at, attempts = k.attempts
    from kept_dispatches k where k.id = d.id`);
  for (const name of ["month_figures", "counted_months"]) {
    await db.execute(sql.raw(`delete from ${name}`));
    await db.execute(sql.raw(`insert into ${name} select * from kept_${name}`));
  }
}

const answered = sql`(select id from requests where state = 'answered' and due_at is not null order by no limit 1)`;
const sent = sql`(select d.id from dispatches d join requests q on q.id = d.request_id
  where d.letter = 'request' and d.state = 'sent' and q.site <> 'youtube' order by q.no limit 1)`;

const spoilt: [string, Counter, SQL][] = [
  [
    "a limit an hour later",
    "missedClocks",
    sql`update requests set due_at = due_at + interval '1 hour' where id = ${answered}`,
  ],
  [
    "a lane of 48 hours, limit and all",
    "missedClocks",
    sql`
    update requests set hours = 48, due_at = sent_at + interval '48 hours' where id = ${answered}`,
  ],
  [
    "a moment of sending taken away",
    "missedClocks",
    sql`
    update requests set sent_at = null, due_at = null where id = ${answered}`,
  ],
  [
    "a reprimand that nobody sent",
    "missedClocks",
    sql`update requests set reprimands = reprimands + 1 where id = ${answered}`,
  ],
  [
    "an answer that nobody gave",
    "missedClocks",
    sql`
    update requests set state = 'answered', answered_at = made_at where state = 'sent'`,
  ],
  [
    "a decision without a letter",
    "missedClocks",
    sql`
    update request_items set is_void = true where request_id = (select id from requests order by no limit 1)`,
  ],
  [
    "a letter that still waits",
    "missedClocks",
    sql`update dispatches set state = 'queued', sent_at = null where id = ${sent}`,
  ],
  [
    "the same, though the platform has it",
    "doubledRequests",
    sql`
    update dispatches set state = 'queued', sent_at = null where id = ${sent}`,
  ],
  [
    "a number left out",
    "doubledRequests",
    sql`
    update requests set no = no + 1 where no = (select max(no) from requests)`,
  ],
  [
    "another round that nobody chose",
    "doubledRequests",
    sql`
    insert into dispatches (id, request_id, letter, round, channel_id, state, person_id, at, attempts, message_id, sent_at)
    select gen_random_uuid(), request_id, letter, 2, channel_id, state, person_id, at, 1, '<another>', sent_at
    from dispatches where id = ${sent}`,
  ],
  [
    "a decision in two letters",
    "doubledRequests",
    sql`
    update request_items set decision_id = (select decision_id from request_items where not is_void order by id limit 1)
    where id in (select id from request_items where not is_void order by id limit 2)`,
  ],
  [
    "more tries than were made",
    "doubledRequests",
    sql`update dispatches set attempts = 0 where id = ${sent}`,
  ],
  [
    "one report more",
    "boardDiffers",
    sql`
    update month_figures set figures = jsonb_set(figures, '{counts,reports}', '999')
    where figures->'counts' ? 'reports'`,
  ],
  [
    "times that were slower",
    "boardDiffers",
    sql`
    update month_figures set figures = jsonb_set(figures, '{minutes,action}', '{"2880": 1}')
    where figures->'minutes' ? 'action'`,
  ],
  [
    "an outcome that the platform never gave",
    "boardDiffers",
    sql`
    update request_items set outcome = 'gone' where outcome = 'acted'`,
  ],
  ["no figures", "boardDiffers", sql`delete from month_figures`],
  ["no month that was counted", "boardDiffers", sql`delete from counted_months`],
];

describe("the verdict", () => {
  test("finds nothing where nothing is wrong", async () => {
    expect(await judged()).toEqual({ missedClocks: 0, doubledRequests: 0, boardDiffers: 0, faults: [] });
    const { counts, made, firstSeenOver, arrivals } = month.deeds;
    expect(Math.min(counts.reports, counts.decisions, counts.looks, counts.reprimands)).toBeGreaterThan(0);
    expect(Math.min(made.size, firstSeenOver.size)).toBeGreaterThan(0);
    expect(new Set(arrivals.map(({ way }) => way))).toEqual(new Set(["mail", "hook", "hand"]));
  });

  test.each(spoilt)("sees %s", async (_, counter, spoil) => {
    await store.db.execute(sql`drop index if exists request_items_once`);
    await store.db.execute(spoil);
    try {
      expect((await judged())[counter]).toBeGreaterThan(0);
    } finally {
      await restore();
    }
  });

  test("sees what platforms and people know better", async () => {
    const { deeds } = month;
    const seen = async (counter: Counter) => expect((await judged())[counter]).toBeGreaterThan(0);
    const [first] = deeds.arrivals;
    if (!first) throw new Error("nothing arrived");
    deeds.arrivals.push({ ...first, name: "<another>" });
    await seen("doubledRequests");
    deeds.arrivals.pop();
    deeds.arrivals.push({ ...first, letter: "st2" });
    await seen("doubledRequests");
    deeds.arrivals.pop();
    deeds.arrivals.shift();
    await seen("doubledRequests");
    await seen("missedClocks");
    deeds.arrivals.unshift({ ...first, atMs: first.atMs - 7_200_000 });
    await seen("missedClocks");
    deeds.arrivals[0] = first;
    const [made] = deeds.made;
    deeds.made.delete(made as string);
    await seen("doubledRequests");
    deeds.made.add(made as string);
    deeds.counts.reports++;
    await seen("boardDiffers");
    deeds.counts.reports--;
    const shown = [...deeds.firstSeenOver];
    deeds.firstSeenOver.clear();
    await seen("missedClocks");
    for (const [key, atMs] of shown) deeds.firstSeenOver.set(key, atMs);
    expect((await judged()).faults).toEqual([]);
  });
});
