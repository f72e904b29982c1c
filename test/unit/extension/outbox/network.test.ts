/** Network and clock faults during sending: only the intake's own receipt acknowledges a report. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { callRoute, readRetryAfter } from "../../../../utils/extension/api/call-route.ts";
import { withdrawReport } from "../../../../utils/extension/outbox/save-report.ts";
import { applyEvent, drain, drainNow, startOutbox } from "../../../../utils/extension/outbox/send-reports.ts";
import { longestWaitMs } from "../../../../utils/extension/outbox/state-machine.ts";
import { changeRow } from "../../../../utils/extension/outbox/store.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { routes } from "../../../../utils/shared/contract/routes.ts";
import {
  acknowledge,
  edge,
  heldReport,
  type IntakeCall,
  rowOf,
  startDevice,
  waitingReport,
} from "../../../support/outbox-kit.ts";

beforeEach(startDevice);
afterEach(() => {
  vi.useRealTimers();
});

const isReport = ({ path }: IntakeCall) => path === "/v1/reports";
const idOf = ({ body }: IntakeCall): string => JSON.parse(new TextDecoder().decode(body)).id;
const reportsCame = () => edge.came.filter(isReport).map(idOf);
const problem = (code: string, status: number, retry: string, headers: Record<string, string> = {}) =>
  Response.json({ type: `urn:x:${code}`, title: code, status, code, retry }, { status, headers });
const setClock = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: ms });

describe("a call", () => {
  const file = { params: { id: crypto.randomUUID(), sha256: "0".repeat(64) } };

  test("fails if the connection ends in the middle of a file", async () => {
    const cut = new ReadableStream({
      pull: (controller) => controller.error(new TypeError("connection reset")),
    });
    edge.answer = () => new Response(cut, { headers: { "Content-Type": "image/png" } });
    expect(await callRoute(routes.getFile, file)).toMatchObject({
      ok: false,
      problem: { code: "intake-unreachable", retry: "later" },
    });
  });

  test("ends after half a minute, and one of a file after four, if the intake never answers", async () => {
    const limitsMs: number[] = [];
    const timeout = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
      limitsMs.push(ms);
      return AbortSignal.abort();
    });
    vi.stubGlobal("fetch", async (_: URL, { signal }: RequestInit) => {
      signal?.throwIfAborted();
      return new Promise(() => undefined);
    });
    expect((await callRoute(routes.whoAmI)).ok).toBe(false);
    expect((await callRoute(routes.getFile, file)).ok).toBe(false);
    expect(limitsMs).toEqual([30_000, 240_000]);
    timeout.mockRestore();
  });
});

describe("Retry-After", () => {
  const at = "Wed, 25 Nov 2026 01:00:00 GMT";

  test.each<[string, number, Record<string, string>, number | undefined]>([
    ["in seconds", 429, { "Retry-After": "120" }, 120_000],
    [
      "as a date, by the intake's own clock",
      503,
      { "Retry-After": "Wed, 25 Nov 2026 01:02:00 GMT", Date: at },
      120_000,
    ],
    ["long past", 503, { "Retry-After": "Wed, 25 Nov 2020 01:02:00 GMT", Date: at }, 0],
    ["for days", 429, { "Retry-After": "999999999" }, limits.retryAfterMs],
    ["as nonsense", 429, { "Retry-After": "soon" }, undefined],
    ["of another answer", 500, { "Retry-After": "120" }, undefined],
    ["nowhere", 429, {}, undefined],
  ])("%s", (_, status, headers, ms) => {
    expect(readRetryAfter(new Response(null, { status, headers }))).toBe(ms);
  });

  test("delays a report by the given time, and jitter only adds to it", async () => {
    const { id } = await waitingReport();
    edge.answer = () => problem("too-many-requests", 429, "later", { "Retry-After": "600" });
    const before = Date.now();
    await drain();
    const row = await rowOf(id);
    expect(row).toMatchObject({
      state: "waiting",
      problem: { code: "too-many-requests", retryAfterMs: 600_000 },
    });
    const waitsMs = Date.parse(row?.nextTryAt ?? "") - before;
    expect(waitsMs).toBeGreaterThanOrEqual(600_000);
    expect(waitsMs).toBeLessThan(670_000);
    await drain();
    expect(reportsCame()).toEqual([id]);
  });

  test("of a proxy before the intake is respected, although it is not the intake's", async () => {
    const { id } = await waitingReport();
    edge.answer = () => new Response("<h1>busy</h1>", { status: 503, headers: { "Retry-After": "60" } });
    await drain();
    expect(await rowOf(id)).toMatchObject({ problem: { code: "intake-unreachable", retryAfterMs: 60_000 } });
  });
});

test("a report that fails repeatedly does not delay the others, and the oldest is sent first", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 3; count++) ids.push((await heldReport()).id);
  for (const [at, id] of ids.entries())
    await changeRow(id, (row) => ({
      ...row,
      state: "waiting",
      savedAt: new Date(Date.now() - (9 - at) * 60_000).toISOString(),
    }));
  const [first, second, third] = ids;
  edge.answer = (request) =>
    isReport(request) && idOf(request) === first ? problem("internal", 500, "later") : undefined;
  await drain();
  expect(reportsCame()).toEqual([first, second, third]);
  expect((await rowOf(first ?? ""))?.state).toBe("waiting");
  for (const id of [second, third]) expect((await rowOf(id ?? ""))?.state).toBe("sent");
});

describe("a withdrawal", () => {
  const isWithdrawal = ({ path }: IntakeCall) => path.endsWith("/withdrawal");
  const withdrawn = (id: string, at = new Date().toISOString()) =>
    Response.json({
      ...{ id, number: "LK-00000-00000", subject: "x:post:1", category: "JUDI", at, withdrawnAt: at },
      ...{ caseState: "open", caseId: crypto.randomUUID(), questions: [] },
    });

  /** A sent report that its person has withdrawn; the intake has not answered this yet. */
  async function withdrawnReport() {
    const { id } = await waitingReport();
    await drain();
    edge.answer = () => problem("intake-unavailable", 503, "later");
    expect((await withdrawReport(id, "salah unggahan")).ok).toBe(true);
    await drain();
    edge.came = [];
    return id;
  }

  test("is sent with its reason until the intake has stored it", async () => {
    const id = await withdrawnReport();
    expect(await rowOf(id)).toMatchObject({ state: "withdrawing", problem: { code: "intake-unavailable" } });
    edge.answer = () => withdrawn(id);
    await drainNow();
    expect((await rowOf(id))?.state).toBe("withdrawn");
    expect(edge.came.map(({ path, body }) => [path, new TextDecoder().decode(body)])).toEqual([
      [`/v1/reports/${id}/withdrawal`, '{"reason":"salah unggahan"}'],
    ]);
    await drainNow();
    expect(edge.came).toHaveLength(1);
  });

  test.each([["failed"], ["undone"]] as const)(
    "is sent for a report that the intake has although its receipt never came and it %s here",
    async (state) => {
      const { id } = await waitingReport();
      await changeRow(id, (row) => ({ ...row, state }));
      edge.answer = () => withdrawn(id);
      expect((await withdrawReport(id, "salah unggahan")).ok).toBe(true);
      await drain();
      expect(await rowOf(id)).toMatchObject({ state: "withdrawn", received: true, filesLeft: [] });
      expect(edge.came.map(({ path }) => path)).toEqual([`/v1/reports/${id}/withdrawal`]);
    },
  );

  test("that the intake refuses leaves the report sent, with the reason of the refusal", async () => {
    const id = await withdrawnReport();
    edge.answer = () => problem("conflict", 409, "never");
    await drainNow();
    expect(edge.came.filter(isWithdrawal)).toHaveLength(1);
    expect(await rowOf(id)).toMatchObject({ state: "sent", problem: { code: "conflict" } });
  });
});

