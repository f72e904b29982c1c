/** The extension's own coming and going: an update mid-send, and a removal with reports still waiting. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { connection } from "../../../../utils/extension/browser/storage.ts";
import { removeDraft } from "../../../../utils/extension/drafts/drafts.ts";
import { startUpdates } from "../../../../utils/extension/outbox/extension-updates.ts";
import { undoReport } from "../../../../utils/extension/outbox/save-report.ts";
import { drain, drainNow, startOutbox } from "../../../../utils/extension/outbox/send-reports.ts";
import { changeRow } from "../../../../utils/extension/outbox/store.ts";
import {
  draftWithPicture,
  edge,
  heldReport,
  origin,
  rowOf,
  startDevice,
  waitingReport,
} from "../../../support/outbox-kit.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

let uninstallAddress: string | undefined;

beforeEach(async () => {
  await startDevice();
  uninstallAddress = undefined;
  Object.assign(fakeBrowser.runtime, {
    setUninstallURL: async (address: string) => {
      uninstallAddress = address;
    },
  });
});

describe("an update of the extension", () => {
  const reload = vi.fn();
  let updateComes: () => void = () => undefined;

  beforeEach(async () => {
    reload.mockClear();
    vi.useFakeTimers({ toFake: ["setTimeout"], now: Date.now() });
    Object.assign(fakeBrowser.runtime, {
      reload,
      onUpdateAvailable: {
        addListener: (listener: () => void) => {
          updateComes = listener;
        },
      },
    });
    Object.assign(fakeBrowser.tabs, {
      get: async (id: number) => (id === origin.tabId ? { id } : undefined),
    });
    await startUpdates();
  });
  afterEach(() => {
    vi.clearAllTimers();
    vi.useRealTimers();
  });

  /** Lets it poll once more, and returns whether it has reloaded. */
  async function reloaded(): Promise<boolean> {
    await vi.advanceTimersByTimeAsync(6_000);
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    return reload.mock.calls.length > 0;
  }

  test("is installed at once if no work is in progress", async () => {
    updateComes();
    expect(await reloaded()).toBe(true);
  });

  test("waits until the sending has finished", async () => {
    let letGo: () => void = () => undefined;
    const { id } = await waitingReport();
    edge.answer = () =>
      new Promise<undefined>((resolve) => {
        letGo = () => resolve(undefined);
      }) as unknown as undefined;
    const sending = drainNow();
    while ((await rowOf(id))?.state !== "sending") await new Promise(setImmediate);
    updateComes();
    expect(await reloaded()).toBe(false);
    edge.answer = () => undefined;
    while (edge.came.length === 0) await new Promise(setImmediate);
    letGo();
    await sending;
    expect(await reloaded()).toBe(true);
  });

  test("waits for a report that can still be undone, and for an open form", async () => {
    const { id } = await heldReport();
    updateComes();
    expect(await reloaded()).toBe(false);
    await undoReport(id);
    const draft = await draftWithPicture();
    expect(await reloaded()).toBe(false);
    await removeDraft(draft.id);
    expect(await reloaded()).toBe(true);
  });

  test("waits while a page of ours is open, but not for a form in a page of a site", async () => {
    let contexts = [{ frameId: 0 }];
    Object.assign(fakeBrowser.runtime, { getContexts: async () => contexts });
    updateComes();
    expect(await reloaded()).toBe(false);
    contexts = [{ frameId: 7 }];
    expect(await reloaded()).toBe(true);
  });

  test("waits while a page of ours is open, where the browser only lists windows", async () => {
    const desk: { top?: unknown } = {};
    desk.top = desk;
    let windows: unknown[] = [desk];
    Object.assign(fakeBrowser.runtime, { getContexts: undefined });
    Object.assign(fakeBrowser.extension, { getViews: () => windows });
    updateComes();
    expect(await reloaded()).toBe(false);
    windows = [{ top: desk }];
    expect(await reloaded()).toBe(true);
  });

  test("is remembered when the background ends meanwhile", async () => {
    const draft = await draftWithPicture();
    updateComes();
    expect(await reloaded()).toBe(false);
    vi.clearAllTimers();
    await removeDraft(draft.id);
    await startUpdates();
    expect(await reloaded()).toBe(true);
  });

  test("keeps the report waiting and sends it when the browser forces the update during sending", async () => {
    const { id } = await waitingReport();
    await changeRow(id, (row) => ({ ...row, state: "sending" }));
    await startOutbox(() => undefined);
    expect((await rowOf(id))?.state).toBe("sent");
  });
});

