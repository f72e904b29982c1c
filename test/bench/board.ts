/** Measures the commitment board and the public page with 500,000 cases, and the time to count one month. */

import { sql } from "drizzle-orm";
import { openPostgres } from "../../intake/db/open.ts";
import type { Db } from "../../intake/db/store.ts";
import { countMonth } from "../../intake/statistics/store/count-months.ts";
import { evidence } from "../../scripts/dev/kits/evidence.ts";
import { origin, startKit } from "../../scripts/dev/kits/intake-kit.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { monthLater, monthsFrom, startOfMonth } from "../../utils/shared/policy/jakarta-months.ts";
import { noRows, write } from "../support/figures-kit.ts";
import { type Figure, figure, measureRounds, median } from "./figure.ts";

/** `CASES` shortens the bench during development. */
const cases = Number(process.env.CASES ?? 500_000);
const months = 15;
const chunk = 25_000;
const [mostBoardMs, mostPageMs, mostCountMs] = [300, 20, 30_000];

export async function boardFigures(): Promise<Figure[]> {
  const server = await startPostgres();
  try {
    const store = await openPostgres(await server.createDatabase());
    try {
      await fill(store.db);
      return await measure(store);
    } finally {
      await store.close();
    }
  } finally {
    await server.stop();
  }
}

const firstMonth = "2025-09";
const lastMonth = monthLater(firstMonth, months - 1);

async function measure(store: Awaited<ReturnType<typeof openPostgres>>): Promise<Figure[]> {
  const counted: number[] = [];
  for (const month of monthsFrom(firstMonth, lastMonth))
    counted.push(await time(() => countMonth(store.db, month, new Date("2026-12-05T00:00:00.000Z"))));
  const kit = await startKit(store);
  try {
    const supervisor = await kit.enrolled("supervisor", "Bench");
    const board = await measureRounds(() =>
      time(async () => {
        const answer = await supervisor.call("GET", `/v1/board?month=${lastMonth}`);
        if (answer.status !== 200) throw new Error(`board: ${answer.problem}`);
      }),
    );
    const page = await measureRounds(() =>
      time(async () => {
        const answer = await kit.app.request(`${origin}/angka/${lastMonth}`);
        if (answer.status !== 200 || !(await answer.text()).includes("</table>")) throw new Error("page");
      }),
    );
    const of = (name: string, taken: number[], vs: number, against: string) =>
      figure({ name, value: median(taken), unit: "ms", vs, against });
    return [
      of("board.read", board, mostBoardMs, `the limit, over ${cases} cases`),
      of("board.count", counted, mostCountMs, "a tenth of the time between two counts"),
      of("public.page", page, mostPageMs, "the limit, from cached aggregates"),
    ];
  } finally {
    await kit.close();
  }
}

/** Spreads cases evenly over the months; a fifth is in requests, with ten items per letter. */
async function fill(db: Db): Promise<void> {
  const all = noRows(new Date(0));
  await write(db, all);
  const [personId, deviceId, channelId] = [all.people[0]?.id, all.devices[0]?.id, all.channels[0]?.rowId];
  const [from, to] = [startOfMonth(firstMonth), startOfMonth(monthLater(lastMonth, 1))];
  const at = sql`${from.toISOString()}::timestamptz +
    (${to.toISOString()}::timestamptz - ${from.toISOString()}::timestamptz) * (n::float8 / ${cases}::float8)`;
  const id = (kind: string) => sql`md5(${kind} || n)::uuid`;
  const site = sql`(array['telegram','x','youtube','facebook'])[1 + n % 4]`;
  const category = sql`(array['JUDI','TERORISME','PORNO','SPAM','NARKOTIKA','PORNO_ANAK'])[1 + n % 6]`;
  for (let start = 1; start <= cases; start += chunk) {
    const some = sql`generate_series(${start}::int, ${Math.min(cases, start + chunk - 1)}::int) n`;
    await db.execute(sql`
      insert into cases (id, spot, version, created_at, site, kind, subject, channel_id, state, reports, reporters,
        reported_category, marked_urgent, forbids_pixels, first_at, last_at, category, urgent, withheld,
        queue_key, head_seq, head_hash)
      select ${id("c")}, spot_of_case(${id("c")}), 1, ${at}, ${site}, 'post', 'x:post:' || n, '', 'approved', 1, 1, ${category}, false,
        false, ${at}, ${at}, ${category}, false, false, n::text, 1, '' from ${some}`);
    await db.execute(sql`
      insert into reports (id, case_id, spot, person_id, device_id, received_at, digest, place, category, action, basis,
        policy_version, urgent, evidence)
      select ${id("r")}, ${id("c")}, spot_of_case(${id("c")}), ${personId}::uuid, ${deviceId}::uuid, ${at}, '', 1, ${category}, 'PANTAU',
        '[]', 1, false, ${JSON.stringify(evidence)}::jsonb from ${some}`);
    await db.execute(sql`
      insert into decisions (id, case_id, spot, person_id, at, digest, act, category, basis, reason, state, answered_at)
      select ${id("d")}, ${id("c")}, spot_of_case(${id("c")}), ${personId}::uuid, ${at}, '', 'approve', ${category}, '[]', '', 'confirmed',
        ${at} + interval '3 hours' from ${some}`);
    await db.execute(sql`
      insert into requests (id, year, no, kind, site, category, action, urgent, hours, channel_id, state, version,
        letter, jws, digest, person_id, made_at, sent_at, due_at, acknowledged_at)
      select ${id("q")}, 2026, n, 'order', ${site}, ${category}, 'HAPUS_KEBIJAKAN', false, 24,
        ${channelId}::uuid, 'sent', 1, '{}', '', '', ${personId}::uuid, ${at}, ${at},
        ${at} + interval '24 hours', ${at} + (n % 600) * interval '1 minute' from ${some} where n % 50 = 0`);
    await db.execute(sql`
      insert into request_items (id, request_id, place, case_id, spot, decision_id, subject, permalink, reference,
        outcome, outcome_at)
      select ${id("i")}, md5('q' || (n - n % 50 + 50))::uuid, 1 + n % 50, ${id("c")}, spot_of_case(${id("c")}), ${id("d")}, '', '', 'ref' || n,
        'acted', ${at} + (n % 2000) * interval '1 minute' from ${some}
        where n % 50 between 1 and 10 and n - n % 50 + 50 <= ${start + chunk - 1}`);
  }
  await db.execute(sql`analyze`);
}

async function time(act: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await act();
  return performance.now() - startMs;
}
