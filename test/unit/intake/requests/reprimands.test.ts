/** The ladder at the intake: which reprimand is sent when, what hangs on it, and decisions that wait for a letter. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dispatches, requests } from "../../../../intake/db/schema/index.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { loadChannels } from "../../../../intake/requests/store/channels.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  operator,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { ReadyGroup } from "../../../../utils/shared/contract/reprimand.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approved, channelSamples, insertChannel } from "../../../support/request-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hourMs = 3_600_000;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let two: [TestDevice, TestDevice];

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer");
    two = [await kit.enrolled("supervisor", "Satu"), await kit.enrolled("supervisor", "Dua")];
    desk = deskOf(kit, { officer, reader: two[0] });
    await insertChannel(kit.store.db, channelSamples.mail, 1);
    await insertChannel(kit.store.db, channelSamples.form, 2);
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  /** Made, and sent so many hours ago by the intake's clock. */
  async function sentAgo(hours: number, more: object = {}) {
    const item = await approved(desk, two);
    const made = await two[0].call("POST", "/v1/requests", {
      body: { id: randomUUID(), items: [item], ...more },
    });
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    const sentAt = new Date(kit.clock.ms - hours * hourMs);
    const dueAt = new Date(sentAt.getTime() + 24 * hourMs);
    await kit.store.db
      .update(requests)
      .set({ state: "sent", sentAt, dueAt })
      .where(eq(requests.id, made.body.id));
    return { ...item, id: made.body.id as string };
  }
  const reprimand = (request: string, level: string, id: string = randomUUID()) =>
    two[1].call("POST", `/v1/requests/${request}/reprimands`, { body: { id, level } });

  test("follow each limit, are sent by a person on the request's channel, and are logged", async () => {
    const { id, caseId } = await sentAgo(23.9);
    expect((await reprimand(id, "st1")).problem).toBe("not-due");
    kit.clock.ms += hourMs;
    expect((await reprimand(id, "st2")).problem).toBe("not-due");
    const key = randomUUID();
    const first = await reprimand(id, "st1", key);
    expect(first.body).toMatchObject({ reprimands: 1, state: "sent" });
    expect(first.body.events.at(-1)).toMatchObject({
      act: "reprimanded",
      by: "Dua",
      detail: { letter: "st1" },
    });
    expect((await reprimand(id, "st1", key)).body).toEqual(first.body);
    expect((await reprimand(id, "st2", key)).problem).toBe("conflict");
    expect((await reprimand(id, "st1")).problem).toBe("not-due");
    kit.clock.ms += 24 * hourMs;
    expect((await reprimand(id, "st2")).status).toBe(200);
    kit.clock.ms += 24 * hourMs;
    expect((await reprimand(id, "st3")).body).toMatchObject({ reprimands: 3 });
    kit.clock.ms += 99 * hourMs;
    expect((await reprimand(id, "st3")).problem).toBe("not-due");
    const sent = await kit.store.db.select().from(dispatches).where(eq(dispatches.requestId, id));
    expect(sent.map(({ letter, round, state }) => `${letter} ${round} ${state}`).sort()).toEqual([
      "request 1 queued",
      "st1 1 queued",
      "st2 1 queued",
      "st3 1 queued",
    ]);
    const log: { act: string; detail: object }[] = (await desk.read(caseId)).body.log;
    expect(log.filter(({ act }) => act === "request-reprimanded").map(({ detail }) => detail)).toMatchObject([
      { letter: "st1" },
      { letter: "st2" },
      { letter: "st3" },
    ]);
    const page = await two[0].call("GET", `/v1/requests/${id}/letters/st1/txt`);
    expect(new TextDecoder().decode(page.body)).toContain("Surat Teguran Pertama");
    expect((await verifyStore(kit.store)).ok).toBe(true);
  });

  test("two people who press at once send one", async () => {
    const { id } = await sentAgo(30);
    const pressed = await Promise.all([reprimand(id, "st1"), reprimand(id, "st1"), reprimand(id, "st1")]);
    expect(pressed.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test("skips answered items, and lets a form be delivered by hand", async () => {
    const { id } = await sentAgo(30);
    await kit.store.db.update(requests).set({ state: "answered" }).where(eq(requests.id, id));
    expect((await reprimand(id, "st1")).problem).toBe("request-over");
    const byHand = await sentAgo(30, { channel: "formulir" });
    const { body } = await reprimand(byHand.id, "st1");
    expect(body.dispatches.at(-1)).toMatchObject({ letter: "st1", state: "by-hand", by: "Dua" });
    const metrics = await (await kit.app.request("/metrics", operator)).text();
    expect(metrics).toMatch(/intake_requests_waiting\{what="over"\} [1-9]/);
    // The request itself was never noted as sent in this test, so both wait.
    expect(metrics).toContain(`intake_requests_waiting{what="by-hand"} 2`);
  });

  test("lists confirmed decisions that need a request and have no open letter, oldest first", async () => {
    const ready = async () => (await two[0].call("GET", "/v1/requests/ready")).body;
    const before = (await ready()).count;
    const item = await approved(desk, two);
    const other = await approved(desk, two);
    const removal = await approved(desk, two, {
      verdict: { ...verdicts.approve, action: "HAPUS_KEBIJAKAN" },
    });
    await approved(desk, two, { verdict: verdicts.reject });
    const list: { groups: ReadyGroup[]; count: number } = await ready();
    expect(list.count).toBe(before + 3);
    const ids = (action: string) =>
      list.groups.find((group) => group.action === action)?.items.map(({ decisionId }) => decisionId);
    expect(ids("BATAS_WILAYAH")).toEqual([item.decisionId, other.decisionId]);
    expect(ids("HAPUS_KEBIJAKAN")).toEqual([removal.decisionId]);
    const made = await two[0].call("POST", "/v1/requests", {
      body: { id: randomUUID(), items: [item, other] },
    });
    expect((await ready()).count).toBe(before + 1);
    const end = { id: randomUUID(), reason: "Keliru." };
    await two[0].call("POST", `/v1/requests/${made.body.id}/withdrawal`, { body: end });
    expect((await ready()).count).toBe(before + 3);
  });

  test("counts decisions that wait for a letter where no channel is in use", async () => {
    const { db } = kit.store;
    const channelless = async () =>
      (await readStoreFacts(db, kit.intake.now(), { stamped: false, mails: false })).channelless;
    const others = ["facebook", "youtube", "telegram"];
    expect(await channelless()).toEqual({ sites: others, isAll: false, waiting: 0 });
    await approved(desk, two);
    await loadChannels(db, [], kit.intake.now());
    const { count } = (await two[0].call("GET", "/v1/requests/ready")).body;
    expect(count).toBeGreaterThan(0);
    const sites = ["facebook", "youtube", "x", "telegram"];
    expect(await channelless()).toEqual({ sites, isAll: true, waiting: count });
  });
});
