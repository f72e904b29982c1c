/** Letters on their way: over a real SMTP server and a real webhook, each of which behaves badly once. */

import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { anyScope } from "../../../../intake/core/scope.ts";
import { decisions, dispatches, requests } from "../../../../intake/db/schema/index.ts";
import type { DispatchWorker } from "../../../../intake/delivery/deliver-letters.ts";
import { envelopeOf } from "../../../../intake/delivery/letter-ids.ts";
import { readMail } from "../../../../intake/delivery/read-mail.ts";
import { recordMail } from "../../../../intake/delivery/record-mail.ts";
import { createMail, createWebhook } from "../../../../intake/delivery/send-message.ts";
import { judgeHealth } from "../../../../intake/health/judge-health.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { lockRequest, saveEvent } from "../../../../intake/requests/store/change-request.ts";
import { loadChannels, readChannels } from "../../../../intake/requests/store/channels.ts";
import {
  createDispatchWorker,
  finishDispatch,
  requestLetters,
} from "../../../../intake/requests/store/deliver-requests.ts";
import { cancelDispatches, leaseDispatch } from "../../../../intake/requests/store/dispatches.ts";
import { mayHaveArrived } from "../../../../intake/requests/store/withdraw.ts";
import { createMessageReader } from "../../../../intake/requests/store/write-letter.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  startKit,
  type TestAnswer,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { deliveryReceipt } from "../../../../scripts/dev/kits/mail-kit.ts";
