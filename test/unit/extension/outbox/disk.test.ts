/** Data on the device's disk: encrypted, checked for damage, upgraded, and never deleted to free space. */

import { openDB } from "idb";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { hasRoomFor, requestPersistence } from "../../../../utils/extension/browser/disk-space.ts";
import { connection, formerConnections } from "../../../../utils/extension/browser/storage.ts";
import { readDraft } from "../../../../utils/extension/drafts/drafts.ts";
import { openDraft } from "../../../../utils/extension/drafts/open-draft.ts";
import { listOutbox, saveReport } from "../../../../utils/extension/outbox/save-report.ts";
import { drain, drainNow, startOutbox } from "../../../../utils/extension/outbox/send-reports.ts";
import {
  listAll,
  readFile,
  readRow,
  splitStored,
  upgradeStored,
} from "../../../../utils/extension/outbox/store.ts";
import type { CapturedPost } from "../../../../utils/shared/contract/draft.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { unwrapFile, wrapFile } from "../../../../utils/shared/seal/wrap-file.ts";
import { connectDevice } from "../../../support/device-kit.ts";
import {
  answers,
  draftWithPicture,
  edge,
  heldReport,
  origin,
  pinFilesKey,
  rowOf,
  startDevice,
  waitingReport,
} from "../../../support/outbox-kit.ts";

beforeEach(startDevice);

const files = () => edge.came.filter(({ path }) => path.includes("/files/"));
const text = (bytes: Uint8Array | undefined) => new TextDecoder("latin1").decode(bytes);

/** Everything that the outbox's database holds, as text. */
async function everythingOnDisk(): Promise<string> {
  const db = await openDB("outbox");
  const all = await Promise.all([...db.objectStoreNames].map((name) => db.getAll(name)));
  db.close();
  return JSON.stringify(all, (_, value) => (value instanceof Uint8Array ? text(value) : value));
}

async function countWrapped(): Promise<number> {
  const db = await openDB("outbox");
  const count = await db.count("wrapped");
  db.close();
  return count;
}

describe("files at rest", () => {
  test("are readable neither on the disk nor by the device, and by the intake byte for byte", async () => {
    const key = await pinFilesKey();
    const { id, content, sha256 } = await waitingReport();
    const disk = await everythingOnDisk();
    expect(disk).toContain(sha256);
    expect(disk).not.toContain(content);
    expect(disk).not.toContain(btoa(content));
    expect(await fakeBrowser.storage.session.get(null)).not.toHaveProperty(`draft:${id}`);
    expect(JSON.stringify(await fakeBrowser.storage.local.get(null))).not.toContain(btoa(content));
    await drain();
    const [file] = files();
    expect(file).toMatchObject({ type: "application/jose", path: `/v1/reports/${id}/files/${sha256}` });
    expect(text(await unwrapFile(file?.body ?? new Uint8Array(), key))).toBe(content);
    expect(await rowOf(id)).toMatchObject({ state: "sent" });
    expect(await countWrapped()).toBe(0);
  });

  test("are stored in plain form if the intake gave no key, and sent as they are", async () => {
    const { content, sha256 } = await waitingReport();
    expect(text((await readFile(sha256))?.bytes)).toBe(content);
    await drain();
    expect(files()).toMatchObject([{ type: "application/octet-stream" }]);
  });

  test("are found damaged on disk before any part of their report is sent", async () => {
    await pinFilesKey();
    const { id, sha256 } = await waitingReport();
    const db = await openDB("outbox");
    const key = [sha256, (await rowOf(id))?.deviceId ?? ""];
    const stored = await db.get("wrapped", key);
    stored.bytes[40] ^= 1;
    await db.put("wrapped", stored);
    db.close();
    edge.came = [];
    await drain();
    expect(await rowOf(id)).toMatchObject({ state: "failed", problem: { code: "file-damaged" } });
    expect(edge.came).toEqual([]);
  });

  test("are not stored if they were damaged in memory", async () => {
    await pinFilesKey();
    const { id, sha256 } = await draftWithPicture();
    const draft = await readDraft(id);
    if (!draft.ok || draft.value.state !== "captured") throw new Error("no draft");
    draft.value.files[sha256] = `data:image/webp;base64,${btoa("lain")}`;
    await fakeBrowser.storage.session.set({ [`draft:${id}`]: draft.value });
    expect(await saveReport(id, answers)).toMatchObject({ problem: { code: "file-damaged" } });
    expect(await readRow(id)).toBeUndefined();
  });

  test("from an earlier enrolment are sent as that device; if only another intake is left, the report says so", async () => {
    await pinFilesKey();
    const { id } = await waitingReport();
    const known = await connection.getValue();
    await formerConnections.setValue(known ? [known] : []);
    await connectDevice("new");
    await pinFilesKey();
    edge.answer = (one) =>
      one.type === "application/jose"
        ? Response.json(
            { type: "urn:x", title: "x", status: 422, code: "file-unreadable", retry: "never" },
            { status: 422 },
          )
        : undefined;
    await drain();
    expect(await rowOf(id)).toMatchObject({
      state: "sent",
      received: true,
      filesLeft: [],
      problem: { code: "file-unreadable" },
    });
  });

  test("keep the same picture in reports of two enrolments once for each", async () => {
    const content = `gambar ${crypto.randomUUID()}`;
    const keys = [await pinFilesKey()];
    await heldReport(content);
    await connectDevice("other");
    keys.push(await pinFilesKey());
    const { sha256 } = await heldReport(content);
    const db = await openDB("outbox");
    const kept = (await db.getAll("wrapped")).filter((file) => file.sha256 === sha256);
    db.close();
    const read = kept.map(({ bytes }) => keys.map(async (key) => text(await unwrapFile(bytes, key))));
    expect((await Promise.all(read.flat())).filter((one) => one === content)).toHaveLength(2);
  });
});

