/** Random changes of rows as the intake makes them, to compare incremental counts with full ones. */

import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "../../intake/db/read-cursor.ts";
import { spotOfCase } from "../../intake/db/spot.ts";
import type { Db } from "../../intake/db/store.ts";
import { addReport, caseRow, type GeneratedRows, noRows, write } from "./figures-kit.ts";

export interface ActWorld {
  db: Db;
  rows: GeneratedRows;
  /** Below 1. */
  random(): number;
  /** A time near the edges between months, before or after the last count. */
  time(): Date;
}

type Act = (world: ActWorld) => Promise<unknown>;

const pick = <T>({ random }: ActWorld, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;
const stamp = (at: Date) => sql`${at.toISOString()}::timestamptz`;

/** A random row of the table, by its id. */
async function anyId(world: ActWorld, table: string, where: SQL = sql`true`): Promise<string | undefined> {
  const query = sql`select id from ${sql.identifier(table)} where ${where} order by md5(id::text || ${String(world.random())}) limit 1`;
  return (await rowsOf<{ id: string }>(world.db, query))[0]?.id;
}

/** Updates a random row. */
function change(table: string, where: SQL, set: (world: ActWorld) => SQL): Act {
  return async (world) => {
    const id = await anyId(world, table, where);
    if (id === undefined) return;
    await world.db.execute(sql`update ${sql.identifier(table)} set ${set(world)} where id = ${id}::uuid`);
  };
}

/** Items, objections and reversals move with their decision. A case has one proposal at most, so proposals stay. */
const moved = {
  reports: sql`id`,
  reviews: sql`id`,
  decisions: sql`case when state not in ('proposed', 'disputed') then coalesce(reverses, id) end`,
  request_items: sql`decision_id`,
  objections: sql`decision_id`,
};

interface Move {
  from: string;
  to: string;
  /** All rows, or about half of them. */
  share: "all" | "half";
}

async function moveRows({ db }: ActWorld, { from, to, share }: Move): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set constraints all deferred`);
    for (const [table, owner] of Object.entries(moved))
      await tx.execute(sql`
        update ${sql.identifier(table)} set case_id = ${to}::uuid, spot = ${spotOfCase(to)}
        where case_id = ${from}::uuid and get_byte(decode(md5((${owner})::text), 'hex'), 0) < ${share === "all" ? 256 : 128}`);
    await tx.execute(sql`
      update checks k set spot = i.spot from request_items i where i.id = k.item_id and i.spot <> k.spot`);
  });
}

export const countActs: Record<string, Act> = {
  "a late reversal": async (world) => {
    const id = await anyId(world, "decisions", sql`state = 'confirmed' and reversed_at is null`);
    if (id === undefined) return;
    // No reversal comes before its decision.
    const at = sql`(select greatest(coalesce(settled_at, answered_at), ${stamp(world.time())}) from decisions where id = ${id}::uuid)`;
    await world.db.execute(sql`update decisions set reversed_at = ${at} where id = ${id}::uuid`);
    await world.db.execute(sql`
      insert into decisions (id, case_id, spot, person_id, at, digest, act, basis, reason, state, answered_at, reverses, why)
      select ${world.rows.newId()}::uuid, case_id, spot, person_id, ${at}, '', case act when 'approve' then 'reject' else 'approve' end, '[]', '',
        'confirmed', ${at}, id, 'other' from decisions where id = ${id}::uuid`);
  },
  "an answer to a proposal": change("decisions", sql`state = 'proposed'`, (world) => {
    const state = pick(world, ["confirmed", "refused"]);
    return sql`state = ${state}, answered_at = ${stamp(world.time())}`;
  }),
  "a panel's decision": change(
    "decisions",
    sql`state = 'refused'`,
    (world) => sql`state = 'confirmed', settled_at = ${stamp(world.time())}`,
  ),
  "a panel's review": change(
    "decisions",
    sql`review = 'waiting'`,
    (world) => sql`review = 'overturned', reviewed_at = ${stamp(world.time())}`,
  ),
  "a merge": async (world) => {
    const [from, to] = [
      await anyId(world, "cases", sql`merged_into is null`),
      await anyId(world, "cases", sql`merged_into is null`),
    ];
    if (from === undefined || to === undefined || from === to) return;
    await moveRows(world, { from, to, share: "all" });
    await world.db.execute(sql`update cases set merged_into = ${to}::uuid where id = ${from}::uuid`);
    await world.db.execute(
      sql`update cases set first_at = least(first_at, (select first_at from cases where id = ${from}::uuid)) where id = ${to}::uuid`,
    );
  },
  "a split": async (world) => {
    const from = await anyId(world, "cases", sql`merged_into is not null`);
    if (from === undefined) return;
    const [row] = await rowsOf<{ to: string }>(
      world.db,
      sql`select merged_into as to from cases where id = ${from}::uuid`,
    );
    if (row) await moveRows(world, { from: row.to, to: from, share: "half" });
    await world.db.execute(sql`update cases set merged_into = null where id = ${from}::uuid`);
  },
  "another category": change(
    "cases",
    sql`true`,
    (world) => sql`category = ${pick(world, ["JUDI", "HOAKS", "SPAM"])}`,
  ),
  "a report": async (world) => {
    const { rows, db } = world;
    const at = world.time();
    const all = { ...noRows(at, rows.newId), people: [], devices: rows.devices, channels: [] };
    const row = caseRow(rows.newId(), "x", "JUDI", at, Math.floor(world.random() * 1e9));
    const earlier = world.random() < 0.7 ? await anyId(world, "cases", sql`merged_into is null`) : undefined;
    if (earlier !== undefined) Object.assign(row, { id: earlier, spot: spotOfCase(earlier) });
    else all.cases.push(row);
    addReport(
      all,
      row,
      { personId: pick(world, rows.people).id ?? "", category: "JUDI" },
      at,
      () => undefined,
    );
    await write(db, { ...all, devices: [] });
  },
  "a review": async (world) => {
    const id = await anyId(world, "reviews");
    await world.db.execute(sql`
      insert into reviews (id, case_id, spot, person_id, at, digest, verdict, reason, timecodes)
      select ${world.rows.newId()}::uuid, case_id, spot, person_id, ${stamp(world.time())}, '', ${pick(world, ["violates", "does-not"])}, '', '[]'
      from reviews where id = ${id ?? null}::uuid`);
  },
  "another role": change("people", sql`role in ('officer', 'vlogger')`, (world) => {
    return sql`role = ${pick(world, ["officer", "vlogger"])}`;
  }),
  "an acknowledgement": change("requests", sql`acknowledged_at is null`, (world) => {
    return sql`acknowledged_at = ${stamp(world.time())}`;
  }),
  "a withdrawal": change("requests", sql`withdrawn_at is null`, (world) => {
    return sql`withdrawn_at = ${stamp(world.time())}, state = 'withdrawn'`;
  }),
  "a bounce": change("requests", sql`sent_at is not null`, () => sql`sent_at = null, due_at = null`),
  "a delivery": change("requests", sql`sent_at is null`, (world) => {
    const at = world.time();
    return sql`sent_at = ${stamp(at)}, due_at = ${stamp(at)} + interval '24 hours'`;
  }),
  "an outcome": change("request_items", sql`true`, (world) => {
    const outcome = pick(world, ["acted", "refused", "gone", "pending"]);
    return sql`outcome = ${outcome}, outcome_at = ${outcome === "pending" ? null : stamp(world.time())}`;
  }),
  "a proof of our own": async (world) => {
    const [check] = await rowsOf<{ id: string; item: string; at: string }>(
      world.db,
      sql`select id, item_id as item, at from checks order by md5(id::text || ${String(world.random())}) limit 1`,
    );
    if (!check) return;
    const proof =
      world.random() < 0.5
        ? sql`proven_at = ${check.at}::timestamptz, proven_check = ${check.id}::uuid`
        : sql`proven_at = null, proven_check = null`;
    await world.db.execute(sql`update request_items set ${proof} where id = ${check.item}::uuid`);
  },
  "a check": async (world) => {
    const id = await anyId(world, "checks");
    const at = world.time();
    await world.db.execute(sql`
      insert into checks (id, item_id, spot, person_id, device_id, at, looked_at, digest, seen, seen_from)
      select ${world.rows.newId()}::uuid, item_id, spot, ${pick(world, world.rows.people).id}::uuid, device_id, ${stamp(at)}, ${stamp(at)}, '',
        ${pick(world, ["available", "withheld", "removed"])}, ${pick(world, ["indonesia", "indonesia", "abroad"])}
      from checks where id = ${id ?? null}::uuid`);
    // As the intake does where the check refutes the platform's answer; see `own-proofs.ts`.
    await world.db.execute(sql`
      update request_items set proven_check = proven_check where id = (select item_id from checks where id = ${id ?? null}::uuid)`);
  },
  // A confirmed reversal is the last word on an objection.
  "a hearing": change("objections", sql`reversal is null`, (world) => {
    const state = pick(world, ["upheld", "dismissed"]);
    const reversal = sql`(select r.id from decisions r where r.reverses = objections.decision_id order by r.id limit 1)`;
    return sql`state = ${state}, handled_at = ${stamp(world.time())}, reversal = ${state === "upheld" ? reversal : null}`;
  }),
  "a hearing that is opened again": change(
    "objections",
    sql`state <> 'open' and reversal is null`,
    () => sql`state = 'open', handled_at = null`,
  ),
};
