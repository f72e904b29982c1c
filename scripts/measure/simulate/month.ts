/** Simulates a month at an intake with a simulated clock: reports, decisions, letters and platforms' answers. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { decisions } from "../../../intake/db/schema/index.ts";
import type { Db, Store } from "../../../intake/db/store.ts";
import { createMail, createWebhook } from "../../../intake/delivery/send-message.ts";
import { createDispatchWorker } from "../../../intake/requests/store/deliver-requests.ts";
import { withdrawReversed } from "../../../intake/requests/store/on-reversed.ts";
import { createMessageReader } from "../../../intake/requests/store/read-message.ts";
import { countMonths } from "../../../intake/statistics/store/count-months.ts";
import type { ObjectionRow } from "../../../utils/shared/contract/objection.ts";
import { type IntakeKit, startKit } from "../../dev/kits/intake-kit.ts";
import { type Random, randomOf } from "../chaos/random.ts";
import { interleave } from "./agenda.ts";
import { Casework } from "./casework.ts";
import { ClockWatch } from "./clock-watch.ts";
import { type EventLog, newEventLog } from "./event-log.ts";
import { checkDueOutcomes } from "./outcome-checks.ts";
import { planReports } from "./plan.ts";
import { dayMs, hourMs, openPlatforms, type Platforms } from "./platforms.ts";
import { expectOk, expectProblem, openStaff, type SimulatedStaff } from "./staff.ts";
import { judge, type Verdict } from "./verdict/judge.ts";
import { createWorld } from "./world.ts";

export interface Simulation {
  days: number;
  reports: number;
  seed: number;
  /** Interval of people's and jobs' activity; a divisor of 60. */
  tickMinutes: number;
  store: Store;
  onDay(day: number): void;
}

export interface SimulatedMonth {
  deeds: EventLog;
  /** Can be called again after a change. */
  judge(): Promise<Verdict>;
  close(): Promise<void>;
}

const minuteMs = 60_000;
/** The first of a month in Jakarta (UTC+7), so that one month is counted in full. */
const startMs = Date.parse("2026-10-31T17:00:00.000Z");

interface SimulationContext {
  db: Db;
  staff: SimulatedStaff;
  ministry: Casework;
  random: Random;
  deeds: EventLog;
}

/**
 * Hears objections by supervisors who took no part in the decision, and checks that those who did are
 * refused. Hears some of the open objections; the others later, or too late.
 */
async function hearObjections(room: SimulationContext): Promise<void> {
  const { objections } = await expectOk(room.staff.desk(0), "GET", "/v1/objections?limit=50");
  for (const one of objections as ObjectionRow[])
    if (one.state === "open" && room.random.next() < 0.3) await hear(room, one);
}

async function hear(
  { db, staff, ministry, random, deeds }: SimulationContext,
  one: ObjectionRow,
): Promise<void> {
  const { id: objectionId, caseId, decisionId } = one;
  const involved = ministry.involvedIn(caseId);
  const path = `/v1/objections/${objectionId}/hearing`;
  const heard = { id: randomUUID(), reason: "Ditinjau ulang oleh yang tidak ikut memutus." };
  const dismissed = { ...heard, outcome: "dismissed" };
  const [first] = involved;
  if (first !== undefined)
    await expectProblem(staff.desk(first), path, { body: dismissed, problem: "took-part" });
  const by = staff.deskBut(involved, random);
  if (random.next() < 0.7) {
    await expectOk(staff.desk(by), "POST", path, dismissed);
    deeds.counts.dismissed++;
    return;
  }
  // The decision may be reversed already.
  const [about] = await db.select().from(decisions).where(eq(decisions.id, decisionId));
  const reversal = about?.reversedAt === null ? await ministry.reversalOf(caseId) : undefined;
  await expectOk(staff.desk(by), "POST", path, {
    ...heard,
    outcome: "upheld",
    ...(reversal ? { reversal } : {}),
  });
  deeds.counts.upheld++;
  if (reversal)
    await ministry.confirmReversal({
      caseId,
      decisionId: reversal.id,
      random,
      involved: new Set([...involved, by]),
    });
}

export async function simulate({ store, seed, onDay, ...size }: Simulation): Promise<SimulatedMonth> {
  const { days, reports } = size;
  const tickMs = size.tickMinutes * minuteMs;
  const kit = await startKit(store);
  kit.clock.ms = startMs;
  const deeds = newEventLog();
  const random = randomOf(seed, "hearings and looks");
  const world = createWorld();
  const platforms = await openPlatforms(kit, { seed, deeds, world });
  const staff = await openStaff(kit);
  const ministry = new Casework(kit, staff, { seed, deeds });
  const watch = new ClockWatch(kit, staff.desk(0), { platforms, deeds });
  const post = openPost(kit, platforms, seed);
  const planned = planReports({ startMs, days, reports }, randomOf(seed, "reports"));
  const endMs = startMs + days * dayMs;
  let next = 0;
  for (let atMs = startMs; atMs <= endMs; atMs += tickMs) {
    const first = next;
    while (next < planned.length && (planned[next]?.atMs ?? 0) < atMs) next++;
    // Reports of one post in order, different posts concurrently.
    const due = Map.groupBy(planned.slice(first, next), ({ post }) => post);
    await interleave([...due.values()], async (one) => {
      kit.clock.ms = Math.max(kit.clock.ms, one.atMs);
      await ministry.report(one);
    });
    kit.clock.ms = Math.max(kit.clock.ms, atMs);
    const minutes = (atMs - startMs) / minuteMs;
    const [day, hour] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
    if (minutes % 60 === 0) await platforms.change(day, hour);
    await ministry.decide();
    await ministry.makeLetters(minutes % 120 !== 0);
    await withdrawReversed(store.db, kit.intake.now());
    await post();
    await platforms.answer();
    await watch.watch();
    // Sends the reprimands just made without waiting for the next tick.
    await post();
    if (minutes % 60 === 0) {
      await checkDueOutcomes(kit, { staff, world, random, deeds });
      watch.restart();
    }
    if (minutes % 360 === 0) await hearObjections({ db: store.db, staff, ministry, random, deeds });
    if (minutes % 1_440 === 0) {
      await countMonths(store.db, kit.intake.now());
      onDay(day);
    }
  }
  kit.clock.ms += hourMs;
  await countMonths(store.db, kit.intake.now());
  return {
    deeds,
    judge: () => judge({ db: store.db, reader: staff.desk(0) }, { ...deeds, tickMs, endMs }),
    async close() {
      await platforms.close();
      await kit.close();
    },
  };
}

/** Sends what is due; the platforms then open it. */
function openPost(kit: IntakeKit, platforms: Platforms, seed: number): () => Promise<void> {
  const parcels = createMessageReader(kit.intake.key, kit.intake.documents);
  const post = createDispatchWorker({
    db: kit.store.db,
    now: kit.intake.now,
    random: randomOf(seed, "backoff").next,
    // Attachments have their own tests; drawing thousands of them proves nothing here.
    readMessage: async (...asked) => ({ ...(await parcels(...asked)), readAttachments: async () => [] }),
    sendMail: createMail({ server: platforms.smtp, from: "lapor@kominfo.example" }),
    sendWebhook: createWebhook({ now: kit.intake.now, isLocal: true }),
  });
  const never = new AbortController().signal;
  return async () => {
    await post.run(never);
    platforms.receive();
  };
}