test("deletes a draft at the next start that a crash between saving and forgetting left", async () => {
  const { id } = await heldReport();
  await fakeBrowser.storage.session.set({ [`draft:${id}`]: { left: true } });
  await startOutbox(() => undefined);
  expect(await fakeBrowser.storage.session.get(`draft:${id}`)).toEqual({});
});

test("does not send a report whose bytes were damaged on disk", async () => {
  const { id } = await waitingReport();
  const db = await openDB("outbox");
  const stored = await db.get("bodies", id);
  await db.put("bodies", { ...stored, body: stored.body.replace("BATAS_WILAYAH", "HAPUS") });
  db.close();
  await drain();
  expect(await rowOf(id)).toMatchObject({ state: "failed", problem: { code: "report-damaged" } });
  expect(edge.came).toEqual([]);
});

test("keeps and shows an unreadable row, and processes the others", async () => {
  const broken = await heldReport();
  const sound = await waitingReport();
  const db = await openDB("outbox");
  const stored = await db.get("reports", broken.id);
  await db.put("reports", { ...stored, row: { ...stored.row, state: "???" } });
  await drain();
  expect((await rowOf(sound.id))?.state).toBe("sent");
  expect((await listOutbox()).damaged).toEqual([{ key: broken.id, number: stored.row.number }]);
  expect((await db.get("reports", broken.id)).row.state).toBe("???");
  // Its picture is kept for a repair, too.
  expect(await db.get("files", broken.sha256)).toBeDefined();
  db.close();
});

describe("pressing send twice at the same moment", () => {
  test("saves one report and gives both the same answer", async () => {
    const { id } = await draftWithPicture();
    const [one, other] = await Promise.all([saveReport(id, answers), saveReport(id, answers)]);
    expect(one).toMatchObject({ ok: true, value: { reportId: id } });
    expect(other).toMatchObject({ ok: true, value: { reportId: id } });
    expect((await listAll()).rows.filter(({ reportId }) => reportId === id)).toHaveLength(1);
  });
});

