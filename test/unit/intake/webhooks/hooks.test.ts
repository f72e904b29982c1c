/** Webhooks and the nightly export: events, one signature for all attempts, and no personal data. */

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { eq, isNull, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../../intake/admin/commands.ts";
import { hooksCommand, printHooks, runHooksCommand } from "../../../../intake/admin/hooks.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { hasPrivateHost } from "../../../../intake/core/private-address.ts";
import { hookDeliveries } from "../../../../intake/db/schema/index.ts";
import type { NamedFiles } from "../../../../intake/evidence/evidence-files.ts";
import { readStoreFacts } from "../../../../intake/health/read-facts.ts";
import { exportDay, exportName } from "../../../../intake/statistics/daily-export.ts";
import { countMonth } from "../../../../intake/statistics/store/count-months.ts";
import { createCallHook } from "../../../../intake/webhooks/call-hook.ts";
import { deliverHooks, waitAfter } from "../../../../intake/webhooks/deliver-hooks.ts";
import {
  addHook,
  endHook,
  leaseDeliveries,
  listHooks,
  notifyHooks,
} from "../../../../intake/webhooks/store/hooks.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { webhookMessage } from "../../../../utils/shared/contract/webhook.ts";
import { generateRows, write } from "../../../support/figures-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";
import { type HookServer, startHookServer } from "../../../support/webhook-server.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let other: HookServer;
  let address: string;
  const dayMs = 86_400_000;
  let ms = Date.parse("2026-11-25T03:00:00.000Z");
  const now = () => new Date(ms);
  const call = createCallHook({ now, isLocal: true });
  const deliver = () => deliverHooks(kit.store.db, call, now);

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    other = await startHookServer();
    address = other.url;
  });

  afterEach(async () => {
    for (const { id } of await listHooks(kit.store.db)) await endHook(kit.store.db, id, now());
    other.received.length = 0;
    [other.status, other.headers] = [200, {}];
  });

  afterAll(async () => {
    await other?.close();
    await kit?.close();
    await stores?.close();
  });

  const month = "2026-10";

  test("sends subscribers signed events of the kinds they asked for", async () => {
    const hook = await addHook(kit.store.db, { address, events: ["month-counted"] }, now());
    await kit.store.db.transaction((tx) => notifyHooks(tx, "month-counted", { month }, now()));
    await deliver();
    await deliver();
    expect(other.received.length).toBe(1);
    const [got = { path: "", headers: {}, body: "" }] = other.received;
    expect(webhookMessage.parse(JSON.parse(got.body))).toMatchObject({
      event: "month-counted",
      body: { month },
    });
    expect(got.headers["lapor-signature"]).toBe(other.signatureOf(got, hook.secret));
    expect(got.headers["lapor-signature"]).toMatch(new RegExp(`^t=${Math.floor(ms / 1000)},`));
    expect((await listHooks(kit.store.db))[0]).toMatchObject({ address, waiting: 0 });
    const ids = { requestId: randomUUID(), site: "x", category: "JUDI", state: "answered" } as const;
    await notifyHooks(kit.store.db, "request-answered", ids, now());
    await deliver();
    expect(other.received.length).toBe(1);
  });

  test("sends no event of a transaction that was rolled back", async () => {
    await addHook(kit.store.db, { address, events: ["month-counted"] }, now());
    const lost = kit.store.db.transaction(async (tx) => {
      await notifyHooks(tx, "month-counted", { month }, now());
      throw new Error("taken back");
    });
    await expect(lost).rejects.toThrow("taken back");
    await deliver();
    expect(other.received).toEqual([]);
  });

  test("retries a refused message later under the same id, and does not accept a redirect", async () => {
    await addHook(kit.store.db, { address, events: ["month-counted"] }, now());
    await notifyHooks(kit.store.db, "month-counted", { month }, now());
    for (const answered of [500, 302]) {
      other.status = answered;
      other.headers = { Location: "http://127.0.0.1:1/" };
      await deliver();
      await deliver();
      ms += waitAfter(8);
    }
    other.status = 204;
    await deliver();
    ms += waitAfter(8);
    await deliver();
    expect(other.received.length).toBe(3);
    expect(new Set(other.received.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  test("a receiver that answers with another protocol, or ends without an answer, ends its call", async () => {
    const heads = ["HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", ""];
    for (const head of heads) {
      const server = createTcpServer((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => socket.end(head));
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const message = { id: randomUUID(), event: "month-counted", at: now().toISOString(), body: { month } };
      const answered = call(
        { address: `http://127.0.0.1:${port}/`, secret: "s" },
        webhookMessage.parse(message),
      );
      const late = wait(15_000, "no answer", { ref: false });
      expect(await Promise.race([answered, late])).toMatchObject({ ok: false, isSilent: true });
      server.close();
    }
  }, 40_000);

  test("keeps a leased message from other workers until the lease expires", async () => {
    await addHook(kit.store.db, { address, events: ["month-counted"] }, now());
    await notifyHooks(kit.store.db, "month-counted", { month }, now());
    expect((await leaseDeliveries(kit.store.db, now())).length).toBe(1);
    expect(await leaseDeliveries(kit.store.db, now())).toEqual([]);
    ms += 60_001;
    expect((await leaseDeliveries(kit.store.db, now())).map(({ attempts }) => attempts)).toEqual([2]);
  });

  test("a message that a clock ahead queued, leased or put off is delivered by the right time", async () => {
    const { db } = kit.store;
    await addHook(db, { address, events: ["month-counted"] }, now());
    const right = ms;
    ms += 30 * 86_400_000;
    for (const at of ["2026-07", "2026-08", "2026-09"])
      await notifyHooks(db, "month-counted", { month: at }, now());
    const [refused] = await leaseDeliveries(db, now());
    await db.execute(sql`update hook_deliveries set lease_until = null, next_at = next_at + interval '30 seconds'
      where id = ${refused?.id}`);
    ms = right;
    await deliver();
    const months = other.received.map(({ body }) => JSON.parse(body).body.month).sort();
    expect(months).toEqual(["2026-07", "2026-08", "2026-09"]);
    await deliver();
    expect(other.received).toHaveLength(3);
  });

  test("an address that does not answer delays no other, neither what waited nor what comes meanwhile", async () => {
    const { db } = kit.store;
    const [silent, lost] = ["https://silent.example/", "https://lost.example/"];
    await addHook(db, { address: silent, events: ["month-counted"] }, now());
    await addHook(db, { address: lost, events: ["month-counted"] }, now());
    for (let n = 0; n < 60; n++) await notifyHooks(db, "month-counted", { month }, now());
    await addHook(db, { address, events: ["request-answered"] }, now());
    const answered = { requestId: randomUUID(), site: "x", category: "JUDI", state: "answered" } as const;
    const notify = (at: Date) => notifyHooks(db, "request-answered", answered, at);
    await notify(new Date(ms + 1));
    ms += 10;
    const calls: string[] = [];
    let timeOut = () => {};
    const timedOut = new Promise<void>((resolve) => {
      timeOut = resolve;
    });
    const run = deliverHooks(
      db,
      async (hook, message) => {
        calls.push(hook.address);
        if (hook.address === address) return call(hook, message);
        if (hook.address === silent) await timedOut;
        return { ok: false, answer: "timeout", isSilent: true };
      },
      now,
    );
    await expect.poll(() => other.received.length, { timeout: 5_000 }).toBe(1);
    await notify(now());
    await expect.poll(() => other.received.length, { timeout: 5_000 }).toBe(2);
    timeOut();
    await run;
    for (const one of [silent, lost]) {
      const called = calls.filter((of) => of === one).length;
      expect(called).toBeGreaterThan(0);
      expect(called).toBeLessThanOrEqual(5);
    }
  });

  test("an address that failed once is called again after ten seconds, while another one is slow", async () => {
    const { db } = kit.store;
    const [slow, back] = ["https://slow.example/", "https://back.example/"];
    await addHook(db, { address: slow, events: ["month-counted"] }, now());
    await addHook(db, { address: back, events: ["month-counted"] }, now());
    await notifyHooks(db, "month-counted", { month }, now());
    const calls: string[] = [];
    const slowAnswer = Promise.withResolvers<void>();
    const run = deliverHooks(
      db,
      async (hook) => {
        calls.push(hook.address);
        if (hook.address === slow) await slowAnswer.promise;
        const isSilent = hook.address === back && calls.filter((called) => called === back).length === 1;
        return isSilent ? { ok: false, answer: "timeout", isSilent } : { ok: true, answer: "HTTP 204" };
      },
      now,
    );
    await expect.poll(() => calls, { timeout: 5_000 }).toHaveLength(2);
    ms += 10_000;
    await notifyHooks(db, "month-counted", { month: "2026-09" }, now());
    await expect
      .poll(() => calls.filter((called) => called === back), { timeout: 5_000 })
      .toHaveLength(2)
      .finally(slowAnswer.resolve);
    await run;
  });

  test("a message that cannot be recorded as delivered fails the run, and no other message", async () => {
    const { db } = kit.store;
    await addHook(db, { address: "https://broken.example/", events: ["month-counted"] }, now());
    await addHook(db, { address, events: ["month-counted"] }, now());
    await notifyHooks(db, "month-counted", { month }, now());
    const run = deliverHooks(
      db,
      async (hook, message) => {
        if (hook.address !== address) throw new Error("database is away");
        return call(hook, message);
      },
      now,
    );
    await expect(run).rejects.toThrow("database is away");
    expect(other.received).toHaveLength(1);
  });

  test("gives up an address that never answers, and does not call a deleted one", async () => {
    const hook = await addHook(kit.store.db, { address, events: ["month-counted"] }, now());
    await notifyHooks(kit.store.db, "month-counted", { month }, now());
    other.status = 503;
    for (let days = 0; days < 30; days++) {
      await deliver();
      ms += 86_400_000;
    }
    expect(other.received.length).toBe(24);
    await notifyHooks(kit.store.db, "month-counted", { month }, now());
    await endHook(kit.store.db, hook.id, now());
    await deliver();
    expect(other.received.length).toBe(24);
  });

  test("sends a confirmed decision and an ended month without personal data", async () => {
    await addHook(kit.store.db, { address, events: ["case-decided", "month-counted"] }, now());
    const [officer, first, second] = [
      await kit.enrolled("officer", "Petugas Rahasia"),
      await kit.enrolled("supervisor", "Ketua Rahasia"),
      await kit.enrolled("supervisor", "Kedua Rahasia"),
    ] as [TestDevice, TestDevice, TestDevice];
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: sampleReport() })).body;
    const { version } = (await first.call("GET", `/v1/cases/${caseId}`)).body;
    const decisionId = randomUUID();
    const body = {
      id: decisionId,
      act: "reject",
      why: "press",
      reason: "Karya Rahasia",
      caseVersion: version,
    };
    await first.call("POST", `/v1/cases/${caseId}/decisions`, { body });
    ms = kit.clock.ms + 60_000;
    await deliver();
    expect(other.received).toEqual([]);
    await second.call("POST", `/v1/decisions/${decisionId}/answer`, { body: { answer: "confirm" } });
    await countMonth(kit.store.db, "2026-01", now());
    await deliver();
    const told = other.received.map((request) => webhookMessage.parse(JSON.parse(request.body)));
    expect(told.map(({ event }) => event).sort()).toEqual(["case-decided", "month-counted"]);
    expect(told.find(({ event }) => event === "case-decided")?.body).toEqual({
      ...{ caseId, decisionId, site: "x", category: "JUDI", state: "rejected" },
    });
    expect(JSON.stringify(other.received)).not.toContain("Rahasia");
  });

  test("counts webhooks that gave a message up since their last success, or have one that waits for a day", async () => {
    const { db } = kit.store;
    const facts = async (laterMs = 0) =>
      (await readStoreFacts(db, new Date(ms + laterMs), { stamped: false, mails: false })).hooksFailing;
    const before = await facts();
    const hook = await addHook(db, { address, events: ["month-counted"] }, now());
    const send = () => notifyHooks(db, "month-counted", { month }, now());
    await send();
    expect(await listHooks(db)).toContainEqual(
      expect.objectContaining({ id: hook.id, waiting: 1, givenUp: 0 }),
    );
    expect(await facts(dayMs)).toBe(before);
    expect(await facts(dayMs + 1)).toBe(before + 1);
    other.status = 500;
    await db.update(hookDeliveries).set({ attempts: 23 }).where(eq(hookDeliveries.hookId, hook.id));
    await deliver();
    expect(await facts()).toBe(before + 1);
    expect(await listHooks(db)).toContainEqual(
      expect.objectContaining({ id: hook.id, waiting: 0, givenUp: 1 }),
    );
    expect(printHooks({ hooks: await listHooks(db) })).toContain("GIVEN UP");
    other.status = 204;
    ms += 1_000;
    await send();
    await deliver();
    expect(await facts()).toBe(before);
    other.status = 500;
    await send();
    await db.update(hookDeliveries).set({ attempts: 23 }).where(isNull(hookDeliveries.deliveredAt));
    await deliver();
    expect(await facts()).toBe(before + 1);
    await endHook(db, hook.id, now());
    expect(await facts()).toBe(before);
  });

  test("the command refuses an address that a public intake never calls", async () => {
    const given = { command: "hooks", act: "add", events: "case-decided" };
    const add = (to: string, intake: string) =>
      runCommand(kit.store, intake, hooksCommand.parse({ ...given, address: to }));
    for (const to of ["https://10.1.2.3/", "https://localhost/", "http://a.test/"])
      await expect(add(to, "https://lapor.test"), to).rejects.toThrow("never be called");
    expect(await add("https://127.0.0.1/", "http://127.0.0.1:8787")).toHaveProperty("secret");
  });

  test("the command adds, lists and deletes; the secret is shown once", async () => {
    const parsed = hooksCommand.parse({
      ...{ command: "hooks", act: "add", address: "https://sistem.go.id/lapor" },
      events: "case-decided, month-counted",
    });
    const added = (await runHooksCommand(kit.store.db, parsed)) as { id: string; secret: string };
    expect(printHooks(added)).toContain(added.secret);
    const list = printHooks(await runHooksCommand(kit.store.db, { command: "hooks", act: "list" }));
    expect(list).toContain(added.id);
    expect(list).not.toContain(added.secret);
    await runHooksCommand(kit.store.db, { command: "hooks", act: "end", hook: added.id.toUpperCase() });
    await expect(
      runHooksCommand(kit.store.db, { command: "hooks", act: "end", hook: added.id }),
    ).rejects.toThrow("no active webhook");
    expect(hooksCommand.safeParse({ ...parsed, events: "everything" }).success).toBe(false);
  });

  test("an export that is stopped leaves no file, and the next one is whole", async () => {
    const kept = new Set<string>();
    const stop = new AbortController();
    const files: NamedFiles = {
      putNamed: async (name, content) => {
        stop.abort();
        await content.toArray();
        kept.add(name);
      },
      hasNamed: async (name) => kept.has(name),
    };
    const at = new Date("2026-11-20T17:00:01.000Z");
    const error = await exportDay(kit.store.db, files, at, stop.signal).catch((caught: unknown) => caught);
    expect(error).toBe(stop.signal.reason);
    expect([...kept]).toEqual([]);
    expect(await exportDay(kit.store.db, files, at)).toBe(true);
    expect([...kept]).toEqual(["exports/2026-11-21.jsonl.gz"]);
  });

  test("the export holds months, cases and requests once a day, and no address, name or word of a post", async () => {
    await write(
      kit.store.db,
      generateRows({ cases: 60, edges: [new Date("2026-10-10T00:00:00.000Z")], seed: 3 }),
    );
    await countMonth(kit.store.db, "2026-10", new Date("2026-11-02T00:00:00.000Z"));
    const kept = new Map<string, Uint8Array>();
    const files: NamedFiles = {
      putNamed: async (name, content) => void kept.set(name, Buffer.concat(await content.toArray())),
      hasNamed: async (name) => kept.has(name),
    };
    const at = new Date("2026-11-24T17:00:01.000Z");
    expect(await exportDay(kit.store.db, files, at)).toBe(true);
    expect(await exportDay(kit.store.db, files, at)).toBe(false);
    expect([...kept.keys()]).toEqual(["exports/2026-11-25.jsonl.gz"]);
    expect(exportName(new Date("2026-11-24T16:59:59.000Z"))).toBe("exports/2026-11-24.jsonl.gz");
    const text = gunzipSync(kept.get("exports/2026-11-25.jsonl.gz") ?? new Uint8Array()).toString();
    const rows = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { rows: counted } = await kit.store.db.execute<{ cases: number; requests: number }>(
      sql`select (select count(*)::int from cases) as cases, (select count(*)::int from requests) as requests`,
    );
    const of = (type: string) => rows.filter((row) => row.type === type);
    expect([of("case").length, of("request").length]).toEqual([counted[0]?.cases, counted[0]?.requests]);
    expect(of("month").map((row) => row.month)).toContain("2026-10");
    expect(of("request").some((row) => row.items.length > 0)).toBe(true);
    // Reasons are the deciders' own words.
    const others = rows.map(({ reason: _, ...row }) => row);
    expect(JSON.stringify(others)).not.toMatch(/https?:|:post:|Rahasia|reference|personId/);
  });

  test("a later export holds what changed; on the first day of a month, and without the file before, everything", async () => {
    const kept = new Map<string, Uint8Array>();
    const files: NamedFiles = {
      putNamed: async (name, content) => void kept.set(name, Buffer.concat(await content.toArray())),
      hasNamed: async (name) => kept.has(name),
    };
    const officer = await kit.enrolled("officer");
    const report = async () => {
      const { body } = await officer.call("POST", "/v1/reports", { body: sampleReport() });
      return body.caseId as string;
    };
    const onDay = async (day: string) => {
      expect(await exportDay(kit.store.db, files, new Date(`${day}T02:00:00.000+07:00`))).toBe(true);
      const text = gunzipSync(kept.get(`exports/${day}.jsonl.gz`) ?? new Uint8Array()).toString();
      const [head, ...rows] = text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      const ids = rows.filter(({ type }) => type === "case").map(({ id }) => id);
      return { since: head.changesSince, ids };
    };
    const seal = () => sealLog(kit.store.db, kit.intake.key, kit.intake.now);
    const first = await report();
    await seal();
    const whole = await onDay("2026-11-27");
    expect(whole).toMatchObject({ since: null, ids: expect.arrayContaining([first]) });
    const second = await report();
    const first28 = await onDay("2026-11-28");
    expect(first28).toEqual({ since: "2026-11-26T19:00:00.000Z", ids: [second] });
    await seal();
    // Its entry was in no batch when the file before was written.
    expect((await onDay("2026-11-29")).ids).toEqual([second]);
    expect((await onDay("2026-11-30")).ids).toEqual([]);
    expect(await onDay("2026-12-01")).toEqual({ since: null, ids: [...whole.ids, second].sort() });
    kept.delete("exports/2026-12-01.jsonl.gz");
    expect(await onDay("2026-12-02")).toMatchObject({ since: null });
  });
});

describe("an address inside", () => {
  const message = webhookMessage.parse({
    ...{ id: randomUUID(), event: "month-counted", at: "2026-11-25T03:00:00.000Z", body: {} },
  });

  test.each([
    "https://127.0.0.1/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest",
    "https://localhost/",
    "https://2130706433/",
    "http://example.go.id/",
  ])("%s is not called from an intake that is open to others", async (address) => {
    const call = createCallHook({ now: () => new Date(), isLocal: false });
    const said = await call({ address, secret: "s" }, message);
    expect(said.ok).toBe(false);
    expect(said.answer).toMatch(/private|not https/);
  });

  test("devices' address decides whether the intake itself counts as internal", () => {
    expect(hasPrivateHost("http://127.0.0.1:8787")).toBe(true);
    expect(hasPrivateHost("https://lapor.go.id")).toBe(false);
  });
});
