/** Simulates a month at an intake with a simulated clock: reports, decisions, letters and platforms' answers. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { decisions } from "../../../intake/db/schema/index.ts";
import type { Db, Store } from "../../../intake/db/store.ts";
import { createMail, createWebhook } from "../../../intake/delivery/send-message.ts";
import { createDispatchWorker } from "../../../intake/requests/store/deliver-requests.ts";
import { withdrawReversed } from "../../../intake/requests/store/withdraw.ts";
import { createMessageReader } from "../../../intake/requests/store/write-letter.ts";
import { countMonths } from "../../../intake/statistics/store/count-months.ts";
import type { ObjectionRow } from "../../../utils/shared/contract/objection.ts";
import {
  type OutcomeCheckTask,
  type OutcomeProof,
  outcomeCheckFormat,
} from "../../../utils/shared/contract/outcome-check.ts";
import type { RequestRow, RequestView } from "../../../utils/shared/contract/request.ts";
import type {
  CheckLocation,
  ContentState,
  LetterKind,
} from "../../../utils/shared/contract/request-state.ts";
import { clockOf } from "../../../utils/shared/policy/request-clock.ts";
import { sealOutcomeProof } from "../../../utils/shared/seal/signed-kinds.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../dev/kits/intake-kit.ts";
import { type Random, randomOf } from "../chaos/random.ts";
import { interleave } from "./agenda.ts";
import { Casework } from "./casework.ts";
import { clockKey, type EventLog, newEventLog } from "./event-log.ts";
import { planReports } from "./plan.ts";
import { dayMs, hourMs, openPlatforms, type Platforms } from "./platforms.ts";
import { expectOk, expectProblem, openStaff, type SimulatedStaff } from "./staff.ts";
import { judge, type Verdict } from "./verdict/judge.ts";
import { createWorld, type World } from "./world.ts";

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
  for (const objection of objections as ObjectionRow[])
    if (objection.state === "open" && room.random.next() < 0.3) await hear(room, objection);
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
    const second = staff.deskBut(new Set([...involved, by]), random);
    await expectOk(staff.desk(second), "POST", path, { ...dismissed, id: randomUUID() });
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

const checksAnHour = 12;

/** Numbers of the supervisors who check at home and abroad. */
const [atHome, abroad] = [1, 2];

interface CheckContext {
  staff: SimulatedStaff;
  world: World;
  random: Random;
  deeds: EventLog;
}

/** People open the addresses that are due, in Indonesia and abroad, and seal what their browser shows. */
async function checkDueOutcomes(kit: IntakeKit, context: CheckContext): Promise<void> {
  const { staff, random } = context;
  const { checks } = await expectOk(staff.desk(atHome), "GET", `/v1/checks?limit=${checksAnHour}`);
  for (const task of checks as OutcomeCheckTask[]) {
    const seen = await check(kit, { ...context, by: atHome, from: "indonesia" }, task);
    if (task.action !== "BATAS_WILAYAH" || seen !== "withheld" || random.next() > 0.6) continue;
    // A check by the same person from another country proves nothing.
    const by = random.next() < 0.1 ? atHome : abroad;
    await check(kit, { ...context, by, from: "abroad" }, task);
  }
}

interface Check extends CheckContext {
  by: number;
  from: CheckLocation;
}

async function check(
  kit: IntakeKit,
  { staff, world, random, deeds, by, from }: Check,
  task: OutcomeCheckTask,
): Promise<ContentState> {
  const device = staff.desk(by);
  // One in thirty declares Indonesia behind a foreign exit of a VPN.
  const shownTo = random.next() < 0.03 ? "abroad" : from;
  const seen = random.next() < 0.04 ? "unknown" : world.show(task.subject, shownTo);
  const proof = { ...proofOf(task, seen, new Date(kit.clock.ms)), seenFrom: from };
  const body = { id: randomUUID(), seenFrom: from, seal: await sealOutcomeProof(proof, device.key) };
  const note = from === "abroad" && !task.noPixels ? { note: "Dilihat dari Singapura." } : undefined;
  await expectOk(device, "POST", `/v1/items/${task.itemId}/checks`, { ...body, ...note });
  deeds.looks.push({ id: body.id, task, by, from, seen, atMs: kit.clock.ms });
  return seen;
}

