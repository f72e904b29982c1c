/** Content scripts cannot reach the extension's storage; data of earlier versions is migrated. */

import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { session } from "../../../../utils/extension/browser/session-storage.ts";
import { installKillPoints, KillableRun } from "../../../support/crash-injection.ts";

const { local } = fakeBrowser.storage;
const connection = {
  intake: "https://aduan.example.go.id",
  identity: {
    ...{
      deviceId: crypto.randomUUID(),
      personId: crypto.randomUUID(),
      name: "Petugas",
      role: "officer" as const,
    },
    ...{ organisation: "Kominfo", enrolledAt: new Date().toISOString() },
  },
} as const;
const views = [{ name: "Judi", filter: { state: "pending" } }];

/** The module as the next start of the background or of a page loads it. */
async function start() {
  vi.resetModules();
  return import("../../../../utils/extension/browser/storage.ts");
}

beforeAll(() => installKillPoints());
beforeEach(async () => {
  const { IDBFactory } = await import("fake-indexeddb");
  vi.stubGlobal("indexedDB", new IDBFactory());
  fakeBrowser.reset();
});
afterEach(() => {
  Object.assign(local, { setAccessLevel: async () => undefined });
});

describe("the local area", () => {
  test("is restricted to the extension's own pages when the background starts", async () => {
    const setAccessLevel = vi.fn(async () => undefined);
    Object.assign(local, { setAccessLevel });
    const { openBackground } = await import("../../../fuzz/background.ts");
    (await openBackground()).start();
    expect(setAccessLevel.mock.calls).toEqual([[{ accessLevel: "TRUSTED_CONTEXTS" }]]);
  });

  test.each([
    ["that cannot close it, as Firefox", undefined],
    ["that refuses to, as Chromium 130", () => Promise.reject(new Error("not available"))],
  ])("is emptied in a browser %s", async (_, setAccessLevel) => {
    Object.assign(local, { setAccessLevel });
    await local.set({ connection });
    await (await start()).closeStorage();
    expect(await local.get(null)).toEqual({});
  });

  test("contains no written values", async () => {
    const storage = await start();
    await storage.connection.setValue(connection);
    await storage.local.write("canaries", { rows: [] });
    expect(await local.get(null)).toEqual({});
    expect(await (await start()).connection.getValue()).toEqual(connection);
  });

  test("is not trusted after its values were moved: a content script of Firefox can write there", async () => {
    const storage = await start();
    await storage.closeStorage();
    await storage.connection.setValue(connection);
    await local.set({ connection: { ...connection, intake: "https://palsu.example" }, language: "en" });
    const next = await start();
    expect(await next.connection.getValue()).toEqual(connection);
    expect(await next.language.getValue()).toBe("id");
    await next.closeStorage();
    expect(await local.get(null)).toEqual({});
  });
});

describe("values of an earlier version", () => {
  const before = { connection, connection$: { v: 1 }, language: "en", "queue-views": views };
  const read = async ({ connection, language, local: kept }: Awaited<ReturnType<typeof start>>) =>
    Promise.all([connection.getValue(), language.getValue(), kept.read("queue-views")]);

  test("are available to any page that asks first", async () => {
    await local.set(before);
    expect(await read(await start())).toEqual([connection, "en", views]);
  });

  test("are moved once, also by two pages at a time", async () => {
    await local.set(before);
    const [one, other] = [await start(), await start()];
    await Promise.all([one.closeStorage(), other.language.setValue("id"), other.closeStorage()]);
    expect(await read(await start())).toEqual([connection, "id", views]);
  });

  test("are complete wherever the move is interrupted", async () => {
    let steps = 1;
    for (let done = false; !done; steps++) {
      const { IDBFactory } = await import("fake-indexeddb");
      vi.stubGlobal("indexedDB", new IDBFactory());
      fakeBrowser.reset();
      await local.set(before);
      const life = new KillableRun(steps);
      const dying = await start();
      await life.run(() => dying.closeStorage());
      done = !life.dead;
      const next = await start();
      expect(await read(next), `died at step ${steps}`).toEqual([connection, "en", views]);
      await next.closeStorage();
      expect(await local.get(null)).toEqual({});
    }
    expect(steps).toBeGreaterThan(8);
  });
});

test("notifies only watchers of a short-lived value about its change", async () => {
  const told = vi.fn();
  session.watch("wanted", told);
  await session.write("wanted", { caseId: "a" });
  await session.write("other", 1);
  await session.remove("wanted");
  expect(told.mock.calls).toEqual([[{ caseId: "a" }], [null]]);
});
