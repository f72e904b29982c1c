/** Rate limits delay frequent callers and never block them for good; memory stays bounded for any callers. */

import { Hono } from "hono";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createApp } from "../../../../intake/app.ts";
import { clientAddress, trustProxies } from "../../../../intake/core/client-address.ts";
import { createRates, defaultRates, type Rates } from "../../../../intake/core/rate-limits.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import {
  enrolment,
  type IntakeKit,
  operator,
  origin,
  readAnswer,
  sampleReport,
  socketFrom,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe("a bucket", () => {
  const limits = { ...defaultRates, device: { perSecond: 2, burst: 3 } };
  let ms = 0;
  let rates: Rates;
  beforeEach(() => {
    ms = 0;
    rates = createRates(limits, () => ms);
  });
  const take = (who = "a") => rates.take("device", who);

  test("allows its burst at once, then refills, and returns the time to wait", () => {
    expect([take(), take(), take()]).toEqual([undefined, undefined, undefined]);
    expect(take()).toBe(1);
    ms += 499;
    expect(take()).toBe(1);
    ms += 1;
    expect(take()).toBeUndefined();
    expect(take()).toBe(1);
    ms += 3_600_000;
    expect([take(), take(), take(), take()]).toEqual([undefined, undefined, undefined, 1]);
  });

  test("is separate for each client and kind", () => {
    for (const who of ["a", "b"]) expect([take(who), take(who), take(who), take(who)].at(-1)).toBe(1);
    expect(rates.take("address", "a")).toBeUndefined();
    const [slow] = [createRates({ ...limits, enrolment: { perSecond: 0.2, burst: 1 } }, () => ms)];
    expect([slow.take("enrolment", "a"), slow.take("enrolment", "a")]).toEqual([undefined, 5]);
  });

  test("requests while it is empty do not extend the wait", () => {
    for (let at = 0; at < 3; at++) take();
    for (let at = 0; at < 9; at++) {
      ms += 50;
      expect(take()).toBe(1);
    }
    ms += 51;
    expect(take()).toBeUndefined();
  });

  test("keeps few of many passing clients in memory, but keeps the regular ones", () => {
    for (let at = 0; at < 3; at++) take("busy");
    for (let at = 0; at < 100_000; at++) {
      rates.take("device", `passer-${at}`);
      if (at % 5_000 === 0) expect(take("busy")).toBe(1);
    }
    expect(rates.size).toBe(20_000);
    expect(take("busy")).toBe(1);
  });
});

