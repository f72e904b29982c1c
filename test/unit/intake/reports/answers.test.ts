/** Platforms' answers to requests, and people's acts on a letter in delivery. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAlertFinder } from "../../../../intake/alerts/find-alerts.ts";
import { cases, dispatches, people, requestItems, requests } from "../../../../intake/db/schema/index.ts";
import { receiveObjection } from "../../../../intake/objections/store/receive-objection.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { withdrawReversed } from "../../../../intake/requests/store/withdraw.ts";
import {
  type IntakeKit,
  origin,
  readAnswer,
  startKit,
  type TestAnswer,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { AlertView } from "../../../../utils/shared/contract/alert.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approved, type RequestKit, requestKit } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const running = new AbortController().signal;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let one: TestDevice;
  let two: TestDevice;
  let others: [TestDevice, TestDevice];
  let made: RequestKit;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    others = [await kit.enrolled("supervisor", "Citra"), await kit.enrolled("supervisor", "Dewi")];
    desk = deskOf(kit, { officer, reader: one });
    made = await requestKit(kit, desk, [one, two]);
  }, 120_000);
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const say = (id: string, body: object, by = one) =>
    by.call("POST", `/v1/requests/${id}/answers`, { body: { id: randomUUID(), ...body } });
  /** By default another person than the one who enters the answers. */
  const sent = (id: string, body: object = {}, by = two) =>
    by.call("POST", `/v1/requests/${id}/sent`, { body: { id: randomUUID(), letter: "request", ...body } });
  const reroute = (id: string, channel: string, body: object = {}) =>
    one.call("POST", `/v1/requests/${id}/channel`, { body: { id: randomUUID(), channel, ...body } });
  const acts = async (id: string) => (await made.events(id)).map(({ act }) => act);
  const items = (outcome: string, ...places: number[]) => ({
    kind: "items",
    items: places.map((place) => ({ place, outcome, note: "Sudah ditinjau." })),
  });
  async function sentByHand(count = 1): Promise<string> {
    const id = await made.make({ channel: "x-formulir", items: count });
    const marked = await sent(id);
    if (marked.status !== 200) throw new Error(JSON.stringify(marked.body));
    return id;
  }
  async function keyOf(channel: string) {
    const { key } = await createApiKey(kit.store, { scope: "platform", channel });
    return async (id: string, body: object): Promise<TestAnswer> =>
      readAnswer(
        await kit.app.request(`${origin}/v1/requests/${id}/answers`, {
          method: "POST",
          headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
          body: JSON.stringify({ id: randomUUID(), ...body }),
        }),
      );
  }

  describe("a letter brought by hand", () => {
    test("waits until a person confirms its arrival, which starts the clock", async () => {
      const id = await made.make({ channel: "x-formulir", items: 2, urgent: true });
      await kit.intake.dispatcher.run(running);
      expect((await made.letters(id))[0]?.state).toBe("by-hand");
      const body = { id: randomUUID(), note: "Tiket 123." };
      const first = await sent(id, body);
      expect(first).toMatchObject({ status: 200, body: { state: "sent", version: 2, noted: false } });
      const { sentAt, dueAt } = first.body;
      expect(Date.parse(dueAt) - Date.parse(sentAt)).toBe(4 * 3_600_000);
      const rows = await kit.store.db.select().from(requestItems).where(eq(requestItems.requestId, id));
      expect(rows.map(({ checkAt }) => checkAt?.toISOString())).toEqual([dueAt, dueAt]);
      expect((await sent(id, body)).body).toEqual(first.body);
      expect(await sent(id, { ...body, note: "Lain." })).toMatchObject({ problem: "conflict" });
      expect(await sent(id)).toMatchObject({ problem: "request-changed" });
      expect(await sent(id, { letter: "st1" })).toMatchObject({ problem: "request-changed" });
      expect((await made.letters(id))[0]).toMatchObject({ state: "sent", attempts: 1 });
      expect(await acts(id)).toEqual(["made", "sent"]);
      expect(await made.logged(id, one)).toEqual(["request-sent"]);
    });

    test("stays answered if it is marked as sent later", async () => {
      const id = await made.make({ channel: "x-berkas" });
      await (await keyOf("x-berkas"))(id, items("acted", 1));
      expect((await made.row(id)).state).toBe("answered");
      const again = await sent(id);
      expect(again).toMatchObject({ status: 200, body: { state: "answered", noted: true } });
      // The platform's own answer shows that it has the letter, so the deliverer may record another.
      expect((await say(id, items("refused", 1), two)).status).toBe(200);
    });

    const answers = [items("refused", 1), { kind: "acknowledged" }, { kind: "delivered" }];

    test("is not answered by a person before it was delivered", async () => {
      const id = await made.make({ channel: "x-surel" });
      expect((await reroute(id, "x-formulir")).body.state).toBe("by-hand");
      for (const body of answers) expect(await say(id, body)).toMatchObject({ problem: "request-changed" });
      expect(await made.row(id)).toMatchObject({ state: "by-hand", sentAt: null });
    });

    test("is not answered by the person who delivered it, nor by one whom they invited", async () => {
      const id = await made.make({ channel: "x-surel" });
      await reroute(id, "x-formulir");
      expect((await sent(id, {}, one)).status).toBe(200);
      for (const body of answers) expect(await say(id, body)).toMatchObject({ problem: "own-decision" });
      const [inviter] = await kit.store.db.select().from(people).where(eq(people.name, "Budi"));
      const invitee = await kit.enrolled("supervisor", "Diundang");
      await kit.store.db
        .update(people)
        .set({ invitedBy: inviter?.id ?? "" })
        .where(eq(people.name, "Diundang"));
      for (const body of answers)
        expect(await say(id, body, invitee)).toMatchObject({ problem: "own-decision" });
      const view = async (by: TestDevice) => (await by.call("GET", `/v1/requests/${id}`)).body;
      expect([(await view(one)).delivered, (await view(two)).delivered]).toEqual([true, undefined]);
      expect((await say(id, items("acted", 1), two)).body.state).toBe("answered");
    });

    test("may be answered by its bearer once another person has delivered it again", async () => {
      const id = await made.make({ channel: "x-formulir" });
      await sent(id, {}, one);
      expect((await say(id, { kind: "bounced" })).body.state).toBe("undelivered");
      await reroute(id, "x-berkas");
      await sent(id);
      expect((await say(id, items("acted", 1))).body.state).toBe("answered");
    });
  });

  describe("an answer", () => {
    test("is recorded once, with person and time, also in the case's log", async () => {
      const id = await sentByHand(2);
      const body = { id: randomUUID(), ...items("acted", 1) };
      const first = await say(id, body);
      expect(first.body).toMatchObject({
        ...{ state: "sent", noted: false, acknowledgedAt: expect.any(String) },
        items: [
          { place: 1, outcome: "acted", note: "Sudah ditinjau." },
          { place: 2, outcome: "pending" },
        ],
      });
      expect((await say(id, body)).body).toEqual(first.body);
      expect(await say(id, { ...body, ...items("refused", 1) })).toMatchObject({ problem: "conflict" });
      expect((await say(id, items("refused", 2))).body).toMatchObject({ state: "answered" });
      const [done, refused] = await made.items(id);
      expect(done).toMatchObject({ outcomeAt: expect.any(Date), checkAt: expect.any(Date) });
      expect(refused).toMatchObject({ outcome: "refused", checkAt: null });
      expect(await made.logged(id, one)).toEqual(["request-sent", "request-answered"]);
      const { log } = (await one.call("GET", `/v1/cases/${done?.caseId}`)).body;
      expect(log.at(-1)).toMatchObject({
        ...{ by: "Budi", act: "request-answered" },
        detail: { request: id, what: "items", items: [{ place: 1, outcome: "acted" }] },
      });
      expect(JSON.stringify(log)).not.toContain("Sudah ditinjau");
      expect(await desk.broken(done?.caseId ?? "", one)).toEqual([]);
      expect((await made.events(id)).at(2)).toMatchObject({ personId: expect.any(String), by: "Budi" });
    });

    test("replaces the first one when entered twice, and both stay in the log", async () => {
      const id = await sentByHand();
      const { answeredAt } = (await say(id, items("acted", 1))).body;
      const later = (await say(id, items("refused", 1))).body;
      expect(later).toMatchObject({ answeredAt, items: [{ outcome: "refused" }] });
      const said = (await made.events(id)).filter(({ act }) => act === "answered");
      expect(said.map(({ detail }) => detail)).toMatchObject([items("acted", 1), items("refused", 1)]);
    });

    test("keeps the first date of an act, also when it is repeated or after another answer between", async () => {
      const bySelf = await keyOf("x-formulir");
      const id = await sentByHand();
      await say(id, items("acted", 1));
      const [first] = await made.items(id);
      for (const outcome of ["acted", "refused", "acted", "gone", "acted"]) {
        kit.clock.ms += 40 * 24 * 3_600_000;
        expect((await bySelf(id, items(outcome, 1))).status).toBe(200);
      }
      const [last] = await made.items(id);
      expect(last).toMatchObject({ outcome: "acted", outcomeAt: first?.outcomeAt });
      expect(first?.outcomeAt).toBeInstanceOf(Date);
    });

    test("is only noted after a withdrawal", async () => {
      const id = await made.make({
        ...{ channel: "x-surel", row: { state: "withdrawn", withdrawnAt: new Date(kit.clock.ms) } },
      });
      expect((await say(id, items("acted", 1))).body).toMatchObject({
        ...{ state: "withdrawn", noted: true, version: 1, items: [{ outcome: "pending" }] },
      });
      expect(await acts(id)).toEqual(["made", "answered"]);
    });

    test("is refused and not stored about another item or from the future", async () => {
      const id = await sentByHand();
      const wrong = [
        items("acted", 2),
        { ...items("acted", 1), at: "2026-12-25T00:00:00.000Z" },
        { ...items("acted", 1), at: "2026-11-01T00:00:00.000Z" },
        { kind: "items", items: [{ place: 1, outcome: "pending" }] },
      ];
      for (const body of wrong) expect(await say(id, body)).toMatchObject({ problem: "invalid-input" });
      expect(await acts(id)).toEqual(["made", "sent"]);
      const unsent = await made.make({ channel: "x-formulir" });
      const before = { ...items("acted", 1), at: "2026-11-01T00:00:00.000Z" };
      expect(await say(unsent, before)).toMatchObject({ problem: "request-changed" });
      expect(await say(randomUUID(), { kind: "delivered" })).toMatchObject({ problem: "not-found" });
    });

    test("is stored without words in the no-pixels lane", async () => {
      const id = await made.make({ channel: "x-formulir", row: { category: "PORNO_ANAK" } });
      expect(await sent(id, { note: "x" })).toMatchObject({ problem: "note-not-allowed" });
      expect((await sent(id)).status).toBe(200);
      expect(await say(id, items("acted", 1))).toMatchObject({ problem: "note-not-allowed" });
      const bare = { kind: "items", items: [{ place: 1, outcome: "acted" }] };
      expect((await say(id, bare)).body.state).toBe("answered");
    });

    test("is entered by nobody who reported one of its cases, or is tied to a reporter", async () => {
      const [reporter, second] = others;
      const free = await desk.open();
      const reported = await desk.open({}, reporter);
      const decided = [];
      for (const caseId of [free, reported]) decided.push(await approved(desk, [one, second], { caseId }));
      const id = randomUUID();
      const body = { id, items: decided, channel: "x-formulir" };
      expect((await one.call("POST", "/v1/requests", { body })).status).toBe(200);
      await sent(id);
      const wrong = [
        items("refused", 1),
        { kind: "acknowledged" },
        { kind: "delivered" },
        { kind: "bounced" },
      ];
      for (const told of wrong)
        expect(await say(id, told, reporter)).toMatchObject({ problem: "own-report" });
      expect(await acts(id)).toEqual(["made", "sent"]);
      const view = async (by: TestDevice) => (await by.call("GET", `/v1/requests/${id}`)).body;
      expect([(await view(reporter)).reported, (await view(one)).reported]).toEqual([true, undefined]);
      expect((await say(id, items("acted", 1, 2))).body.state).toBe("answered");
    });

    test("both count if two arrive at once", async () => {
      const id = await sentByHand(2);
      const both = await Promise.all([say(id, items("acted", 1)), say(id, items("refused", 2))]);
      expect(both.map(({ status }) => status)).toEqual([200, 200]);
      expect((await made.row(id)).state).toBe("answered");
    });
  });

  describe("a platform's own key", () => {
    test("answers requests sent over its channel, by the intake's clock", async () => {
      const bySelf = await keyOf("x-formulir");
      const id = await sentByHand();
      const told = "2036-11-25T03:00:00.000Z";
      const { sentAt } = await made.row(id);
      const answered = await bySelf(id, { ...items("acted", 1), at: told });
      expect(answered).toMatchObject({ status: 200, body: { state: "answered" } });
      expect(Date.parse(answered.body.answeredAt)).toBeGreaterThan(
        sentAt?.getTime() ?? Number.POSITIVE_INFINITY,
      );
      const [, , said] = await made.events(id);
      expect(said).toMatchObject({ by: "x-formulir", personId: null, detail: { told } });
    });

    test("finds no other requests, and has no other permissions", async () => {
      const other = await keyOf("x-surel");
      const id = await sentByHand();
      expect(await other(id, { kind: "acknowledged" })).toMatchObject({ problem: "not-found" });
      expect(await acts(id)).toEqual(["made", "sent"]);
      const keys = [
        await createApiKey(kit.store, { scope: "read" }),
        // A partner's channel may have the same id.
        await createApiKey(kit.store, { scope: "partner", channel: "x-formulir" }),
      ];
      for (const { key } of keys)
        for (const path of ["answers", "sent", "channel"]) {
          const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
          const init = { method: "POST", headers, body: "{}" };
          const address = `${origin}/v1/requests/${id}/${path}`;
          expect(await readAnswer(await kit.app.request(address, init))).toMatchObject({
            problem: "role-forbidden",
          });
        }
    });
  });

  describe("a letter that is said to have come back", () => {
    const overdue = { dueAt: new Date("2026-11-24T00:00:00.000Z"), reprimands: 2 };
    const clockOf = async (id: string) => {
      const { state, sentAt, dueAt, deliveredAt, reprimands, reprimandedAt } = await made.row(id);
      return { state, sentAt, dueAt, deliveredAt, reprimands, reprimandedAt };
    };
    async function alertsTo(id: string) {
      await createAlertFinder(kit.store.db, kit.intake.now).run();
      const { alerts } = (await one.call("GET", "/v1/alerts")).body as { alerts: AlertView[] };
      return alerts.flatMap(({ event, requestId }) => (requestId === id ? [event] : []));
    }

    test.each([
      ["in time", { reprimands: 0 }],
      ["after its delivery was proven", { deliveredAt: new Date("2026-11-24T00:00:00.000Z") }],
      ["after the limit and two reprimands", { ...overdue, reprimandedAt: overdue.dueAt }],
    ])("changes nothing by the platform's own key %s, and alerts supervisors once", async (_, row) => {
      const bySelf = await keyOf("x-formulir");
      const id = await sentByHand();
      await kit.store.db.update(requests).set(row).where(eq(requests.id, id));
      const before = await clockOf(id);
      for (let turn = 0; turn < 3; turn++)
        expect((await bySelf(id, { kind: "bounced" })).body).toMatchObject({ state: "sent", noted: true });
      expect(await clockOf(id)).toEqual(before);
      expect((await made.letters(id))[0]).toMatchObject({ state: "sent" });
      expect((await made.events(id)).at(-1)?.detail).toMatchObject({ noted: true, toCheck: true });
      const told = () => alertsTo(id).then((all) => all.filter((event) => event === "letter-undelivered"));
      expect(await told()).toEqual(["letter-undelivered"]);
      // A person's act ends the alert.
      expect((await say(id, { kind: "delivered" })).status).toBe(200);
      expect(await told()).toEqual([]);
    });

    test("keeps the limit and the reprimands by a person after the limit, also when it is sent again", async () => {
      const id = await sentByHand();
      await kit.store.db.update(requests).set(overdue).where(eq(requests.id, id));
      const before = await clockOf(id);
      // Dated before the limit, but entered after it.
      const at = before.sentAt?.toISOString();
      expect((await say(id, { kind: "bounced", at })).body).toMatchObject({
        ...{ state: "undelivered", noted: false },
      });
      expect(await clockOf(id)).toEqual({ ...before, state: "undelivered" });
      expect((await made.letters(id))[0]).toMatchObject({ state: "failed" });
      const ended = { id: randomUUID(), reason: "Tidak sampai." };
      expect(await one.call("POST", `/v1/requests/${id}/withdrawal`, { body: ended })).toMatchObject({
        problem: "request-over",
      });
      expect((await reroute(id, "x-berkas")).body.state).toBe("by-hand");
      expect((await sent(id)).body.state).toBe("sent");
      expect(await clockOf(id)).toEqual(before);
    });
  });

  describe("a person's bounce in time", () => {
    const proven = (id: string) =>
      kit.store.db
        .update(requestItems)
        .set({ provenAt: kit.intake.now() })
        .where(eq(requestItems.requestId, id));
    const noLimit = (id: string, days: number) =>
      kit.store.db
        .update(requests)
        .set({ hours: null, dueAt: null, sentAt: new Date(kit.clock.ms - days * 86_400_000) })
        .where(eq(requests.id, id));
    async function reversed(id: string): Promise<string> {
      const [{ caseId, decisionId } = { caseId: "", decisionId: "" }] = await made.items(id);
      const [three, four] = others;
      const proposed = await desk.decide(three, caseId, { ...verdicts.reject, reverses: decisionId });
      expect((await desk.answer(four, proposed.body.id, "confirm")).status).toBe(200);
      return caseId;
    }
    async function objected(id: string): Promise<void> {
      const [item] = await made.items(id);
      const said = { objector: "uploader", text: "Ini parodi." } as const;
      expect((await receiveObjection(kit.store.db, item?.id ?? "", said, kit.intake.now())).ok).toBe(true);
    }

    test.each([
      ["a proof", proven],
      ["an objection", objected],
      ["a reversal", reversed],
      ["the time for an acknowledgement, without a limit", (id: string) => noLimit(id, 30)],
    ])("does not undo that the letter was sent after %s", async (_, happen) => {
      const id = await sentByHand();
      await happen(id);
      const { sentAt, dueAt } = await made.row(id);
      const [before] = await made.items(id);
      expect((await say(id, { kind: "bounced" })).body).toMatchObject({ state: "undelivered", noted: false });
      expect(await made.row(id)).toMatchObject({ sentAt, dueAt });
      expect((await made.items(id))[0]?.provenAt).toEqual(before?.provenAt);
      const body = { id: randomUUID(), reason: "Tidak sampai." };
      expect(await one.call("POST", `/v1/requests/${id}/withdrawal`, { body })).toMatchObject({
        problem: "request-over",
      });
      expect((await reroute(id, "x-berkas")).body.state).toBe("by-hand");
    });

    test("does not take the restoration from a post that was proven removed", async () => {
      const id = await sentByHand();
      await noLimit(id, 1);
      await proven(id);
      await say(id, { kind: "bounced" });
      const caseId = await reversed(id);
      expect(await withdrawReversed(kit.store.db, kit.intake.now())).toBe(0);
      expect((await desk.read(caseId)).body.restoreDue).toMatchObject({ requestId: id });
    });

    test("voids the clock of a letter without a limit while nothing shows that it arrived", async () => {
      const id = await sentByHand();
      await noLimit(id, 0);
      await say(id, { kind: "bounced" });
      expect(await made.row(id)).toMatchObject({ state: "undelivered", sentAt: null });
    });
  });

  describe("another channel", () => {
    test("starts the next round after a bounce; the bounced letter is not sent again", async () => {
      const id = await sentByHand();
      expect(await reroute(id, "x-surel")).toMatchObject({ problem: "request-changed" });
      expect((await say(id, { kind: "bounced", note: "Alamat tidak ada." })).body).toMatchObject({
        state: "undelivered",
      });
      expect(await made.row(id)).toMatchObject({ sentAt: null, dueAt: null });
      const body = { id: randomUUID() };
      const changed = await reroute(id, "x-surel", body);
      expect(changed).toMatchObject({ status: 200, body: { state: "queued" } });
      expect((await reroute(id, "x-surel", body)).body).toEqual(changed.body);
      const [first, second] = await made.letters(id);
      expect(first).toMatchObject({ round: 1, state: "failed" });
      expect(second).toMatchObject({ round: 2, state: "queued", attempts: 0, nextAt: expect.any(Date) });
      expect(second?.messageId).not.toBe(first?.messageId);
      expect((await made.row(id)).channelId).toBe(second?.channelId);
      expect(await acts(id)).toEqual(["made", "sent", "bounced", "channel-changed"]);
      expect(await made.logged(id, one)).toEqual(["request-sent", "request-undelivered", "request-rerouted"]);
    });

    test("withdraws waiting letters, but not one that is being sent", async () => {
      const id = await made.make({ channel: "x-surel" });
      expect((await reroute(id, "x-berkas")).body.state).toBe("by-hand");
      expect((await made.letters(id)).map(({ state }) => state)).toEqual(["cancelled", "by-hand"]);
      expect((await reroute(id, "x-surel")).body.state).toBe("queued");
      const [, , third] = await made.letters(id);
      const leaseUntil = new Date(kit.clock.ms + 60_000);
      await kit.store.db
        .update(dispatches)
        .set({ state: "sending", leaseUntil })
        .where(eq(dispatches.id, third?.id ?? ""));
      expect(await reroute(id, "x-formulir")).toMatchObject({ problem: "request-changed" });
      kit.clock.ms += 61_000;
      expect((await reroute(id, "x-formulir")).body.state).toBe("by-hand");
    });

    test("must be an active one of the same platform, for an open request", async () => {
      const id = await made.make({ channel: "x-surel" });
      for (const channel of ["tidak-ada", "yt-formulir"])
        expect(await reroute(id, channel)).toMatchObject({ problem: "no-channel" });
      expect((await (await keyOf("x-surel"))(id, items("acted", 1))).body.state).toBe("answered");
      expect(await reroute(id, "x-formulir")).toMatchObject({ problem: "request-over" });
      expect(await made.letters(id)).toHaveLength(1);
    });
  });

  test("a request is visible only to people who see all of its cases", async () => {
    await saveUnit(
      kit.store.db,
      { name: "Judi", sites: ["x"], categories: ["JUDI"], languages: null },
      new Date(),
    );
    const member = await kit.enrolled("supervisor", "Anggota", "Judi");
    const id = await sentByHand(2);
    expect((await say(id, { kind: "delivered" }, member)).status).toBe(200);
    const [, second] = await made.items(id);
    await kit.store.db
      .update(cases)
      .set({ site: "youtube" })
      .where(eq(cases.id, second?.caseId ?? ""));
    expect(await say(id, { kind: "acknowledged" }, member)).toMatchObject({ problem: "not-found" });
    expect(await sent(id, {}, member)).toMatchObject({ problem: "not-found" });
    expect((await say(id, { kind: "acknowledged" })).status).toBe(200);
  });

  test("items follow their case when it is merged, and when it is split again", async () => {
    const older = await desk.open();
    const id = await sentByHand();
    const [item] = await made.items(id);
    const own = item?.caseId ?? "";
    const likeness = async (caseId: string, body: object, by = one) =>
      by.call("POST", `/v1/cases/${caseId}/likeness`, { body: { reason: "Sama.", ...body } });
    await likeness(own, { act: "merge", with: older }, await kit.enrolled("supervisor", "Kedua"));
    const merged = await likeness(own, { act: "merge", with: older });
    expect(merged).toMatchObject({ status: 200, body: { caseId: older } });
    expect((await made.items(id))[0]?.caseId).toBe(older);
    expect((await say(id, { kind: "delivered" })).status).toBe(200);
    const split = await likeness(older, { act: "split", merged: own });
    expect(split.status).toBe(200);
    expect((await made.items(id))[0]?.caseId).toBe(own);
  });

  test("channels are listed without addresses of people and without secrets", async () => {
    const { channels } = (await one.call("GET", "/v1/channels?site=x")).body;
    expect(channels.map(({ id }: { id: string }) => id)).toEqual([
      ...["x-surel", "x-kait", "x-formulir", "x-berkas"],
    ]);
    expect(JSON.stringify(channels)).not.toMatch(/ssss|hukum@/);
    expect((await one.call("GET", "/v1/channels?site=facebook")).body.channels).toEqual([]);
  });
});