describe("a disk that is nearly full", () => {
  const leave = (bytes: number) =>
    vi.stubGlobal("navigator", { storage: { estimate: async () => ({ quota: 1e9, usage: 1e9 - bytes }) } });

  test("refuses a new capture with an explanation, and keeps waiting reports", async () => {
    const kept = await waitingReport();
    leave(limits.storageReserveBytes);
    const id = crypto.randomUUID();
    const seen: CapturedPost = { evidence: { ...evidence }, target: null } as unknown as CapturedPost;
    await openDraft(id, { state: "captured", ...seen } as never, origin);
    expect(await readDraft(id)).toMatchObject({
      value: { state: "refused", problem: { code: "storage-full" } },
    });
    expect(await readFile(kept.sha256)).toBeDefined();
  });

  test("refuses to save, keeps the draft, and saves once there is room", async () => {
    const { id } = await draftWithPicture();
    leave(limits.storageReserveBytes + 100);
    expect(await saveReport(id, answers)).toMatchObject({
      problem: { code: "storage-full", retry: "later" },
    });
    expect((await readDraft(id)).ok).toBe(true);
    leave(1e8);
    expect((await saveReport(id, answers)).ok).toBe(true);
  });

  test("is ignored if the browser gives no quota", async () => {
    vi.stubGlobal("navigator", { storage: { estimate: async () => ({}) } });
    expect(await hasRoomFor(1e12)).toBe(true);
    vi.stubGlobal("navigator", {});
    expect(await hasRoomFor(1e12)).toBe(true);
  });

  test("is asked once to persist waiting reports", async () => {
    const persist = vi.fn(async () => true);
    let persisted = false;
    vi.stubGlobal("navigator", { storage: { persist, persisted: async () => persisted } });
    await requestPersistence();
    persisted = true;
    await requestPersistence();
    expect(persist).toHaveBeenCalledTimes(1);
  });
});

describe("a disk that fails for a while", () => {
  /** Every access to this store alone fails until the returned function is called. */
  function breakStore(broken: "bodies" | "reports"): () => void {
    const { transaction } = IDBDatabase.prototype;
    const spy = vi.spyOn(IDBDatabase.prototype, "transaction");
    spy.mockImplementation(function (this: IDBDatabase, names, ...rest) {
      if (names === broken) throw new DOMException("the disk does not answer", "UnknownError");
      return transaction.call(this, names, ...rest);
    });
    return () => spy.mockRestore();
  }

  test("is logged, and an alarm half a minute later sends what waits", async () => {
    await startOutbox(() => undefined);
    const { id } = await waitingReport();
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const repair = breakStore("reports");
    const before = Date.now();
    await drain();
    repair();
    expect(logged).toHaveBeenCalledWith("lapor-kominfo: drain", expect.any(DOMException));
    logged.mockRestore();
    expect((await rowOf(id))?.state).toBe("waiting");
    const alarm = await fakeBrowser.alarms.get("drain-outbox");
    if (!alarm) throw new Error("no alarm is set");
    expect(alarm.scheduledTime - before).toBeGreaterThanOrEqual(30_000);
    expect(alarm.scheduledTime - Date.now()).toBeLessThanOrEqual(30_000);
    await fakeBrowser.alarms.onAlarm.trigger(alarm);
    await vi.waitFor(async () => expect((await rowOf(id))?.state).toBe("sent"));
  });

  test("keeps a report whose text cannot be read, for another attempt", async () => {
    const { id } = await waitingReport();
    const repair = breakStore("bodies");
    await drain();
    repair();
    expect(edge.came).toEqual([]);
    expect(await rowOf(id)).toMatchObject({
      ...{ state: "waiting", tries: 1, received: false },
      problem: { code: "internal", retry: "later", detail: expect.stringContaining("does not answer") },
    });
    await drainNow();
    expect((await rowOf(id))?.state).toBe("sent");
  });
});