test("nothing is done for a report that is forgotten while another one is being sent", async () => {
  const [first, second] = [await heldReport(), await heldReport()];
  for (const [at, { id }] of [first, second].entries())
    await changeRow(id, (row) => ({
      ...row,
      state: "waiting",
      savedAt: new Date(Date.now() - (9 - at) * 60_000).toISOString(),
    }));
  const alarms = vi.spyOn(fakeBrowser.alarms, "create");
  edge.answer = async (request) => {
    if (isReport(request)) await applyEvent(second.id, { type: "forgotten" });
    return acknowledge(request);
  };
  await drain();
  expect((await rowOf(first.id))?.state).toBe("sent");
  expect(
    edge.came.filter(({ path, body }) => `${path}${new TextDecoder().decode(body)}`.includes(second.id)),
  ).toEqual([]);
  // One keeps the background awake while the first is sent.
  expect(alarms).toHaveBeenCalledTimes(1);
  alarms.mockRestore();
});

test.each([
  ["never", "failed"],
  ["later", "waiting"],
])("a problem of a newer intake counts by its retry: %s", async (retry, state) => {
  const { id } = await waitingReport();
  edge.answer = () =>
    Response.json(
      { type: "urn:x", title: "x", status: 422, code: "code-of-tomorrow", retry },
      { status: 422 },
    );
  await drain();
  expect(await rowOf(id)).toMatchObject({ state, problem: { code: "internal", retry } });
});

