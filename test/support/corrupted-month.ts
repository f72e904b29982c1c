/** Ways to corrupt a simulated month, one at a time, each with the expected fault; and their reversal. */

import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../../intake/db/store.ts";
import type { EventLog, LetterArrival } from "../../scripts/measure/simulate/event-log.ts";

type Counter = "missedClocks" | "doubledRequests" | "boardDiffers";

const tables = ["requests", "request_items", "decisions", "dispatches", "month_figures", "counted_months"];

/** Copies the tables and drops constraints, because the database would refuse some corruptions. */
export async function backUpTables(db: Db): Promise<void> {
  for (const name of tables) await db.execute(sql.raw(`create table kept_${name} as table ${name}`));
  await db.execute(sql`drop index request_items_once`);
  await db.execute(
    sql`alter table request_items drop constraint request_items_decision_id_spot_decisions_id_spot_fk`,
  );
}

export async function restoreTables(db: Db): Promise<void> {
  await db.execute(sql`update requests r set no = -k.no from kept_requests k where k.id = r.id`);
  await db.execute(sql`
    update requests r set no = k.no, state = k.state, hours = k.hours, site = k.site, sent_at = k.sent_at,
      due_at = k.due_at, answered_at = k.answered_at, reprimands = k.reprimands
    from kept_requests k where k.id = r.id`);
  await db.execute(sql`
    update request_items i set decision_id = k.decision_id, is_void = k.is_void, outcome = k.outcome,
      outcome_at = k.outcome_at, proven_at = k.proven_at
    from kept_request_items k where k.id = i.id`);
  await db.execute(sql`
    update decisions d set answered_at = k.answered_at from kept_decisions k where k.id = d.id`);
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
  where d.letter = 'request' and d.round = 1 and d.state = 'sent' and q.site <> 'youtube' order by q.no limit 1)`;
const live = sql`select id from request_items where not is_void order by id`;

interface Corruption {
  what: string;
  /** The counter that must increase, and the fault's text. */
  as: Counter;
  fault: RegExp;
  by: SQL;
}

const clocks: Omit<Corruption, "as">[] = [
  {
    what: "a proof that no check made",
    fault: /proof of an item is not what happened/,
    by: sql`update request_items set proven_at = now() where proven_at is null`,
  },
  {
    what: "a silent removal that counts for nothing",
    fault: /proof of an item is not what happened/,
    by: sql`update request_items set proven_at = null`,
  },
  {
    what: "a limit an hour later",
    fault: /the limit is not/,
    by: sql`update requests set due_at = due_at + interval '1 hour' where id = ${answered}`,
  },
  {
    what: "a lane of 48 hours, its limit with it",
    fault: /the hours of its lane is not/,
    by: sql`update requests set hours = 48, due_at = sent_at + interval '48 hours' where id = ${answered}`,
  },
  {
    what: "a moment of sending taken away",
    fault: /the moment it was sent is not/,
    by: sql`update requests set sent_at = null, due_at = null where id = ${answered}`,
  },
  {
    what: "a reprimand that nobody sent",
    fault: /the reprimands is not/,
    by: sql`update requests set reprimands = reprimands + 1 where id = ${answered}`,
  },
  {
    what: "an answer that nobody gave",
    fault: /the moment of its answer is not/,
    by: sql`update requests set state = 'answered', answered_at = made_at where state = 'sent'`,
  },
  {
    what: "a decision without a letter",
    fault: /no letter was made of it/,
    by: sql`update request_items set is_void = true
      where request_id = (select id from requests order by no limit 1)`,
  },
  {
    what: "a letter made a day late",
    fault: /its letter was made late/,
    by: sql`update decisions set answered_at = answered_at - interval '1 day' where state = 'confirmed'`,
  },
  {
    what: "a letter that still waits",
    fault: /queued too late, or not at all/,
    by: sql`update dispatches set state = 'queued', sent_at = null where id = ${sent}`,
  },
  {
    what: "a letter given up for no reason",
    fault: /failed without a reason/,
    by: sql`update dispatches set state = 'failed', sent_at = null where id = ${sent}`,
  },
];

const letters: Omit<Corruption, "as">[] = [
  {
    what: "a letter that waits, and that the platform has",
    fault: /queued, but the platform has it/,
    by: sql`update dispatches set state = 'queued', sent_at = null where id = ${sent}`,
  },
  {
    what: "a number left out",
    fault: /found number \d+, expected \d+/,
    by: sql`update requests set no = no + 1 where no = (select max(no) from requests)`,
  },
  {
    what: "another round that nobody chose",
    fault: /request: 2 rounds, expected 1/,
    by: sql`
      insert into dispatches (id, request_id, letter, round, channel_id, state, person_id, at, attempts, message_id, sent_at)
      select gen_random_uuid(), request_id, letter, 2, channel_id, state, person_id, at, 1, '<another>', sent_at
      from dispatches where id = ${sent}`,
  },
  {
    what: "a reprimand twice",
    fault: /st1: 2 rounds, expected 1/,
    by: sql`
      insert into dispatches (id, request_id, letter, round, channel_id, state, person_id, at, attempts, message_id, sent_at)
      select gen_random_uuid(), request_id, letter, 2, channel_id, state, person_id, at, 1, '<another>', sent_at
      from dispatches where letter = 'st1' limit 1`,
  },
  {
    what: "a decision in two letters",
    fault: /in 2 letters/,
    by: sql`update request_items set decision_id = (select decision_id from request_items where id in (${live} limit 1))
      where id in (${live} limit 2)`,
  },
  {
    what: "less tries than came",
    fault: /arrived 1 times in 0 attempts/,
    by: sql`update dispatches set attempts = 0 where id = ${sent}`,
  },
];

const numbers: Omit<Corruption, "as">[] = [
  {
    what: "another number of reports",
    fault: /reports: 999, expected \d+/,
    by: sql`update month_figures set figures = jsonb_set(figures, '{counts,reports}', '999')
      where figures->'counts' ? 'reports'`,
  },
  {
    what: "times that were slower",
    fault: /the times of action differ/,
    by: sql`update month_figures set figures = jsonb_set(figures, '{minutes,action}', '{"2880": 1}')
      where figures->'minutes' ? 'action'`,
  },
  {
    what: "another share on the board",
    fault: /facebook-team: \d+ of \d+, expected \d+ of \d+/,
    by: sql`update month_figures set figures = figures #- '{counts,acknowledged.kept}' where site = 'facebook'`,
  },
  {
    what: "an outcome that the platform never gave",
    fault: /items.gone: undefined, expected \d+/,
    by: sql`update request_items set outcome = 'gone' where outcome = 'acted'`,
  },
  { what: "no figures", fault: /undefined, expected \d+/, by: sql`delete from month_figures` },
  { what: "no month that was counted", fault: /no month was counted/, by: sql`delete from counted_months` },
];

