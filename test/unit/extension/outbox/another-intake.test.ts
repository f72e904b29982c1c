/** Reports that were saved for another intake than the present one. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { newKey } from "../../../../scripts/dev/kits/evidence.ts";
import { readOrMakeKey } from "../../../../utils/extension/api/device-keys.ts";
import { leave, saveEnrolment } from "../../../../utils/extension/api/enrolment.ts";
import { connection, formerConnections, local } from "../../../../utils/extension/browser/storage.ts";
import { listOutbox, saveReport, withdrawReport } from "../../../../utils/extension/outbox/save-report.ts";
import { applyEvent, drain, drainNow } from "../../../../utils/extension/outbox/send-reports.ts";
import {
  answers,
  draftWithPicture,
  edge,
  hang,
  heldReport,
  type IntakeCall,
  rowOf,
  startDevice,
  waitingReport,
} from "../../../support/outbox-kit.ts";

const present = "https://kementerian-lain.example";

beforeEach(startDevice);
afterEach(() => vi.restoreAllMocks());

/** Enrols the browser elsewhere, as `personId` of that intake. */
async function moveTo(intake: string, personId: string = crypto.randomUUID()): Promise<string> {
  const former = await connection.getValue();
  if (!former) throw new Error("not enrolled");
  const identity = { ...former.identity, deviceId: crypto.randomUUID(), personId };
  await readOrMakeKey("other");
  await saveEnrolment(intake, "other", identity);
  return former.intake;
}

const refuse = (code: string, status = 401) =>
  Response.json({ type: `urn:x:${code}`, title: code, status, code, retry: "never" }, { status });
const cameTo = (origin: string) => edge.came.filter((call) => call.origin === origin);

/** The former intake fails once. */
function failOnce(former: string, fail: () => Response | Promise<Response>): void {
  let failed = false;
  edge.answer = ({ origin }: IntakeCall) => {
    if (origin !== former || failed) return undefined;
    failed = true;
    return fail();
  };
}

const lost = () => Promise.reject(new TypeError("Failed to fetch"));

test("a report waits for its own intake when that one cannot be reached, and no other gets it", async () => {
  const { id } = await waitingReport();
  const former = await moveTo(present);
  failOnce(former, lost);
  await drainNow();
  expect(cameTo(present)).toEqual([]);
  expect(await rowOf(id)).toMatchObject({ state: "waiting", problem: { code: "intake-unreachable" } });
  await drainNow();
  expect(await rowOf(id)).toMatchObject({ state: "sent", filesLeft: [] });
  expect(cameTo(present)).toEqual([]);
});

test("a picture of a report that its intake has waits for that one, and is not refused for good by another", async () => {
  const { id, sha256 } = await waitingReport();
  const former = await moveTo(present);
  edge.answer = ({ origin, path }) =>
    path.includes("/files/") ? (origin === former ? lost() : refuse("report-unknown", 404)) : undefined;
  await drainNow();
  expect(await rowOf(id)).toMatchObject({ state: "waiting", received: true, filesLeft: [sha256] });
  expect(cameTo(present)).toEqual([]);
  const listed = async () => (await listOutbox()).rows.find(({ reportId }) => reportId === id);
  expect(await listed()).toMatchObject({ state: "waiting", isOthers: true });
  edge.answer = () => undefined;
  await drainNow();
  expect(await rowOf(id)).toMatchObject({ state: "sent", filesLeft: [] });
  expect(await listed()).toBeUndefined();
});

test("a withdrawal waits for the intake that has the report", async () => {
  const { id } = await waitingReport();
  await drainNow();
  edge.answer = lost;
  expect((await withdrawReport(id, "keliru")).ok).toBe(true);
  await drain();
  const former = await moveTo(present);
  edge.came = [];
  edge.answer = ({ origin }) => (origin === former ? lost() : refuse("report-unknown", 404));
  await drainNow();
  expect((await rowOf(id))?.state).toBe("withdrawing");
  expect(cameTo(present)).toEqual([]);
});