test("a long upload keeps the background awake, and an alarm resumes it if the background ends", async () => {
  const { id } = await waitingReport();
  edge.answer = () => new Promise<undefined>(() => undefined) as unknown as undefined;
  vi.useFakeTimers({ toFake: ["setInterval", "Date"], now: Date.now() });
  const alarms: number[] = [];
  vi.spyOn(fakeBrowser.alarms, "create").mockImplementation(async (_, info) => {
    alarms.push((info as { when: number }).when - Date.now());
  });
  void drainNow();
  while ((await rowOf(id))?.state !== "sending" || alarms.length === 0) await new Promise(setImmediate);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(alarms).toEqual([30_000, 30_000, 30_000, 30_000]);
  vi.useRealTimers();
});

describe("removing the extension", () => {
  test("opens a page whose address contains only a number, and only while reports wait", async () => {
    edge.answer = () => new Response("", { status: 502 });
    const waiting = await waitingReport();
    await waitingReport();
    await drain();
    const intake = (await connection.getValue())?.intake;
    expect(uninstallAddress).toBe(`${intake}/uninstalled?n=2`);
    edge.answer = (request) =>
      request.path === "/v1/reports" && new TextDecoder().decode(request.body).includes(waiting.id)
        ? undefined
        : request.path === "/v1/reports"
          ? new Response("", { status: 502 })
          : undefined;
    await drainNow();
    expect(uninstallAddress).toBe(`${intake}/uninstalled?n=1`);
    edge.answer = () => undefined;
    await drainNow();
    expect(uninstallAddress).toBe("");
  });
});

describe("the page after removal", () => {
  let stores: TestStores;
  let kit: IntakeKit;
  beforeAll(async () => {
    stores = await openTestStores("postgres");
    kit = await startKit(await stores.open());
  });
  afterAll(async () => {
    await kit.close();
    await stores.close();
  });

  const get = async (path: string) => {
    const response = await kit.app.request(path);
    return { response, page: await response.text() };
  };

  test("shows the number, and what can and cannot be done, in both languages", async () => {
    const { response, page } = await get("/uninstalled?n=3");
    expect(response.status).toBe(200);
    expect(page).toContain("3 laporan belum terkirim");
    expect(page).toContain("3 reports were not sent");
    expect(page).toContain("tidak mengembalikannya");
    expect((await get("/uninstalled?n=1")).page).toContain("1 report was not sent");
  });

  test("has no script and forbids them", async () => {
    const { response, page } = await get("/uninstalled?n=3");
    expect(page).not.toMatch(/<script|<style| style=| on\w+=/);
    const policy = response.headers.get("Content-Security-Policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("script-src");
    expect(policy).not.toContain("unsafe-inline");
    expect((await get("/uninstalled/style.css")).response.headers.get("Content-Type")).toContain("text/css");
  });

  test.each([
    "",
    "?n=",
    "?n=0",
    "?n=-1",
    "?n=1e9",
    "?n=99999",
    "?n=<b>",
    "?n=%3Cscript%3E",
    "?n=3&n=4",
    "?n=03",
  ])("repeats nothing of an address that is not ours: %s", async (query) => {
    const { response, page } = await get(`/uninstalled${query}`);
    expect(response.status).toBe(200);
    expect(page).toMatch(/Mungkin ada laporan yang belum terkirim|3 laporan belum terkirim/);
    expect(page).not.toMatch(/<b>|1e9|99999/);
  });
});