export const corruptions: Corruption[] = [
  ...clocks.map((fault) => ({ ...fault, as: "missedClocks" as const })),
  ...letters.map((fault) => ({ ...fault, as: "doubledRequests" as const })),
  ...numbers.map((fault) => ({ ...fault, as: "boardDiffers" as const })),
];

export const eventLogCorruptions: [
  string,
  Counter,
  RegExp,
  (deeds: EventLog, first: LetterArrival) => void,
][] = [
  [
    "a letter under two names",
    "doubledRequests",
    /arrived as "<another>"/,
    ({ arrivals }, first) => void arrivals.push({ ...first, name: "<another>" }),
  ],
  [
    "a letter taken twice",
    "doubledRequests",
    /accepted 2 times/,
    ({ arrivals }, first) => void arrivals.push(first),
  ],
  [
    "a reprimand that nobody sent",
    "doubledRequests",
    /st3: never sent/,
    ({ arrivals }, first) => void arrivals.push({ ...first, letter: "st3" }),
  ],
  [
    "a letter that did not arrive",
    "doubledRequests",
    /sent, but never arrived/,
    ({ arrivals }) => void arrivals.shift(),
  ],
  [
    "a clock that began when nothing had arrived",
    "missedClocks",
    /before anything had arrived/,
    ({ arrivals }) => void arrivals.shift(),
  ],
  [
    "a clock that began hours late",
    "missedClocks",
    /before anything had arrived/,
    ({ arrivals }, first) => {
      arrivals[0] = { ...first, atMs: first.atMs - 3 * 3_600_000 };
    },
  ],
  ["a letter that is gone", "doubledRequests", /made, but not stored/, ({ made }) => void made.add("gone")],
  ["a letter that nobody made", "doubledRequests", /stored, but never made/, ({ made }) => made.clear()],
  [
    "a clock shown to nobody",
    "missedClocks",
    /limit was never shown/,
    ({ firstSeenOver }) => firstSeenOver.clear(),
  ],
  [
    "a report that is not counted",
    "boardDiffers",
    /reports: 40 counted, 41 done/,
    ({ counts }) => void counts.reports++,
  ],
  [
    "a check that is not counted",
    "boardDiffers",
    /seen\.\w+: \d+ counted, \d+ seen/,
    ({ looks }) => {
      const [first] = looks;
      if (first) looks.push({ ...first, task: { ...first.task, itemId: "another" } });
    },
  ],
];
