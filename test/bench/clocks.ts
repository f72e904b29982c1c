/** Measures reading and evaluating the clocks of 10,000 open requests from PostgreSQL. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { openPostgres } from "../../intake/db/open.ts";
import { cases, people, requestItems, requests } from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import { readClocks } from "../../intake/requests/store/read-requests.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { seedStore } from "../../scripts/dev/seed/seed-store.ts";
import { insertRequest } from "../support/inserted-requests-kit.ts";
import { channelSamples, insertChannel } from "../support/request-kit.ts";
import { type Figure, figure, measureRounds, median } from "./figure.ts";

const open = 10_000;
const mostMs = 1_000;

export async function clocksEvaluate(): Promise<Figure[]> {
  const server = await startPostgres();
  try {
    const store = await openPostgres(await server.createDatabase());
    try {
      await seedStore(store, { cases: 1, reports: 1, seed: 1, now: new Date() }, () => undefined);
      await insertOpenRequests(store.db);
      const taken = await measureRounds(async () => {
        const startMs = performance.now();
        const clocks = await readClocks(store.db, new Date());
        const ms = performance.now() - startMs;
        // Checks the results, because skipping the evaluation would be fast too.
        if (clocks.length !== open || new Set(clocks.map(({ state }) => state)).size < 3)
          throw new Error(`${clocks.length} clocks`);
        return ms;
      });
      const limit = { unit: "ms", vs: mostMs, against: "the limit" };
      return [figure({ name: "clocks.evaluate", value: median(taken), ...limit })];
    } finally {
      await store.close();
    }
  } finally {
    await server.stop();
  }
}

/** Makes one request with the kit and copies it, sent over the last two days. */
async function insertOpenRequests(db: Db): Promise<void> {
  const [row] = await db.select().from(cases);
  const [person] = await db.select().from(people);
  if (!row || !person) throw new Error("nothing was sown");
  const { site } = row;
  const channelId = await insertChannel(db, { ...channelSamples.mail, site });
  const decisionId = randomUUID();
  await db.execute(sql`insert into decisions (id, case_id, spot, person_id, at, digest, act, basis, reason, state)
    select case n when 1 then ${decisionId}::uuid else gen_random_uuid() end, ${row.id}::uuid, ${row.spot}::smallint,
      ${person.id}::uuid,
      now(), '', 'approve', '[]', 'Judi.', 'confirmed' from generate_series(1, ${open}::int) n`);
  const { requestId } = await insertRequest(db, {
    caseId: row.id,
    decisionId,
    personId: person.id,
    channelId,
    state: "sent",
    sentAt: new Date(),
    dueAt: new Date(Date.now() + 86_400_000),
  });
  const columns = sql.raw(
    "kind, restores, site, category, action, urgent, hours, channel_id, state, version, letter, jws, digest, person_id, made_at",
  );
  await db.execute(sql`insert into requests (id, year, no, ${columns}, sent_at, due_at)
    select gen_random_uuid(), year, n, ${columns}, now() - n * interval '17 seconds',
      now() - n * interval '17 seconds' + interval '24 hours'
    from requests, generate_series(1, ${open - 1}::int) n where id = ${requestId}::uuid`);
  await db.execute(sql`insert into request_items
      (id, request_id, place, case_id, spot, decision_id, subject, permalink, no_picture, reference)
    select gen_random_uuid(), r.id, 1, ${row.id}::uuid, ${row.spot}::smallint, d.id, ${row.subject}, 'https://x.com/i/status/1',
      'not-in-view', r.id::text
    from (select id, row_number() over (order by id) as n from requests where id <> ${requestId}::uuid) r
    join (select id, row_number() over (order by id) as n from decisions where id <> ${decisionId}::uuid) d using (n)`);
  await db.execute(sql`vacuum analyze`);
  const [kept] = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(requestItems);
  const sent = await db.$count(requests, eq(requests.state, "sent"));
  if (kept?.n !== open || sent !== open) throw new Error(`${sent} requests, ${kept?.n} items`);
}
