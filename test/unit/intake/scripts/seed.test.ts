/** Sown cases: as many as asked for, by the contract, and with a log that holds. */

import { count } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readQueue } from "../../../../intake/cases/store/queue.ts";
import { anyScope } from "../../../../intake/core/scope.ts";
import { cases, decisions, reports } from "../../../../intake/db/schema/index.ts";
import type { Store } from "../../../../intake/db/store.ts";
import { asReceived } from "../../../../intake/reports/store/rebuild-report.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { seedStore } from "../../../../scripts/dev/seed/seed-store.ts";
import { caseState } from "../../../../utils/shared/contract/case-state.ts";
import { report as reportShape } from "../../../../utils/shared/contract/report.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const sowing = { cases: 120, reports: 500, seed: 7, now: new Date("2026-11-25T03:00:00.000Z") };

describe("sown cases", () => {
  let stores: TestStores;
  let store: Store;
  const told: number[] = [];

  beforeAll(async () => {
    stores = await openTestStores("postgres");
    store = await stores.open();
    await seedStore(store, sowing, (made) => told.push(made));
  });
  afterAll(() => stores?.close());

  test("are as many as requested", async () => {
    expect(told.at(-1)).toBe(sowing.cases);
    expect(await store.db.select({ count: count() }).from(cases)).toEqual([{ count: sowing.cases }]);
    expect(await store.db.select({ count: count() }).from(reports)).toEqual([{ count: sowing.reports }]);
  });

  test("hold reports as the contract has them", async () => {
    for (const row of await store.db.select().from(reports)) {
      const read = reportShape.safeParse({ seal: "none", ...asReceived(row) });
      expect(read.error?.issues ?? []).toEqual([]);
    }
  });

  test("have valid logs, and reports that match them", async () => {
    // No intake has run here, so nothing is signed.
    expect((await verifyStore(store)).broken).toEqual([
      "the intake's key is gone from the settings: no signature can be checked",
    ]);
  });

  test("are open, decided, similar, and in the order of work", async () => {
    const rows = await readQueue(store.db, { scope: anyScope, limit: 200 });
    const states = new Set(rows.map(({ state }) => state));
    expect(caseState.options.filter((state) => state !== "panel" && !states.has(state))).toEqual([]);
    expect(rows.filter(({ groupId }) => groupId !== null).length).toBeGreaterThan(3);
    expect(rows.some(({ queueKey }, at) => queueKey < (rows[at - 1]?.queueKey ?? ""))).toBe(false);
    const decided = rows.filter(({ decidedAt }) => decidedAt !== null).length;
    const confirmed = (await store.db.select().from(decisions)).filter(({ state }) => state === "confirmed");
    expect(confirmed).toHaveLength(decided);
  });
});
