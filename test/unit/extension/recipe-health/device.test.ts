/** Recipe health on the device: detecting drops, and sending each count once, as numbers alone. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { readOrMakeKey } from "../../../../utils/extension/api/device-keys.ts";
import { connection } from "../../../../utils/extension/browser/storage.ts";
import {
  baselineFor,
  countCapture,
  countPage,
  recordPage,
  updateBaseline,
} from "../../../../utils/extension/recipe-health/count-pages.ts";
import { readHealthMemory } from "../../../../utils/extension/recipe-health/health-memory.ts";
import {
  scheduleUpload,
  startHealthUploads,
  uploadCounts,
} from "../../../../utils/extension/recipe-health/upload-counts.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import type { PageCount } from "../../../../utils/shared/contract/recipe-health.ts";
import {
  type HealthBatch,
  type HealthCounts,
  healthBatch,
  type Share,
} from "../../../../utils/shared/contract/recipe-health.ts";
import { emptyCounts } from "../../../../utils/shared/policy/recipe-health.ts";

describe("a drop", () => {
  const fields = (found: number, expected: number): HealthCounts => ({
    ...emptyCounts(),
    fields: { found, expected },
  });

  test("is three pages of one surface in a row without a post, reported once", () => {
    const judged = baselineFor(2, undefined);
    expect([0, 0, 0, 0].map((surface) => recordPage(judged, surface, true))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  test("is not interrupted by pages of other surfaces, but by a post", () => {
    const judged = baselineFor(2, undefined);
    const pages: [number, boolean][] = [
      [0, true],
      [1, false],
      [0, true],
      [0, false],
      [0, true],
      [1, false],
      [0, true],
      [0, true],
    ];
    const told = pages.map(([surface, isEmpty]) => recordPage(judged, surface, isEmpty));
    expect(told).toEqual([...Array(7).fill(false), true]);
  });

  test("is not two empty pages of three, but six of ten", () => {
    const judged = baselineFor(2, undefined);
    const pages = (found: number, expected: number) => ({ ...emptyCounts(), pages: { found, expected } });
    expect(updateBaseline(judged, pages(1, 3))).toEqual([]);
    expect(updateBaseline(judged, pages(3, 6))).toEqual([]);
    expect(updateBaseline(judged, pages(0, 1))).toEqual(["pages"]);
  });

  test("is half of the usual value, once, and again only after a recovery", () => {
    const judged = baselineFor(2, undefined);
    expect(updateBaseline(judged, fields(18, 20))).toEqual([]);
    expect(updateBaseline(judged, fields(8, 20))).toEqual(["fields"]);
    expect(updateBaseline(judged, fields(8, 20))).toEqual([]);
    expect(updateBaseline(judged, fields(18, 20))).toEqual([]);
    expect(updateBaseline(judged, fields(8, 20))).toEqual(["fields"]);
  });

  test("does not change the usual value", () => {
    const judged = baselineFor(2, undefined);
    updateBaseline(judged, fields(18, 20));
    for (let time = 0; time < 50; time++) updateBaseline(judged, fields(8, 20));
    expect(judged.before.fields).toEqual({ found: 18, expected: 20 });
  });

  test("needs enough counts; a new version is compared with the previous one", () => {
    const old = baselineFor(2, undefined);
    updateBaseline(old, fields(18, 20));
    updateBaseline(old, fields(0, 19));
    const fresh = baselineFor(3, old);
    expect(fresh.recent).toEqual(emptyCounts());
    expect(updateBaseline(fresh, fields(0, 19))).toEqual([]);
    expect(updateBaseline(fresh, fields(0, 1))).toEqual(["fields"]);
  });
});

describe("the way to the intake", () => {
  /** The network edge: an intake that adds up what it has not seen before. */
  const intake = {
    reachable: true,
    answersLost: false,
    status: 200,
    bodies: [] as string[],
    batches: new Map<string, HealthBatch>(),
  };
  const answer = (body: string) => {
    intake.bodies.push(body);
    if (intake.status !== 200) {
      const problem = { code: "invalid-input", retry: "never", type: "urn:x", title: "x", status: 400 };
      return Response.json(problem, { status: intake.status });
    }
    const batch = healthBatch.parse(JSON.parse(body));
    const counted = !intake.batches.has(batch.id);
    if (counted) intake.batches.set(batch.id, batch);
    return Response.json({ counted });
  };
  const sum = (share: keyof HealthCounts): Share => {
    const shares = [...intake.batches.values()].flatMap(({ rows }) =>
      rows.map(({ counts }) => counts[share]),
    );
    return shares.reduce((a, b) => ({ found: a.found + b.found, expected: a.expected + b.expected }), {
      found: 0,
      expected: 0,
    });
  };
  const page = (posts: number): PageCount => ({
    ...{ site: "x", kind: "post", recipeVersion: 2, surface: 0, posts, buttons: posts },
    identities: { found: posts, expected: posts },
  });
  const rows = () => [...intake.batches.values()].flatMap((batch) => batch.rows);
  const alarm = async () => (await fakeBrowser.alarms.getAll())[0];

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-25T03:10:00.000Z") });
    fakeBrowser.reset();
    Object.assign(intake, { reachable: true, answersLost: false, status: 200, bodies: [] });
    intake.batches.clear();
    vi.stubGlobal("fetch", async (_: URL, init: RequestInit) => {
      if (!intake.reachable) throw new TypeError("Failed to fetch");
      const response = answer(new TextDecoder().decode(init.body as Uint8Array<ArrayBuffer>));
      if (intake.answersLost) throw new TypeError("connection lost");
      return response;
    });
    const identity = {
      ...{ deviceId: crypto.randomUUID(), personId: crypto.randomUUID(), name: "Petugas Contoh" },
      ...{ role: "officer" as const, organisation: "Kominfo", enrolledAt: new Date().toISOString() },
    };
    await connection.setValue({ intake: "http://127.0.0.1:8787", identity });
    await readOrMakeKey();
    return () => vi.useRealTimers();
  });

  test("ordinary counts wait for the alarm, summed by hour", async () => {
    await Promise.all([countPage(page(4)), countPage(page(2)), countPage(page(20))]);
    vi.setSystemTime(Date.parse("2026-11-25T04:05:00.000Z"));
    await countPage(page(1));
    expect(intake.bodies).toEqual([]);
    const { scheduledTime } = (await alarm()) ?? { scheduledTime: 0 };
    expect(scheduledTime - Date.parse("2026-11-25T03:10:00.000Z")).toBeGreaterThan(2 * 3_600_000 - 1);
    vi.setSystemTime(scheduledTime);
    await uploadCounts();
    expect(rows().map(({ counts }) => counts.pages.expected)).toEqual([3, 1]);
    const [first, second] = rows();
    expect((first?.hoursAgo ?? 0) - (second?.hoursAgo ?? 0)).toBe(1);
    expect(sum("identities")).toEqual({ found: 27, expected: 27 });
  });

  test("a drop is sent at once", async () => {
    await countPage(page(0));
    await countPage(page(0));
    expect(intake.bodies).toEqual([]);
    await countPage(page(0));
    expect(rows()).toMatchObject([{ drops: 1, hoursAgo: 0, counts: { pages: { found: 0, expected: 3 } } }]);
    await countPage(page(0));
    expect(intake.bodies).toHaveLength(1);
  });

  test("pages read by structure go in one batch within the hour, at a random time", async () => {
    for (let time = 0; time < 2; time++) {
      await countPage({ ...page(0), byStructure: 7 });
      await countPage(page(0));
    }
    expect(intake.bodies).toEqual([]);
    const first = (await alarm())?.scheduledTime ?? 0;
    expect(first - Date.now()).toBeGreaterThanOrEqual(20 * 60_000);
    expect(first - Date.now()).toBeLessThanOrEqual(40 * 60_000);
    await uploadCounts();
    expect(rows()).toMatchObject([
      { byStructure: 2, drops: 0, counts: { pages: { found: 0, expected: 2 } } },
    ]);
    // Later pages of the same recipes do not bring another upload forward.
    await countPage({ ...page(0), byStructure: 7 });
    expect(((await alarm())?.scheduledTime ?? 0) - Date.now()).toBeGreaterThan(3_600_000);
    expect(intake.bodies).toHaveLength(1);
  });

  test("a switch to structure brings a planned upload forward", async () => {
    await countPage(page(3));
    const planned = (await alarm())?.scheduledTime ?? 0;
    await countPage({ ...page(0), byStructure: 7 });
    const soon = (await alarm())?.scheduledTime ?? 0;
    expect(soon).toBeLessThan(planned);
    expect(soon - Date.now()).toBeLessThanOrEqual(40 * 60_000);
  });

  test("counts wait without a network, and a lost answer counts nothing twice", async () => {
    intake.reachable = false;
    for (let time = 0; time < 3; time++) await countPage(page(0));
    expect((await readHealthMemory()).batch?.rows).toHaveLength(1);
    intake.reachable = true;
    intake.answersLost = true;
    await uploadCounts();
    await countPage(page(5));
    intake.answersLost = false;
    await uploadCounts();
    expect(intake.bodies.length).toBeGreaterThanOrEqual(3);
    expect(sum("pages")).toEqual({ found: 1, expected: 4 });
    expect(await readHealthMemory()).toMatchObject({ rows: [], tries: 0 });
    expect((await readHealthMemory()).batch).toBeUndefined();
  });

  test("a restarted background keeps the chosen time", async () => {
    await countPage(page(4));
    const before = await alarm();
    await fakeBrowser.alarms.clearAll();
    vi.setSystemTime(Date.now() + 60_000);
    await startHealthUploads();
    expect(await alarm()).toEqual(before);
  });

  test("limits waiting counts, and drops those too old for the intake", async () => {
    intake.reachable = false;
    for (let hour = 0; hour < 3; hour++) {
      await countPage(page(1));
      vi.setSystemTime(Date.now() + 100 * 3_600_000);
    }
    intake.reachable = true;
    await uploadCounts();
    expect(rows().map(({ hoursAgo }) => hoursAgo)).toEqual([100]);
  });

  test("drops counts that the intake will never accept", async () => {
    intake.status = 400;
    await countPage(page(1));
    await uploadCounts();
    expect(await readHealthMemory()).toMatchObject({ rows: [], tries: 0 });
    expect(intake.bodies).toHaveLength(1);
  });

  test("a device counts nothing before it is enrolled", async () => {
    await connection.setValue(null);
    await countPage(page(0));
    await scheduleUpload();
    expect((await readHealthMemory()).rows).toEqual([]);
    expect(await alarm()).toBeUndefined();
  });

  test.each([
    [["Not=A?Brand", "Chromium", "Google Chrome"], "chrome"],
    [["Chromium", "Not A(Brand"], "chrome"],
    [["Microsoft Edge", "Chromium"], "edge"],
    [["Chromium", "Opera"], "other"],
  ])("reports the browser %s by its family", async (brands, family) => {
    const userAgentData = { brands: brands.map((brand) => ({ brand, version: "156" })) };
    vi.stubGlobal("navigator", { onLine: true, userAgentData });
    await countPage(page(1));
    expect((await readHealthMemory()).rows[0]?.browser).toBe(family);
    vi.unstubAllGlobals();
  });

  test("captures count fields and permalinks; only numbers and names that we define are sent", async () => {
    const capture = { site: "youtube", kind: "comment", recipeVersion: 2 } as const;
    await countCapture({ ...capture, fields: { found: 6, expected: 8 }, permalink: true });
    await countCapture({ ...capture, fields: { found: 0, expected: 0 }, permalink: false });
    await countPage(page(3));
    await uploadCounts();
    expect(sum("fields")).toEqual({ found: 6, expected: 8 });
    expect(sum("permalinks")).toEqual({ found: 1, expected: 2 });
    const { id, ...body } = JSON.parse(intake.bodies[0] ?? "");
    const words = new Set<string>();
    JSON.stringify(body, (_, value) => {
      if (typeof value === "string") words.add(value);
      return value;
    });
    expect([...words].sort()).toEqual(["comment", "other", "post", "x", "youtube"]);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(limits.canaryRows).toBeGreaterThan(body.rows.length);
  });
});