describe("rows of version 1", () => {
  const row = (state: string, more = {}) => ({
    ...{ reportId: crypto.randomUUID(), number: "LK-00000-00000", subject: "x:post:1", category: "JUDI" },
    ...{ state, savedAt: "2026-11-25T01:00:00.000Z", filesLeft: [] },
    ...more,
  });
  const body = (more = {}) => JSON.stringify({ evidence, seal: "a.b.c", ...more });

  test("get default values for new fields", () => {
    const files = { evidence: { ...evidence, picture: { state: "taken" }, frame: { state: "none" } } };
    expect(upgradeStored({ row: row("waiting"), body: body(files) })).toMatchObject({
      row: { state: "waiting", tries: 0, received: false, filesTotal: 1 },
    });
    expect(upgradeStored({ row: row("withdrawing"), body: body() })).toMatchObject({
      row: { received: true },
    });
    const nextTryAt = "2026-11-25T02:00:00.000Z";
    expect(upgradeStored({ row: row("waiting", { nextTryAt }), body: body() })).toMatchObject({
      row: { state: "waiting", nextTryAt },
    });
  });

  test("fail with an explanation if they have no seal, unless the intake has them", () => {
    const unsealed = body({ seal: undefined });
    const nextTryAt = "2026-11-25T02:00:00.000Z";
    for (const state of ["held", "waiting", "sending"])
      expect(upgradeStored({ row: row(state, { nextTryAt }), body: unsealed })).toMatchObject({
        row: { state: "failed", problem: { code: "report-unsealed", retry: "never" } },
      });
    for (const stored of [row("waiting", { received: true }), row("sent")])
      expect(upgradeStored({ row: stored, body: unsealed })).toMatchObject({ row: { state: stored.state } });
  });

  test.each([
    [undefined],
    [null],
    [7],
    [{}],
    [{ row: 1 }],
    [{ row: {}, body: "{" }],
    [{ row: {}, body: "[]" }],
  ])("are unchanged if they contain %j", (stored) => {
    expect(upgradeStored(stored)).toBe(stored);
  });

  test("are sent from a real disk of version 1, or fail with an explanation", async () => {
    vi.resetModules();
    const { IDBFactory } = await import("fake-indexeddb");
    vi.stubGlobal("indexedDB", new IDBFactory());
    await connectDevice();
    const { id, sha256, content } = await draftWithPicture();
    const draft = await readDraft(id);
    if (!draft.ok || draft.value.state !== "captured") throw new Error("no draft");
    const report = { id, evidence: draft.value.evidence, seal: draft.value.seal };
    const good = row("waiting", { reportId: id, tries: 0, received: false, filesLeft: [sha256] });
    const hopeless = row("waiting", { tries: 3, received: false });
    const odd = row("unheard-of");
    const old = await openDB("outbox", 1, {
      upgrade: (db) => {
        db.createObjectStore("reports", { keyPath: "row.reportId" }).createIndex("bySubject", "row.subject");
        db.createObjectStore("files", { keyPath: "sha256" });
      },
    });
    await old.put("files", { sha256, bytes: new TextEncoder().encode(content) });
    await old.put("reports", { row: good, body: JSON.stringify(report) });
    await old.put("reports", { row: hopeless, body: body({ seal: undefined }) });
    await old.put("reports", { row: odd, body: "{" });
    old.close();
    const fresh = {
      ...(await import("../../../../utils/extension/outbox/send-reports.ts")),
      ...(await import("../../../../utils/extension/outbox/save-report.ts")),
    };
    await fresh.startOutbox(() => undefined);
    const { rows, damaged } = await fresh.listOutbox();
    expect(rows.find(({ reportId }) => reportId === id)).toMatchObject({ state: "sent", filesTotal: 1 });
    expect(rows.find(({ reportId }) => reportId === hopeless.reportId)).toMatchObject({
      state: "failed",
      problem: { code: "report-unsealed" },
    });
    expect(damaged.map(({ key }) => key)).toEqual([odd.reportId]);
    expect(files()).toHaveLength(1);
    expect(text(files()[0]?.body)).toBe(content);
    expect(await digestHex(files()[0]?.body ?? "")).toBe(sha256);
  });
});

