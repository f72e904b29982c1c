/** Measures assigning tasks with 10,000 flagged videos waiting for reviewers. */

import { eq, sql } from "drizzle-orm";
import { openPostgres } from "../../intake/db/open.ts";
import { assignments, vloggers } from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import { giveTasks } from "../../intake/vloggers/store/give-tasks.ts";
import { type IntakeKit, sampleReport, startKit } from "../../scripts/dev/kits/intake-kit.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { passExam } from "../../scripts/dev/kits/vlogger-kit.ts";
import { type Figure, figure, measureRounds, median } from "./figure.ts";

const [reviewers, open] = [60, 10_000];
const mostMs = 1_000;

/** Three situations: reviewers without tasks, with enough tasks, and one with capacity but no matching language. */
export async function programmeGive(): Promise<Figure[]> {
  const server = await startPostgres();
  try {
    const store = await openPostgres(await server.createDatabase());
    const kit = await startKit(store);
    await fill(kit, store.db);
    const figures = await measure(store.db, kit.intake.now());
    await kit.close();
    await store.close();
    return figures;
  } finally {
    await server.stop();
  }
}

async function measure(db: Db, at: Date): Promise<Figure[]> {
  const timed = async (name: string, prepare: () => Promise<unknown>) => {
    let given = 0;
    const taken = await measureRounds(async () => {
      await prepare();
      const started = performance.now();
      given = await giveTasks(db, at);
      return performance.now() - started;
    });
    const against = `${open} cases, ${given} given to ${reviewers} reviewers`;
    return figure({ name, value: median(taken), unit: "ms", vs: mostMs, against });
  };
  const first = await timed("programme.give", () => db.delete(assignments));
  await db.execute(sql`vacuum analyze`);
  const none = await timed("programme.give.full", () => giveTasks(db, at));
  const [vlogger] = await db.select({ id: vloggers.personId }).from(vloggers).limit(1);
  if (!vlogger) throw new Error("nobody reviews");
  await db
    .update(vloggers)
    .set({ languages: ["ban"] })
    .where(eq(vloggers.personId, vlogger.id));
  await db.delete(assignments).where(eq(assignments.personId, vlogger.id));
  return [first, none, await timed("programme.give.idle", () => giveTasks(db, at))];
}

/** One flagged video, copied 10,000 times. */
async function fill(kit: IntakeKit, db: Db): Promise<void> {
  const officer = await kit.enrolled("officer", "Bench");
  const report = sampleReport({ evidence: { site: "youtube", kind: "video" }, category: "JUDI" });
  const sent = await officer.call("POST", "/v1/reports", { body: report });
  if (sent.status !== 200) throw new Error(`report: ${sent.problem}`);
  await db.execute(sql`
    insert into cases select (jsonb_populate_record(c, jsonb_build_object(
      'id', made, 'spot', spot_of_case(made), 'subject', 'youtube:video:' || n, 'queue_key', c.queue_key || lpad(n::text, 6, '0'),
      'language', 'id', 'author_key', 'youtube:UC' || n % 2000))).*
    from cases c, (select n, gen_random_uuid() as made from generate_series(2, ${open}) n) as ids`);
  await db.execute(sql`
    insert into reports select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'case_id', c.id, 'spot', c.spot))).*
    from reports r, cases c where c.id <> r.case_id`);
  for (let n = 0; n < reviewers; n++) await addReviewer(kit, db, n);
  await db.execute(sql`vacuum analyze`);
}

async function addReviewer(kit: IntakeKit, db: Db, n: number): Promise<void> {
  const device = await kit.enrolled("vlogger", `Reviewer ${n}`);
  const { personId } = (await device.call("GET", "/v1/me")).body;
  await passExam({ db, at: kit.intake.now() }, personId);
  const channels = Array.from({ length: 20 }, (_, at) => `youtube:UC${(n * 20 + at) % 2000}`);
  await db.insert(vloggers).values({ personId, channels, rank: n % 10 === 0 ? "participant" : "reviewer" });
}