test.each(["device-revoked", "device-unknown", "sign-on-again"])(
  "a report is not given to another intake because its own one answers %s",
  async (code) => {
    const { id } = await waitingReport();
    const former = await moveTo(present);
    edge.answer = ({ origin }) => (origin === former ? refuse(code) : undefined);
    await drainNow();
    expect(await rowOf(id)).toMatchObject({ state: "failed", received: false });
    expect(cameTo(present)).toEqual([]);
  },
);

test("a report waits for its intake after the person left it", async () => {
  const { id } = await waitingReport();
  const former = (await connection.getValue())?.intake ?? "";
  await leave();
  failOnce(former, lost);
  await drainNow();
  expect(await rowOf(id)).toMatchObject({ state: "waiting", problem: { code: "intake-unreachable" } });
});

test("a report goes to the present intake where the organisation's policy names that one", async () => {
  const { id } = await waitingReport();
  await moveTo(present);
  await fakeBrowser.storage.managed.set({ intake: present });
  await drainNow();
  expect((await rowOf(id))?.state).toBe("sent");
  expect(new Set(edge.came.map(({ origin }) => origin))).toEqual(new Set([present]));
});

test("a report whose enrolment this browser no longer knows goes to no intake", async () => {
  const { id } = await waitingReport();
  await moveTo(present);
  await formerConnections.setValue([]);
  await drainNow();
  expect(edge.came).toEqual([]);
  expect(await rowOf(id)).toMatchObject({ state: "failed", problem: { code: "not-enrolled" } });
});

test("an intake cannot send its reports to another one by the code of a policy", async () => {
  const { id } = await waitingReport();
  const former = await moveTo(present);
  edge.answer = ({ origin }) => (origin === former ? refuse("intake-managed", 403) : undefined);
  await drainNow();
  expect(cameTo(present)).toEqual([]);
  expect((await rowOf(id))?.state).not.toBe("sent");
});

test("policy gives a report of one person of an intake to no other person of it", async () => {
  const { publicKey: intakeKey } = await newKey();
  const known = await connection.getValue();
  if (!known) throw new Error("not enrolled");
  await connection.setValue({ ...known, intakeKey });
  const { id } = await waitingReport();
  await moveTo(present);
  const now = await connection.getValue();
  if (now) await connection.setValue({ ...now, intakeKey });
  await fakeBrowser.storage.managed.set({ intake: present });
  await drainNow();
  expect(edge.came).toEqual([]);
  expect((await rowOf(id))?.state).toBe("waiting");
});

test("a report goes to the new address of its own intake, for the same person only", async () => {
  const { publicKey: intakeKey } = await newKey();
  const known = await connection.getValue();
  if (!known) throw new Error("not enrolled");
  await connection.setValue({ ...known, intakeKey });
  const { id } = await waitingReport();
  const moveKept = async (personId?: string) => {
    const former = await moveTo(present, personId);
    const now = await connection.getValue();
    if (now) await connection.setValue({ ...now, intakeKey });
    return former;
  };
  const former = await moveKept();
  edge.answer = ({ origin }) => (origin === former ? lost() : undefined);
  await drainNow();
  expect(cameTo(present)).toEqual([]);
  await moveKept(known.identity.personId);
  await drainNow();
  // The answer is not signed with the key.
  expect(cameTo(present).map(({ path }) => path)).toEqual(["/v1/reports"]);
  expect((await rowOf(id))?.state).toBe("waiting");
});

test("one former enrolment that cannot be read keeps no report of another one from its intake", async () => {
  const { id } = await waitingReport();
  const former = await moveTo(present);
  const [known] = await formerConnections.getValue();
  if (!known) throw new Error("no former enrolment");
  await formerConnections.setValue([{ ...known, intake: "no address" }, known]);
  await drainNow();
  expect((await rowOf(id))?.state).toBe("sent");
  expect(new Set(edge.came.map(({ origin }) => origin))).toEqual(new Set([former]));
});

