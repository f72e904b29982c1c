/** A stopped database, a full disk, a bug: what callers hear, and what is kept. */

import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createBatcher } from "../../../../intake/db/batcher.ts";
import { problemOf } from "../../../../intake/http/unavailable.ts";
import {
  type IntakeKit,
  operator,
  origin,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { randomOf } from "../../../../scripts/measure/chaos/random.ts";
import { policyVersion } from "../../../../utils/shared/policy/category-definition.ts";
import {
  bothEngines,
  openTestStores,
  type TestStores,
  type TestStoresOptions,
} from "../../../support/test-stores.ts";

const diskFull = () => Object.assign(new Error("Rahasia: no space left"), { code: "ENOSPC" });

describe.each(bothEngines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let failPut: Error | undefined;
  const lines: string[] = [];

  async function start(options?: TestStoresOptions): Promise<void> {
    stores = await openTestStores(engine, options);
    failPut = undefined;
    lines.length = 0;
    vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    const failing = async () => {
      if (failPut) throw failPut;
    };
    kit = await startKit(await stores.open(), (files) => ({
      ...files,
      put: async (...input) => failing().then(() => files.put(...input)),
      checkWritable: async () => failing().then(files.checkWritable),
    }));
    // The database stops during requests, and describing is no part of them.
    kit.describesAtOnce = false;
    officer = await kit.enrolled("officer");
  }

  afterEach(async () => {
    await kit?.close();
    await stores?.close();
    vi.restoreAllMocks();
  });

  test.each([
    ["category", { category: "TIRUAN", policyVersion: policyVersion + 1 }, {}],
    ["field of the evidence", {}, { extensionVersion: "999.0.0", model: "x" }],
  ])("asks a newer extension with an unknown %s to send the report again later", async (_, own, evidence) => {
    await start();
    const plain = sampleReport();
    const body = { ...plain, ...own, evidence: { ...plain.evidence, ...evidence } };
    expect(await officer.call("POST", "/v1/reports", { body })).toMatchObject({
      status: 503,
      problem: "intake-unavailable",
      body: { retry: "later", detail: expect.stringContaining("older than the extension") },
    });
  });

  test("refuses an unknown category of this or an older release for good", async () => {
    await start();
    const body = { ...sampleReport(), category: "TIRUAN" };
    expect(await officer.call("POST", "/v1/reports", { body })).toMatchObject({
      status: 400,
      problem: "invalid-input",
      body: { retry: "never" },
    });
  });

  test("answers 503 with a retry if the database is stopped, also to several requests at once", async () => {
    await start({ own: true });
    await officer.call("GET", "/v1/me");
    await stores.breakDatabase();
    const calls = [
      officer.call("POST", "/v1/reports", { body: sampleReport() }),
      officer.call("POST", "/v1/reports", { body: sampleReport() }),
      officer.call("GET", "/v1/reports/own"),
    ];
    for (const call of await Promise.all(calls)) {
      expect(call).toMatchObject({ status: 503, problem: "intake-unavailable", body: { retry: "later" } });
      expect(call.headers.get("retry-after")).toBe("10");
      expect(call.headers.has("dpop-nonce")).toBe(true);
    }
    const ready = await kit.app.request(`${origin}/readyz`, operator);
    expect({ status: ready.status, body: await ready.json() }).toMatchObject({
      status: 503,
      body: { database: false, evidence: true },
    });
    expect((await kit.app.request(`${origin}/healthz`)).status).toBe(200);
  });

  test("stores and acknowledges each report, or neither, when the database stops under load", async () => {
    await start({ own: true });
    const devices = await Promise.all(Array.from({ length: 8 }, () => kit.enrolled("officer")));
    const statuses: number[] = [];
    const sendUntilRefused = async (device: TestDevice) => {
      for (let last = 200; last === 200; statuses.push(last)) {
        last = (await device.call("POST", "/v1/reports", { body: sampleReport() })).status;
      }
    };
    const sending = devices.map(sendUntilRefused);
    await vi.waitUntil(() => statuses.length > 20, { timeout: 10_000, interval: 5 });
    await stores.breakDatabase();
    await Promise.all(sending);
    expect(lines.filter((line) => line.includes('"internal"'))).toEqual([]);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });

  test("a full disk for a file is 503, and the file is still wanted", async () => {
    await start();
    const { bytes, file, picture } = await samplePicture();
    const report = sampleReport({ evidence: { picture } });
    await officer.call("POST", "/v1/reports", { body: report });
    failPut = new Error("E_CANNOT_WRITE_FILE", { cause: diskFull() });
    const put = () =>
      officer.call("PUT", `/v1/reports/${report.id}/files/${file.sha256}`, {
        bytes,
        headers: { "Content-Type": "image/png" },
      });
    expect(await put()).toMatchObject({ status: 503, problem: "intake-unavailable" });
    expect((await kit.app.request(`${origin}/readyz`, operator)).status).toBe(503);
    expect((await officer.call("POST", "/v1/reports", { body: report })).body.filesWanted).toEqual([
      file.sha256,
    ]);
    failPut = undefined;
    expect(await put()).toMatchObject({ status: 200 });
  });

  test("answers 500 for a bug, and logs its location without user text", async () => {
    await start();
    const { bytes, file, picture } = await samplePicture();
    const report = sampleReport({ evidence: { picture } });
    await officer.call("POST", "/v1/reports", { body: report });
    failPut = new TypeError("Rahasia: undefined is not a function");
    const path = `/v1/reports/${report.id}/files/${file.sha256}`;
    const sent = await officer.call("PUT", path, { bytes, headers: { "Content-Type": "image/png" } });
    expect(sent).toMatchObject({ status: 500, problem: "internal", body: { retry: "later" } });
    expect(JSON.stringify(sent.body)).not.toContain("Rahasia");
    const line = lines.find((text) => text.includes('"internal"')) ?? "";
    expect(JSON.parse(line)).toMatchObject({
      event: "internal",
      error: { name: "TypeError", frames: expect.any(Array) },
    });
    expect(line).not.toContain("Rahasia");
  });
});

