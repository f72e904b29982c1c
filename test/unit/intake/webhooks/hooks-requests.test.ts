/** Webhook events about letters, answers and objections. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCallHook } from "../../../../intake/webhooks/call-hook.ts";
import { deliverHooks } from "../../../../intake/webhooks/deliver-hooks.ts";
import { addHook } from "../../../../intake/webhooks/store/hooks.ts";
import { type IntakeKit, origin, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { webhookBodies, webhookMessage } from "../../../../utils/shared/contract/webhook.ts";
import { deskOf } from "../../../support/desk-kit.ts";
import { requestKit } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";
import { type HookServer, startHookServer } from "../../../support/webhook-server.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let other: HookServer;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    other = await startHookServer();
  });
  afterAll(async () => {
    await other?.close();
    await kit?.close();
    await stores?.close();
  });

  test("sends an event for a dispatched letter, its answer and an objection, each when it happened", async () => {
    const [officer, one, two] = [
      await kit.enrolled("officer", "Rahasia"),
      await kit.enrolled("supervisor", "Rahasia"),
      await kit.enrolled("supervisor", "Rahasia"),
    ] as const;
    const made = await requestKit(kit, deskOf(kit, { officer, reader: one }), [one, two]);
    const events = ["request-sent", "request-answered", "objection-received"] as const;
    await addHook(kit.store.db, { address: other.url, events: [...events] }, kit.intake.now());
    const call = createCallHook({ now: kit.intake.now, isLocal: true });
    const told = async () => {
      await deliverHooks(kit.store.db, call, kit.intake.now);
      return other.received.splice(0).map((got) => {
        const { event, body } = webhookMessage.parse(JSON.parse(got.body));
        return { event, body: webhookBodies[event].parse(body) };
      });
    };
    const say = (requestId: string, path: string, body: object, by = one) =>
      by.call("POST", `/v1/requests/${requestId}/${path}`, { body: { id: randomUUID(), ...body } });

    const requestId = await made.make({ channel: "x-formulir", items: 2 });
    expect(await told()).toEqual([]);
    await say(requestId, "sent", { letter: "request" });
    const ofRequest = { requestId, site: "x", category: "JUDI" };
    const { dueAt } = await made.row(requestId);
    const asked = { ...ofRequest, state: "sent", dueAt: dueAt?.toISOString() };
    expect(await told()).toEqual([{ event: "request-sent", body: asked }]);
    await say(requestId, "answers", { kind: "items", items: [{ place: 1, outcome: "acted" }] }, two);
    expect(await told()).toEqual([]);
    await say(requestId, "answers", { kind: "items", items: [{ place: 2, outcome: "refused" }] }, two);
    expect(await told()).toEqual([{ event: "request-answered", body: { ...ofRequest, state: "answered" } }]);

    const [item] = await made.items(requestId);
    const form = new URLSearchParams({
      objector: "uploader",
      text: "Rahasia: ini kritik, bukan pelanggaran.",
    });
    await kit.app.request(`${origin}/sanggah/${item?.reference}`, { method: "POST", body: form });
    const [objection, ...more] = await told();
    expect(more).toEqual([]);
    expect(objection).toMatchObject({
      event: "objection-received",
      body: { caseId: item?.caseId, site: "x", category: "JUDI", state: "open" },
    });
    expect(JSON.stringify(objection)).not.toContain("Rahasia");
  });
});