async function heldReports(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push((await heldReport()).id);
  return ids;
}

async function passUndo(ids: readonly string[]): Promise<void> {
  for (const id of ids) await applyEvent(id, { type: "undo-passed" });
}

const stateOf = async (id: string) => (await rowOf(id))?.state;

test("an enrolment that this version cannot read is kept by the next one, as the present or a former one", async () => {
  const known = await connection.getValue();
  if (!known) throw new Error("not enrolled");
  const unreadable = { ...known, intake: "no address" };
  await formerConnections.setValue([unreadable]);
  const last = await moveTo(present);
  const listed = () => local.read<unknown[]>("former-connections");
  expect(await listed()).toEqual([known, unreadable]);
  await local.write("connection", { ...known, keyName: 1 });
  await saveEnrolment(last, "other", { ...known.identity, deviceId: crypto.randomUUID() });
  expect(await listed()).toEqual([{ ...known, keyName: 1 }, known, unreadable]);
  await leave();
  expect(await listed()).toHaveLength(4);
});

/** Ends each call after `ms`. */
function shortenLimits(ms: number): void {
  vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
    const limit = new AbortController();
    setTimeout(() => limit.abort(new DOMException("timed out", "TimeoutError")), ms);
    return limit.signal;
  });
}

test("an old address that hangs costs one time limit, and the reports follow their intake", async () => {
  const { publicKey: intakeKey } = await newKey();
  const known = await connection.getValue();
  if (!known) throw new Error("not enrolled");
  await connection.setValue({ ...known, intakeKey });
  const ids = await heldReports(2);
  const former = await moveTo(present, known.identity.personId);
  const now = await connection.getValue();
  if (now) await connection.setValue({ ...now, intakeKey });
  await passUndo(ids);
  shortenLimits(50);
  edge.answer = (call) => (call.origin === former ? hang(call) : undefined);
  await drainNow();
  expect(cameTo(former)).toHaveLength(1);
  const came = cameTo(present).map(({ body }) => JSON.parse(new TextDecoder().decode(body)).id);
  expect(new Set(came)).toEqual(new Set(ids));
});

test("reports for the present intake do not wait for a former one that hangs", async () => {
  const waiting = await heldReports(2);
  const former = await moveTo(present);
  const [id = ""] = await heldReports(1);
  await passUndo([...waiting, id]);
  const limit = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValue(limit.signal);
  edge.answer = (call) => (call.origin === former ? hang(call) : undefined);
  const draining = drainNow();
  await vi.waitFor(async () => expect(await stateOf(id)).toBe("sent"));
  // One that is saved meanwhile is sent, too.
  const { id: later } = await draftWithPicture();
  await saveReport(later, answers);
  await passUndo([later]);
  void drain();
  await vi.waitFor(async () => expect(await stateOf(later)).toBe("sent"));
  expect(await Promise.all(waiting.map(stateOf))).toContain("sending");
  limit.abort(new DOMException("timed out", "TimeoutError"));
  await draining;
  expect(cameTo(former)).toHaveLength(1);
  for (const each of waiting)
    expect(await rowOf(each)).toMatchObject({ state: "waiting", problem: { code: "intake-unreachable" } });
});

test("two intakes that are sent to at once get their own nonces", async () => {
  const waiting = await heldReports(1);
  await moveTo(present);
  waiting.push(...(await heldReports(1)));
  await passUndo(waiting);
  let refusals = 0;
  const both = Promise.withResolvers<void>();
  edge.answer = async ({ origin, path, nonce }) => {
    if (path.includes("/files/") || nonce === `of ${origin}`) return undefined;
    refusals++;
    if (refusals > 1) both.resolve();
    await both.promise;
    const refusal = refuse("nonce-needed");
    refusal.headers.set("DPoP-Nonce", `of ${origin}`);
    return refusal;
  };
  await drainNow();
  expect(refusals).toBe(2);
  expect(await Promise.all(waiting.map(stateOf))).toEqual(["sent", "sent"]);
});