describe("a captive network", () => {
  const login = "<!doctype html><title>Selamat datang di Wi-Fi hotel</title>";

  test.each<[string, () => Response]>([
    [
      "answers with a page of its own",
      () => new Response(login, { headers: { "Content-Type": "text/html" } }),
    ],
    ["asks for a login (511)", () => new Response(login, { status: 511 })],
    ["forbids with a page", () => new Response(login, { status: 403 })],
    ["answers with JSON of its own", () => Response.json({ status: "ok" })],
    ["answers with nothing", () => new Response(null, { status: 204 })],
    [
      "redirects",
      () => {
        throw new TypeError("Failed to fetch");
      },
    ],
  ])("is not taken for an intake if it %s; the report and its file wait", async (_, answer) => {
    const { id } = await waitingReport();
    edge.answer = answer;
    await drain();
    const waiting = { state: "waiting", problem: { code: "intake-unreachable", retry: "later" } };
    expect(await rowOf(id)).toMatchObject({ ...waiting, received: false });
    // The same once the report is at the intake and only its file is owed.
    edge.answer = (request) => (isReport(request) ? undefined : answer());
    await drainNow();
    expect(await rowOf(id)).toMatchObject({ ...waiting, received: true, filesLeft: [expect.any(String)] });
    edge.answer = () => undefined;
    await drainNow();
    expect(await rowOf(id)).toMatchObject({ state: "sent", filesLeft: [] });
  });

  test("cannot redirect a request: redirects are not followed", async () => {
    let followed: RequestRedirect | undefined;
    vi.stubGlobal("fetch", async (_: URL, init: RequestInit) => {
      followed = init.redirect;
      throw new TypeError("redirected");
    });
    await callRoute(routes.whoAmI);
    expect(followed).toBe("error");
  });

  test("another file's acknowledgement does not count", async () => {
    const { id } = await waitingReport();
    edge.answer = (request) =>
      isReport(request) ? undefined : Response.json({ sha256: "0".repeat(64), bytes: 1 });
    await drain();
    expect(await rowOf(id)).toMatchObject({ state: "waiting", received: true });
  });
});