describe("the client's address", () => {
  async function seen(socket: string | undefined, forwarded?: string, proxies: string[] = []) {
    const isProxy = trustProxies(proxies);
    const app = new Hono().get("/", (c) => c.json({ address: clientAddress(c, isProxy) ?? null }));
    const headers = forwarded === undefined ? {} : { "X-Forwarded-For": forwarded };
    return (await (await app.request("/", { headers }, socketFrom(socket))).json()).address;
  }

  test.each<[string, string | undefined, string | undefined, string[], string | null]>([
    ["without a socket", undefined, "9.9.9.9", ["0.0.0.0/0"], null],
    ["the socket", "203.0.113.7", undefined, [], "203.0.113.7"],
    ["an IPv4 address written as IPv6", "::ffff:203.0.113.7", undefined, [], "203.0.113.7"],
    ["ignores a stranger's header", "203.0.113.7", "9.9.9.9", [], "203.0.113.7"],
    ["nor beside a proxy that it does not come from", "203.0.113.7", "9.9.9.9", ["10.0.0.5"], "203.0.113.7"],
    ["a trusted proxy names the client", "10.0.0.5", "203.0.113.7", ["10.0.0.5"], "203.0.113.7"],
    [
      "ignores entries that the client put before",
      "10.0.0.5",
      "9.9.9.9, 203.0.113.7",
      ["10.0.0.5"],
      "203.0.113.7",
    ],
    ["through two proxies", "10.0.0.5", "203.0.113.7, 10.0.9.1", ["10.0.0.0/16"], "203.0.113.7"],
    ["ip:port in X-Forwarded-For", "10.0.0.5", "203.0.113.7:443", ["10.0.0.5"], "203.0.113.7"],
    ["[v6]:port in X-Forwarded-For", "10.0.0.5", "[2001:db8:1:2::9]:443", ["10.0.0.5"], "2001:db8:1:2::/64"],
    ["[v6] without a port", "10.0.0.5", "[2001:db8:1:2::9]", ["10.0.0.5"], "2001:db8:1:2::/64"],
    [
      "two proxies that write ports",
      "10.0.0.5",
      "203.0.113.7:1, 10.0.9.1:65535",
      ["10.0.0.0/16"],
      "203.0.113.7",
    ],
    ["a port that is none", "10.0.0.5", "203.0.113.7:https", ["10.0.0.5"], "10.0.0.5"],
    ["a proxy that says nothing", "10.0.0.5", undefined, ["10.0.0.5"], "10.0.0.5"],
    ["a proxy that says nonsense", "10.0.0.5", "unknown", ["10.0.0.5"], "10.0.0.5"],
    ["one household of IPv6", "2001:db8:1:2:aaaa::1", undefined, [], "2001:db8:1:2::/64"],
    ["the same, another machine", "2001:db8:1:2::9", undefined, [], "2001:db8:1:2::/64"],
    ["another household", "2001:db8:1:3::9", undefined, [], "2001:db8:1:3::/64"],
    ["a proxy that writes a port", "10.0.0.5", "203.0.113.7:4431", ["10.0.0.5"], "203.0.113.7"],
    ["a port behind IPv6", "10.0.0.5", "[2001:db8:1:2::9]:443", ["10.0.0.5"], "2001:db8:1:2::/64"],
    ["brackets without a port", "10.0.0.5", "[2001:db8:1:2::9]", ["10.0.0.5"], "2001:db8:1:2::/64"],
    ["a short one", "::1", undefined, [], "0:0:0:0::/64"],
  ])("%s", async (_, socket, forwarded, proxies, expected) => {
    expect(await seen(socket, forwarded, proxies)).toBe(expected);
  });
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let ms = 0;
  const limits = {
    address: { perSecond: 50, burst: 40 },
    device: { perSecond: 5, burst: 10 },
    enrolment: { perSecond: 0.1, burst: 3 },
    objection: { perSecond: 0.1, burst: 2 },
    network: { perSecond: 0.1, burst: 20 },
    crowded: { perSecond: 0.1, burst: 2 },
    post: { perSecond: 0.1, burst: 2 },
    item: { perSecond: 0.1, burst: 2 },
    handed: { perSecond: 0.1, burst: 2 },
    report: { perSecond: 0.01, burst: 3 },
  };
  /** Each test uses a separate address. */
  let place = 0;
  const nextPlace = () => `198.51.100.${++place}`;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open(), undefined, { rates: createRates(limits, () => ms) });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  test("an outbox that empties 60 reports is slowed down, and all of them arrive", async () => {
    const officer = await kit.enrolled("officer", "Tertunda");
    const from = nextPlace();
    let waits = 0;
    for (let at = 0; at < 60; at++) {
      const body = sampleReport();
      for (;;) {
        const sent = await officer.call("POST", "/v1/reports", { body, from });
        if (sent.status === 200) break;
        expect(sent).toMatchObject({ status: 429, problem: "too-many-requests", body: { retry: "later" } });
        waits++;
        ms += Number(sent.headers.get("retry-after")) * 1_000;
      }
    }
    expect(waits).toBeGreaterThanOrEqual(9);
    ms += 10_000;
    const own = await officer.call("GET", "/v1/reports/own?limit=100", { from });
    expect(own.body.reports).toHaveLength(60);
    const metrics = await (await kit.app.request(`${origin}/metrics`, operator)).text();
    expect(metrics).toMatch(new RegExp(`^intake_limited_total\\{by="device"\\} ${waits}$`, "m"));
    expect(metrics).toMatch(
      new RegExp(`^intake_refusals_total\\{code="too-many-requests"\\} ${waits}$`, "m"),
    );
  });

  test("limits a person's reports and withdrawals about one post, and nobody else's", async () => {
    const [flooder, honest] = [
      await kit.enrolled("officer", "Banjir"),
      await kit.enrolled("officer", "Jujur"),
    ];
    const { evidence } = sampleReport();
    const reportPost = (by: TestDevice, body = sampleReport({ evidence })) =>
      by.call("POST", "/v1/reports", { body });
    const first = await reportPost(flooder);
    for (let at = 0; at < 2; at++) expect((await reportPost(flooder)).status).toBe(200);
    const kept = sampleReport({ evidence });
    const refused = await reportPost(flooder, kept);
    expect(refused).toMatchObject({ status: 429, problem: "too-many-requests", body: { retry: "later" } });
    const withdrawal = { body: { reason: "Salah." } };
    const path = `/v1/reports/${first.body.reportId}/withdrawal`;
    expect((await flooder.call("POST", path, withdrawal)).status).toBe(429);
    expect((await reportPost(honest)).status).toBe(200);
    expect((await reportPost(flooder, sampleReport())).status).toBe(200);
    ms += Number(refused.headers.get("retry-after")) * 1_000;
    expect((await reportPost(flooder, kept)).status).toBe(200);
    ms += 100_000;
    expect((await flooder.call("POST", path, withdrawal)).status).toBe(200);
  });

  test("limits each device separately, and does not use up a refused proof", async () => {
    const [hasty, calm] = [await kit.enrolled("officer", "Cepat"), await kit.enrolled("officer", "Tenang")];
    let last = await hasty.call("GET", "/v1/me");
    for (let at = 0; at < 12; at++) last = await hasty.call("GET", "/v1/me");
    expect(last.status).toBe(429);
    expect((await calm.call("GET", "/v1/me")).status).toBe(200);
    ms += 10_000;
    const retried = await hasty.call("GET", "/v1/me", { proof: hasty.lastProof() });
    expect(retried.status).toBe(200);
  });

  test("limits another system's key, too", async () => {
    const { key } = await createApiKey(kit.store, { scope: "read" });
    const headers = { Authorization: `Bearer ${key}` };
    const statuses: number[] = [];
    for (let at = 0; at < 12; at++)
      statuses.push((await kit.app.request(`${origin}/v1/cases`, { headers })).status);
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
  });

  test("an address is slowed down before its requests are looked at; others and the watchers are not", async () => {
    const from = nextPlace();
    const ask = async (path: string, at: string) => kit.app.request(origin + path, {}, socketFrom(at));
    for (let at = 0; at < 40; at++) expect((await ask("/v1/cases", from)).status).toBe(401);
    const refused = await readAnswer(await ask("/v1/cases", from));
    expect(refused).toMatchObject({ status: 429, problem: "too-many-requests" });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await ask("/v1/keys", from)).status).toBe(429);
    expect((await ask("/v1/cases", nextPlace())).status).toBe(401);
    for (const path of ["/healthz", "/readyz"]) expect((await ask(path, from)).status).toBe(200);
    const figures = await kit.app.request(`${origin}/metrics`, operator, socketFrom(from));
    expect(figures.status).toBe(200);
  });

  test("many requests for the state write to the evidence store once a second", async () => {
    const written = vi.spyOn(kit.intake.files, "checkWritable");
    for (let at = 0; at < 10; at++)
      expect((await kit.app.request(`${origin}/readyz`, {}, socketFrom(nextPlace()))).status).toBe(200);
    expect(written.mock.calls.length).toBeLessThanOrEqual(3);
    written.mockRestore();
  });

  test("limits a client that tries codes to three tries, then one every ten seconds, also for the right code", async () => {
    const device = await kit.newDevice();
    const from = nextPlace();
    const attempt = (code: string) => device.call("POST", "/v1/enrolments", { body: enrolment(code), from });
    const { code } = await kit.code({ role: "officer", name: "Sabar" });
    for (let at = 0; at < 3; at++)
      expect(await attempt("A".repeat(26))).toMatchObject({ status: 400, problem: "code-invalid" });
    const tooMany = await attempt(code);
    expect(tooMany).toMatchObject({ status: 429 });
    expect(tooMany.headers.get("retry-after")).toBe("10");
    ms += 10_000;
    expect(await attempt(code)).toMatchObject({ status: 200, body: { name: "Sabar" } });
  });

  test("only wrong codes count: an office enrols behind one address, also while a stranger there tries codes", async () => {
    const from = nextPlace();
    const attempt = async (device: TestDevice, code: string) =>
      (await device.call("POST", "/v1/enrolments", { body: enrolment(code), from })).status;
    const [stranger, ...office] = await Promise.all(Array.from({ length: 7 }, () => kit.newDevice()));
    if (!stranger) throw new Error("no device");
    const statuses: number[] = [];
    for (const device of office) {
      for (let n = 0; n < 2; n++) statuses.push(await attempt(stranger, "A".repeat(26)));
      const { code } = await kit.code({ role: "officer", name: "Rekan" });
      expect(await attempt(device, code)).toBe(200);
    }
    expect(statuses).toEqual([400, 400, 400, ...Array(9).fill(429)]);
  });

  test("a stranger with a new key for each try locks out no other client", async () => {
    const from = nextPlace();
    for (let n = 0; n < 10; n++) {
      const body = enrolment("A".repeat(26));
      await (await kit.newDevice()).call("POST", "/v1/enrolments", { body, from });
    }
    ms += 1_000;
    const { code } = await kit.code({ role: "officer", name: "Rekan" });
    const honest = await (await kit.newDevice()).call("POST", "/v1/enrolments", {
      body: enrolment(code),
      from,
    });
    expect(honest.status).toBe(200);
  });

  test("logs once a proxy that is not configured, but not a stranger who sends its header", async () => {
    const lines: string[] = [];
    const write = vi
      .spyOn(process.stderr, "write")
      .mockImplementation((line) => lines.push(String(line)) > 0);
    const app = createApp(kit.intake);
    const headers = { "X-Forwarded-For": "203.0.113.7" };
    await app.request(`${origin}/v1/keys`, { headers }, socketFrom("8.8.8.8"));
    expect(lines).toEqual([]);
    for (let n = 0; n < 3; n++) await app.request(`${origin}/v1/keys`, { headers }, socketFrom("10.9.9.9"));
    write.mockRestore();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "proxy-untrusted" });
    expect(lines[0]).toContain("TRUST_PROXY");
  });
});
