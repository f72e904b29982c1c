/** Proof of outcome at the intake: which addresses are due, which checks count, and what follows from them. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cases,
  checks,
  people,
  requestEvents,
  requestItems,
  requests,
} from "../../../../intake/db/schema/index.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { scheduleChecks } from "../../../../intake/requests/store/outcome-checks.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import {
  type IntakeKit,
  sampleNoPixels,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { OutcomeCheckTask, OutcomeProof } from "../../../../utils/shared/contract/outcome-check.ts";
import { sealEvidence } from "../../../../utils/shared/seal/seal.ts";
import { type Desk, deskOf } from "../../../support/desk-kit.ts";
import {
  checkBody,
  insertRequestedItem,
  pictured,
  proofOf,
  type RequestedItem,
  type RequestedItemInput,
  readRequestedItem,
} from "../../../support/outcome-check-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hour = 3_600_000;
const day = 24 * hour;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let officer: TestDevice;
  let one: TestDevice;
  let two: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    desk = deskOf(kit, { officer, reader: one });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const now = () => new Date(kit.clock.ms);
  async function asked(input?: RequestedItemInput): Promise<RequestedItem> {
    return insertRequestedItem({ db: kit.store.db, at: kit.intake.now() }, await desk.open(), input);
  }
  const list = async (by = one, query = "limit=100") => (await by.call("GET", `/v1/checks?${query}`)).body;
  const taskOf = async (itemId: string, by = one): Promise<OutcomeCheckTask | undefined> =>
    (await list(by)).checks.find((task: OutcomeCheckTask) => task.itemId === itemId);
  const post = (itemId: string, body: object, by = one) =>
    by.call("POST", `/v1/items/${itemId}/checks`, { body });
  async function look(of: RequestedItem, change: Partial<OutcomeProof> = {}, by = one) {
    return post(of.item.id, await checkBody(by, proofOf(of, now(), change)), by);
  }

  /** The decisions of this test never went through the log. */
  const brokenLog = async (caseId: string) =>
    (await desk.broken(caseId, one)).filter((finding) => finding.startsWith("log"));

  test("an address is due at the request's limit, and the list gives the reason and known facts", async () => {
    const of = await asked();
    expect(await taskOf(of.item.id)).toBeUndefined();
    kit.clock.ms += day + hour;
    expect(await taskOf(of.item.id)).toMatchObject({
      ...{ number: of.request.letter.number, address: of.item.permalink, names: [of.item.subject] },
      ...{
        why: "limit-over",
        action: "HAPUS_KEBIJAKAN",
        noPixels: false,
        dueAt: of.request.dueAt?.toISOString(),
      },
    });
    const { due } = await list();
    const others = await asked({ item: { checkAt: new Date(0) } });
    expect(await list()).toMatchObject({ due: due + 1, checks: [{ itemId: others.item.id }, {}] });
    const first = await list(one, "limit=1");
    expect(first.checks).toHaveLength(1);
    const second = await list(one, `limit=1&after=${first.next}`);
    expect(second.checks[0].itemId).not.toBe(first.checks[0].itemId);
    expect((await one.call("GET", "/v1/checks?after=bm8")).problem).toBe("invalid-input");
    await kit.store.db.update(requestItems).set({ isVoid: true }).where(eq(requestItems.id, of.item.id));
    expect(await taskOf(of.item.id)).toBeUndefined();
  });

  test("one person alone does not end the checks of a removal, unless no other one came for a week", async () => {
    const [alone, invited, other] = [
      await kit.enrolled("supervisor", "Candra"),
      await kit.enrolled("supervisor", "Dewi"),
      await kit.enrolled("officer", "Eko"),
    ];
    const [inviter] = await kit.store.db.select().from(people).where(eq(people.name, "Candra"));
    const tie = { invitedBy: inviter?.id ?? null };
    await kit.store.db.update(people).set(tie).where(eq(people.name, "Dewi"));
    const of = await asked();
    kit.clock.ms += hour;
    await look(of, {}, alone);
    kit.clock.ms += 7 * day;
    const isOffered = async (by: TestDevice) => (await taskOf(of.item.id, by)) !== undefined;
    const offered = async () => [await isOffered(alone), await isOffered(invited), await isOffered(other)];
    expect(await offered()).toEqual([false, false, true]);
    const counts = async () => [(await list(alone)).due, (await list(other)).due];
    const [mine = 0, theirs = 0] = await counts();
    expect(theirs - mine).toBe(1);
    for (const by of [alone, invited]) {
      await look(of, {}, by);
      expect(await offered()).toEqual([false, false, true]);
    }
    // Nobody else came.
    kit.clock.ms += 7 * day;
    expect(await offered()).toEqual([true, true, true]);
    await look(of, {}, alone);
    expect(await offered()).toEqual([false, false, false]);
    kit.clock.ms += 16 * day;
    expect(await offered()).toEqual([false, false, true]);
    // A second person confirms; what contradicts the proof counts from anybody.
    await look(of, {}, other);
    expect((await readRequestedItem(kit.store.db, of.item.id)).item.checkAt).toBeNull();
    await look(of, { seen: "available" }, invited);
    expect((await readRequestedItem(kit.store.db, of.item.id)).item.provenAt).toBeNull();
  });

  test("a new report before a return day does not spare the second person", async () => {
    const of = await asked();
    await look(of, {}, one);
    kit.clock.ms += 7 * day - hour;
    const reappeared = { what: "reappeared", at: now() } as const;
    await kit.store.db.transaction((tx) => scheduleChecks(tx, of.item, reappeared));
    kit.clock.ms += 2 * hour;
    expect(await taskOf(of.item.id, one)).toBeDefined();
    await look(of, {}, one);
    expect(await taskOf(of.item.id, one)).toBeUndefined();
    expect(await taskOf(of.item.id, two)).toBeDefined();
  });

  test("the first person may make the last check once another has made one between", async () => {
    const of = await asked();
    await look(of, {}, one);
    kit.clock.ms += 7 * day + hour;
    expect(await taskOf(of.item.id, one)).toBeUndefined();
    await look(of, {}, two);
    kit.clock.ms += 23 * day;
    expect(await taskOf(of.item.id, one)).toBeDefined();
    await look(of, {}, one);
    expect((await readRequestedItem(kit.store.db, of.item.id)).item.checkAt).toBeNull();
  });

  test("stores a check once with its seal, and adds it to the request's events and the case's log", async () => {
    const { db } = kit.store;
    const of = await asked();
    const proof = proofOf(of, now(), { title: "Video tidak tersedia" });
    const body = await checkBody(one, proof, "Tampak dari kantor.");
    const kept = await post(of.item.id, body);
    expect(kept).toMatchObject({
      status: 200,
      body: {
        seen: "removed",
        effect: "as-asked",
        by: "Budi",
        source: proof.source,
        note: "Tampak dari kantor.",
      },
    });
    expect(Date.parse(kept.body.next) - Date.parse(kept.body.at)).toBe(7 * day);
    expect(await post(of.item.id, body)).toMatchObject({ status: 200, body: kept.body });
    expect(await post(of.item.id, { ...body, note: "Lain." })).toMatchObject({ problem: "conflict" });
    expect(await post(of.item.id, body, two)).toMatchObject({ problem: "conflict" });

    const rows = await db.select().from(checks).where(eq(checks.itemId, of.item.id));
    expect(rows).toMatchObject([{ proof, seal: body.seal, seen: "removed", seenFrom: "indonesia" }]);
    const { item, request } = await readRequestedItem(kit.store.db, of.item.id);
    expect(item).toMatchObject({ seen: "removed", seenAt: rows[0]?.at });
    expect(request.version).toBe(of.request.version + 1);
    const events = await db.select().from(requestEvents).where(eq(requestEvents.requestId, request.id));
    expect(events).toMatchObject([
      { act: "checked", by: "Budi", detail: { item: item.id, seen: "removed" } },
    ]);
    const { log } = (await desk.read(item.caseId)).body;
    expect(log.at(-1)).toMatchObject({
      act: "outcome-checked",
      detail: { check: body.id, seen: "removed", request: request.id },
    });
    expect(JSON.stringify(log)).not.toContain("Video tidak tersedia");
    expect(await brokenLog(item.caseId)).toEqual([]);
  });

  test("stores all simultaneous checks of one address", async () => {
    const of = await asked();
    const answers = await Promise.all([look(of), look(of, { seen: "available" }, two), look(of)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await readRequestedItem(kit.store.db, of.item.id)).request.version).toBe(4);
    expect(await brokenLog(of.item.caseId)).toEqual([]);
  });

  test("no check counts that is by another key, about another item, of another time, or of another page", async () => {
    const [of, other] = [await asked(), await asked()];
    const stolen = await checkBody(two, proofOf(of, now()));
    expect(await post(of.item.id, stolen)).toMatchObject({ problem: "seal-invalid", status: 422 });
    expect(await post(of.item.id, await checkBody(one, proofOf(other, now())))).toMatchObject({
      problem: "seal-invalid",
      body: { detail: "itemId" },
    });
    expect(await look(of, { subject: other.item.subject })).toMatchObject({ body: { detail: "subject" } });
    expect(await look(of, { address: other.item.permalink })).toMatchObject({ body: { detail: "address" } });
    const evidenceSeal = await sealEvidence(evidence, one.key);
    expect(await post(of.item.id, { ...stolen, seal: evidenceSeal })).toMatchObject({
      problem: "seal-invalid",
    });

    const elevenAgo = new Date(kit.clock.ms - 11 * 60_000).toISOString();
    expect(await look(of, { checkedAt: elevenAgo })).toMatchObject({ problem: "check-stale" });
    const ahead = new Date(kit.clock.ms + 5 * 60_000).toISOString();
    expect(await look(of, { checkedAt: ahead })).toMatchObject({ problem: "check-stale" });
    const elsewhere = { shownAddress: other.item.permalink };
    expect(await look(of, elsewhere)).toMatchObject({ problem: "check-elsewhere" });
    expect(await look(of, { shownAddress: "https://x.com/home" })).toMatchObject({
      problem: "check-elsewhere",
    });
    const abroad = { shownAddress: "https://www.youtube.com/watch?v=CoNtOh12-_3", seen: "unknown" } as const;
    expect(await look(of, abroad)).toMatchObject({ problem: "check-elsewhere" });

    const { item, request } = await readRequestedItem(kit.store.db, of.item.id);
    expect(item).toMatchObject({ seen: null, seenAt: null, checkAt: of.item.checkAt });
    expect(request.version).toBe(of.request.version);
    // A clock that is off by what it says counts, and a page that asks to sign in may be told as unknown.
    const clock = { intakeAt: now().toISOString(), heardAt: ahead, offsetMs: 5 * 60_000 };
    expect(await look(of, { checkedAt: ahead, clock })).toMatchObject({ status: 200 });
    const signIn = { shownAddress: "https://x.com/i/flow/login", seen: "unknown" } as const;
    expect(await look(of, signIn)).toMatchObject({ status: 200, body: { effect: "unknown" } });
  });

  test("stores a person's statement from abroad with a note, without a seal and without further effect", async () => {
    const of = await asked({ request: { action: "BATAS_WILAYAH" } });
    const body = { id: randomUUID(), seenFrom: "abroad", seen: "available" };
    expect(await post(of.item.id, body)).toMatchObject({ problem: "reason-needed" });
    const note = "Dilihat dari Singapura.";
    const said = await post(of.item.id, { ...body, note });
    expect(said).toMatchObject({ status: 200, body: { seenFrom: "abroad", seen: "available", note } });
    expect(said.body).not.toHaveProperty("source");
    const { item } = await readRequestedItem(kit.store.db, of.item.id);
    expect(item).toMatchObject({ seen: null, checkAt: of.item.checkAt });
    const withheld = await look(of, { seen: "withheld" });
    expect(withheld.body.effect).toBe("as-asked");
  });

  test("checks available posts up to ten times; an answer restarts the schedule", async () => {
    const { db } = kit.store;
    const of = await asked({ request: { urgent: true }, item: { checkAt: now() } });
    for (let time = 1; time <= 10; time++) {
      kit.clock.ms += 4 * hour;
      const { body } = await look(of, { seen: "available" });
      if (time === 10) expect(body).not.toHaveProperty("next");
      else expect(Date.parse(body.next) - Date.parse(body.at)).toBe(4 * hour);
    }
    const at = kit.intake.now();
    await db.transaction(async (tx) => {
      const outcome = { outcome: "acted", outcomeAt: at } as const;
      await tx.update(requestItems).set(outcome).where(eq(requestItems.id, of.item.id));
      expect(await scheduleChecks(tx, of.item, { what: "answered", at, outcome: "acted" })).toEqual(at);
    });
    expect(await taskOf(of.item.id)).toMatchObject({ why: "answered", seen: "available" });
    const { body } = await look(of, { seen: "available" });
    expect(Date.parse(body.next) - Date.parse(body.at)).toBe(4 * hour);
    kit.clock.ms += 5 * hour;
    expect(await taskOf(of.item.id)).toMatchObject({ why: "again" });
  });

  test("no number of checks in a row ends the schedule or moves the next one", async () => {
    const of = await asked({ item: { outcome: "acted", outcomeAt: now(), checkAt: new Date(0) } });
    const { next } = (await look(of, { seen: "unknown" })).body;
    for (let time = 0; time < 10; time++)
      expect((await look(of, { seen: time % 2 === 0 ? "unknown" : "available" })).body.next).toBe(next);
    kit.clock.ms += day + hour;
    expect(await taskOf(of.item.id)).toMatchObject({ why: "again" });
  });

  test("takes no title and no picture in the no-pixels lane", async () => {
    const sent = await officer.call("POST", "/v1/reports", { body: sampleNoPixels() });
    const lane = { category: "PORNO_ANAK" } as const;
    const of = await insertRequestedItem({ db: kit.store.db, at: kit.intake.now() }, sent.body.caseId, {
      request: lane,
      item: { checkAt: new Date(0) },
    });
    expect(await taskOf(of.item.id)).toMatchObject({ noPixels: true });
    const abroad = { id: randomUUID(), seenFrom: "abroad", seen: "available" };
    expect((await post(of.item.id, { ...abroad, note: "Memuat anak." })).problem).toBe("note-not-allowed");
    expect((await post(of.item.id, abroad)).status).toBe(200);
    expect(await look(of, { title: "Judul" })).toMatchObject({ problem: "pixels-not-allowed" });
    expect(await look(of, pictured(await samplePicture()))).toMatchObject({
      problem: "pixels-not-allowed",
    });
    expect(await look(of)).toMatchObject({ status: 200 });
  });

  test("refuses checks of a withdrawn request, and answers 404 out of the unit's scope", async () => {
    const { db } = kit.store;
    const of = await asked({ item: { checkAt: new Date(0) } });
    const narcotics = { name: "Narkotika", sites: null, categories: ["NARKOTIKA" as const], languages: null };
    await saveUnit(db, narcotics, now());
    const guest = await kit.enrolled("supervisor", "Tamu", "Narkotika");
    expect(await list(guest)).toEqual({ checks: [], due: 0 });
    expect(await look(of, {}, guest)).toMatchObject({ status: 404 });
    expect(await post(randomUUID(), await checkBody(one, proofOf(of, now())))).toMatchObject({ status: 404 });
    await db.update(requests).set({ state: "withdrawn" }).where(eq(requests.id, of.request.id));
    expect(await look(of)).toMatchObject({ problem: "request-over" });
  });

  test("officers look too, but not at what they reported or at what must not be opened", async () => {
    const of = await asked({ item: { checkAt: new Date(0) } });
    const other = await kit.enrolled("officer", "Rina");
    expect(await taskOf(of.item.id, officer)).toBeUndefined();
    expect(await look(of, {}, officer)).toMatchObject({ problem: "own-report" });
    expect(await taskOf(of.item.id, other)).toMatchObject({ address: of.item.permalink });
    expect((await list(other)).due).toBeGreaterThan((await list(officer)).due);
    expect(await look(of, {}, other)).toMatchObject({ status: 200, body: { by: "Rina" } });
    const lane = await asked({ request: { category: "PORNO_ANAK" }, item: { checkAt: new Date(0) } });
    expect(await taskOf(lane.item.id, other)).toBeUndefined();
    expect(await look(lane, {}, other)).toMatchObject({ problem: "own-report" });
    expect(await taskOf(lane.item.id)).toMatchObject({ noPixels: true });
  });

  test("schedules one immediate check if a post is reported after it was seen gone, and shows it on the case", async () => {
    const of = await asked();
    await look(of);
    const { subject } = of.item;
    const report = (capturedAt: Date) =>
      officer.call("POST", "/v1/reports", {
        body: sampleReport({ evidence: { subject, capturedAt: capturedAt.toISOString() } }),
      });
    const acts = async () =>
      (await desk.read(of.item.caseId)).body.log.map(({ act }: { act: string }) => act).slice(-3);
    // From an outbox: captured before the check that saw it gone.
    await report(new Date(kit.clock.ms - day));
    expect((await acts()).slice(-2)).toEqual(["outcome-checked", "report-received"]);
    expect(await taskOf(of.item.id)).toBeUndefined();
    kit.clock.ms += hour;
    await report(now());
    expect(await taskOf(of.item.id)).toMatchObject({ why: "reappeared", seen: "removed" });
    await report(now());
    expect((await acts()).slice(-3)).toEqual(["report-received", "reappeared", "report-received"]);
    expect(await brokenLog(of.item.caseId)).toEqual([]);
    await look(of, { seen: "available" });
    expect(await taskOf(of.item.id)).toBeUndefined();
  });

  test("a check that cannot tell hides neither what was seen before nor that the post is back", async () => {
    const of = await asked();
    const gone = await look(of);
    kit.clock.ms += hour;
    expect(await look(of, { seen: "unknown" })).toMatchObject({ status: 200, body: { seen: "unknown" } });
    kit.clock.ms += hour;
    const evidence = { subject: of.item.subject, capturedAt: now().toISOString() };
    await officer.call("POST", "/v1/reports", { body: sampleReport({ evidence }) });
    expect((await desk.read(of.item.caseId)).body.log.at(-1).act).toBe("reappeared");
    const last = { seen: "removed", seenAt: gone.body.at };
    expect(await taskOf(of.item.id)).toMatchObject({ why: "reappeared", ...last });
  });

  test("links a newer case with the same author or words to the earlier request", async () => {
    const { db } = kit.store;
    const outcome = { outcome: "acted", outcomeAt: new Date(kit.clock.ms) } as const;
    const of = await asked({ item: outcome });
    kit.clock.ms += hour;
    const [newer, other] = [await desk.open(), await desk.open()];
    // All samples have one author's name, by which cases without a number are linked.
    await db.update(cases).set({ authorName: null });
    const backOf = async (caseId: string) => (await desk.read(caseId)).body.reappearanceOf;
    const author = (caseId: string, authorKey: string | null) =>
      db.update(cases).set({ authorKey }).where(eq(cases.id, caseId));
    for (const caseId of [of.item.caseId, newer]) await author(caseId, "x:4242");
    await author(other, "x:1");
    const { number } = of.request.letter;
    expect(await backOf(newer)).toEqual({ caseId: of.item.caseId, number, why: "same-author" });
    expect(await backOf(of.item.caseId)).toBeUndefined();
    expect(await backOf(other)).toBeUndefined();
    await author(other, null);
    await desk.group([of.item.caseId, other]);
    expect(await backOf(other)).toMatchObject({ caseId: of.item.caseId, why: "same-text" });
    await db.update(requestItems).set({ outcome: "refused" }).where(eq(requestItems.id, of.item.id));
    expect(await backOf(other)).toBeUndefined();
  });

  test("an item follows its decision into the merged case", async () => {
    const older = await desk.open();
    const of = await asked({ item: { checkAt: new Date(0) } });
    const { subject } = (await desk.read(older)).body;
    const body = { act: "merge", with: of.item.caseId, reason: "Kiriman yang sama." };
    for (const by of [one, await kit.enrolled("supervisor", "Kedua")])
      expect((await by.call("POST", `/v1/cases/${older}/likeness`, { body })).status).toBe(200);
    expect((await readRequestedItem(kit.store.db, of.item.id)).item.caseId).toBe(older);
    expect(await taskOf(of.item.id)).toMatchObject({
      caseId: older,
      names: [subject, of.item.subject].sort(),
    });
    // The site may lead on to another of its names.
    const id = subject.split(":")[2];
    const shown = await look(of, { shownAddress: `https://x.com/warung/status/${id}` });
    expect(shown).toMatchObject({ status: 200 });
    expect((await desk.read(older)).body.log.at(-1).act).toBe("outcome-checked");
  });
});