describe("rows of version 2", () => {
  test("are sent from a real disk; unneeded texts are deleted, and damaged rows keep all data", async () => {
    vi.resetModules();
    const { IDBFactory } = await import("fake-indexeddb");
    vi.stubGlobal("indexedDB", new IDBFactory());
    await connectDevice();
    const key = await pinFilesKey();
    const { deviceId = "" } = (await connection.getValue())?.identity ?? {};
    const content = `gambar ${crypto.randomUUID()}`;
    const sha256 = await digestHex(content);
    const { filesKey } = (await connection.getValue()) ?? {};
    if (!filesKey) throw new Error("no key for files");
    const bytes = await wrapFile(new TextEncoder().encode(content), filesKey);
    const picture = {
      state: "taken",
      file: { sha256, type: "image/webp", bytes: content.length, width: 1, height: 1 },
    };
    const stored = async (state: string, more = {}) => {
      const reportId = crypto.randomUUID();
      const body = JSON.stringify({ id: reportId, evidence: { ...evidence, picture }, seal: "a.b.c" });
      const row = {
        ...{ reportId, number: "LK-00000-00000", subject: "x:post:1", category: "JUDI", state, deviceId },
        ...{ savedAt: "2026-11-25T01:00:00.000Z", tries: 0, received: false, filesTotal: 1 },
        ...{ filesLeft: [] as string[], bodySha256: await digestHex(body), ...more },
      };
      return { row, body };
    };
    const waiting = await stored("waiting", { filesLeft: [sha256] });
    const [sent, undone] = [await stored("sent", { received: true }), await stored("undone")];
    const failed = await stored("failed");
    const odd = await stored("unheard-of", { filesLeft: [sha256] });
    const old = await openDB("outbox", 2, {
      upgrade: (db) => {
        db.createObjectStore("reports", { keyPath: "row.reportId" }).createIndex("bySubject", "row.subject");
        db.createObjectStore("files", { keyPath: "sha256" });
        db.createObjectStore("wrapped", { keyPath: ["sha256", "deviceId"] });
      },
    });
    await old.put("wrapped", { sha256, deviceId, bytes, wrappedSha256: await digestHex(bytes) });
    for (const one of [waiting, sent, undone, failed, odd]) await old.put("reports", one);
    old.close();
    const fresh = {
      ...(await import("../../../../utils/extension/outbox/send-reports.ts")),
      ...(await import("../../../../utils/extension/outbox/save-report.ts")),
      ...(await import("../../../../utils/extension/outbox/store.ts")),
    };
    // Before anything is sent: what the upgrade itself left.
    expect(await fresh.readBody(waiting.row.reportId)).toBe(waiting.body);
    for (const { row } of [sent, undone]) expect(await fresh.readBody(row.reportId)).toBeUndefined();
    await fresh.startOutbox(() => undefined);
    const { rows, damaged } = await fresh.listOutbox();
    const stateOf = ({ row }: typeof sent) => rows.find(({ reportId }) => reportId === row.reportId)?.state;
    expect([waiting, sent, undone, failed].map(stateOf)).toEqual(["sent", "sent", "undone", "failed"]);
    const came = edge.came.map(({ path }) => path);
    expect(came).toEqual(["/v1/reports", `/v1/reports/${waiting.row.reportId}/files/${sha256}`]);
    expect(new TextDecoder().decode(edge.came[0]?.body)).toBe(waiting.body);
    expect(text(await unwrapFile(edge.came[1]?.body ?? new Uint8Array(), key))).toBe(content);
    // Rows that can be retried or repaired keep their text and file.
    expect(damaged.map(({ key }) => key)).toEqual([odd.row.reportId]);
    for (const { row, body } of [failed, odd]) expect(await fresh.readBody(row.reportId)).toBe(body);
    expect(await fresh.readFile(sha256, deviceId)).toBeDefined();
  });

  test.each([[undefined], [7], [{ row: { state: "sent" }, body: 7, more: [] }]])(
    "keep all of the content %j",
    (stored) => {
      const { report, body } = splitStored(stored);
      expect(body === undefined ? report : { ...(report as object), body }).toEqual(stored);
    },
  );
});