function proofOf(
  { itemId, subject, address, site }: OutcomeCheckTask,
  seen: ContentState,
  at: Date,
): OutcomeProof {
  const now = at.toISOString();
  return {
    format: outcomeCheckFormat,
    itemId,
    subject,
    address,
    shownAddress: address,
    site,
    seen,
    source: "page #reason: simulasi",
    checkedAt: now,
    recipeVersion: 2,
    clock: { intakeAt: now, heardAt: now, offsetMs: 0 },
    extensionVersion: "0.1.0",
    browser: "Firefox 153",
  };
}

/**
 * Simulates a person who watches the clocks: notes overdue requests, sends proposed reprimands and
 * delivers letters by hand.
 */
class ClockWatch {
  readonly #kit: IntakeKit;
  readonly #by: TestDevice;
  readonly #platforms: Pick<Platforms, "handOver">;
  readonly #deeds: EventLog;
  /** Cursor of the first page with an unfinished clock. Requests sent later are due later. */
  #from = "";

  constructor(
    kit: IntakeKit,
    by: TestDevice,
    { platforms, deeds }: { platforms: Pick<Platforms, "handOver">; deeds: EventLog },
  ) {
    this.#kit = kit;
    this.#by = by;
    this.#platforms = platforms;
    this.#deeds = deeds;
  }

  async watch(): Promise<void> {
    for (const row of await this.#list("by-hand")) await this.#bring(row.id, row.number, "request");
    for (const row of await this.#list("undelivered")) await this.#sendAgain(row);
    let isDone = true;
    for await (const { rows, after } of this.#pages("open", this.#from)) {
      for (const row of rows) isDone = (await this.#lookAt(row)) && isDone;
      if (isDone && after) this.#from = after;
      // Ordered by deadline: the remaining clocks are still running.
      const last = rows.at(-1)?.dueAt;
      if (last === undefined || Date.parse(last) > this.#kit.clock.ms) return;
    }
  }

  /** Starts again at the first page, because a check may have reopened a clock there. */
  restart(): void {
    this.#from = "";
  }

  async #list(state: string): Promise<RequestRow[]> {
    const all: RequestRow[] = [];
    for await (const { rows } of this.#pages(state)) all.push(...rows);
    return all;
  }

  /** `after`: cursor of the next page, or empty. */
  async *#pages(state: string, from = ""): AsyncGenerator<{ rows: RequestRow[]; after: string }> {
    let after = from;
    do {
      const page = await expectOk(this.#by, "GET", `/v1/requests?state=${state}&limit=100${after}`);
      after = page.next ? `&after=${page.next}` : "";
      yield { rows: page.requests, after };
    } while (after);
  }

  /** Returns true if its clock will not ask for anything more. */
  async #lookAt(row: RequestRow): Promise<boolean> {
    const { state, proposes } = clockOf(row, this.#kit.clock.ms);
    if (state === "reversed") return true;
    if (state !== "over" || row.sentAt === undefined) return false;
    const key = clockKey(row.id, Date.parse(row.sentAt));
    if (!this.#deeds.firstSeenOver.has(key)) this.#deeds.firstSeenOver.set(key, this.#kit.clock.ms);
    if (row.kind === "restore" || row.reprimands === 3) return true;
    if (proposes) await this.#reprimand(row, proposes);
    return false;
  }

  async #reprimand(row: RequestRow, level: Exclude<LetterKind, "request">): Promise<void> {
    const path = `/v1/requests/${row.id}/reprimands`;
    const body = { id: randomUUID(), level };
    const view: RequestView = await expectOk(this.#by, "POST", path, body);
    this.#deeds.counts.reprimands++;
    const made = view.dispatches.find((dispatch) => dispatch.letter === level);
    if (made?.state === "by-hand") await this.#bring(row.id, row.number, level);
  }

  async #bring(id: string, number: string, letter: LetterKind): Promise<void> {
    this.#platforms.handOver(number, letter);
    await expectOk(this.#by, "POST", `/v1/requests/${id}/sent`, { id: randomUUID(), letter });
  }

  /** Resends over the same channel, as if the address had been corrected. */
  async #sendAgain({ id, number, channel }: RequestRow): Promise<void> {
    const path = `/v1/requests/${id}/channel`;
    const { state } = await expectOk(this.#by, "POST", path, { id: randomUUID(), channel: channel.id });
    if (state === "by-hand") await this.#bring(id, number, "request");
  }
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
    await interleave([...due.values()], async (objection) => {
      kit.clock.ms = Math.max(kit.clock.ms, objection.atMs);
      await ministry.report(objection);
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
