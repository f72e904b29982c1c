/** Alerts about referrals: letters that do not arrive, clocks, and answers that a person must read. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAlertSender } from "../../../../intake/alerts/delivery/send-alerts.ts";
import { createAlertFinder } from "../../../../intake/alerts/find-alerts.ts";
import { alerts, referralLetters, referrals } from "../../../../intake/db/schema/index.ts";
import { readMail } from "../../../../intake/delivery/read-mail.ts";
import { recordMail } from "../../../../intake/delivery/record-mail.ts";
import { createNoticeMail } from "../../../../intake/delivery/send-message.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { referralLettersOwner } from "../../../../intake/referrals/store/deliver-referrals.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { createCallHook } from "../../../../intake/webhooks/call-hook.ts";
import { deliverHooks } from "../../../../intake/webhooks/deliver-hooks.ts";
import { addHook } from "../../../../intake/webhooks/store/hooks.ts";
import {
  type IntakeKit,
  origin,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { mailReply } from "../../../../scripts/dev/kits/mail-kit.ts";
import { type MailServer, startMailServer } from "../../../../scripts/dev/kits/mail-server.ts";
import { type AlertView, staffEvents } from "../../../../utils/shared/contract/alert.ts";
import { webhookBodies, webhookMessage } from "../../../../utils/shared/contract/webhook.ts";
import { deskOf, verdicts } from "../../../support/desk-kit.ts";
import { type ReferralKit, referralKit } from "../../../support/referral-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";
import { type HookServer, startHookServer } from "../../../support/webhook-server.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let mails: MailServer;
  let hooks: HookServer;
  let one: TestDevice;
  let two: TestDevice;
  let admin: TestDevice;
  let abroad: TestDevice;
  let made: ReferralKit;
  let key: string | undefined;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    [kit, mails, hooks] = [
      await startKit(await stores.open()),
      await startMailServer(),
      await startHookServer(),
    ];
    kit.clock.ms = Math.max(kit.clock.ms, Date.parse("2026-11-25T03:00:00.000Z"));
    const { db } = kit.store;
    for (const category of ["JUDI", "NARKOTIKA"] as const)
      await saveUnit(
        db,
        { name: category, sites: null, categories: [category], languages: null },
        kit.intake.now(),
      );
    const officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi", "JUDI");
    two = await kit.enrolled("supervisor", "Ani", "JUDI");
    abroad = await kit.enrolled("supervisor", "Tamu", "NARKOTIKA");
    admin = await kit.enrolled("admin", "Pengelola");
    made = await referralKit(kit, deskOf(kit, { officer, reader: one }), [one, two]);
    const email = "budi@kominfo.test";
    await one.call("PUT", "/v1/alerts/preferences", { body: { mail: "now", email } });
    await addHook(db, { address: hooks.url, events: [...staffEvents] }, kit.intake.now());
  }, 120_000);
  afterAll(async () => {
    await hooks?.close();
    await mails?.close();
    await kit?.close();
    await stores?.close();
  });

  /** One pass of both jobs, each in a new process. */
  async function run(): Promise<void> {
    await createAlertFinder(kit.store.db, kit.intake.now).run();
    await createAlertSender({
      db: kit.store.db,
      now: kit.intake.now,
      sendNotice: createNoticeMail({ server: mails.url, from: "Kominfo <lapor@kominfo.test>" }),
      organisation: "Kominfo",
      origin: () => origin,
      mailHost: "kominfo.test",
    }).run();
  }
  async function later(ms: number): Promise<void> {
    kit.clock.ms += ms;
    await run();
  }
  async function alertsOf(device: TestDevice, caseId: string): Promise<AlertView[]> {
    const all: AlertView[] = (await device.call("GET", "/v1/alerts")).body.alerts;
    return all.filter((alert) => alert.caseId === caseId && alert.kind === "referral");
  }
  const events = async (device: TestDevice, caseId: string) =>
    (await alertsOf(device, caseId)).map(({ event }) => event).sort();
  const escalated = () => made.decided(verdicts.escalate);

  /** As if the letter had arrived. */
  async function send(decisionId: string) {
    const { id } = await made.of(decisionId);
    const sentAt = kit.intake.now();
    const dueAt = new Date(sentAt.getTime() + 7 * day);
    const { db } = kit.store;
    await db.update(referrals).set({ state: "sent", sentAt, dueAt }).where(eq(referrals.id, id));
    const sent = { state: "sent", nextAt: null } as const;
    await db.update(referralLetters).set(sent).where(eq(referralLetters.referralId, id));
    return made.of(decisionId);
  }
  const change = (id: string, row: object) =>
    kit.store.db.update(referrals).set(row).where(eq(referrals.id, id));

  async function answerByKey(id: string, body: object) {
    key ??= (await createApiKey(kit.store, { scope: "partner", channel: "ojk-surel" })).key;
    const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify({ id: randomUUID(), ...body }) };
    return (await kit.app.request(`${origin}/v1/referrals/${id}/answers`, init)).status;
  }

  test("alerts supervisors and administrators to a referral that was not sent, failed, or waits for delivery by hand", async () => {
    const { caseId, decisionId } = await escalated();
    await later(30 * minute);
    expect(await events(one, caseId)).toEqual([]);
    await later(31 * minute);
    const { letter, id } = await made.of(decisionId);
    expect(await alertsOf(one, caseId)).toMatchObject([
      { event: "letter-undelivered", reference: letter.number, caseId },
    ]);
    expect(await events(admin, caseId)).toEqual(["letter-undelivered"]);
    expect(await events(abroad, caseId)).toEqual([]);
    expect(mails.received.at(-1)?.text).toContain(String(letter.number));
    await kit.store.db
      .update(referralLetters)
      .set({ state: "by-hand", nextAt: null, at: kit.intake.now() })
      .where(eq(referralLetters.referralId, id));
    await later(23 * hour);
    expect(await events(one, caseId)).toEqual([]);
    await later(2 * hour);
    expect(await events(one, caseId)).toEqual(["letter-undelivered"]);
    await change(id, { state: "closed" });
    await later(minute);
    expect(await events(one, caseId)).toEqual([]);
  });

  test("follows a referral from its unread letter over its clock to the partner's answer", async () => {
    const { caseId, decisionId } = await escalated();
    const { id } = await send(decisionId);
    await later(23 * hour);
    expect(await events(one, caseId)).toEqual([]);
    await later(hour);
    expect(await events(one, caseId)).toEqual(["letter-unread"]);
    await change(id, { acknowledgedAt: kit.intake.now() });
    await later(minute);
    expect(await events(one, caseId)).toEqual([]);
    await later(4.3 * day);
    expect(await events(one, caseId)).toEqual(["clock-warning"]);
    await later(1.8 * day);
    expect(await events(two, caseId)).toEqual(["clock-over"]);
    expect(await answerByKey(id, { kind: "answered", outcome: "handled" })).toBe(200);
    await run();
    await run();
    expect(await alertsOf(one, caseId)).toMatchObject([{ event: "answer-arrived", urgent: false }]);
    const [{ id: alert = "" } = {}] = await alertsOf(one, caseId);
    const taken = await one.call("POST", `/v1/alerts/${alert}/acknowledgement`);
    expect(taken.body.acknowledged).toMatchObject({ by: "Budi", mine: true });
    await later(15 * day);
    expect(await events(one, caseId)).toEqual([]);
  });

  test("alerts again when the time of the last reminder has passed", async () => {
    const { caseId, decisionId } = await escalated();
    const { id } = await send(decisionId);
    await change(id, { acknowledgedAt: kit.intake.now() });
    await later(7 * day);
    const [first] = await alertsOf(one, caseId);
    expect((await one.call("POST", `/v1/alerts/${first?.id}/acknowledgement`)).status).toBe(200);
    await later(13.9 * day);
    expect((await alertsOf(one, caseId)).filter(({ acknowledged }) => !acknowledged)).toEqual([]);
    await later(0.2 * day);
    const [again, ...others] = await alertsOf(one, caseId);
    expect([again?.event, again?.acknowledged, others]).toEqual(["clock-over", undefined, []]);
    await change(id, { state: "closed" });
    await later(minute);
    expect(await alertsOf(one, caseId)).toEqual([]);
  });

  test("records a system's answer about another letter, and alerts until a person has handled it", async () => {
    const { caseId, decisionId } = await escalated();
    const { id } = await send(decisionId);
    const stray = {
      id: randomUUID(),
      kind: "answered",
      outcome: "handled",
      number: "R-09999/LK-KOMINFO/XI/2026",
    };
    for (let turn = 0; turn < 2; turn++) expect(await answerByKey(id, stray)).toBe(422);
    expect(await answerByKey(id, { kind: "answered", outcome: "false" })).toBe(422);
    expect(await made.of(decisionId)).toMatchObject({ state: "sent", outcome: null });
    await run();
    expect(await events(one, caseId)).toEqual(["answer-elsewhere", "answer-elsewhere"]);
    const [, first] = await made.events(id);
    expect(first).toMatchObject({ act: "answered-elsewhere", detail: { number: stray.number, noted: true } });
    for (let turn = 0; turn < 9; turn++) await answerByKey(id, { kind: "answered", outcome: "true" });
    await run();
    expect(await events(one, caseId)).toHaveLength(5);
    const body = { id: randomUUID(), kind: "answered", outcome: "not-ours" };
    expect(await two.call("POST", `/v1/referrals/${id}/answers`, { body })).toMatchObject({ status: 200 });
    await later(minute);
    expect(await events(one, caseId)).toEqual([]);
  });

  test("alerts to a reply by mail, but not to an automatic one", async () => {
    const { caseId, decisionId } = await escalated();
    const { id } = await send(decisionId);
    const [letter] = await made.letters(id);
    const reply = async (headers: Record<string, string>) =>
      recordMail(
        kit.store.db,
        referralLettersOwner,
        await readMail(
          new TextEncoder().encode(mailReply({ "In-Reply-To": letter?.messageId ?? "", ...headers })),
        ),
        kit.intake.now(),
      );
    const ofPrograms = [
      { "Auto-Submitted": "auto-replied" },
      { "Return-Path": "<>" },
      { Precedence: "auto_reply" },
      { "X-Autoreply": "yes" },
    ];
    for (const headers of ofPrograms) await reply(headers);
    await run();
    expect(await events(one, caseId)).toEqual([]);
    await reply({});
    await run();
    expect(await events(one, caseId)).toEqual(["answer-arrived"]);
  });

  test("has no alert of a withdrawn referral, but of its withdrawal that cannot be sent", async () => {
    const { caseId, decisionId } = await escalated();
    const { id } = await send(decisionId);
    await later(2 * day);
    expect(await events(one, caseId)).toEqual(["letter-unread"]);
    await change(id, { state: "withdrawn", withdrawnAt: kit.intake.now() });
    await later(minute);
    expect(await events(one, caseId)).toEqual([]);
    const [letter] = await made.letters(id);
    if (!letter) throw new Error("no letter");
    await kit.store.db.insert(referralLetters).values({
      ...letter,
      id: randomUUID(),
      letter: "withdrawal",
      messageId: `<${randomUUID()}@x>`,
      state: "failed",
    });
    await later(minute);
    expect(await events(one, caseId)).toEqual(["letter-undelivered"]);
    // One that failed waits for a person, and does not wait for a day to alert them.
    await kit.store.db
      .update(referralLetters)
      .set({ state: "by-hand", attempts: 1, at: kit.intake.now() })
      .where(and(eq(referralLetters.referralId, id), eq(referralLetters.letter, "withdrawal")));
    await later(minute);
    expect(await events(one, caseId)).toEqual(["letter-undelivered"]);
  });

  test("loses and doubles none if the process ends after any step, and notifies other systems", async () => {
    const cases = [await escalated(), await escalated(), await escalated()];
    kit.clock.ms += 2 * hour;
    const before = mails.received.length;
    for (let watch = 0; watch < 4; watch++) {
      // Ends the process after that many conditions were read.
      let left = watch;
      const signal = {
        get aborted() {
          return left-- <= 0;
        },
      } as AbortSignal;
      await createAlertFinder(kit.store.db, kit.intake.now).run(signal);
    }
    await Promise.all([run(), run()]);
    await run();
    const ids = cases.map(({ caseId }) => caseId);
    const rows = await kit.store.db.select().from(alerts).where(inArray(alerts.caseId, ids));
    expect(rows.filter(({ event }) => event === "letter-undelivered")).toHaveLength(3);
    const text = mails.received
      .slice(before)
      .map((mail) => mail.text)
      .join("\n");
    for (const { decisionId } of cases) {
      const number = String((await made.of(decisionId)).letter.number);
      // Once in Indonesian and once in English.
      expect(text.split(number)).toHaveLength(3);
    }
    const call = createCallHook({ now: kit.intake.now, isLocal: true });
    for (let turn = 0; turn < 3; turn++) await deliverHooks(kit.store.db, call, kit.intake.now);
    const told = hooks.received
      .map(({ body }) => webhookMessage.parse(JSON.parse(body)))
      .filter(({ event }) => event === "letter-undelivered")
      .map(({ body }) => webhookBodies["letter-undelivered"].parse(body).subject);
    for (const { decisionId } of cases) {
      const { id } = await made.of(decisionId);
      expect(told.filter((subject) => subject.id === id)).toEqual([{ kind: "referral", id }]);
    }
  });

  test("keeps a history that can be verified", async () => {
    const { decisionId } = await escalated();
    const { id } = await made.of(decisionId);
    await answerByKey(id, { kind: "answered", outcome: "false" });
    const { broken } = await verifyStore(kit.store);
    expect(broken.filter((sentence) => sentence.includes(id))).toEqual([]);
  });
});
