/** The intake's jobs repeat, never overlap and stop with it; and its signing key. */

import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readIntakeKey, readIntakePublicKey } from "../../../../intake/audit-log/intake-key.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import { listJobs, repeat, startJobs } from "../../../../intake/jobs/start-jobs.ts";
import {
  type IntakeKit,
  operator,
  readAnswer,
  sampleReport,
  startKit,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("repeated work", () => {
  test("continues after a failure, and never runs twice at once", async () => {
    let [runs, atOnce, most] = [0, 0, 0];
    const work = async () => {
      most = Math.max(most, ++atOnce);
      runs++;
      await wait(5);
      atOnce--;
      if (runs === 2) throw new Error("once");
    };
    const stop = repeat({ name: "test", everyMs: 1, work });
    await vi.waitFor(() => expect(runs).toBeGreaterThan(3), { timeout: 20_000 });
    await stop();
    expect(most).toBe(1);
    const after = runs;
    await wait(30);
    expect(runs).toBe(after);
  });

  test("is signalled and awaited on shutdown", async () => {
    let ended = false;
    const work = async (signal: AbortSignal) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await wait(20);
      ended = true;
    };
    const stop = repeat({ name: "test", everyMs: 1, work });
    await stop();
    expect(ended).toBe(true);
  });

  test("waits longer after each failure, up to a minute, and logs since when and how often", async () => {
    vi.useFakeTimers({ now: Date.parse("2026-11-25T03:00:00.000Z") });
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    let [runs, fails] = [0, true];
    const work = async () => {
      runs++;
      if (fails) throw new Error("no database");
    };
    const stop = repeat({ name: "test", everyMs: 250, work });
    const lines = () => said.mock.calls.map(([line]) => JSON.parse(String(line)));
    try {
      await vi.advanceTimersByTimeAsync(60_000);
      expect(runs).toBeLessThan(10);
      await vi.advanceTimersByTimeAsync(24 * 3_600_000);
      expect(runs).toBeGreaterThan(1_400);
      expect(lines().length).toBeLessThan(40);
      const since = "since 2026-11-25T03:00:00.000Z";
      expect(lines().slice(0, 3)).toMatchObject([
        { event: "test-failed", error: { name: "Error" } },
        { event: "test-failed", detail: `${since}, 2 times` },
        { event: "test-failed", detail: `${since}, 4 times` },
      ]);
      expect(Date.now() - Date.parse(lines().at(-1).at)).toBeLessThan(3_700_000);
      fails = false;
      await vi.advanceTimersByTimeAsync(60_000);
      expect(lines().at(-1)).toMatchObject({
        event: "test-recovered",
        detail: expect.stringContaining(since),
      });
      const before = runs;
      await vi.advanceTimersByTimeAsync(1_000);
      expect(runs - before).toBe(4);
      const all = lines().length;
      fails = true;
      await vi.advanceTimersByTimeAsync(250);
      expect(lines().slice(all)).toMatchObject([{ event: "test-failed" }]);
      expect(lines().at(-1)).not.toHaveProperty("detail");
    } finally {
      await stop();
      vi.useRealTimers();
      vi.restoreAllMocks();
    }
  });

  test.each([
    ["throws the reason", ({ reason }: AbortSignal) => Promise.reject(reason as Error)],
    ["returns early", () => Promise.resolve()],
  ])("counts stopped work that %s neither as failed nor as done", async (_, end) => {
    const notes = { succeeded: vi.fn(), failed: vi.fn() };
    const work = async (signal: AbortSignal) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await end(signal);
    };
    const stop = repeat({ name: "test", everyMs: 1, work }, notes);
    await stop();
    expect(notes.succeeded).not.toHaveBeenCalled();
    expect(notes.failed).not.toHaveBeenCalled();
  });
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let folder: string;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    folder = await mkdtemp(join(tmpdir(), "lapor-key-"));
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("no job uses the connections of requests, whose statements have a time limit", async () => {
    const real = await stores.open();
    const used: string[] = [];
    let name = "";
    const db = new Proxy(real.db, {
      get(target, key) {
        if (name !== "") used.push(`${name}: ${String(key)}`);
        const value = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const own = await startKit({ ...real, db, jobsDb: real.jobsDb });
    own.describesAtOnce = false;
    const officer = await own.enrolled("officer");
    await officer.call("POST", "/v1/reports", { body: sampleReport() });
    for (const job of listJobs(own.intake)) {
      name = job.name;
      await job.work(AbortSignal.timeout(60_000));
    }
    name = "";
    expect(used).toEqual([]);
    const waiting = await rowsOf<{ n: number }>(real.db, sql`select count(*)::int as n from undescribed`);
    expect(waiting).toEqual([{ n: 0 }]);
    await own.close();
  });

  test("stop for good once a newer version has changed the tables, and requests are refused", async () => {
    const own = await startKit(await stores.open());
    own.describesAtOnce = false;
    const officer = await own.enrolled("officer");
    const stop = startJobs(own.intake);
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const undescribed = async () => {
      const rows = await rowsOf<{ n: number }>(own.store.db, sql`select count(*)::int as n from undescribed`);
      return rows[0]?.n;
    };
    try {
      await officer.call("POST", "/v1/reports", { body: sampleReport() });
      await vi.waitFor(async () => expect(await undescribed()).toBe(0), { timeout: 20_000 });
      await own.store.db.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`,
      );
      const hasStopped = () => expect(said.mock.calls.join()).toContain('"jobs-stopped"');
      await vi.waitFor(hasStopped, { timeout: 20_000 });
      const late = await officer.call("POST", "/v1/reports", { body: sampleReport() });
      expect(late).toMatchObject({ status: 503, problem: "intake-unavailable" });
      expect((await own.app.request("/v1/keys")).status).toBe(503);
      expect((await own.app.request("/sanggah")).status).toBe(503);
      expect((await own.app.request("/healthz")).status).toBe(200);
      expect((await own.app.request("/metrics", operator)).status).toBe(200);
      await own.store.db.execute(sql`
        insert into undescribed (report_id, spot, received_at, failures)
        values (gen_random_uuid(), 0, now(), 0)`);
      await wait(1_500);
      expect(await undescribed()).toBe(1);
    } finally {
      await stop();
      vi.restoreAllMocks();
      await own.close();
    }
  }, 60_000);

  test("publishes the key without asking for a proof", async () => {
    const answer = await readAnswer(await kit.app.request("/v1/keys"));
    expect(answer).toMatchObject({ status: 200, body: { intake: kit.intake.key.publicKey } });
    expect(Object.keys(answer.body).sort()).toEqual(["intake", "organisation", "thumbprint"]);
  });

  test("a running intake seals waiting entries and updates its metrics", async () => {
    const officer = await kit.enrolled("officer");
    const metrics = async () => (await kit.app.request("/metrics", operator)).text();
    await officer.call("POST", "/v1/reports", { body: sampleReport() });
    // The start of the trust log, the person, the device and the report.
    expect(await metrics()).toContain("intake_unsealed_entries 4\n");
    const stop = startJobs(kit.intake);
    const isSealed = async () => expect(await metrics()).toContain("intake_unsealed_entries 0\n");
    await vi.waitFor(isSealed, { timeout: 20_000 });
    await stop();
    const text = await metrics();
    expect(text).toContain("intake_unsealed_entries 0\n");
    expect(text).toMatch(/\nintake_last_batch_time_seconds \d+/);
    expect(text).not.toContain("intake_unstamped_days");
  });

  test("reuses the space of deleted rows", async () => {
    const { db } = kit.store;
    const pages = async () => {
      const query = sql`select pg_relation_size('undescribed')::int / 8192 as n`;
      return (await rowsOf<{ n: number }>(db, query))[0]?.n ?? 0;
    };
    const sizes: number[] = [];
    for (let round = 0; round < 5; round++) {
      await db.execute(sql`
        insert into undescribed (report_id, spot, received_at, failures)
        select gen_random_uuid(), 0, now(), 0 from generate_series(1, 11000)`);
      sizes.push(await pages());
      await db.execute(sql`delete from undescribed`);
      await kit.intake.cleanUp();
      // The server does this by itself, but not at once.
      if (engine === "postgres") await db.execute(sql`vacuum undescribed`);
    }
    expect(sizes.at(-1)).toBeLessThan(1.5 * (sizes[0] ?? 0));
  });

  describe("the key", () => {
    const forget = () => kit.store.db.execute(sql`delete from settings`);
    beforeEach(forget);

    test("is created once and stored in the database if there is no file", async () => {
      const { db } = kit.store;
      expect(await readIntakePublicKey(db)).toBeUndefined();
      const keys = await Promise.all([readIntakeKey(db), readIntakeKey(db), readIntakeKey(db)]);
      expect(new Set(keys.map(({ publicKey }) => publicKey.x)).size).toBe(1);
      expect(await readIntakePublicKey(db)).toEqual(keys[0]?.publicKey);
      await expect(readIntakeKey(db, join(folder, "none.json"))).rejects.toThrow(
        "this intake's key is in the database. Unset INTAKE_KEY",
      );
    });

    test("has its private half only in the file, if there is one", async () => {
      const { db } = kit.store;
      const other = join(folder, "other-key.json");
      await readIntakeKey(db, other);
      await forget();
      const path = join(folder, "deeper", "intake-key.json");
      const { publicKey } = await readIntakeKey(db, path);
      expect((await readIntakeKey(db, path)).publicKey).toEqual(publicKey);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const { d } = JSON.parse(await readFile(path, "utf8"));
      const { rows } = await db.execute<{ value: string }>(sql`select value from settings`);
      expect(rows.some(({ value }) => value.includes(d))).toBe(false);

      await expect(readIntakeKey(db)).rejects.toThrow("INTAKE_KEY");
      await expect(readIntakeKey(db, other)).rejects.toThrow("not the key that devices have pinned");
      await rm(path);
      await expect(readIntakeKey(db, path)).rejects.toThrow("Restore that file");
    });
  });
});
