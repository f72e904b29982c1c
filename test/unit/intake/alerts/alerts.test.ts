/** Alerts: made once, to people in scope, by mail and webhook, taken over by the first, passed on. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  onCallCommand,
  printAlerts,
  printOnCall,
  runAlertsCommand,
  runOnCallCommand,
} from "../../../../intake/admin/on-call.ts";
import { createAlertSender } from "../../../../intake/alerts/delivery/send-alerts.ts";
import { createAlertFinder } from "../../../../intake/alerts/find-alerts.ts";
import { deleteOldAlerts } from "../../../../intake/alerts/store/alerts.ts";
import { conditionGroups } from "../../../../intake/alerts/store/conditions/condition-groups.ts";
import { leaseMails } from "../../../../intake/alerts/store/mails.ts";
import { addShift, removeShift } from "../../../../intake/alerts/store/on-call.ts";
import {
  alertMails,
  alertNotices,
  alerts,
  cases,
  claims,
  dispatches,
  objections,
  onCall,
  people,
  requestItems,
  requests as requestsTable,
  watches as watchedPosts,
} from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { createNoticeMail } from "../../../../intake/delivery/send-message.ts";
import { assignUnit, requireUnit, saveUnit, suspendPerson } from "../../../../intake/people/store/people.ts";
import { addHealthCounts } from "../../../../intake/recipes/store/recipe-health.ts";
import { createCallHook } from "../../../../intake/webhooks/call-hook.ts";
import { deliverHooks } from "../../../../intake/webhooks/deliver-hooks.ts";
import { addHook, endHook } from "../../../../intake/webhooks/store/hooks.ts";
import {
  type IntakeKit,
  origin,
  type SampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { type MailServer, startMailServer } from "../../../../scripts/dev/kits/mail-server.ts";
import type { AlertView } from "../../../../utils/shared/contract/alert.ts";
import { staffEvents } from "../../../../utils/shared/contract/alert.ts";
import { webhookBodies, webhookMessage } from "../../../../utils/shared/contract/webhook.ts";
import { emptyCounts } from "../../../../utils/shared/policy/recipe-health.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { insertObjection } from "../../../support/inserted-requests-kit.ts";
import { checkBody, proofOf, readRequestedItem } from "../../../support/outcome-check-kit.ts";
import { type RequestKit, requestKit } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";
import { type HookServer, startHookServer } from "../../../support/webhook-server.ts";

const minute = 60_000;
const hour = 60 * minute;
/** 10.00 in Jakarta. */
const morning = Date.parse("2026-11-25T03:00:00.000Z");
/** 02.00 in Jakarta. */
const night = Date.parse("2026-11-25T19:00:00.000Z");

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let mails: MailServer;
  let officer: TestDevice;
  let one: TestDevice;
  let two: TestDevice;
  let admin: TestDevice;
  let abroad: TestDevice;
  let desk: Desk;
  let requests: RequestKit;
  const ids = new Map<TestDevice, string>();

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    mails = await startMailServer();
    await saveUnit(
      kit.store.db,
      { name: "Judi", sites: ["x"], categories: ["JUDI"], languages: null },
      kit.intake.now(),
    );
    await saveUnit(
      kit.store.db,
      { name: "Narkotika", sites: null, categories: ["NARKOTIKA"], languages: null },
      kit.intake.now(),
    );
    officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi", "Judi");
    two = await kit.enrolled("supervisor", "Ani", "Judi");
    abroad = await kit.enrolled("supervisor", "Tamu", "Narkotika");
    admin = await kit.enrolled("admin", "Pengelola");
    for (const device of [officer, one, two, abroad, admin])
      ids.set(device, (await device.call("GET", "/v1/me")).body.personId);
    desk = deskOf(kit, { officer, reader: one });
    requests = await requestKit(kit, desk, [one, two]);
  }, 120_000);

  beforeEach(async () => {
    kit.clock.ms = Math.max(kit.clock.ms, morning);
    mails.behaviour = "well";
    mails.received.length = 0;
    await kit.store.db.delete(onCall);
    for (const device of [one, two, abroad, admin]) await wish(device, {});
    await run();
    mails.received.length = 0;
  });

  /** Ends all that a test left open. */
  afterEach(async () => {
    await kit.store.db.update(cases).set({ mergedInto: randomUUID() }).where(isNull(cases.mergedInto));
    await kit.store.db.update(requestsTable).set({ state: "withdrawn" });
    await kit.store.db.update(objections).set({ state: "dismissed" });
    await kit.store.db.update(alerts).set({ closedAt: kit.intake.now(), passOnAt: null });
  });

  afterAll(async () => {
    await mails?.close();
    await kit?.close();
    await stores?.close();
  });

  const idOf = (device: TestDevice) => ids.get(device) ?? "";
  const emailOf = (device: TestDevice) => `${device.name.toLowerCase()}@kominfo.test`;
  const wish = (device: TestDevice, given: object) =>
    device.call("PUT", "/v1/alerts/preferences", { body: { mail: "now", email: emailOf(device), ...given } });
  const asleep = { quiet: { from: "22:00", until: "06:00" } };

  const finder = () => createAlertFinder(kit.store.db, kit.intake.now);
  const sender = () =>
    createAlertSender({
      db: kit.store.db,
      now: kit.intake.now,
      sendNotice: createNoticeMail({ server: mails.url, from: "Kominfo <lapor@kominfo.test>" }),
      organisation: "Kominfo",
      origin: () => origin,
      mailHost: "kominfo.test",
    });
  /** One pass of both jobs. */
  async function run(): Promise<void> {
    await finder().run();
    await sender().run();
  }
  /** The clock moves as fast as it likes; the jobs do not. */
  async function later(ms: number): Promise<void> {
    kit.clock.ms += ms;
    await run();
  }
  async function at(ms: number): Promise<void> {
    while (kit.clock.ms % (24 * hour) > ms % (24 * hour)) kit.clock.ms += hour;
    kit.clock.ms = kit.clock.ms - (kit.clock.ms % (24 * hour)) + (ms % (24 * hour));
  }
  const urgent = (sample: SampleReport = {}) => desk.open({ ...sample, urgent: true });
  const listed = async (device: TestDevice): Promise<AlertView[]> =>
    (await device.call("GET", "/v1/alerts")).body.alerts;
  const told = async (caseId: string) => {
    const rows = await kit.store.db
      .select({ personId: alertNotices.personId })
      .from(alertNotices)
      .innerJoin(alerts, eq(alerts.id, alertNotices.alertId))
      .where(and(eq(alerts.caseId, caseId), eq(alerts.event, "case-urgent")));
    return [...ids]
      .filter(([, id]) => rows.some(({ personId }) => personId === id))
      .map(([{ name }]) => name);
  };
  /** Whose mailboxes have received mail since the last call. */
  const mailed = () =>
    mails.received
      .splice(0)
      .flatMap(({ envelope }) => envelope.rcptTo.map(({ address }) => address.split("@")[0]))
      .sort();
  const take = (device: TestDevice, id: string) => device.call("POST", `/v1/alerts/${id}/acknowledgement`);
  const onDuty = (device: TestDevice, place: number) =>
    addShift(
      kit.store.db,
      {
        id: randomUUID(),
        personId: idOf(device),
        from: new Date(kit.clock.ms - hour).toISOString(),
        until: new Date(kit.clock.ms + 12 * hour).toISOString(),
        place,
      },
      kit.intake.now(),
    );

  test("alerts each supervisor in scope to an urgent case once, whichever replica finds it", async () => {
    const [caseId, ordinary] = [await urgent(), await desk.open()];
    await Promise.all([finder().run(), finder().run()]);
    await Promise.all([sender().run(), sender().run(), sender().run()]);
    await run();
    expect(await told(caseId)).toEqual(["Budi", "Ani"]);
    expect(await told(ordinary)).toEqual([]);
    expect(mailed()).toEqual(["ani", "budi"]);
    expect(await listed(two)).toMatchObject([{ event: "case-urgent", caseId, urgent: true, stage: 0 }]);
    expect(await listed(abroad)).toEqual([]);
    expect(await listed(officer)).toEqual([]);
  });

  test("reads only urgent cases that have no alert, and alerts that are to be closed", async () => {
    const { db } = kit.store;
    const group = conditionGroups.find(({ events }) => events.includes("case-urgent"));
    const read = async () => {
      const at = kit.intake.now();
      const due = await Promise.all(group?.reads.map((condition) => condition(db, at)) ?? []);
      return [due.flat().map(({ subject }) => subject), await group?.readEnded?.(db)];
    };
    const caseId = await urgent();
    expect(await read()).toEqual([[caseId], []]);
    await run();
    expect(await read()).toEqual([[], []]);
    await db.update(cases).set({ state: "approved" }).where(eq(cases.id, caseId));
    const [, ended] = await read();
    expect(ended).toHaveLength(1);
    await run();
    // It would return too soon.
    await db.update(cases).set({ state: "open" }).where(eq(cases.id, caseId));
    expect(await read()).toEqual([[], []]);
    kit.clock.ms += hour;
    expect(await read()).toEqual([[caseId], []]);
  });

  test("does not alert a supervisor to a case that they reported, nor a suspended one", async () => {
    const own = await desk.open({ urgent: true }, one);
    await suspendPerson(kit.store.db, idOf(two), kit.intake.now());
    const other = await urgent();
    await run();
    await suspendPerson(kit.store.db, idOf(two), null);
    expect(await told(own)).toEqual([]);
    expect(await told(other)).toEqual(["Budi"]);
  });

  test("no reporter's invented cases hide another's alert, and all open ones are counted", async () => {
    const flooder = await kit.enrolled("officer", "Banjir");
    const { db } = kit.store;
    const invented = await desk.open({ urgent: true }, flooder);
    const joined = await urgent();
    const { subject } = (await desk.read(joined)).body;
    await run();
    const [alert] = await db.select().from(alerts).where(eq(alerts.caseId, invented));
    const [notice] = await db
      .select()
      .from(alertNotices)
      .where(eq(alertNotices.personId, idOf(one)));
    if (!alert || !notice) throw new Error("no alert");
    const more = Array.from({ length: 250 }, () => ({ ...alert, id: randomUUID(), key: randomUUID() }));
    await db.insert(alerts).values(more);
    await db
      .insert(alertNotices)
      .values(more.map(({ id: alertId }) => ({ ...notice, id: randomUUID(), alertId })));
    const last = await urgent();
    await desk.open({ evidence: { subject } }, flooder);
    await run();
    const { body } = await one.call("GET", "/v1/alerts");
    expect(body).toMatchObject({ needs: 253 });
    expect(body.alerts).toHaveLength(200);
    const caseIds = body.alerts.map(({ caseId }: AlertView) => caseId);
    expect(caseIds.slice(0, 2).sort()).toEqual([invented, joined].sort());
    expect(caseIds.indexOf(last)).toBeLessThanOrEqual(3);
  });

  test("mails a reference, the lane, the clock and a link, and nothing of the post", async () => {
    const text = "Bonus slot 100 persen rahasia";
    const fields = {
      text: { value: text, source: "css:p" },
      authorName: { value: "Akun Rahasia", source: "css:a" },
      permalink: { value: "https://x.com/rahasia/status/77001", source: "attr:href a" },
    };
    await urgent({ evidence: { subject: "x:post:77001", fields }, note: "Catatan rahasia" });
    await run();
    const all = mails.received.map((mail) => mail.text).join("\n");
    expect(all).toMatch(/LK-[0-9A-Z]{5}-[0-9A-Z]{5}/);
    expect(all).toContain("Jalur empat jam");
    expect(all).toContain(`${origin}/buka#/cases/`);
    expect(all).not.toMatch(/rahasia|77001|slot|JUDI|Judi|Siti/i);
  });

  test("retries a mail server that is down at night, while webhooks and devices are notified at once", async () => {
    const hooks: HookServer = await startHookServer();
    const hook = await addHook(
      kit.store.db,
      { address: hooks.url, events: [...staffEvents] },
      kit.intake.now(),
    );
    await at(night);
    mails.behaviour = "busy";
    const caseId = await urgent();
    await run();
    const call = createCallHook({ now: kit.intake.now, isLocal: true });
    await deliverHooks(kit.store.db, call, kit.intake.now);
    await deliverHooks(kit.store.db, call, kit.intake.now);
    const messages = hooks.received.map(({ body }) => webhookMessage.parse(JSON.parse(body)));
    expect(messages.map(({ event }) => event)).toEqual(["case-urgent"]);
    expect(webhookBodies["case-urgent"].parse(messages[0]?.body)).toMatchObject({
      subject: { kind: "case", id: caseId },
    });
    expect(await listed(one)).toMatchObject([{ caseId }]);
    expect(mailed()).toEqual([]);

    await later(16_000);
    expect(mailed()).toEqual([]);
    mails.behaviour = "well";
    await later(10_000);
    expect(mailed()).toEqual([]);
    await later(25_000);
    expect(mailed()).toEqual(["ani", "budi"]);
    await later(hour / 10);
    expect(mailed()).toEqual([]);
    await endHook(kit.store.db, hook.id, kit.intake.now());
    await hooks.close();
  });

  test("after a crash between sending and recording, another replica sends the same message", async () => {
    await wish(two, { email: undefined });
    await urgent();
    await finder().run();
    mails.behaviour = "closes";
    await sender().run();
    const lost = await leaseMails(kit.store.db, new Date(kit.clock.ms + 20_000), 30_000);
    expect(lost).toHaveLength(1);
    mails.behaviour = "well";
    const messageIds = () => mails.received.map(({ text }) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
    const first = new Set(messageIds());
    expect(first.size).toBe(1);
    kit.clock.ms += 25_000;
    await sender().run();
    expect(mails.received).toHaveLength(1);
    kit.clock.ms += 30_000;
    await Promise.all([sender().run(), sender().run()]);
    expect(mails.received).toHaveLength(2);
    expect(new Set(messageIds())).toEqual(first);
    const states = await kit.store.db
      .select({ state: alertMails.state })
      .from(alertMails)
      .where(
        inArray(
          alertMails.id,
          lost.map(({ id }) => id),
        ),
      );
    expect(states).toEqual([{ state: "sent" }]);
  });

  test("the first to acknowledge wins, and the second reads who it was", async () => {
    await urgent();
    await finder().run();
    const [{ id = "" } = {}] = await listed(one);
    const [first, second] = await Promise.all([take(one, id), take(two, id)]);
    const winner = first.body.acknowledged.mine ? "Budi" : "Ani";
    expect([first.body.acknowledged, second.body.acknowledged]).toMatchObject([
      { by: winner, mine: winner === "Budi", how: "press" },
      { by: winner, mine: winner === "Ani" },
    ]);
    expect(await take(abroad, id)).toMatchObject({ status: 404, problem: "not-found" });
    await sender().run();
    expect(mailed()).toEqual([]);
    await later(2 * hour);
    expect(mailed()).toEqual([]);
    expect((await one.call("GET", "/v1/alerts")).body).toMatchObject({ needs: expect.any(Number) });
  });

  test("passes to the person on call, the next place, and at last the administrator, each once", async () => {
    await at(night);
    for (const device of [one, two]) await wish(device, asleep);
    await onDuty(two, 1);
    await onDuty(one, 2);
    const caseId = await urgent();
    await run();
    expect(mailed()).toEqual(["ani"]);
    await later(10 * minute);
    expect(mailed()).toEqual([]);
    await later(6 * minute);
    expect(mailed()).toEqual(["budi"]);
    await later(16 * minute);
    expect(mailed()).toEqual(["pengelola"]);
    expect(await listed(admin)).toMatchObject([{ caseId, stage: 2 }]);
    await later(16 * minute);
    await later(16 * minute);
    expect(mailed()).toEqual([]);
    await later(8 * hour);
    expect(mailed().filter((name) => name === "ani" || name === "budi")).toEqual([]);
  });

  test("stays with the person who opened the case", async () => {
    const caseId = await urgent();
    await run();
    mailed();
    expect((await two.call("POST", `/v1/cases/${caseId}/claim`, { body: { act: "take" } })).status).toBe(200);
    await later(minute);
    expect(await listed(one)).toMatchObject([{ acknowledged: { by: "Ani", how: "claim", mine: false } }]);
    await later(hour);
    expect(mailed()).toEqual([]);
    await kit.store.db.delete(claims);
  });

  test("wakes everyone who can be reached if all are in quiet hours and no one is on call", async () => {
    await at(night);
    for (const device of [one, two]) await wish(device, asleep);
    await urgent();
    await run();
    expect(mailed()).toEqual(["ani", "budi"]);
  });

  test("observes quiet hours for alerts that are not urgent, and collects them in one digest", async () => {
    await at(night);
    for (const device of [one, two]) await wish(device, asleep);
    const requestId = await requests.make({ channel: "x-surel" });
    const sentAt = new Date(kit.clock.ms - 20 * hour);
    const dueAt = new Date(sentAt.getTime() + 24 * hour);
    await change(requestId, { state: "sent", sentAt, dueAt });
    await run();
    expect(mailed()).toEqual([]);
    expect((await listed(one)).map(({ event }) => event).sort()).toEqual(["clock-warning", "letter-unread"]);
    expect((await listed(one))[0]).toMatchObject({
      requestId,
      reference: expect.stringMatching(/LK-KOMINFO/),
    });
    await later(5 * hour + 29 * minute);
    expect(mailed()).toEqual([]);
    await later(2 * minute);
    expect(mailed()).toEqual(["ani", "budi"]);
  });

  const change = async (requestId: string, row: object) => {
    await kit.store.db.update(requestsTable).set(row).where(eq(requestsTable.id, requestId));
    await kit.store.db
      .update(dispatches)
      .set({ state: "sent", nextAt: null })
      .where(eq(dispatches.requestId, requestId));
  };

  test("follows a request from three quarters of its limit to its end", async () => {
    const requestId = await requests.make({ channel: "x-surel", urgent: true });
    const sentAt = new Date(kit.clock.ms);
    const acknowledgedAt = sentAt;
    await change(requestId, {
      state: "sent",
      sentAt,
      dueAt: new Date(sentAt.getTime() + 4 * hour),
      acknowledgedAt,
    });
    const events = async () => {
      const own = (await listed(one)).filter((alert) => alert.requestId === requestId);
      return own.map(({ event }) => event);
    };
    await later(2.9 * hour);
    expect(await events()).toEqual([]);
    await later(0.2 * hour);
    expect(await events()).toEqual(["clock-warning"]);
    expect(mailed()).toEqual(["ani", "budi"]);
    await later(hour);
    expect(await events()).toEqual(["clock-over"]);
    // Each reprimand that becomes due is an alert of its own.
    for (const reprimands of [1, 2]) {
      await change(requestId, { reprimands, reprimandedAt: new Date(kit.clock.ms) });
      await later(4 * hour - minute);
      expect(await events()).toEqual([]);
      await later(2 * minute);
      expect(await events()).toEqual(["clock-over"]);
    }
    await change(requestId, { state: "answered", answeredAt: new Date(kit.clock.ms) });
    await later(minute);
    expect(await events()).toEqual([]);
  });

  test("follows a case from three quarters of its limit to its decision", async () => {
    const caseId = await desk.open();
    const [{ firstAt, dueAt } = { firstAt: new Date(0), dueAt: null }] = await kit.store.db
      .select({ firstAt: cases.firstAt, dueAt: cases.dueAt })
      .from(cases)
      .where(eq(cases.id, caseId));
    const limit = (dueAt?.getTime() ?? 0) - firstAt.getTime();
    const events = async () => {
      const own = (await listed(one)).filter((alert) => alert.caseId === caseId);
      return own.map(({ event }) => event);
    };
    await later(0.74 * limit);
    expect(await events()).toEqual([]);
    await later(0.02 * limit);
    expect(await events()).toEqual(["clock-warning"]);
    await later(0.25 * limit);
    expect(await events()).toEqual(["clock-over"]);
    const decided = await desk.decide(one, caseId, verdicts.approve);
    await desk.answer(two, decided.body.id, "confirm");
    await later(minute);
    expect(await events()).toEqual([]);
  });

  test("alerts to undelivered letters and to objections that are due", async () => {
    const requestId = await requests.make({ channel: "x-surel" });
    await later(30 * minute);
    const events = async () => (await listed(one)).map(({ event }) => event).sort();
    expect(await events()).not.toContain("letter-undelivered");
    await later(31 * minute);
    expect(await events()).toContain("letter-undelivered");
    expect((await listed(admin)).map(({ event }) => event)).toContain("letter-undelivered");
    await change(requestId, { state: "withdrawn" });

    const { decisionId } = await requests.approved();
    await insertObjection(kit.store.db, decisionId, new Date(kit.clock.ms));
    await later(35 * hour);
    expect(await events()).not.toContain("objection-due");
    await later(2 * hour);
    expect(await events()).toContain("objection-due");
    await later(12 * hour);
    expect(await events()).not.toContain("objection-due");
    expect((await listed(one)).filter(({ kind }) => kind === "objection")).toMatchObject([
      { event: "clock-over" },
    ]);
  });

  test("a dismissal that waits for a second person alerts the others, although the first one took the alert", async () => {
    const [three, four] = [
      await kit.enrolled("supervisor", "Citra", "Judi"),
      await kit.enrolled("supervisor", "Dewi", "Judi"),
    ];
    const { decisionId } = await requests.approved();
    await insertObjection(kit.store.db, decisionId, new Date(kit.clock.ms));
    await later(37 * hour);
    const about = async (device: TestDevice) =>
      (await listed(device)).filter(({ kind }) => kind === "objection");
    const [alert] = await about(three);
    expect((await three.call("POST", `/v1/alerts/${alert?.id}/acknowledgement`)).status).toBe(200);
    const body = { id: randomUUID(), outcome: "dismissed", reason: "Ajakan bertaruh nyata." };
    const [objection] = await kit.store.db
      .select()
      .from(objections)
      .where(eq(objections.decisionId, decisionId));
    const hear = (device: TestDevice) =>
      device.call("POST", `/v1/objections/${objection?.id}/hearing`, { body });
    expect((await hear(three)).body).toMatchObject({ state: "open" });
    await later(minute);
    expect(await about(three)).toEqual([]);
    expect(await about(four)).toMatchObject([{ event: "objection-due" }]);
    expect((await about(four))[0]?.id).not.toBe(alert?.id);
    expect(await about(admin)).toEqual([]);
    // A second proposal of the same person, after another one's, is alerted within the hour, too.
    const propose = (device: TestDevice, reason: string) =>
      device.call("POST", `/v1/objections/${objection?.id}/hearing`, {
        body: { ...body, id: randomUUID(), reason },
      });
    const [first] = await about(four);
    expect((await propose(four, "Alasan lain.")).body).toMatchObject({ state: "open" });
    await later(minute);
    expect(await about(four)).toEqual([]);
    expect((await propose(three, body.reason)).body).toMatchObject({ state: "open" });
    await later(minute);
    expect(await about(four)).toMatchObject([{ event: "objection-due" }]);
    expect((await about(four))[0]?.id).not.toBe(first?.id);
    expect((await hear(four)).body).toMatchObject({ state: "dismissed" });
    await later(minute);
    expect(await about(four)).toEqual([]);
    for (const device of [three, four]) {
      const { personId } = (await device.call("GET", "/v1/me")).body;
      await suspendPerson(kit.store.db, personId, kit.intake.now());
    }
  });

  test("an objection that nobody could hear and confirm also alerts administrators", async () => {
    const { decisionId } = await requests.approved();
    await insertObjection(kit.store.db, decisionId, new Date(kit.clock.ms));
    await later(37 * hour);
    const about = async (device: TestDevice) =>
      (await listed(device)).filter(({ kind }) => kind === "objection").map(({ event }) => event);
    expect(await about(admin)).toEqual(["objection-due"]);
    expect(mailed()).toContain("pengelola");
    await later(12 * hour);
    expect(await about(admin)).toEqual(["clock-over"]);
    expect(await about(abroad)).toEqual([]);

    const more = [
      await kit.enrolled("supervisor", "Citra", "Judi"),
      await kit.enrolled("supervisor", "Dewi", "Judi"),
    ];
    const setInviter = (invitedBy: string | null) =>
      kit.store.db
        .update(people)
        .set({ invitedBy })
        .where(inArray(people.name, ["Citra", "Dewi"]));
    // Two people of one inviter cannot confirm each other.
    await setInviter(idOf(admin));
    const tied = await requests.approved();
    await insertObjection(kit.store.db, tied.decisionId, new Date(kit.clock.ms));
    await later(37 * hour);
    expect((await about(admin)).sort()).toEqual(["clock-over", "objection-due"]);
    await setInviter(null);
    const ofTied = eq(objections.decisionId, tied.decisionId);
    await kit.store.db.update(objections).set({ state: "dismissed" }).where(ofTied);

    const another = await requests.approved();
    await insertObjection(kit.store.db, another.decisionId, new Date(kit.clock.ms));
    await later(37 * hour);
    expect((await about(one)).sort()).toEqual(["clock-over", "objection-due"]);
    expect(await about(admin)).toEqual(["clock-over"]);
    for (const device of more) {
      const { personId } = (await device.call("GET", "/v1/me")).body;
      await suspendPerson(kit.store.db, personId, kit.intake.now());
    }
  });

  test.each([
    ["an urgent letter", { urgent: true }, 1],
    ["a letter", {}, 24],
  ])("alerts to %s that no person delivered by hand", async (_, asked, hours) => {
    const id = await requests.make({ channel: "x-formulir", ...asked });
    const events = async () =>
      (await listed(one)).filter(({ requestId }) => requestId === id).map(({ event }) => event);
    await later(hours * hour - minute);
    expect(await events()).toEqual([]);
    await later(2 * minute);
    expect(await events()).toEqual(["letter-undelivered"]);
    const sent = { body: { id: randomUUID(), letter: "request" } };
    expect((await one.call("POST", `/v1/requests/${id}/sent`, sent)).status).toBe(200);
    await later(minute);
    expect(await events()).toEqual([]);
  });

  test.each([
    ["an urgent one", 1],
    ["another", 24],
  ])("alerts to an approved case for which no letter was made: %s", async (_, hours) => {
    const { caseId, decisionId } = await requests.approved({ urgent: hours === 1 });
    const shown = async (by: TestDevice) => (await listed(by)).filter((alert) => alert.caseId === caseId);
    await later(hours * hour - minute);
    expect(await shown(one)).toEqual([]);
    await later(2 * minute);
    const alert = { event: "letter-undelivered", kind: "case", urgent: hours === 1 };
    expect([await shown(one), await shown(admin)]).toMatchObject([[alert], [alert]]);
    const body = { id: randomUUID(), items: [{ caseId, decisionId }], channel: "x-formulir" };
    expect((await one.call("POST", "/v1/requests", { body })).status).toBe(200);
    await later(minute);
    expect(await shown(one)).toEqual([]);
  });

  test("alerts to a reversal whose restoration no person asks for", async () => {
    const id = await requests.make({ channel: "x-formulir" });
    const sent = { body: { id: randomUUID(), letter: "request" } };
    expect((await one.call("POST", `/v1/requests/${id}/sent`, sent)).status).toBe(200);
    const [{ caseId = "", decisionId = "" } = {}] = await requests.items(id);
    const others = [
      await kit.enrolled("supervisor", "Fajar", "Judi"),
      await kit.enrolled("supervisor", "Gita", "Judi"),
    ] as const;
    const proposed = await desk.decide(others[0], caseId, { ...verdicts.reject, reverses: decisionId });
    const reversal = proposed.body.id;
    expect((await desk.answer(others[1], reversal, "confirm")).status).toBe(200);
    for (const device of others) {
      const { personId } = (await device.call("GET", "/v1/me")).body;
      await suspendPerson(kit.store.db, personId, kit.intake.now());
    }
    const shown = async (by: TestDevice) =>
      (await listed(by)).filter((alert) => alert.caseId === caseId).map(({ event }) => event);
    await later(24 * hour - minute);
    expect(await shown(one)).toEqual([]);
    await later(2 * minute);
    expect([await shown(one), await shown(admin)]).toEqual([["letter-undelivered"], ["letter-undelivered"]]);
    const body = { id: randomUUID(), items: [{ caseId, decisionId: reversal }] };
    expect((await one.call("POST", "/v1/requests", { body })).status).toBe(200);
    await later(minute);
    expect(await shown(one)).toEqual([]);
  });

  test("alerts the others to a letter that one person withdrew, until another is made", async () => {
    const id = await requests.make({ channel: "x-formulir" });
    const [{ caseId = "", decisionId = "" } = {}] = await requests.items(id);
    const withdrawal = { body: { id: randomUUID(), reason: "Salah alamat." } };
    expect((await one.call("POST", `/v1/requests/${id}/withdrawal`, withdrawal)).status).toBe(200);
    const shown = async (by: TestDevice) =>
      (await listed(by)).filter((alert) => alert.requestId === id).map(({ event }) => event);
    await later(minute);
    expect([await shown(one), await shown(two), await shown(admin)]).toEqual([
      [],
      ["letter-undelivered"],
      ["letter-undelivered"],
    ]);
    const body = { id: randomUUID(), items: [{ caseId, decisionId }], channel: "x-formulir" };
    expect((await one.call("POST", "/v1/requests", { body })).status).toBe(200);
    await later(minute);
    expect(await shown(two)).toEqual([]);
  });

  test("alerts to an outcome check that nobody makes for three days", async () => {
    const id = await requests.make({ channel: "x-formulir" });
    const sent = { body: { id: randomUUID(), letter: "request" } };
    expect((await one.call("POST", `/v1/requests/${id}/sent`, sent)).status).toBe(200);
    const answered = { id: randomUUID(), kind: "items", items: [{ place: 1, outcome: "acted" }] };
    expect((await two.call("POST", `/v1/requests/${id}/answers`, { body: answered })).status).toBe(200);
    const shown = async () =>
      (await listed(one)).filter((alert) => alert.requestId === id).map(({ event }) => event);
    await later(72 * hour - minute);
    expect(await shown()).toEqual([]);
    await later(2 * minute);
    expect(await shown()).toEqual(["clock-over"]);
    const [item] = await requests.items(id);
    const next = { checkAt: new Date(kit.clock.ms + hour) };
    await kit.store.db
      .update(requestItems)
      .set(next)
      .where(eq(requestItems.id, item?.id ?? ""));
    await later(minute);
    expect(await shown()).toEqual([]);
  });

  test("alerts to the check of a return day once the first person could have made it, too", async () => {
    const id = await requests.make({ channel: "x-formulir" });
    const sent = { body: { id: randomUUID(), letter: "request" } };
    expect((await one.call("POST", `/v1/requests/${id}/sent`, sent)).status).toBe(200);
    const [item] = await requests.items(id);
    const of = await readRequestedItem(kit.store.db, item?.id ?? "");
    const answered = { id: randomUUID(), kind: "items", items: [{ place: 1, outcome: "acted" }] };
    expect((await two.call("POST", `/v1/requests/${id}/answers`, { body: answered })).status).toBe(200);
    kit.clock.ms += minute;
    const body = await checkBody(one, proofOf(of, new Date(kit.clock.ms)));
    expect((await one.call("POST", `/v1/items/${of.item.id}/checks`, { body })).status).toBe(200);
    const shown = async () => (await listed(one)).filter((alert) => alert.requestId === id).length;
    await later((7 + 7 + 3) * 24 * hour - minute);
    expect(await shown()).toBe(0);
    await later(2 * minute);
    expect(await shown()).toBe(1);
    // A new report is no return day.
    const reported = { checkAt: new Date(kit.clock.ms) };
    await kit.store.db.update(requestItems).set(reported).where(eq(requestItems.id, of.item.id));
    await later(70 * hour);
    expect(await shown()).toBe(0);
    await later(2 * hour + minute);
    expect(await shown()).toBe(1);
  });

  test("alerts to a watched post whose date has passed", async () => {
    const { db } = kit.store;
    const { caseId, decisionId } = await requests.approved();
    const [at, id] = [kit.intake.now(), randomUUID()];
    const lookAt = new Date(at.getTime() + 7 * 24 * hour);
    const post = { subject: "x:post:1", category: "JUDI", spot: spotOfCase(caseId) } as const;
    await db
      .insert(watchedPosts)
      .values({ ...{ id, caseId, decisionId, since: at, state: "open", lookAt }, ...post });
    const shown = async () =>
      (await listed(two)).filter((alert) => alert.caseId === caseId && alert.event === "clock-over");
    await later(7 * 24 * hour - minute);
    expect(await shown()).toEqual([]);
    await later(2 * minute);
    expect(await shown()).toMatchObject([{ kind: "case", dueAt: lookAt.toISOString() }]);
    const look = { id: randomUUID(), seen: "available", next: { kind: "again", days: 3 } };
    expect((await one.call("POST", `/v1/watches/${id}/looks`, { body: look })).status).toBe(200);
    await later(minute);
    expect(await shown()).toEqual([]);
  });

  test("alerts those who may decide again to a watched post that needs an act, or administrators", async () => {
    const { db } = kit.store;
    const [fajar, gita] = [
      await kit.enrolled("supervisor", "Fajar", "Judi"),
      await kit.enrolled("supervisor", "Gita", "Judi"),
    ];
    const watched = async () => {
      const { caseId, decisionId } = await requests.approved();
      const [at, id] = [kit.intake.now(), randomUUID()];
      const post = { subject: "x:post:1", category: "JUDI", spot: spotOfCase(caseId) } as const;
      await db
        .insert(watchedPosts)
        .values({ ...{ id, caseId, decisionId, since: at, state: "open", lookAt: at }, ...post });
      const end = { kind: "end", outcome: "act-needed" };
      const body = { id: randomUUID(), seen: "available", next: end };
      expect((await two.call("POST", `/v1/watches/${id}/looks`, { body })).status).toBe(200);
      return { caseId, decisionId };
    };
    const shown = async (by: TestDevice, caseId: string) =>
      (await listed(by)).filter((alert) => alert.caseId === caseId && alert.event === "clock-over");
    const { caseId, decisionId } = await watched();
    await later(minute);
    expect(await shown(fajar, caseId)).toMatchObject([{ kind: "case" }]);
    expect((await shown(fajar, caseId))[0]?.dueAt).toBeUndefined();
    for (const by of [one, two, admin, abroad]) expect(await shown(by, caseId)).toEqual([]);
    const proposed = await desk.decide(fajar, caseId, { ...verdicts.reject, reverses: decisionId });
    await later(minute);
    expect(await shown(gita, caseId)).toEqual([]);
    // Undone, it waits again.
    expect((await desk.answer(fajar, proposed.body.id, "undo")).status).toBe(200);
    await later(2 * hour);
    expect(await shown(gita, caseId)).toHaveLength(1);
    const again = await desk.decide(fajar, caseId, { ...verdicts.reject, reverses: decisionId });
    expect((await desk.answer(gita, again.body.id, "confirm")).status).toBe(200);
    await later(2 * hour);
    expect(await shown(gita, caseId)).toEqual([]);
    const { personId } = (await gita.call("GET", "/v1/me")).body;
    await suspendPerson(db, personId, kit.intake.now());
    const alone = await watched();
    await later(minute);
    expect([await shown(fajar, alone.caseId), await shown(admin, alone.caseId)]).toMatchObject([[{}], [{}]]);
    const last = (await fajar.call("GET", "/v1/me")).body;
    await suspendPerson(db, last.personId, kit.intake.now());
  });

  test("alerts the others to a proposal that waits, if the urgent case's alert was acknowledged", async () => {
    const caseId = await urgent();
    await run();
    const [{ id = "" } = {}] = await listed(one);
    await take(one, id);
    const { id: decisionId } = (await desk.decide(one, caseId, verdicts.reject)).body;
    const waiting = async (by: TestDevice) =>
      (await listed(by)).filter((alert) => alert.caseId === caseId && !alert.acknowledged);
    await later(14 * minute);
    expect(await waiting(two)).toEqual([]);
    await later(2 * minute);
    expect(await waiting(two)).toMatchObject([{ event: "case-urgent", urgent: true }]);
    expect(mailed()).toContain("ani");
    // Passes to the next person, but not to the one who proposed it.
    await later(20 * minute);
    expect([await waiting(one), (await waiting(admin)).length]).toEqual([[], 1]);
    expect((await desk.answer(two, decisionId, "confirm")).status).toBe(200);
    await later(minute);
    expect([await waiting(two), await waiting(admin)]).toEqual([[], []]);
  });

  test("alerts administrators to a recipe that stopped working, and again only after it recovered", async () => {
    const { db } = kit.store;
    const rows = (found: number) => [
      {
        ...({ site: "x", kind: "post", recipeVersion: 7, browser: "chrome", hoursAgo: 0, drops: 0 } as const),
        counts: { ...emptyCounts(), buttons: { found, expected: 1_000 } },
      },
    ];
    const count = (found: number) =>
      addHealthCounts(db, { id: randomUUID(), rows: rows(found) }, kit.intake.now());
    const dropped = async () => (await listed(admin)).filter(({ event }) => event === "recipe-dropped");
    for (let day = 0; day < 3; day++) {
      await count(990);
      kit.clock.ms += 24 * hour;
    }
    await count(20);
    await run();
    expect(await dropped()).toMatchObject([{ reference: "x/post/7/chrome", kind: "recipe" }]);
    expect(mailed()).toEqual(["pengelola"]);
    expect(await listed(one)).toEqual([]);
    await later(hour);
    expect(mailed()).toEqual([]);
    kit.clock.ms += 23 * hour;
    await count(990);
    await later(minute);
    expect(await dropped()).toEqual([]);
  });

  test("makes one alert of a site's kind whose recipes dropped in many versions and browsers", async () => {
    const key = { site: "telegram", kind: "message", hoursAgo: 0, drops: 0, byStructure: 1 } as const;
    const rows = Array.from({ length: 20 }, (_, index) =>
      (["chrome", "firefox"] as const).map((browser) => ({
        ...{ ...key, browser, recipeVersion: index + 1, counts: emptyCounts() },
      })),
    ).flat();
    await addHealthCounts(kit.store.db, { id: randomUUID(), rows }, kit.intake.now());
    await later(minute);
    const made = (await listed(admin)).filter(({ reference }) => reference?.startsWith("telegram/"));
    expect(made).toMatchObject([{ event: "recipe-dropped", reference: "telegram/message/20/chrome" }]);
    kit.clock.ms += 24 * hour;
    await later(minute);
  });

  test("alerts administrators to a page that only the structural finder could read", async () => {
    const key = {
      site: "youtube",
      kind: "video",
      recipeVersion: 7,
      browser: "firefox",
      hoursAgo: 0,
    } as const;
    const counts = { ...emptyCounts(), pages: { found: 500, expected: 500 } };
    const count = (byStructure?: number) =>
      addHealthCounts(
        kit.store.db,
        { id: randomUUID(), rows: [{ ...key, drops: 0, counts, ...(byStructure ? { byStructure } : {}) }] },
        kit.intake.now(),
      );
    const references = async () => (await listed(admin)).map(({ reference }) => reference);
    await count();
    await run();
    expect(await references()).not.toContain("youtube/video/7/firefox");
    await count(1);
    await later(minute);
    expect(await references()).toContain("youtube/video/7/firefox");
  });

  test("alerts again to a condition that returns after an hour, but not within the hour", async () => {
    const caseId = await urgent();
    const set = (isUrgent: boolean) =>
      kit.store.db.update(cases).set({ urgent: isUrgent }).where(eq(cases.id, caseId));
    const made = async () =>
      (
        await kit.store.db
          .select()
          .from(alerts)
          .where(and(eq(alerts.caseId, caseId), eq(alerts.event, "case-urgent")))
      ).length;
    await run();
    await set(false);
    await later(minute);
    await set(true);
    await later(minute);
    expect(await made()).toBe(1);
    await later(hour);
    expect(await made()).toBe(2);
  });

  test("a condition that cannot be read keeps no other from its alert, and closes none", async () => {
    const { db } = kit.store;
    const [first, second, asked] = [await desk.open(), await desk.open(), await desk.open()];
    const setDue = (caseId: string, dueAt: Date) =>
      db.update(cases).set({ dueAt }).where(eq(cases.id, caseId));
    const seen = async (device: TestDevice) =>
      (await listed(device)).map(({ event, caseId }) => [event, caseId].join(" ").trim()).sort();
    await setDue(first, kit.intake.now());
    await run();
    expect(await seen(one)).toEqual([`clock-over ${first}`]);
    await setDue(second, kit.intake.now());
    const { reportList } = (await one.call("GET", `/v1/cases/${asked}`)).body;
    const body = { id: randomUUID(), reportId: reportList[0].id, text: "Di menit ke berapa?" };
    await one.call("POST", `/v1/cases/${asked}/questions`, { body });
    const rename = (from: string, to: string) => db.execute(sql.raw(`alter table ${from} rename to ${to}`));
    await rename("objections", "objections_away");
    try {
      await expect(finder().run()).rejects.toThrow();
    } finally {
      await rename("objections_away", "objections");
    }
    expect(await seen(one)).toEqual([`clock-over ${first}`, `clock-over ${second}`].sort());
    expect(await seen(officer)).toEqual(["question-asked"]);
    await db.update(cases).set({ state: "approved" }).where(eq(cases.id, first));
    await run();
    expect(await seen(one)).toEqual([`clock-over ${second}`]);
  });

  test("a clock that was ahead delays no alert, mail, passing on or return", async () => {
    const { db } = kit.store;
    const running = finder();
    const [right, month] = [kit.clock.ms, 30 * 24 * hour];
    const gone = await urgent();
    await running.run();
    kit.clock.ms += month;
    await db.update(cases).set({ state: "approved" }).where(eq(cases.id, gone));
    const early = await urgent();
    await running.run();
    mails.behaviour = "busy";
    await sender().run();
    kit.clock.ms = right;
    mails.behaviour = "well";
    await db.update(cases).set({ state: "open" }).where(eq(cases.id, gone));
    const late = await urgent();
    const pass = async (ms: number) => {
      kit.clock.ms += ms;
      await running.run();
      await sender().run();
    };
    await pass(minute);
    // One mail waited.
    expect(mailed()).toEqual(["ani", "ani", "budi", "budi"]);
    const shown = async () => (await listed(two)).map(({ caseId }) => caseId);
    expect(await shown()).toEqual(expect.arrayContaining([early, late]));
    await pass(16 * minute);
    expect(mailed()).toEqual(["pengelola"]);
    await pass(hour);
    expect(await shown()).toContain(gone);
  });

  test("a person who moved to another unit loses the alert and its mail", async () => {
    const { db } = kit.store;
    await urgent();
    await finder().run();
    const [{ id = "" } = {}] = await listed(two);
    await assignUnit(db, idOf(two), await requireUnit(db, "Narkotika"));
    expect(await listed(two)).toEqual([]);
    expect(await take(two, id)).toMatchObject({ status: 404 });
    await sender().run();
    expect(mailed()).toEqual(["budi"]);
    await assignUnit(db, idOf(two), await requireUnit(db, "Judi"));
  });

  test("an address that refuses mail passes the alert on at once", async () => {
    await at(night);
    await wish(one, asleep);
    await onDuty(two, 1);
    await urgent();
    mails.behaviour = "refuses-address";
    await run();
    expect(mailed()).toEqual([]);
    mails.behaviour = "well";
    await later(10_000);
    expect(mailed()).toEqual(["budi"]);
  });

  test("alerts only the author of a report to a question", async () => {
    const caseId = await desk.open();
    const { reportList } = (await one.call("GET", `/v1/cases/${caseId}`)).body;
    const body = { id: randomUUID(), reportId: reportList[0].id, text: "Di menit ke berapa?" };
    await one.call("POST", `/v1/cases/${caseId}/questions`, { body });
    await run();
    const mine = await listed(officer);
    expect(mine).toMatchObject([
      { event: "question-asked", kind: "question", reference: expect.stringMatching(/^LK-/) },
    ]);
    expect(mine[0]).not.toHaveProperty("caseId");
    expect(JSON.stringify(mine)).not.toContain("menit");
    expect((await officer.call("GET", "/v1/alerts")).body.needs).toBe(1);
    expect(await listed(two)).toEqual([]);
    await officer.call("POST", `/v1/questions/${body.id}/answer`, { body: { answer: "Menit kedua." } });
    await run();
    expect(await listed(officer)).toEqual([]);
  });

  test("a test alert reaches only the person who asked, at most once a minute", async () => {
    kit.clock.ms += 2 * minute;
    const [first, again] = await Promise.all([
      one.call("POST", "/v1/alerts/test"),
      one.call("POST", "/v1/alerts/test"),
    ]);
    expect([first.status, again.status].sort()).toEqual([200, 429]);
    await sender().run();
    expect(mailed()).toEqual(["budi"]);
    expect(await listed(two)).toEqual([]);
    kit.clock.ms += 11 * minute;
    expect((await one.call("POST", "/v1/alerts/test")).status).toBe(200);
    expect((await listed(one)).filter(({ event }) => event === "alert-test")).toHaveLength(1);
  });

  test("keeps the roster to people who can act, and to turns that are not over", async () => {
    const { db } = kit.store;
    const turn = (given: object) => ({
      id: randomUUID(),
      personId: idOf(one),
      from: new Date(kit.clock.ms).toISOString(),
      until: new Date(kit.clock.ms + 12 * hour).toISOString(),
      place: 1,
      ...given,
    });
    const add = (body: object) => admin.call("POST", "/v1/on-call", { body });
    const good = turn({});
    expect(await add(good)).toMatchObject({ status: 200, body: { shifts: [{ name: "Budi", place: 1 }] } });
    expect(await add(good)).toMatchObject({ status: 200 });
    expect(await add({ ...good, place: 2 })).toMatchObject({ problem: "conflict" });
    expect(await add(turn({ personId: idOf(officer) }))).toMatchObject({ problem: "not-found" });
    expect(await add(turn({ until: new Date(kit.clock.ms - hour).toISOString() }))).toMatchObject({
      problem: "invalid-input",
    });
    expect(await add(turn({ until: new Date(kit.clock.ms + 400 * hour).toISOString() }))).toMatchObject({
      problem: "invalid-input",
    });
    expect(await one.call("GET", "/v1/on-call")).toMatchObject({ problem: "role-forbidden" });
    expect((await one.call("GET", "/v1/alerts/preferences")).body.onCall).toMatchObject([{ place: 1 }]);
    expect((await two.call("GET", "/v1/alerts/preferences")).body.onCall).toEqual([]);
    expect(await admin.call("POST", `/v1/on-call/${good.id}/removal`)).toMatchObject({ status: 200 });
    expect(await removeShift(db, good.id)).toBe(false);
  });

  test("the command line edits the roster, and shows who was alerted and who took over", async () => {
    const { db } = kit.store;
    const inDays = (days: number) => new Date(Date.now() + days * 24 * hour).toISOString();
    const turn = { command: "on-call", act: "add", person: idOf(one), from: inDays(1), until: inDays(2) };
    const ask = (input: object) => runOnCallCommand(db, onCallCommand.parse(input));
    const added = (await ask(turn)) as { id: string };
    expect(printOnCall(await ask({ command: "on-call", act: "list" }))).toContain("Budi");
    await expect(ask({ ...turn, person: idOf(officer) })).rejects.toThrow(
      "only supervisors and administrators",
    );
    expect(onCallCommand.safeParse({ ...turn, from: "besok" }).success).toBe(false);
    expect(printOnCall(await ask({ command: "on-call", act: "remove", turn: added.id }))).toContain(
      "removed",
    );
    await expect(ask({ command: "on-call", act: "remove", turn: added.id })).rejects.toThrow(
      "There is no turn",
    );

    await urgent();
    await run();
    const [{ id = "" } = {}] = await listed(two);
    await take(two, id);
    const printed = printAlerts(await runAlertsCommand(db));
    expect(printed.split("\n")[1]).toMatch(/case-urgent +LK-\S+ +0 +2 +2 +Ani/);
  });

  test("counts the votes that wait for a panelist", async () => {
    const panelist = await kit.enrolled("panelist");
    // A dispute needs three of them.
    for (let more = 0; more < 2; more++) await kit.enrolled("panelist");
    const needs = async () => (await panelist.call("GET", "/v1/alerts")).body.needs;
    const caseId = await desk.open();
    const decided = await desk.decide(one, caseId, verdicts.approve);
    expect(await needs()).toBe(0);
    await desk.answer(two, decided.body.id, "refuse", "Belum cukup.");
    expect(await needs()).toBe(1);
    await desk.vote(panelist, decided.body.id, "uphold");
    expect(await needs()).toBe(0);
  });

  test("forgets alerts a year after they ended, with their notices and mails", async () => {
    const caseId = await urgent();
    await run();
    await kit.store.db.update(cases).set({ urgent: false }).where(eq(cases.id, caseId));
    await later(minute);
    kit.clock.ms += 366 * 24 * hour;
    await deleteOldAlerts(kit.store.db, kit.intake.now());
    expect(await kit.store.db.select().from(alerts).where(eq(alerts.caseId, caseId))).toEqual([]);
    expect(await kit.store.db.$count(alertMails)).toBe(0);
  });
});
