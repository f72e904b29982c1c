/** Incoming mail about a letter: bounces, receipts and answers. */

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressObjections, requestItems, requests } from "../../../../intake/db/schema/index.ts";
import { envelopeOf } from "../../../../intake/delivery/letter-ids.ts";
import { readMail } from "../../../../intake/delivery/read-mail.ts";
import { recordMail } from "../../../../intake/delivery/record-mail.ts";
import { receiveObjection } from "../../../../intake/objections/store/receive-objection.ts";
import { loadChannels } from "../../../../intake/requests/store/channels.ts";
import { finishDispatch, requestLetters } from "../../../../intake/requests/store/deliver-requests.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import { deliveryReceipt, mailReply } from "../../../../scripts/dev/kits/mail-kit.ts";
import { channelFile } from "../../../../utils/shared/contract/platform-channel.ts";
import { deskOf } from "../../../support/desk-kit.ts";
import { channelsTo, type RequestKit, requestKit } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const messageId = "<7e4b0f9e-6a4f-4cf0-b7f1-0e8a3d1c2b3a@kominfo.test>";
const envelope = "7e4b0f9e-6a4f-4cf0-b7f1-0e8a3d1c2b3a";

describe("a mail", () => {
  test("is recognised as a bounce by its fields, not by its text", async () => {
    const mail = await readMail(
      bytes(deliveryReceipt({ messageId, envelope }, [{ address: "Hukum@X.test", action: "Failed" }])),
    );
    expect(mail).toMatchObject({
      ...{ what: "bounced", about: [messageId], envelope, recipients: ["hukum@x.test"], automatic: true },
    });
  });

  test.each([
    [["delivered"], "delivered"],
    [["failed", "delivered"], "delivered"],
    [["delayed"], "waiting"],
    [["relayed", "failed"], "bounced"],
    [["expanded"], "waiting"],
  ])("is read by its subject %j: %s", async (actions, what) => {
    const text = deliveryReceipt(
      { envelope },
      actions.map((action, at) => ({ address: `a${at}@x.test`, action })),
    );
    expect((await readMail(bytes(text.replaceAll("\n", "\r\n")))).what).toBe(what);
  });

  test("is recognised as a reply to the message it references, regardless of its text", async () => {
    const about = { "In-Reply-To": messageId, References: `<a@b.test>\n ${messageId}` };
    const mail = await readMail(bytes(mailReply(about, "Action: failed\nMessage-ID: <lain@x.test>")));
    expect(mail).toMatchObject({ what: "reply", automatic: false, recipients: [] });
    expect(new Set(mail.about)).toEqual(new Set([messageId, "<a@b.test>"]));
    expect(JSON.stringify(mail)).not.toContain("Hukum");
  });

  test.each(["", "\0\xff", "x".repeat(100_000), `In-Reply-To: ${"<a@b>".repeat(5_000)}\n\n`])(
    "matches no letter if it has invalid bytes (%#)",
    async (text) => {
      const { what, about } = await readMail(bytes(text));
      expect(what).toBe("reply");
      expect(about.length).toBeLessThan(100);
    },
  );
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let one: TestDevice;
  let made: RequestKit;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    const two = await kit.enrolled("supervisor", "Ani");
    made = await requestKit(kit, deskOf(kit, { officer, reader: one }), [one, two]);
  }, 120_000);
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const note = async (text: string) =>
    recordMail(kit.store.db, requestLetters, await readMail(bytes(text)), kit.intake.now());
  const load = (addresses: object) => {
    const all = channelsTo().map((channel) => channel as { id: string });
    const changed = all.map((channel) => (channel.id === "x-surel" ? { ...channel, ...addresses } : channel));
    return loadChannels(kit.store.db, channelFile.parse(changed), kit.intake.now());
  };
  async function sent() {
    const id = await made.make({ channel: "x-surel" });
    const [letter] = await made.letters(id);
    if (!letter) throw new Error("no letter");
    await finishDispatch(kit.store.db, letter, { outcome: "sent", answer: "250 ok", at: kit.intake.now() });
    return { id, letter };
  }

  /** A letter without a limit that was sent so many days ago. */
  function daysAgo(days: number) {
    return () => ({ hours: null, dueAt: null, sentAt: new Date(kit.clock.ms - days * 86_400_000) });
  }

  /** The facts known to a mail server that returns a letter. */
  const about = async ({ id, messageId }: { id: string; messageId: string }) => ({
    ...{ messageId, envelope: await envelopeOf(kit.store.db, id) },
  });

  test.each<
    [
      string,
      (letter: { id: string; messageId: string }) => Promise<{ messageId?: string; envelope?: string }>,
    ]
  >([
    ["the id that a reading key is shown", async ({ id }) => ({ envelope: id })],
    ["the Message-ID that its recipients have", async ({ messageId }) => ({ messageId })],
    ["both", async ({ id, messageId }) => ({ messageId, envelope: id })],
    [
      "another letter's envelope",
      async ({ messageId }) => ({ messageId, envelope: await envelopeOf(kit.store.db, crypto.randomUUID()) }),
    ],
    [
      "an envelope with another proof",
      async ({ id, messageId }) => ({ messageId, envelope: `${id}.${"A".repeat(43)}` }),
    ],
  ])("a bounce or a receipt that is forged with %s changes nothing", async (_, forge) => {
    const { id, letter } = await sent();
    const before = await made.row(id);
    const forged = await forge(letter);
    for (const action of ["failed", "delivered"]) {
      const noted = await note(deliveryReceipt(forged, [{ address: "hukum@x.test", action }]));
      // A mail that names this letter is kept for a person to judge.
      expect([undefined, id]).toContain(noted.request);
      expect(noted.noted).toBe(noted.request === id);
    }
    const { version: __, ...after } = await made.row(id);
    const { version: ___, ...same } = before;
    expect(after).toEqual(same);
    expect((await made.letters(id))[0]?.state).toBe("sent");
  });

  test("a letter's Message-ID does not follow from the id that is shown", async () => {
    const { letter } = await sent();
    expect(letter.messageId).not.toContain(letter.id);
  });

  test("voids the clock once after a bounce; a receipt confirms delivery", async () => {
    const { id, letter } = await sent();
    const text = deliveryReceipt(await about(letter), [{ address: "hukum@x.test", action: "failed" }]);
    expect(await note(text)).toEqual({ request: id, what: "bounced", noted: false });
    expect(await made.row(id)).toMatchObject({ state: "undelivered", sentAt: null, dueAt: null, version: 3 });
    expect((await made.letters(id))[0]).toMatchObject({ state: "failed", answer: "bounced" });
    await note(text);
    expect((await made.events(id)).map(({ act, by }) => `${act} ${by}`)).toEqual([
      ...["made Budi", "sent intake", "bounced x-surel"],
    ]);

    const other = await sent();
    await note(
      deliveryReceipt({ envelope: await envelopeOf(kit.store.db, other.letter.id) }, [
        { address: "hukum@x.test", action: "delivered" },
      ]),
    );
    expect(await made.row(other.id)).toMatchObject({ state: "sent", deliveredAt: expect.any(Date) });
    expect(await made.logged(other.id, one)).toEqual(["request-sent", "request-answered"]);
  });

  test("a bounce after the limit, or after a proof of delivery, is only noted for people to check", async () => {
    for (const row of [{ dueAt: new Date(0), reprimands: 1 }, { deliveredAt: new Date(kit.clock.ms) }]) {
      const { id, letter } = await sent();
      await kit.store.db.update(requests).set(row).where(eq(requests.id, id));
      const { version: _, ...before } = await made.row(id);
      const text = deliveryReceipt(await about(letter), [{ address: "hukum@x.test", action: "failed" }]);
      expect(await note(text)).toEqual({ request: id, what: "bounced", noted: true });
      expect(await made.row(id)).toMatchObject(before);
      expect((await made.letters(id))[0]?.state).toBe("sent");
      expect((await made.events(id)).at(-1)?.detail).toMatchObject({ noted: true, toCheck: true });
    }
  });

  test.each([
    ["keeps", "an item was proven removed", () => ({})],
    ["keeps", "without a limit, the time for an acknowledgement is over", daysAgo(30)],
    ["voids", "nothing shows that it arrived", daysAgo(0)],
  ])("a bounce in time makes the letter undelivered and %s its clock: %s", async (clock, why, row) => {
    const { id, letter } = await sent();
    const { db } = kit.store;
    const change = row();
    if (Object.keys(change).length > 0) await db.update(requests).set(change).where(eq(requests.id, id));
    const provenAt = why.startsWith("an item") ? kit.intake.now() : null;
    await db.update(requestItems).set({ provenAt }).where(eq(requestItems.requestId, id));
    const { sentAt, dueAt } = await made.row(id);
    const text = deliveryReceipt(await about(letter), [{ address: "hukum@x.test", action: "failed" }]);
    expect(await note(text)).toEqual({ request: id, what: "bounced", noted: false });
    const kept = clock === "keeps" ? { sentAt, dueAt } : { sentAt: null, dueAt: null };
    expect(await made.row(id)).toMatchObject({ state: "undelivered", ...kept });
    expect((await made.letters(id))[0]).toMatchObject({ state: "failed", answer: "bounced" });
    expect(await made.items(id)).toMatchObject([{ provenAt }]);
  });

  test.each([
    ["keeps", "by reference"],
    ["voids", "by address"],
  ])("a bounce in time %s the clock after an objection %s", async (clock, how) => {
    const { id, letter } = await sent();
    const { db } = kit.store;
    const [item] = await made.items(id);
    kit.clock.ms += 60_000;
    const at = kit.intake.now();
    const times = { receivedAt: at, dueAt: new Date(kit.clock.ms + 1) };
    const words = { objector: "uploader", text: "Ini parodi." } as const;
    const byAddress = how === "by address" ? { byAddress: times } : {};
    const received = await receiveObjection(db, item?.id ?? "", { ...words, ...byAddress }, at);
    if (!received.ok) throw new Error(received.problem.code);
    const { id: objectionId, ticket } = received.value;
    if (how === "by address")
      await db.insert(addressObjections).values({
        ...words,
        ...times,
        id: crypto.randomUUID(),
        subject: item?.subject ?? "",
        ticket,
        objectionId,
      });
    const { sentAt, dueAt } = await made.row(id);
    const text = deliveryReceipt(await about(letter), [{ address: "hukum@x.test", action: "failed" }]);
    expect(await note(text)).toEqual({ request: id, what: "bounced", noted: false });
    const kept = clock === "keeps" ? { sentAt, dueAt } : { sentAt: null, dueAt: null };
    expect(await made.row(id)).toMatchObject({ state: "undelivered", ...kept });
  });

  test("a reply acknowledges, is marked to be read, and makes a later bounce harmless", async () => {
    const { id, letter } = await sent();
    expect(await note(mailReply({ "In-Reply-To": letter.messageId }))).toMatchObject({ what: "reply" });
    expect(await made.row(id)).toMatchObject({ state: "sent", acknowledgedAt: expect.any(Date) });
    expect((await made.events(id)).at(-1)?.detail).toMatchObject({ toRead: true, automatic: false });
    expect(
      await note(deliveryReceipt(await about(letter), [{ address: "hukum@x.test", action: "failed" }])),
    ).toMatchObject({
      noted: true,
    });
    expect((await made.row(id)).state).toBe("sent");
    expect((await made.letters(id))[0]?.state).toBe("sent");
  });

  test("an answer taken by a clock that is behind leaves the time of sending and the limit", async () => {
    const simulated = kit.clock.ms;
    // The database's own clock is real.
    kit.clock.ms = Date.now() - 60_000;
    const { id, letter } = await sent();
    const { sentAt, dueAt } = await made.row(id);
    kit.clock.ms -= 40 * 60_000;
    expect(await note(mailReply({ "In-Reply-To": letter.messageId }))).toMatchObject({ noted: false });
    kit.clock.ms = simulated;
    expect(await made.row(id)).toMatchObject({ state: "sent", sentAt, dueAt, acknowledgedAt: sentAt });
  });

  test("an answer before the time of sending, which a clock ahead wrote, corrects that time", async () => {
    const dayMs = 86_400_000;
    const simulated = kit.clock.ms;
    kit.clock.ms = Date.now() + dayMs;
    const { id, letter } = await sent();
    kit.clock.ms -= dayMs;
    expect(await note(mailReply({ "In-Reply-To": letter.messageId }))).toMatchObject({ noted: false });
    const { sentAt, dueAt, acknowledgedAt } = await made.row(id);
    expect(acknowledgedAt?.getTime()).toBeLessThanOrEqual(kit.clock.ms);
    expect([sentAt, dueAt]).toEqual([acknowledgedAt, new Date(Number(acknowledgedAt) + dayMs)]);
    const body = { id: crypto.randomUUID(), kind: "items", items: [{ place: 1, outcome: "refused" }] };
    const answered = await one.call("POST", `/v1/requests/${id}/answers`, { body });
    expect(answered.body).toMatchObject({ state: "answered" });
    kit.clock.ms = simulated;
  });

  test("requires bounces of all addresses, and ignores bounces of an earlier round", async () => {
    const { db } = kit.store;
    await load({ to: ["hukum@x.test", "Dua@x.test"] });
    const { id, letter } = await sent();
    const bounce = async (address: string) =>
      note(deliveryReceipt(await about(letter), [{ address, action: "failed" }]));
    expect((await bounce("hukum@x.test")).noted).toBe(true);
    expect((await made.row(id)).state).toBe("sent");
    expect((await bounce("dua@x.test")).noted).toBe(false);
    expect((await made.row(id)).state).toBe("undelivered");
    const body = { id: crypto.randomUUID(), channel: "x-surel" };
    expect((await one.call("POST", `/v1/requests/${id}/channel`, { body })).status).toBe(200);
    const [, second] = await made.letters(id);
    if (second) await finishDispatch(db, second, { outcome: "sent", answer: "250 ok", at: kit.intake.now() });
    expect((await bounce("tiga@x.test")).noted).toBe(true);
    expect((await made.row(id)).state).toBe("sent");
  });

  test("the receipt of a copy is no delivery, and a later bounce voids the clock", async () => {
    await load({ cc: ["Arsip@kominfo.test", "hukum@x.test"] });
    const { id, letter } = await sent();
    const receipt = async (...recipients: [address: string, action: string][]) =>
      note(
        deliveryReceipt(
          await about(letter),
          recipients.map(([address, action]) => ({ address, action })),
        ),
      );
    expect((await receipt(["arsip@kominfo.test", "delivered"])).noted).toBe(true);
    expect(await made.row(id)).toMatchObject({ state: "sent", deliveredAt: null });
    expect((await receipt(["hukum@x.test", "failed"])).noted).toBe(false);
    expect(await made.row(id)).toMatchObject({ state: "undelivered", sentAt: null, dueAt: null });
    await load({});
  });

  test.each([
    ["a bounce", "hukum@x.test", "arsip@kominfo.test", "undelivered"],
    ["a delivery", "arsip@kominfo.test", "hukum@x.test", "sent"],
  ])("a receipt for a main address and a copy is %s if %s failed", async (_, failed, delivered, state) => {
    await load({ cc: ["arsip@kominfo.test"] });
    const { id, letter } = await sent();
    const text = deliveryReceipt(await about(letter), [
      { address: failed, action: "failed" },
      { address: delivered, action: "delivered" },
    ]);
    expect((await note(text)).noted).toBe(false);
    const deliveredAt = state === "sent" ? expect.any(Date) : null;
    expect(await made.row(id)).toMatchObject({ state, deliveredAt });
    await load({});
  });

  test("ignores a mail that matches no letter", async () => {
    expect(await note(mailReply({ "In-Reply-To": messageId }))).toEqual({ what: "reply", noted: false });
    expect(await note(mailReply({}))).toEqual({ what: "reply", noted: false });
    expect(await note(deliveryReceipt({}, []))).toEqual({ what: "waiting", noted: false });
  });
});