describe("the clock", () => {
  const year = 365 * 86_400_000;

  test.each([
    ["set back a year", -year],
    ["set ahead a year", year],
    ["a week later, the machine having slept", 7 * 86_400_000],
  ])("%s: waiting and held reports are still sent", async (_, byMs) => {
    const failing = await waitingReport();
    edge.answer = () => problem("intake-unavailable", 503, "later", { "Retry-After": "3600" });
    await drain();
    expect((await rowOf(failing.id))?.state).toBe("waiting");
    const held = await heldReport();
    edge.answer = () => undefined;
    setClock(Date.now() + byMs);
    await drain();
    for (const { id } of [failing, held]) expect((await rowOf(id))?.state).toBe("sent");
  });

  test("a nonce that is a week old costs one more request", async () => {
    const { id } = await waitingReport();
    let asked = 0;
    edge.answer = () =>
      asked++ === 0 ? problem("nonce-needed", 401, "now", { "DPoP-Nonce": "fresh" }) : undefined;
    await drain();
    expect((await rowOf(id))?.state).toBe("sent");
    expect(reportsCame()).toEqual([id, id]);
  });

  test("the newest nonce is used even if the browser's memory for it is full", async () => {
    const { id } = await waitingReport();
    const { session } = fakeBrowser.storage;
    const set = session.set.bind(session);
    vi.spyOn(session, "set").mockImplementation(async (values) => {
      if ("nonce" in values) throw new Error("Session storage quota bytes exceeded.");
      await set(values);
    });
    const proofs: string[] = [];
    const toIntake = globalThis.fetch;
    vi.stubGlobal("fetch", (address: URL, init: RequestInit) => {
      proofs.push(new Headers(init.headers).get("DPoP")?.split(".")[1] ?? "");
      return toIntake(address, init);
    });
    let asked = 0;
    edge.answer = () =>
      asked++ === 0 ? problem("nonce-needed", 401, "now", { "DPoP-Nonce": "fresh" }) : undefined;
    await drain();
    vi.mocked(session.set).mockRestore();
    expect((await rowOf(id))?.state).toBe("sent");
    const nonces = proofs.map(
      (proof) => JSON.parse(atob(proof.replaceAll("-", "+").replaceAll("_", "/"))).nonce,
    );
    expect(nonces[1]).toBe("fresh");
  });
});

test("a full disk does not hide the answers of the intake", async () => {
  const { put } = IDBObjectStore.prototype;
  const full = vi.spyOn(IDBObjectStore.prototype, "put");
  full.mockImplementation(function (this: IDBObjectStore, ...given) {
    if (this.name === "settings")
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    return put.apply(this, given);
  });
  const headers = { "DPoP-Nonce": "fresh", Date: new Date().toUTCString() };
  edge.answer = () => problem("case-changed", 409, "now", headers);
  const answer = await callRoute(routes.whoAmI).finally(() => full.mockRestore());
  expect(answer).toMatchObject({ problem: { code: "case-changed" } });
});

describe("a metered network", () => {
  const connection = Object.assign(new EventTarget(), { saveData: true });
  beforeEach(() => {
    connection.saveData = true;
    vi.stubGlobal("navigator", { onLine: true, connection });
  });

  test("sends the report at once; its file waits for half an hour at most", async () => {
    const { id, sha256 } = await waitingReport();
    await drain();
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: "waiting", received: true, filesLeft: [sha256] });
    expect(row?.meteredUntil).toBe(row?.nextTryAt);
    expect(limits.meteredWaitMs).toBeLessThanOrEqual(longestWaitMs);
    setClock(Date.now() + limits.meteredWaitMs + 1);
    await drain();
    expect((await rowOf(id))?.state).toBe("sent");
  });

  test("sends the waiting file when the person asks", async () => {
    const { id } = await waitingReport();
    await drain();
    await drainNow();
    expect((await rowOf(id))?.state).toBe("sent");
  });

  test("sends the waiting file when the network changes", async () => {
    const { id } = await waitingReport();
    await startOutbox(() => undefined);
    expect((await rowOf(id))?.state).toBe("waiting");
    connection.dispatchEvent(new Event("change"));
    await drain();
    expect((await rowOf(id))?.state).toBe("waiting");
    connection.saveData = false;
    connection.dispatchEvent(new Event("change"));
    await vi.waitFor(async () => expect((await rowOf(id))?.state).toBe("sent"));
  });
});