import { type MailServer, startMailServer } from "../../../../scripts/dev/kits/mail-server.ts";
import { channelFile } from "../../../../utils/shared/contract/platform-channel.ts";
import { deskOf, verdicts } from "../../../support/desk-kit.ts";
import { channelsTo, type RequestKit, requestKit } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";
import { type HookServer, startHookServer } from "../../../support/webhook-server.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const from = "Kominfo <permintaan@kominfo.test>";
const running = new AbortController().signal;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let one: TestDevice;
  let mails: MailServer;
  let hooks: HookServer;
  let made: RequestKit;
  /** Done before each letter is written out. */
  let beforeWriting: () => Promise<unknown>;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    const two = await kit.enrolled("supervisor", "Ani");
    mails = await startMailServer();
    hooks = await startHookServer();
    made = await requestKit(kit, deskOf(kit, { officer, reader: one }), [one, two], hooks.url);
  }, 120_000);
  beforeEach(async () => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    beforeWriting = async () => undefined;
    Object.assign(mails, { behaviour: "well", refused: {}, onReceive: async () => undefined });
    mails.received.length = 0;
    Object.assign(hooks, { status: 200, headers: {}, isSilent: false });
    hooks.received.length = 0;
    // Removes dispatches left by the previous test.
    await kit.store.db.update(dispatches).set({ state: "cancelled" }).where(eq(dispatches.state, "queued"));
  });
  afterEach(() => void vi.restoreAllMocks());
  afterAll(async () => {
    await mails?.close();
    await hooks?.close();
    await kit?.close();
    await stores?.close();
  }, 120_000);

  /** Else each try would draw them. */
  let withDocuments = false;
  function post(server: string | undefined = mails.url): DispatchWorker {
    const { db } = kit.store;
    return createDispatchWorker({
      ...{ db, now: kit.intake.now, random: () => 0.5 },
      readMessage: async (...asked) => {
        await beforeWriting();
        const parcel = await createMessageReader(kit.intake.key, kit.intake.documents)(...asked);
        return withDocuments ? parcel : { ...parcel, readAttachments: async () => [] };
      },
      sendMail: server === undefined ? undefined : createMail({ server, from }),
      sendWebhook: createWebhook({ now: kit.intake.now, isLocal: true }),
    });
  }
  const send = (by = post()) => by.run(running);
  const letter = async (id: string) => (await made.letters(id)).at(-1);
  const withdraw = (id: string) =>
    kit.store.db.transaction(async (tx) => {
      const locked = await lockRequest(tx, { id, scope: anyScope });
      const at = kit.intake.now();
      const saying = { id: randomUUID(), digest: "d", at, by: "Budi", detail: {} };
      if (locked) await saveEvent(tx, locked, { type: "withdrawn", at, reason: "Dibatalkan." }, saying);
      await cancelDispatches(tx, id, at);
    });
  const mayArrive = async (id: string) => {
    const isIt = and(eq(requests.id, id), mayHaveArrived);
    return (await kit.store.db.select({ id: requests.id }).from(requests).where(isIt)).length > 0;
  };
  const heads = (text: string, name: string) =>
    new RegExp(`^${name}: (.+)$`, "im").exec(text.replaceAll("\r\n", "\n"))?.[1];

  describe("by mail", () => {
    test("is sent once, is named, asks for receipts, and starts the clock", async () => {
      const id = await made.make({ channel: "x-surel", items: 2 });
      withDocuments = true;
      await Promise.all([send(), send(post())]);
      await send();
      withDocuments = false;
      expect(mails.received).toHaveLength(1);
      const [{ text = "", envelope } = { text: "", envelope: undefined }] = mails.received;
      const row = await made.row(id);
      expect(heads(text, "Message-ID")).toBe((await letter(id))?.messageId);
      expect(heads(text, "Message-ID")).toMatch(/@intake\.test>$/);
      expect(heads(text, "X-Lapor-Request")).toBe(row.letter.number);
      expect(heads(text, "From")).toBe(from);
      expect(text).toContain("Tautan ke situs judi.");
      expect(text.match(/filename="?[\w-]+\.(pdf|jws)/g)).toHaveLength(3);
      expect(text).toContain("We ask the platform to examine it");
      expect(envelope).toMatchObject({ rcptTo: [{ address: "hukum@x.test" }] });
      expect(JSON.stringify(envelope)).toMatch(/SUCCESS.*FAILURE.*DELAY/);
      const sealed = await envelopeOf(kit.store.db, (await letter(id))?.id ?? "");
      expect(JSON.stringify(envelope)).toContain(sealed);
      expect(text).not.toContain(sealed.split(".")[1]);
      expect(row).toMatchObject({ state: "sent", version: 2, acknowledgedAt: null });
      expect(row.dueAt?.getTime()).toBe((row.sentAt?.getTime() ?? 0) + 24 * hourMs);
      expect(await letter(id)).toMatchObject({
        state: "sent",
        attempts: 1,
        sentAt: row.sentAt,
        nextAt: null,
      });
      expect((await made.events(id)).map(({ act, by }) => [act, by])).toEqual([
        ["made", "Budi"],
        ["sent", "intake"],
      ]);
      expect(await made.logged(id, one)).toEqual(["request-sent"]);
    });

    test("waits with backoff while its server is unavailable, and arrives as the same letter", async () => {
      const gone = await startMailServer();
      await gone.close();
      const id = await made.make({ channel: "x-surel" });
      await send(post(gone.url));
      const first = await letter(id);
      expect(first).toMatchObject({
        state: "queued",
        attempts: 1,
        answer: expect.stringMatching(/ECONNREFUSED/),
      });
      expect((await made.row(id)).state).toBe("queued");
      await send();
      expect(mails.received).toHaveLength(0);
      kit.clock.ms += 31_000;
      await send();
      expect(heads(mails.received[0]?.text ?? "", "Message-ID")).toBe(first?.messageId);
      expect(await letter(id)).toMatchObject({ state: "sent", attempts: 2 });
    });

    test("is given up after a day; the health page warns long before", async () => {
      const id = await made.make({ channel: "x-surel" });
      const start = kit.clock.ms;
      mails.behaviour = "busy";
      await send();
      kit.clock.ms = start + 2 * hourMs;
      expect(await findings()).toContain("letters-stuck");
      // The tries in between, of which each is like the next; `unit/intake/requests/machine.test.ts` has when they come.
      await kit.store.db.update(dispatches).set({ attempts: 20 }).where(eq(dispatches.requestId, id));
      kit.clock.ms = start + 23.5 * hourMs;
      await send();
      expect(await letter(id)).toMatchObject({ state: "queued", attempts: 21 });
      kit.clock.ms += hourMs;
      await send();
      expect(await letter(id)).toMatchObject({ state: "failed", answer: expect.stringMatching(/^451/) });
      expect(await made.row(id)).toMatchObject({ state: "undelivered", sentAt: null, dueAt: null });
      expect(await made.logged(id, one)).toEqual(["request-undelivered"]);
      expect(await findings()).not.toContain("letters-stuck");
    });

    test.each(["refuses-address", "refuses-message"] as const)(
      "a server that %s is believed",
      async (mood) => {
        const id = await made.make({ channel: "x-surel" });
        mails.behaviour = mood;
        await send();
        expect(await letter(id)).toMatchObject({
          state: "failed",
          attempts: 1,
          answer: expect.stringMatching(/^55/),
        });
        expect((await made.row(id)).state).toBe("undelivered");
      },
    );

    describe("to a main address and a copy", () => {
      const load = (addresses: object) => {
        const all = channelsTo(hooks.url).map((channel) => channel as { id: string });
        const changed = all.map((channel) =>
          channel.id === "x-surel" ? { ...channel, ...addresses } : channel,
        );
        return loadChannels(kit.store.db, channelFile.parse(changed), kit.intake.now());
      };
      const copy = "arsip@kominfo.test";
      const sentTo = () =>
        mails.received.map(({ envelope }) => envelope.rcptTo.map(({ address }) => address).sort());
      afterEach(() => load({}));

      test("waits if the main address is deferred, and arrives later together with its copy", async () => {
        await load({ cc: [copy] });
        const id = await made.make({ channel: "x-surel" });
        mails.refused = { "hukum@x.test": 450 };
        await send();
        expect(await letter(id)).toMatchObject({ state: "queued", answer: expect.stringMatching(/^450/) });
        expect(mails.received).toHaveLength(0);
        mails.refused = {};
        kit.clock.ms += minuteMs;
        await send();
        expect(await made.row(id)).toMatchObject({ state: "sent" });
        expect(sentTo()).toEqual([["hukum@x.test"], [copy]]);
        const [main, other] = mails.received;
        expect(heads(other?.text ?? "", "Message-ID")).toBe(heads(main?.text ?? "", "Message-ID"));
        expect(heads(main?.text ?? "", "Cc")).toBe(copy);
        const sealed = await envelopeOf(kit.store.db, (await letter(id))?.id ?? "");
        expect(JSON.stringify(main?.envelope)).toContain(sealed);
        expect(JSON.stringify(other?.envelope)).not.toMatch(/SUCCESS/);
        expect(JSON.stringify(other?.envelope)).not.toContain(sealed);
      });

      test("is undelivered if only the copy would be accepted", async () => {
        await load({ cc: [copy] });
        const id = await made.make({ channel: "x-surel" });
        mails.refused = { "hukum@x.test": 550 };
        await send();
        expect(await letter(id)).toMatchObject({ state: "failed", answer: expect.stringMatching(/^550/) });
        expect(await made.row(id)).toMatchObject({ state: "undelivered", sentAt: null, dueAt: null });
        expect(mails.received).toHaveLength(0);
      });

      test("is sent if only the copy is refused", async () => {
        await load({ cc: ["HUKUM@x.test", copy] });
        const id = await made.make({ channel: "x-surel" });
        mails.refused = { [copy]: 550 };
        await send();
        expect((await made.row(id)).state).toBe("sent");
        expect(sentTo()).toEqual([["hukum@x.test"]]);
        expect((await letter(id))?.answer).toContain(`not accepted for ${copy}`);
      });

      test("is undelivered if one main address is refused while sending and the other bounces", async () => {
        await load({ to: ["hukum@x.test", "Dua@x.test"] });
        const id = await made.make({ channel: "x-surel" });
        mails.refused = { "Dua@x.test": 550 };
        await send();
        expect((await made.row(id)).state).toBe("sent");
        const envelope = await envelopeOf(kit.store.db, (await letter(id))?.id ?? "");
        const bounce = deliveryReceipt({ envelope }, [{ address: "hukum@x.test", action: "failed" }]);
        const mail = await readMail(new TextEncoder().encode(bounce));
        const noted = await recordMail(kit.store.db, requestLetters, mail, kit.intake.now());
        expect(noted).toEqual({ request: id, what: "bounced", noted: false });
        expect(await made.row(id)).toMatchObject({ state: "undelivered", sentAt: null, dueAt: null });
      });
    });

    test("voids the clock if it bounces before its sending is recorded", async () => {
      const id = await made.make({ channel: "x-surel" });
      const envelope = await envelopeOf(kit.store.db, (await letter(id))?.id ?? "");
      const bounce = async () => {
        const text = deliveryReceipt({ envelope }, [{ address: "hukum@x.test", action: "failed" }]);
        const mail = await readMail(new TextEncoder().encode(text));
        return recordMail(kit.store.db, requestLetters, mail, kit.intake.now());
      };
      // The mail server tries again later.
      let early: unknown;
      mails.onReceive = async () => {
        early = await bounce().catch((error: unknown) => error);
      };
      await send();
      expect(early).toBeInstanceOf(Error);
      expect(await made.row(id)).toMatchObject({ state: "sent" });
      expect(await bounce()).toMatchObject({ what: "bounced", noted: false });
      expect(await made.row(id)).toMatchObject({ state: "undelivered", sentAt: null, dueAt: null });
    });

    test("counts as sent if a server accepts and drops it; no acknowledgement arrives", async () => {
      const id = await made.make({ channel: "x-surel" });
      mails.behaviour = "drops";
      await send();
      expect(await made.row(id)).toMatchObject({ state: "sent", deliveredAt: null, acknowledgedAt: null });
    });

    test("a connection closed after the message sends the same letter twice, and counts as one sending", async () => {
      const id = await made.make({ channel: "x-surel" });
      mails.behaviour = "closes";
      await send();
      expect((await made.row(id)).state).toBe("queued");
      mails.behaviour = "well";
      kit.clock.ms += minuteMs;
      await send();
      const names = mails.received.map(({ text }) => heads(text, "Message-ID"));
      expect(names).toHaveLength(2);
      expect(new Set(names)).toEqual(new Set([(await letter(id))?.messageId]));
      expect((await made.events(id)).map(({ act }) => act)).toEqual(["made", "sent"]);
    });

    test("waits without a server while other letters go, and the health page gives the reason", async () => {
      const [id, other] = [await made.make({ channel: "x-surel" }), await made.make({ channel: "x-kait" })];
      await send(
        createDispatchWorker({
          ...{
            db: kit.store.db,
            now: kit.intake.now,
            readMessage: createMessageReader(kit.intake.key, kit.intake.documents),
            sendMail: undefined,
          },
          sendWebhook: createWebhook({ now: kit.intake.now, isLocal: true }),
        }),
      );
      expect(await letter(id)).toMatchObject({ state: "queued", attempts: 0 });
      expect((await made.row(other)).state).toBe("sent");
      expect(await findings(false)).toContain("mail-unset");
      expect(await findings()).not.toContain("mail-unset");
    });
  });

  describe("a request that is withdrawn", () => {
    test("is not sent if withdrawn before its letter is leased", async () => {
      const id = await made.make({ channel: "x-surel" });
      await withdraw(id);
      await send();
      expect(mails.received).toHaveLength(0);
      expect((await letter(id))?.state).toBe("cancelled");
    });

    test("is not sent if withdrawn between lease and sending", async () => {
      const id = await made.make({ channel: "x-surel" });
      beforeWriting = () => withdraw(id);
      await send();
      expect(mails.received).toHaveLength(0);
      expect((await letter(id))?.state).toBe("cancelled");
      expect(await made.row(id)).toMatchObject({ state: "withdrawn", sentAt: null });
    });

    test("is not sent again if its decision was reversed during a failed attempt", async () => {
      const id = await made.make({ channel: "x-surel" });
      mails.behaviour = "busy";
      await send();
      const [item] = await made.items(id);
      const reversed = { reversedAt: new Date(kit.clock.ms) };
      await kit.store.db
        .update(decisions)
        .set(reversed)
        .where(eq(decisions.id, item?.decisionId ?? ""));
      mails.behaviour = "well";
      kit.clock.ms += hourMs;
      await send();
      expect(mails.received).toHaveLength(0);
      expect((await letter(id))?.state).toBe("cancelled");
    });

    test("is not withdrawn by a person while it is being sent", async () => {
      const id = await made.make({ channel: "x-surel" });
      const body = { id: randomUUID(), reason: "Keliru." };
      let refused: TestAnswer | undefined;
      mails.onReceive = async () => {
        refused = await one.call("POST", `/v1/requests/${id}/withdrawal`, { body });
      };
      await send();
      expect(refused).toMatchObject({ status: 409, problem: "request-changed" });
      expect(await made.row(id)).toMatchObject({ state: "sent", dueAt: expect.any(Date) });
      expect((await made.items(id)).map(({ isVoid }) => isVoid)).toEqual([false]);
      expect((await made.events(id)).map(({ act }) => act)).toEqual(["made", "sent"]);
    });

    test("is recorded as withdrawn and as sent if withdrawn during its sending", async () => {
      const id = await made.make({ channel: "x-surel" });
      mails.onReceive = () => withdraw(id);
      await send();
      expect(mails.received).toHaveLength(1);
      expect(await letter(id)).toMatchObject({ state: "sent" });
      expect(await made.row(id)).toMatchObject({ state: "withdrawn", sentAt: expect.any(Date), dueAt: null });
      expect((await made.events(id)).map(({ act }) => act)).toEqual(["made", "withdrawn", "sent"]);
    });
  });

  test("leaves a dead replica's letters alone until their lease expires", async () => {
    const id = await made.make({ channel: "x-surel", urgent: true });
    const taken = await leaseDispatch(kit.store.db, {
      ...{ at: kit.intake.now(), kinds: ["email"], leaseMs: 5 * minuteMs },
    });
    expect(taken?.dispatch.requestId).toBe(id);
    await send();
    expect(mails.received).toHaveLength(0);
    kit.clock.ms += 6 * minuteMs;
    await send();
    expect(mails.received).toHaveLength(1);
    expect(await letter(id)).toMatchObject({ state: "sent", attempts: 2 });
  });

  test("keeps a lease although its replica's clock is an hour ahead and the other's an hour behind", async () => {
    const id = await made.make({ channel: "x-surel" });
    const lease = (offsetMs: number) => {
      const at = new Date(kit.clock.ms + offsetMs);
      return leaseDispatch(kit.store.db, { at, kinds: ["email"], leaseMs: 5 * minuteMs });
    };
    expect((await lease(hourMs))?.dispatch.requestId).toBe(id);
    expect(await lease(-hourMs)).toBeUndefined();
    await kit.store.db.update(dispatches).set({ state: "cancelled" }).where(eq(dispatches.requestId, id));
  });

  test.each(["reversed", "withdrawn"])(
    "remembers that an attempt of a dead replica may have arrived, whatever the next attempts give: %s",
    async (end) => {
      const id = await made.make({ channel: "x-surel" });
      await leaseDispatch(kit.store.db, { at: kit.intake.now(), kinds: ["email"], leaseMs: minuteMs });
      kit.clock.ms += 6 * minuteMs;
      mails.behaviour = "busy";
      await send();
      expect(await letter(id)).toMatchObject({ state: "queued", attempts: 2 });
      const [item] = await made.items(id);
      if (end === "reversed")
        await kit.store.db
          .update(decisions)
          .set({ reversedAt: new Date(kit.clock.ms) })
          .where(eq(decisions.id, item?.decisionId ?? ""));
      kit.clock.ms += hourMs;
      if (end === "reversed") await send();
      await withdraw(id);
      expect(await letter(id)).toMatchObject({ state: "cancelled" });
      expect(await made.row(id)).toMatchObject({ state: "withdrawn", sentAt: null });
      expect(await mayArrive(id)).toBe(true);
      // The view does not present it as sent.
      const [shown] = (await one.call("GET", `/v1/requests/${id}`)).body.dispatches;
      expect(shown).not.toHaveProperty("sentAt");
    },
  );

  test.each([
    ["the connection was cut after the message", "x-surel", { mails: "closes" }, true],
    ["the mail server was busy", "x-surel", { mails: "busy" }, false],
    ["the mail server was away", "x-surel", { isAway: true }, false],
    ["the webhook did not answer", "x-kait", { isSilent: true }, true],
    ["the webhook failed while it worked", "x-kait", { status: 502 }, true],
    ["the webhook had no time", "x-kait", { status: 503 }, false],
    ["the webhook refused so many", "x-kait", { status: 429 }, false],
  ] as const)("a withdrawn letter may have arrived or not: %s", async (_, channel, fault, arrived) => {
    const id = await made.make({ channel });
    if ("mails" in fault) mails.behaviour = fault.mails;
    Object.assign(hooks, fault);
    const gone = await startMailServer();
    await gone.close();
    await send("isAway" in fault ? post(gone.url) : undefined);
    expect(await letter(id)).toMatchObject({ state: "queued", attempts: 1 });
    await withdraw(id);
    expect(await made.row(id)).toMatchObject({ state: "withdrawn", sentAt: null });
    expect(await mayArrive(id)).toBe(arrived);
  });

  test("keeps that the last attempt of a letter that is given up may have arrived", async () => {
    const id = await made.make({ channel: "x-kait" });
    await kit.store.db.update(dispatches).set({ attempts: 20 }).where(eq(dispatches.requestId, id));
    hooks.isSilent = true;
    kit.clock.ms += 25 * hourMs;
    await send();
    expect(await letter(id)).toMatchObject({ state: "failed" });
    await withdraw(id);
    expect(await mayArrive(id)).toBe(true);
  });

  test("is sent although a clock that was a year ahead put it off", async () => {
    const id = await made.make({ channel: "x-kait" });
    const now = kit.clock.ms;
    hooks.status = 503;
    kit.clock.ms = now + 365 * 24 * hourMs;
    await send();
    expect(await letter(id)).toMatchObject({ state: "queued", attempts: 1 });
    kit.clock.ms = now;
    hooks.status = 200;
    await send();
    const { state, sentAt } = await made.row(id);
    expect([state, sentAt && sentAt.getTime() < now + minuteMs]).toEqual(["sent", true]);
  });

  test("records a letter once if two replicas sent it", async () => {
    const id = await made.make({ channel: "x-surel" });
    mails.onReceive = async () => {
      mails.onReceive = async () => undefined;
      kit.clock.ms += 6 * minuteMs;
      await send();
    };
    await send();
    expect(mails.received).toHaveLength(2);
    expect((await made.events(id)).map(({ act }) => act)).toEqual(["made", "sent"]);
    expect(await letter(id)).toMatchObject({ state: "sent", attempts: 2 });
    expect((await made.row(id)).version).toBe(2);
  });

  describe("a person's word about a letter that the intake has not sent", () => {
    const answer = (id: string, body: object, by = one) =>
      by.call("POST", `/v1/requests/${id}/answers`, { body: { id: randomUUID(), ...body } });
    const refusal = { kind: "items", items: [{ place: 1, outcome: "refused" }] };
    const untrue = [refusal, { kind: "acknowledged" }, { kind: "delivered" }];

    test.each(["queued", "sending", "undelivered"])(
      "neither keeps it from being sent nor answers for the platform: %s",
      async (state) => {
        const id = await made.make({ channel: "x-surel" });
        const tell = async () => {
          for (const body of untrue)
            expect(await answer(id, body)).toMatchObject({ status: 409, problem: "request-changed" });
        };
        if (state === "undelivered") {
          mails.behaviour = "refuses-address";
          await send();
          mails.behaviour = "well";
        }
        if (state === "sending") beforeWriting = tell;
        else await tell();
        if (state === "undelivered") {
          const body = { id: randomUUID(), channel: "x-surel" };
          expect((await one.call("POST", `/v1/requests/${id}/channel`, { body })).status).toBe(200);
        }
        await send();
        expect(mails.received).toHaveLength(1);
        expect(await made.row(id)).toMatchObject({ state: "sent", acknowledgedAt: null, answeredAt: null });
        expect((await answer(id, refusal)).body.state).toBe("answered");
      },
    );

    test("is refused after a bounce until it is sent again", async () => {
      const id = await made.make({ channel: "x-surel" });
      await send();
      expect((await answer(id, { kind: "bounced" })).body.state).toBe("undelivered");
      for (const body of untrue) expect(await answer(id, body)).toMatchObject({ problem: "request-changed" });
    });
  });

  test("that a person delivered just before a reversal is marked as sent, and a restoration is due", async () => {
    const [three, four] = [
      await kit.enrolled("supervisor", "Citra"),
      await kit.enrolled("supervisor", "Dewi"),
    ];
    const desk = deskOf(kit, { officer: three, reader: three });
    const mark = async (id: string) =>
      one.call("POST", `/v1/requests/${id}/sent`, { body: { id: randomUUID(), letter: "request" } });
    const reversed = async (channel: string) => {
      const id = await made.make({ channel });
      const [item] = await made.items(id);
      const { caseId = "", decisionId = "" } = item ?? {};
      const proposed = await desk.decide(three, caseId, { ...verdicts.reject, reverses: decisionId });
      expect((await desk.answer(four, proposed.body.id, "confirm")).status).toBe(200);
      expect(await made.row(id)).toMatchObject({ state: "withdrawn", sentAt: null });
      return { id, caseId };
    };
    const { id, caseId } = await reversed("x-formulir");
    expect((await desk.read(caseId)).body).not.toHaveProperty("restoreDue");
    expect(await mark(id)).toMatchObject({ status: 200, body: { state: "withdrawn" } });
    expect(await made.row(id)).toMatchObject({ state: "withdrawn", sentAt: expect.any(Date), dueAt: null });
    expect(await letter(id)).toMatchObject({ state: "sent" });
    expect(await mayArrive(id)).toBe(true);
    expect((await desk.read(caseId)).body.restoreDue).toMatchObject({ requestId: id });
    expect(await desk.broken(caseId, three)).toEqual([]);
    expect((await mark(id)).problem).toBe("request-over");
    const { broken } = await verifyStore(kit.store);
    expect(broken.filter((sentence) => sentence.includes(id))).toEqual([]);
    // No person was to deliver this one.
    expect((await mark((await reversed("x-surel")).id)).problem).toBe("request-over");
  });

  describe("a reprimand that does not reach the platform", () => {
    const reprimanded = async (channel: string) => {
      const id = await made.make({ channel });
      await send();
      await kit.store.db
        .update(requests)
        .set({ dueAt: new Date(kit.clock.ms) })
        .where(eq(requests.id, id));
      const body = { id: randomUUID(), level: "st1" };
      expect((await one.call("POST", `/v1/requests/${id}/reprimands`, { body })).status).toBe(200);
      return id;
    };
    const st1 = async (id: string) => (await made.letters(id)).find((sent) => sent.letter === "st1");
    const mark = (id: string) =>
      one.call("POST", `/v1/requests/${id}/sent`, { body: { id: randomUUID(), letter: "st1" } });

    test("waits for a person if it is refused", async () => {
      const id = await reprimanded("x-kait");
      hooks.status = 404;
      await send();
      expect(await st1(id)).toMatchObject({ state: "by-hand", answer: "HTTP 404 ok" });
      expect((await mark(id)).status).toBe(200);
      expect(await st1(id)).toMatchObject({ state: "sent" });
    });

    test("waits for a person once if it fails, whatever earlier attempts give later", async () => {
      const id = await reprimanded("x-surel");
      mails.behaviour = "refuses-message";
      await send();
      const failed = await st1(id);
      expect(failed).toMatchObject({ state: "by-hand" });
      const envelope = await envelopeOf(kit.store.db, failed?.id ?? "");
      const failures = async () => (await made.events(id)).filter(({ act }) => act === "send-failed").length;
      if (failed)
        await finishDispatch(kit.store.db, failed, {
          outcome: "failed",
          answer: "lagi",
          at: kit.intake.now(),
        });
      expect(await failures()).toBe(1);
      expect((await mark(id)).status).toBe(200);
      const text = deliveryReceipt({ envelope }, [{ address: "hukum@x.test", action: "failed" }]);
      const mail = await readMail(new TextEncoder().encode(text));
      await recordMail(kit.store.db, requestLetters, mail, kit.intake.now());
      expect(await st1(id)).toMatchObject({ state: "sent", answer: null });
    });

    test("waits for a person if it comes back, and the request's clock runs on", async () => {
      const id = await reprimanded("x-surel");
      await send();
      const envelope = await envelopeOf(kit.store.db, (await st1(id))?.id ?? "");
      const text = deliveryReceipt({ envelope }, [{ address: "hukum@x.test", action: "failed" }]);
      const mail = await readMail(new TextEncoder().encode(text));
      const { dueAt, sentAt } = await made.row(id);
      expect(await recordMail(kit.store.db, requestLetters, mail, kit.intake.now())).toMatchObject({
        noted: true,
      });
      expect(await st1(id)).toMatchObject({ state: "by-hand", answer: "bounced" });
      expect(await made.row(id)).toMatchObject({ state: "sent", dueAt, sentAt, reprimands: 1 });
    });

    test("does not wait once the platform has answered", async () => {
      const id = await reprimanded("x-surel");
      mails.behaviour = "refuses-message";
      const body = { id: randomUUID(), kind: "items", items: [{ place: 1, outcome: "refused" }] };
      mails.onReceive = async () => void (await one.call("POST", `/v1/requests/${id}/answers`, { body }));
      await send();
      expect((await made.row(id)).state).toBe("answered");
      expect(await st1(id)).toMatchObject({ state: "failed" });
    });
  });

  describe("by webhook", () => {
    test("a letter is signed and named", async () => {
      const id = await made.make({ channel: "x-kait" });
      await send();
      const [got] = hooks.received;
      expect(got?.headers["idempotency-key"]).toBe((await letter(id))?.id);
      expect(got?.headers["lapor-signature"]).toBe(got && hooks.signatureOf(got, "s".repeat(40)));
      expect(JSON.parse(got?.body ?? "")).toMatchObject({
        letter: "request",
        number: (await made.row(id)).letter.number,
        jws: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/),
      });
      expect(await letter(id)).toMatchObject({ state: "sent", answer: "HTTP 200 ok" });
    });

    test.each([
      [500, "queued"],
      [408, "queued"],
      [429, "queued"],
      [302, "queued"],
      [404, "failed"],
      [202, "sent"],
    ])("HTTP %i leaves it %s", async (status, state) => {
      const id = await made.make({ channel: "x-kait" });
      Object.assign(hooks, { status, headers: { Location: `${hooks.url}/lain` } });
      await send();
      expect((await letter(id))?.state).toBe(state);
      expect(hooks.received).toHaveLength(1);
      expect(hooks.received[0]?.path).not.toBe("/kotak/lain");
    });
  });

  test("a corrected channel applies to unsent letters; sent ones keep the channel they used", async () => {
    const { db } = kit.store;
    const gone = await made.make({ channel: "x-surel" });
    await send();
    const next = await made.make({ channel: "x-surel" });
    const corrected = channelsTo(hooks.url).map((channel) =>
      (channel as { id: string }).id === "x-surel"
        ? { ...(channel as object), to: ["baru@x.test"] }
        : channel,
    );
    const before = await readChannels(db);
    await loadChannels(db, channelFile.parse(corrected.reverse()), kit.intake.now());
    const after = await readChannels(db);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id).reverse());
    const rowOf = (rows: typeof after, id: string) => rows.find((row) => row.id === id)?.rowId;
    expect(rowOf(after, "x-kait")).toBe(rowOf(before, "x-kait"));
    expect((await letter(gone))?.channelId).toBe(rowOf(before, "x-surel"));
    mails.received.length = 0;
    await send();
    expect(mails.received[0]?.envelope.rcptTo).toMatchObject([{ address: "baru@x.test" }]);
    const [row] = await db.select().from(requests).where(eq(requests.id, next));
    expect(row?.channelId).toBe(rowOf(after, "x-surel"));
  });

  test("a letter that was being sent when its channel was corrected goes over the corrected one next", async () => {
    const { db } = kit.store;
    const id = await made.make({ channel: "x-surel" });
    const load = (to: string) => {
      const all = channelsTo(hooks.url).map((channel) => channel as { id: string });
      const changed = all.map((channel) => (channel.id === "x-surel" ? { ...channel, to: [to] } : channel));
      return loadChannels(db, channelFile.parse(changed), kit.intake.now());
    };
    beforeWriting = () => load("betul@x.test");
    mails.behaviour = "busy";
    await send();
    expect(await letter(id)).toMatchObject({ state: "queued", attempts: 1 });
    mails.behaviour = "well";
    beforeWriting = async () => undefined;
    kit.clock.ms += minuteMs;
    await send();
    expect(mails.received[0]?.envelope.rcptTo).toMatchObject([{ address: "betul@x.test" }]);
    const rowId = (await readChannels(db)).find((channel) => channel.id === "x-surel")?.rowId;
    expect([(await letter(id))?.channelId, (await made.row(id)).channelId]).toEqual([rowId, rowId]);
    await load("hukum@x.test");
  });

  async function findings(mailed = true): Promise<string[]> {
    const at = kit.intake.now();
    const kept = await readStoreFacts(kit.store.db, at, { stamped: false, mails: mailed });
    return judgeHealth({ at, database: true, evidence: true, disks: [], store: kept }).map(
      ({ code }) => code,
    );
  }
});