test("releases connections that the server ends", async ({ onTestFinished }) => {
  const stores = await openTestStores("postgres");
  onTestFinished(async () => {
    await stores.close();
    vi.restoreAllMocks();
  });
  const { db } = await stores.open();
  const work = () => db.transaction((tx) => tx.execute(sql`select 1`));
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  for (let round = 0; round < 15; round++) {
    await Promise.allSettled([1, 2, 3].map(work));
    const others = sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`;
    await db.execute(others);
    await Promise.allSettled([1, 2, 3].map(work));
  }
  // A connection may be ended a moment after the server was told to. One that is never released hangs.
  await vi.waitFor(() => Promise.all(Array.from({ length: 20 }, work)), { timeout: 20_000 });
});

test.each([
  ["a full disk", { code: "53100" }],
  ["too many connections", { code: "53300" }],
  ["a server that stops", { code: "57P01" }],
  ["a lost connection", { code: "08006" }],
  ["a lock not given in time", { code: "55P03" }],
  ["a standby before its promotion", { code: "25006" }],
  ["a refused connection", { code: "ECONNREFUSED" }],
])("%s counts as unavailable, however deep its error is wrapped", (_, code) => {
  const error = new Error("outer", {
    cause: new Error("middle", { cause: Object.assign(new Error("inner"), code) }),
  });
  expect(problemOf(error).code).toBe("intake-unavailable");
});

test.each(["PGlite is closing", "PGlite is closed", "Connection terminated unexpectedly"])(
  "reports %s as an unavailable intake",
  (message) => {
    expect(problemOf(new Error("outer", { cause: new Error(message) })).code).toBe("intake-unavailable");
  },
);

test.each([{ code: "23505" }, { code: "22P05" }, { code: "42703" }, {}])("%o counts as a bug", (code) => {
  expect(problemOf(Object.assign(new Error("x"), code)).code).toBe("internal");
});

describe("a batch", () => {
  const collect = (run: (items: number[]) => Promise<number[]>) =>
    createBatcher<number, number>({ maxItems: 3, run, isFatal: (error) => String(error).includes("down") });

  test("adds items that arrive during a batch to the next one, in order", async () => {
    const batches: number[][] = [];
    const batcher = collect(async (items) => {
      batches.push(items);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return items.map((item) => item * 10);
    });
    expect(await Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)))).toEqual([10, 20, 30, 40, 50]);
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(await batcher.add(6)).toBe(60);
    expect(batcher.runs).toBe(3);
  });

  test("runs two batches at once, but never two with the same name", async () => {
    const random = randomOf(20_261_128, "batches");
    const busy = new Set<string>();
    const order: string[] = [];
    let most = 0;
    let running = 0;
    const batcher = createBatcher<{ names: string[]; no: number }, number>({
      maxItems: 4,
      inFlight: 2,
      namesOf: ({ names }) => names,
      isFatal: () => true,
      async run(items) {
        const names = new Set(items.flatMap((item) => item.names));
        for (const name of names) expect(busy.has(name)).toBe(false);
        for (const name of names) busy.add(name);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, random.between(0, 3)));
        for (const name of names) busy.delete(name);
        running--;
        for (const { names: own, no } of items) for (const name of own) order.push(`${name} ${no}`);
        return items.map(({ no }) => no);
      },
    });
    const items = Array.from({ length: 200 }, (_, no) => ({
      no,
      names: [`a${random.between(0, 5)}`, `b${random.between(0, 20)}`],
    }));
    const answers = items.map(async (item) => {
      if (random.next() < 0.3) await new Promise((resolve) => setImmediate(resolve));
      return batcher.add(item);
    });
    expect((await Promise.all(answers)).sort((a, b) => a - b)).toEqual(items.map(({ no }) => no));
    expect(most).toBe(2);
    expect(order).toHaveLength(400);
  });

  test("tries each item alone when one of them fails", async () => {
    const batcher = collect(async (items) => {
      if (items.includes(2)) throw new Error("bad item");
      return items;
    });
    const settled = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("fails as a whole when the database is down", async () => {
    let runs = 0;
    const batcher = collect(async () => {
      runs++;
      throw new Error("down");
    });
    const settled = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));
    expect(settled.every(({ status }) => status === "rejected")).toBe(true);
    expect(runs).toBe(1);
  });
});
