/** The verdict of the simulation: clean after two days in which everything went right, and not when one thing is spoilt. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../../../../intake/db/store.ts";
import type { LetterArrival } from "../../../../scripts/measure/simulate/event-log.ts";
import { type SimulatedMonth, simulate } from "../../../../scripts/measure/simulate/month.ts";
import {
  backUpTables,
  corruptions,
  eventLogCorruptions,
  restoreTables,
} from "../../../support/corrupted-month.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

let stores: TestStores;
let store: Store;
let month: SimulatedMonth;

beforeAll(async () => {
  stores = await openTestStores("postgres");
  store = await stores.open();
  const run = { days: 2, reports: 40, seed: 5, tickMinutes: 60, onDay: () => undefined };
  month = await simulate({ ...run, store });
  await backUpTables(store.db);
});

afterAll(async () => {
  await month?.close();
  await stores?.close();
});

describe("the verdict", () => {
  test("finds nothing in a correct history", async () => {
    expect(await month.judge()).toEqual({ missedClocks: 0, doubledRequests: 0, boardDiffers: 0, faults: [] });
    const { counts, looks, made, firstSeenOver, arrivals } = month.deeds;
    expect(Math.min(counts.reports, counts.decisions, counts.reprimands)).toBeGreaterThan(0);
    expect(new Set(looks.map(({ seen }) => seen))).toContain("removed");
    expect(Math.min(made.size, firstSeenOver.size)).toBeGreaterThan(0);
    expect(new Set(arrivals.map(({ way }) => way))).toEqual(new Set(["mail", "hook", "hand"]));
    expect(new Set(arrivals.map(({ became }) => became))).toEqual(new Set(["accepted", "unsaid", "dropped"]));
  });

  test.each(corruptions)("detects $what", async ({ as, fault, by }) => {
    await store.db.execute(by);
    try {
      const verdict = await month.judge();
      expect(verdict[as]).toBeGreaterThan(0);
      expect(verdict.faults.join("\n")).toMatch(fault);
    } finally {
      await restoreTables(store.db);
    }
  });

  test.each(eventLogCorruptions)("detects %s, from the outside events", async (_, as, fault, spoil) => {
    const { deeds } = month;
    const kept = structuredClone(deeds);
    spoil(deeds, deeds.arrivals[0] as LetterArrival);
    try {
      const verdict = await month.judge();
      expect(verdict[as]).toBeGreaterThan(0);
      expect(verdict.faults.join("\n")).toMatch(fault);
    } finally {
      Object.assign(deeds, kept);
    }
  });

  test("finds nothing after everything is restored", async () => {
    expect((await month.judge()).faults).toEqual([]);
  });
});
